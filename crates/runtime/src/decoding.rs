//! Decodes what a call has received.

use std::collections::BTreeMap;

use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::error::Error;
use crate::fetch::byte_stream::{ByteStream, shows_unpacking};
use crate::read::json as reader;
use crate::read::map::Entries;
use crate::read::tagged_union::Union;
use crate::request::operation::{Method, Operation};

/// Whether the operation changes nothing.
pub(crate) fn only_reads(operation: &Operation) -> bool {
    matches!(
        operation.method,
        Method::Get | Method::Head | Method::Options
    )
}

/// The body of an answer as a stream.
pub(crate) fn stream(
    mut received: Box<Received>,
    operation: &'static str,
) -> Result<Response<ByteStream>, Error> {
    let unread = received.unread.take().and_then(|mut body| {
        let terms = body.terms.take()?;
        Some((body, terms))
    });
    let Some((body, terms)) = unread else {
        return Err(Error::no_file(received));
    };
    if terms.has_own_client && shows_unpacking(&body.response, &received.headers) {
        return Err(Error::unpacked("http_client"));
    }
    let stream = ByteStream::new(*body, terms.clock, terms.idle, operation);
    Ok(received.into_response(stream.retried_by(terms.retry)))
}

/// Decodes JSON that has required properties.
pub(crate) fn json<T: DeserializeOwned>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<T>, Error> {
    decode(received, limit, |_| false, only_reads(operation))
}

/// Decodes an array.
pub(crate) fn list<T: DeserializeOwned>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<Vec<T>>, Error> {
    let answer: Response<reader::List<T>> = json(received, limit, operation)?;
    Ok(answer.map(|reader::List(list)| list))
}

/// Decodes an object whose members have any name.
pub(crate) fn map<T: DeserializeOwned>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<BTreeMap<String, T>>, Error> {
    let answer: Response<Entries<T>> = json(received, limit, operation)?;
    Ok(answer.map(|Entries(entries)| entries))
}

/// Decodes JSON that has no required property.
pub(crate) fn optional_json<T: DeserializeOwned + Default + PartialEq>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<T>, Error> {
    decode(received, limit, is_default, only_reads(operation))
}

/// The same, where 204 No Content means an empty answer.
pub(crate) fn json_or_empty<T: DeserializeOwned + Default + PartialEq>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<T>, Error> {
    if brings_nothing(&received) {
        return Ok(received.into_response(T::default()));
    }
    optional_json(received, limit, operation)
}

/// Whether a success that may bring nothing does: by its status, or another than 200 without a body.
fn brings_nothing(received: &Received) -> bool {
    received.status == StatusCode::NO_CONTENT
        || received.status != StatusCode::OK && received.body.is_empty()
}

/// Decodes JSON, which may be an error of the provider if it `may_be`; `None` for 204 No Content.
pub(crate) fn json_unless<T: DeserializeOwned>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
    may_be: impl FnOnce(&T) -> bool,
) -> Result<Response<Option<T>>, Error> {
    if brings_nothing(&received) {
        return Ok(received.into_response(None));
    }
    let answer = decode(received, limit, may_be, only_reads(operation))?;
    Ok(answer.map(Some))
}

/// Decodes a union.
pub(crate) fn union<T: DeserializeOwned + Union>(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<T>, Error> {
    decode(received, limit, T::has_no_tag, only_reads(operation))
}

/// How many bytes of memory the arrays of an answer may take for each byte of its limit.
const MEMORY: usize = 8;

/// Decodes the answer. If the value `may_be` an error of the provider, or the body cannot be decoded at
/// all, the body is searched for an error. If the call `only_reads`, a message is enough to make it one;
/// otherwise something was done, and only a code is.
pub(crate) fn decode<T: DeserializeOwned>(
    received: Box<Received>,
    limit: usize,
    may_be: impl FnOnce(&T) -> bool,
    only_reads: bool,
) -> Result<Response<T>, Error> {
    let value = match reader::read(&received.body, limit.saturating_mul(MEMORY)) {
        Ok(value) => value,
        Err(unreadable) if unreadable.is_at_top && received.is_error(only_reads) => {
            return Err(Error::within_success(received));
        }
        Err(unreadable) => return Err(Error::decode(received, unreadable)),
    };
    if may_be(&value) && received.is_error(only_reads) {
        return Err(Error::within_success(received));
    }
    Ok(received.into_response(value))
}

/// Whether nothing that the document knows is in an answer.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
