//! Reads JSON that does not quite match the document, without losing information.
//!
//! An answer is first read strictly, which is fast. Only if that fails, it is read again here, from its text:
//!
//! - A scalar of another JSON type is converted if that loses nothing: see [`number`] and [`reader`].
//! - If a key appears twice, the last one counts: see [`last_of_each`].
//! - Invalid Unicode is replaced: see [`raw`].
//! - A member of a union that does not fit is kept unchanged: see [`union`].
//! - Anything else that does not fit is a [`Failure`], which names the place.
//!
//! It reads the text, not a `Value`, which no longer has the spelling and the place of numbers.

mod failure;
mod last_of_each;
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
/// If it is not JSON, or not a `T` even when read leniently.
#[cold]
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    let text = String::from_utf8_lossy(body);
    let raw = Raw::parse(&text).map_err(|error| Unreadable::not_json(&error))?;
    T::deserialize(Reader::new(raw)).map_err(|failure| failure.within(raw, &text))
}

/// The string, or the number as written, at the first of several JSON pointers that has one.
pub(crate) fn text_at(body: &[u8], pointers: &[&str]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let raw = Raw::parse(&text).ok()?;
    pointers.iter().find_map(|pointer| raw.at(pointer)?.shown())
}
