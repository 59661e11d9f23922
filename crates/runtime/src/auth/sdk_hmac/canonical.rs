//! The parts that both dialects sign in the same way, and the names that they share.

use percent_encoding::{AsciiSet, percent_decode_str, percent_encode};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::text::unreserved::{RESERVED, all_unreserved_in_path};

pub(super) const SCHEME: &str = "SDK-HMAC-SHA256";
pub(super) const SDK_DATE: HeaderName = HeaderName::from_static("x-sdk-date");
pub(super) const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-sdk-content-sha256");

/// Whether the official SDK leaves a body of this type out of the signature.
pub(super) fn is_unsigned_payload(content_type: &HeaderValue) -> bool {
    !["application/json", "application/bson"]
        .iter()
        .any(|signed| content_type.as_bytes().starts_with(signed.as_bytes()))
}

/// The headers to sign: all current headers, except names with an underscore (gateways drop them), repeated
/// headers (no source says how to sign them), and an `Authorization` of an earlier attempt.
pub(super) fn signed_headers(headers: &HeaderMap) -> impl Iterator<Item = (&str, &HeaderValue)> {
    let some_are_repeated = headers.len() > headers.keys_len();
    let is_repeated =
        move |name: &HeaderName| some_are_repeated && headers.get_all(name).iter().nth(1).is_some();
    headers
        .iter()
        .filter(move |(name, _)| *name != AUTHORIZATION && !is_repeated(name))
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, _)| !name.contains('_'))
}

const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// Adds `path`, with each segment decoded and encoded again, and a slash at the end. The path is decoded before it
/// is split, so `%2F` counts as a slash.
pub(super) fn push_canonical_path(text: &mut Vec<u8>, path: &str) {
    // Nothing changes in most paths.
    if all_unreserved_in_path(path) {
        text.extend_from_slice(path.as_bytes());
    } else {
        let decoded: Vec<u8> = percent_decode_str(path).collect();
        for part in percent_encode(&decoded, RESERVED_IN_PATH) {
            text.extend_from_slice(part.as_bytes());
        }
    }
    if !text.ends_with(b"/") {
        text.push(b'/');
    }
}

/// The same alone.
pub(super) fn canonical_path(path: &str) -> String {
    let mut text = Vec::new();
    push_canonical_path(&mut text, path);
    // It is ASCII.
    String::from_utf8(text).unwrap_or_default()
}
