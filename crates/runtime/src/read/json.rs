//! Lenient reading of answers that do not quite match their documents.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::read::any::Any;
use crate::read::charset;
use crate::read::lenient::{self, Unreadable};
use crate::read::memory;

/// Reads an array in which the provider may have written `null` for "none".
///
/// # Errors
/// If the value is neither `null` nor an array of `T`, or exceeds the memory limit of the answer.
#[inline]
pub fn null_as_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_option(ListVisitor(PhantomData))
}

/// An answer that is an array.
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = deserializer.deserialize_seq(ListVisitor(PhantomData));
        list.map(Self)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_none<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            // The lists in a job are short, and a wait keeps the last job.
            if !memory::make_room_beginning_with(2, &mut list) {
                return Err(A::Error::custom(memory::TOO_MUCH));
            }
            list.push(element);
        }
        Ok(list)
    }
}

/// Reads any JSON, which may be missing.
///
/// # Errors
/// If it is not JSON, or exceeds the memory limit of the answer.
pub fn any_json<'de, D>(deserializer: D) -> Result<Option<Value>, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Any::deserialize(deserializer)?.0;
    Ok(Some(value).filter(|value| !value.is_null()))
}

/// Reads JSON like the answers of calls, which is more lenient than `serde_json` alone. Use it for answers that
/// were stored, or that another tool has fetched.
///
/// - A scalar of another JSON type is converted if that loses nothing: `"8"` and `8.0` to an integer, `".125"`
///   to a number, a number or a boolean to a string (as it was written), `"true"` to a boolean. 8.5 and numbers
///   of more than 64 bits are not integers; 0 and 1 are not booleans.
/// - A member of a union that does not fit is kept unchanged, as `Unknown`.
/// - If a key appears twice, the last one counts.
/// - A byte order mark is skipped, and UTF-16 is read if it has one. Invalid Unicode, such as half a surrogate
///   pair or a byte that is not UTF-8, becomes U+FFFD.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Instance {
///     port: i64,
/// }
///
/// let instance: Instance = backhaul_runtime::from_json(br#"{"port": "6379"}"#)?;
/// assert_eq!(instance.port, 6379);
/// # Ok::<(), backhaul_runtime::Error>(())
/// ```
///
/// # Errors
/// Of the kind [`Decode`](crate::ErrorKind::Decode), if it is not JSON, or not a `T` even when read leniently.
/// [`decode_path`](Error::decode_path) names the place.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    let utf8 = charset::to_utf8(json, None);
    let read = read(utf8.as_deref().unwrap_or(json), usize::MAX);
    read.map_err(Error::unreadable)
}

/// Reads `body`, which is UTF-8: first strictly, and leniently only if that fails, because it takes longer. Its
/// arrays may take `limit` bytes of memory.
///
/// # Errors
/// If it is not JSON, or not a `T` even when read leniently, or takes more memory.
#[inline]
pub(crate) fn read<T: DeserializeOwned>(body: &[u8], limit: usize) -> Result<T, Unreadable> {
    // As a whole, which is faster than text by text.
    if let Ok(text) = std::str::from_utf8(body) {
        // The value is not handed through closures, which would move it once for each.
        let limited = memory::Limited::to(limit);
        let read = serde_json::from_str(text);
        // Also after a success: a union keeps a member that ran out of memory as an unknown one.
        if limited.ran_out() {
            return Err(Unreadable::too_much(limit));
        }
        drop(limited);
        if let Ok(value) = read {
            return Ok(value);
        }
    }
    let read = memory::within(limit, || lenient::read(body));
    read.unwrap_or_else(|| Err(Unreadable::too_much(limit)))
}

impl Error {
    /// The provider's error body as one of the crate's types (`types::ApiError`, ...), read as leniently as
    /// answers. `None` if the provider did not answer, or the body is something else, for example an HTML page.
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        read(self.body()?, usize::MAX).ok()
    }

    /// The error for JSON that did not come from a call.
    fn unreadable(unreadable: Unreadable) -> Self {
        let message = unreadable.to_string().replacen("the body", "the JSON", 1);
        Self::new(ErrorKind::Decode, message).at_path(unreadable.path)
    }
}

#[cfg(test)]
mod tests {
    use super::from_json;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Job {
        id: String,
    }

    /// Such a body is read leniently as a whole.
    #[test]
    fn bytes_that_are_no_text_lose_nothing_else() {
        let job = |id: &str| Some(Job { id: id.to_owned() });
        let read = |json: &[u8]| from_json::<Job>(json).ok();
        assert_eq!(read(b"{\"id\": \"a\", \"new\": \"\xff\"}"), job("a"));
        assert_eq!(read(b"{\"id\": \"a\xff\"}"), job("a\u{fffd}"));
        assert_eq!(read(b"{\"id\": \xff}"), None);
    }
}
