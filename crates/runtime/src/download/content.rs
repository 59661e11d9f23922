//! Identifies a content, so that its rest can be requested later.

use std::time::Duration;

use reqwest::header::HeaderValue;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answer::response::Response;
use crate::fetch::byte_stream::ByteStream;
use crate::fetch::range::ContentRange;

/// One version of a content, described by the head of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    /// Length in bytes, if the server announced it.
    pub(crate) length: Option<u64>,
    identity: Option<Identity>,
}

/// The identity of a content: two answers belong to the same content only if it is equal. It is also
/// recorded next to a temporary file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// Hash of host and path, because some servers give equal tags to different contents. It is a hash because
    /// the path of a link may be secret.
    resource: String,
    /// A strong entity tag, or else the date of the last change.
    validator: String,
    pub(crate) length: u64,
}

impl Content {
    /// The content of an answer with status 200, which is complete.
    pub(crate) fn of(response: &Response<ByteStream>) -> Self {
        let length = response.content_length();
        Self {
            length,
            identity: length.and_then(|length| Identity::of(response, length)),
        }
    }

    /// The content that an earlier run recorded.
    pub(crate) fn recorded(identity: Identity) -> Self {
        Self {
            length: Some(identity.length),
            identity: Some(identity),
        }
    }

    /// The identity to request the rest with; `None` if the server gave none.
    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}

impl Identity {
    /// The identity of the content of `response`, which has `length` bytes in total. `None` if the answer has
    /// no validator, or if it is compressed, because the bytes of another answer may then differ.
    pub(crate) fn of(response: &Response<ByteStream>, length: u64) -> Option<Self> {
        if is_encoded(response) {
            return None;
        }
        let validator = strong_tag(response).or_else(|| last_change(response))?;
        Some(Self {
            resource: hash_of(response.resource()),
            validator,
            length,
        })
    }

    /// Where an answer with status 206 to a request with this identity ends, if it has the bytes from `from` of
    /// the same content. It must also contain the validator, which all parts of a file share.
    pub(crate) fn continued_by(&self, response: &Response<ByteStream>, from: u64) -> Option<u64> {
        let range = response.header("content-range")?;
        let range = ContentRange::parse(range)?;
        let fits = range.from == from && range.length.is_none_or(|length| length == self.length);
        let name = if self.validator.starts_with('"') {
            "etag"
        } else {
            "last-modified"
        };
        let is_same = response.header(name)?.trim() == self.validator
            && self.resource == hash_of(response.resource())
            && !is_encoded(response);
        (fits && is_same && range.end <= self.length).then_some(range.end)
    }

    /// The value for `If-Range`.
    pub(crate) fn validator(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.validator).ok()
    }
}

/// Whether the bytes differ from those that the server stores.
fn is_encoded(response: &Response<ByteStream>) -> bool {
    let coding = response.header("content-encoding");
    coding.is_some_and(|coding| !coding.trim().eq_ignore_ascii_case("identity"))
}

/// A hash in hexadecimal digits.
pub(super) fn hash_of(text: impl AsRef<[u8]>) -> String {
    let hash = Sha256::digest(text);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The entity tag if it is strong: a weak tag (`W/"..."`) may be equal for different bytes.
fn strong_tag(response: &Response<ByteStream>) -> Option<String> {
    let tag = response.header("etag")?.trim();
    let is_strong = tag.len() >= 2 && tag.starts_with('"') && tag.ends_with('"');
    is_strong.then(|| tag.to_owned())
}

/// The date of the last change, if it is old enough: a content that changes twice within a second has the same
/// date both times.
fn last_change(response: &Response<ByteStream>) -> Option<String> {
    let text = response.header("last-modified")?.trim();
    let changed = httpdate::parse_http_date(text).ok()?;
    let answered = httpdate::parse_http_date(response.header("date")?).ok()?;
    let age = answered.duration_since(changed).ok()?;
    (age >= Duration::from_secs(1)).then(|| text.to_owned())
}
