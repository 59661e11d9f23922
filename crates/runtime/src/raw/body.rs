//! The body of an answer as it was received.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::error::Error;
use crate::read::charset;
use crate::read::json::from_json;

/// The body of a successful answer as it was received: nothing is decoded, converted or left out.
///
/// `send_raw()` on a builder returns it, and [`Response`] has status and headers beside it. Use it for what the
/// document does not have yet, or to store an answer as it came. `Debug` shows only its length.
///
/// ```
/// use backhaul_runtime::{Error, RawBody, Response};
///
/// fn new_field(answer: &Response<RawBody>) -> Result<Option<String>, Error> {
///     let value: serde_json::Value = answer.json()?;
///     Ok(value["newField"].as_str().map(str::to_owned))
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RawBody {
    bytes: Bytes,
    /// The charset that the answer declares, if it is not UTF-8.
    charset: Option<Box<str>>,
}

impl RawBody {
    /// The body of `received`, which was read without a conversion.
    pub(crate) fn of(received: &Received) -> Self {
        Self {
            bytes: received.body.clone(),
            charset: received.other_charset().map(Into::into),
        }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, by value. This copies nothing.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is no body.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The body as text, converted to UTF-8 as the answers of calls are. `None` if it is not text.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match charset::to_utf8(&self.bytes, self.charset.as_deref()) {
            Some(converted) => String::from_utf8(converted).ok().map(Cow::Owned),
            None => std::str::from_utf8(&self.bytes).ok().map(Cow::Borrowed),
        }
    }

    /// Reads JSON like the answers of calls: see [`from_json`]. `T` may be a type of the client crate, a type of
    /// your own, or a `serde_json::Value`, which keeps every member.
    ///
    /// # Errors
    /// Of the kind [`Decode`](crate::ErrorKind::Decode), if it is not JSON, or not a `T` even when read
    /// leniently.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let utf8 = charset::to_utf8(&self.bytes, self.charset.as_deref());
        from_json(utf8.as_deref().unwrap_or(&self.bytes))
    }
}

impl AsRef<[u8]> for RawBody {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for RawBody {
    /// An answer may hold a link, or anything else that does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.bytes.len())
    }
}

/// Any success as it is.
#[expect(clippy::unnecessary_wraps, reason = "other answers can fail")]
pub(crate) fn raw(received: Box<Received>) -> Result<Response<RawBody>, Error> {
    let body = RawBody::of(&received);
    Ok(received.into_response(body))
}
