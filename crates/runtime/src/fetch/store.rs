//! The errors of object stores that do not serve a link.
//!
//! | store | answer to an expired link |
//! |---|---|
//! | S3, and OBS and compatible stores | 403 `AccessDenied`, `Request has expired`; 400 `ExpiredToken` or `TokenRefreshRequired` if it was signed with temporary credentials |
//! | OSS | 403 `AccessDenied`, `Request has expired.`; 403 `SecurityTokenExpired` |
//! | Google Cloud Storage | 400 `ExpiredToken` |
//! | Azure | 403 `AuthenticationFailed`, `Signature not valid in the specified time frame` |
//! | R2 | 400 or 403 `ExpiredRequest` |
//!
//! They are documented under "Error responses" of the S3 API reference, "Error codes" of OSS, OBS and
//! Google Cloud Storage's XML API, and "Authorize requests" of Azure Storage.

use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::answer::document::Document;
use crate::error::{Answered, Error, ErrorKind};
use crate::provider::Provider;

/// The request id headers of object stores: S3 and compatible stores, OBS, OSS, Azure, Google.
pub(crate) static STORE: Provider = Provider {
    name: "the store of the link",
    paths_begin_with: &[],
    request_id_headers: &[
        "x-obs-request-id",
        "x-amz-request-id",
        "x-oss-request-id",
        "x-ms-request-id",
        "x-guploader-uploadid",
    ],
    code_pointers: &[],
    message_pointers: &[],
    throttling: &[],
    throttling_window: None,
    follows_server_date: false,
    clock_skew_codes: &[],
};

/// The answer of a store in place of a file.
pub(crate) struct NoFile<'a> {
    pub(crate) host: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    /// The part of the body that arrived in time.
    pub(crate) body: Bytes,
    pub(crate) retry_after: Option<Duration>,
    /// The kind of document, if the status is a success.
    pub(crate) document: Option<Document>,
}

impl NoFile<'_> {
    /// The error for this answer, in our own words: a store may repeat the signature in its message.
    pub(crate) fn into_error(self) -> Error {
        let has_ended = has_ended(self.status, &self.body);
        let message = self.message(has_ended);
        let request_id = STORE.request_id_in(self.headers).map(str::to_owned);
        let code = code(&self.body);
        // The store is not the provider, so the provider's rules do not apply. A success here is not a file.
        let kind = if self.status.is_success() {
            ErrorKind::Decode
        } else {
            ErrorKind::Api
        };
        let error = Error::new(kind, message).with_answer(Answered {
            status: self.status,
            code,
            request_id,
            retry_after: self.retry_after,
            body: self.body,
        });
        if has_ended {
            error.of_ended_link()
        } else {
            error
        }
    }

    fn message(&self, has_ended: bool) -> String {
        let host = self.host;
        if has_ended {
            return format!(
                "{host} says that the link has expired: ask the provider for a new one"
            );
        }
        match (self.status, self.document) {
            (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => format!(
                "{host} refuses the link, which has most likely expired: ask the provider for a new one"
            ),
            (StatusCode::NOT_FOUND | StatusCode::GONE, _) => {
                format!("{host} no longer has a file at this link")
            }
            (status, Some(document)) if status.is_success() => format!(
                "{host} sent {} where a file was expected: call `any_media_type` to accept it",
                document.name()
            ),
            (status, None) if status.is_success() => {
                format!("{host} has no file at this link; it may not be ready yet")
            }
            _ => format!("{host} did not serve the file of the link"),
        }
    }
}

/// Whether a store says that a link has expired, or the credentials that signed it.
fn has_ended(status: StatusCode, body: &[u8]) -> bool {
    let may_say_so = status.is_success()
        || matches!(
            status,
            StatusCode::BAD_REQUEST
                | StatusCode::UNAUTHORIZED
                | StatusCode::FORBIDDEN
                | StatusCode::GONE
        );
    if !may_say_so {
        return false;
    }
    let names_it = |code: String| code.contains("Expired") || code == "TokenRefreshRequired";
    if code(body).is_some_and(names_it) {
        return true;
    }
    let text = String::from_utf8_lossy(body).to_ascii_lowercase();
    [
        "has expired",
        "signature not valid in the specified time frame",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// The code in an error of an object store, `<Error><Code>AccessDenied</Code>...`. Only letters, so that
/// nothing else gets into the error message.
fn code(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_code = (1..=64).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| code.to_owned())
}
