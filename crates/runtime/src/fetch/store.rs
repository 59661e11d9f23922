//! What object stores say when they do not give what a link stands for.
//!
//! | store | a link that has ended |
//! |---|---|
//! | S3, and OBS and others that resemble it | 403 `AccessDenied`, `Request has expired`; 400 `ExpiredToken` or `TokenRefreshRequired` if it was signed with temporary credentials |
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

/// Where object stores put the id of a request: S3 with those that resemble it, OBS, OSS, Azure, Google.
pub(crate) static STORE: Provider = Provider {
    name: "the store of the link",
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

/// What a store answered in the place of a file.
pub(crate) struct NoFile<'a> {
    pub(crate) host: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    /// What came of the body in time.
    pub(crate) body: Bytes,
    pub(crate) retry_after: Option<Duration>,
    /// What came with success.
    pub(crate) document: Option<Document>,
}

impl NoFile<'_> {
    /// The error that it is, in our own words: a store may repeat the signature in its message.
    pub(crate) fn into_error(self) -> Error {
        let has_ended = has_ended(self.status, &self.body);
        let message = self.message(has_ended);
        let request_id = STORE.request_id_in(self.headers).map(str::to_owned);
        let code = code(&self.body);
        // The store is not the provider, so that the provider's rules do not hold. A success is not a file.
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

/// Whether a store says that the time of a link, or of the credentials that it was signed with, is over.
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

/// The code in an error of an object store, `<Error><Code>AccessDenied</Code>...`. Letters only, so that
/// nothing else gets into an error message with it.
fn code(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_code = (1..=64).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| code.to_owned())
}
