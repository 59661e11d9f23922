//! Whether an answer is a file, or a page or an error in its place.
//!
//! Proxies, gateways and some stores answer with a success status and a document that says what is wrong. The
//! media type gives them away. The media type that the operation's document declares is always a file.
//!
//! | `Content-Type` | of an operation that declares gzip, CSV, ... | of a link, or of an operation that declares any bytes |
//! |---|---|---|
//! | HTML | not a file | not a file |
//! | JSON, XML | not a file, if it begins as such | not a file, if it is an error: see `document` |
//! | anything else, or none | a file | a file |
//!
//! In the last column, an attachment (`Content-Disposition`) is a file too. An answer that is labelled as JSON
//! or XML and does not begin as such is a file with a wrong label. The status must be 200, 203 or 206: answers
//! with 202, 204 and others contain no file.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_DISPOSITION, HeaderMap};

use crate::answer::document::{Document, brings_file, document_in, essence, has_text};
use crate::answer::reading::{Expected, LARGEST_ERROR_BODY};
use crate::answer::unread::Unread;

/// The verdict on a successful answer.
pub(crate) enum Judged {
    /// A file, whose beginning may have been read.
    File(Unread),
    /// Something in place of a file: a document, or nothing at all.
    Other(Unread, Option<Document>),
}

/// Judges a successful answer. Reads no more of the body than necessary, and never more than the largest
/// error. The caller limits the time.
pub(crate) async fn judge(response: reqwest::Response, expected: Expected) -> Judged {
    let status = response.status();
    let document = match expected {
        Expected::Declared(declared) => suspect(response.headers(), declared),
        Expected::Anything => None,
    };
    let mut unread = Unread::new(response);
    if !brings_file(status) {
        return Judged::Other(unread, None);
    }
    // The rest of a file is recognized by its validator.
    let Some(document) = document.filter(|_| status != StatusCode::PARTIAL_CONTENT) else {
        return Judged::File(unread);
    };
    unread.look_until(has_text).await;
    let is_file = match expected {
        _ if document == Document::Html => false,
        _ if !document.begins(unread.seen()) => true,
        Expected::Declared(declared) if is_specific(declared) => false,
        _ => {
            let is_whole = unread.look_at_all(LARGEST_ERROR_BODY).await;
            !(is_whole && document.is_error(unread.seen()))
        }
    };
    if is_file {
        Judged::File(unread)
    } else {
        Judged::Other(unread, Some(document))
    }
}

/// The kind of document that may be in place of a file; `None` if the media type is fine for a file.
fn suspect(headers: &HeaderMap, declared: Option<&str>) -> Option<Document> {
    let document = document_in(headers)?;
    let declares = |declared| Document::of(&essence(declared)) == Some(document);
    let is_file =
        declared.is_some_and(declares) || (!is_specific(declared) && is_attachment(headers));
    (!is_file).then_some(document)
}

/// Whether an answer is marked for saving, which errors never are.
fn is_attachment(headers: &HeaderMap) -> bool {
    let text = headers.get(CONTENT_DISPOSITION);
    let text = text.and_then(|text| text.as_bytes().trim_ascii_start().get(..10));
    text.is_some_and(|start| start.eq_ignore_ascii_case(b"attachment"))
}

/// Whether a declared type is specific about the bytes.
fn is_specific(declared: Option<&str>) -> bool {
    let says_nothing = |declared| {
        matches!(
            essence(declared).as_str(),
            "application/octet-stream" | "binary/octet-stream" | "text/plain" | "*/*"
        )
    };
    !declared.is_none_or(says_nothing)
}
