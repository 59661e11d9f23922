//! Whether what came is a file, or a page or an error in its place.
//!
//! Proxies, gateways and some stores answer with success and a document that says what is wrong. The
//! media type gives them away; what the document of the operation declares is always a file.
//!
//! | `Content-Type` | of an operation that declares gzip, CSV, ... | of a link, or of an operation that declares any bytes |
//! |---|---|---|
//! | HTML | no file | no file |
//! | JSON, XML | no file, if it begins as such | no file, if it is an error: see `document` |
//! | anything else, or none | a file | a file |
//!
//! What is called an attachment (`Content-Disposition`) is a file too, in the last column. What is labelled
//! as JSON or XML and does not begin as such is a file with a wrong label. The status must be 200, 203 or
//! 206: there is no file in 202, 204 and others.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_DISPOSITION, HeaderMap};

use crate::answer::document::{Document, brings_file, document_in, essence, has_text};
use crate::answer::reading::{Expected, LARGEST_ERROR_BODY};
use crate::answer::unread::Unread;

/// An answer of success.
pub(crate) enum Judged {
    /// A file, of which the beginning may have been read.
    File(Unread),
    /// Something in the place of a file: a document, or nothing at all.
    Other(Unread, Option<Document>),
}

/// Judges an answer of success. It reads no more of the body than it needs to, and never more than the
/// largest error: what the caller's limit of time bounds.
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
    // The rest of a file is known by its validator.
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

/// What may be in the place of a file, by its media type; `None` if the type may be that of a file.
fn suspect(headers: &HeaderMap, declared: Option<&str>) -> Option<Document> {
    let document = document_in(headers)?;
    let declares = |declared| Document::of(&essence(declared)) == Some(document);
    let is_file =
        declared.is_some_and(declares) || (!is_specific(declared) && is_attachment(headers));
    (!is_file).then_some(document)
}

/// Whether an answer is said to be for saving, which no error is.
fn is_attachment(headers: &HeaderMap) -> bool {
    let text = headers.get(CONTENT_DISPOSITION);
    let text = text.and_then(|text| text.as_bytes().trim_ascii_start().get(..10));
    text.is_some_and(|start| start.eq_ignore_ascii_case(b"attachment"))
}

/// Whether a declared type says what the bytes are.
fn is_specific(declared: Option<&str>) -> bool {
    let says_nothing = |declared| {
        matches!(
            essence(declared).as_str(),
            "application/octet-stream" | "binary/octet-stream" | "text/plain" | "*/*"
        )
    };
    !declared.is_none_or(says_nothing)
}
