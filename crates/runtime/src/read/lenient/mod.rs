//! Reading JSON that is not quite what the document says, without losing what it says.
//!
//! An answer is read strictly first, which is fast. Only if that fails it comes here and is read again,
//! from its text:
//!
//! - A scalar of another JSON type is converted, if nothing of it is lost: see [`number`] and [`reader`].
//! - Of a key that comes twice the last one counts.
//! - What is no Unicode is replaced: see [`raw`].
//! - A member of a union that does not fit is kept as it came: see [`union`].
//! - What does not fit at all is a [`Failure`], which knows the place.
//!
//! It works on the text, not on a `Value`, which has forgotten how numbers were written, and where.

mod failure;
mod member_text;
mod number;
mod raw;
mod reader;
mod union;

use serde::de::DeserializeOwned;

pub(crate) use self::failure::Unreadable;
use self::raw::Raw;
use self::reader::Reader;
pub use self::union::Member;

/// Reads `body`.
///
/// # Errors
/// If it is no JSON, or no `T` even so.
#[cold]
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    let text = String::from_utf8_lossy(body);
    let raw = Raw::parse(&text).map_err(|error| Unreadable::no_json(&error))?;
    T::deserialize(Reader::new(raw)).map_err(|failure| failure.within(raw, &text))
}

/// The text or the number, as it is written, at the first of several JSON pointers that has one.
pub(crate) fn text_at(body: &[u8], pointers: &[&str]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let raw = Raw::parse(&text).ok()?;
    pointers.iter().find_map(|pointer| raw.at(pointer)?.shown())
}
