//! Errors that are made from an answer.

use std::borrow::Cow;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};

use crate::answer::document::{brings_file, document_in};
use crate::answer::reading::LARGEST_ERROR_BODY;
use crate::answer::received::Received;
use crate::error::{Answered, Error, ErrorKind};
use crate::http::redirect::{is_redirect, place_of_redirect};
use crate::provider::Provider;
use crate::read::lenient::Unreadable;
use crate::shown::{OneLine, Secrets, beginning, path_in_body, quote};

impl Error {
    /// The provider answered with an error; the request was authorized by `scheme`.
    pub(crate) fn from_answer(
        provider: &Provider,
        scheme: impl Into<Cow<'static, str>>,
        answer: Box<Received>,
    ) -> Self {
        let secrets = answer.secrets();
        let message = if is_redirect(answer.status) {
            // The body is not quoted: redirect pages repeat the address, which may be a secret.
            let place = place_of_redirect(&answer.headers);
            format!(
                "the answer redirects to {place}; it is not followed, because that would send the credentials along: \
                 check the base address of the client"
            )
        } else {
            match provider.message_of(&answer.body) {
                Some(message) => secrets.blot_owned(message),
                None => quote(&answer.body, &secrets),
            }
        };
        let code = provider.code_of(&answer.body);
        let mut error = Self::new(ErrorKind::Api, message)
            .throttled_if(provider.throttles(answer.status.as_u16(), &answer.body));
        if answer.status == StatusCode::UNAUTHORIZED {
            error = error.refused_by(provider.name, scheme.into());
        }
        error.with_answer(Answered {
            status: answer.status,
            code: code.map(|code| secrets.blot_owned(code)),
            request_id: request_id(&answer, &secrets),
            retry_after: answer.retry_after,
            body: answer.body,
        })
    }

    /// The provider answered with a success status, but the body is an error.
    pub(crate) fn within_success(answer: Box<Received>) -> Self {
        let secrets = answer.secrets();
        let message = answer.provider.message_of(&answer.body);
        let message = message.map(|message| secrets.blot_owned(message));
        let message = message.unwrap_or_else(|| "no message".to_owned());
        let error = Self::new(ErrorKind::Api, message).after_attempts(answer.attempts);
        let code = answer.provider.code_of(&answer.body);
        let code = code.map(|code| secrets.blot_owned(code));
        let answer = Answered::without_code(answer, &secrets);
        error
            .with_answer(Answered { code, ..answer })
            .with_note("the status says success, but the body is an error")
    }

    /// The body of a success does not match the document.
    pub(crate) fn decode(answer: Box<Received>, mut unreadable: Unreadable) -> Self {
        let secrets = answer.secrets();
        unreadable.path = unreadable.path.map(|path| {
            let path = secrets.blot(beginning(&path, LONGEST_PATH));
            OneLine::new(&path).at_most(LONGEST_PATH).to_string()
        });
        let path = unreadable.path.take();
        unreadable.path = path.as_deref().map(path_in_body);
        let message = if answer.body.is_empty() {
            "the body is empty where JSON was expected".to_owned()
        } else if let Some(coding) = content_coding(&answer) {
            let coding = OneLine::name(coding);
            format!("the body is compressed ({coding}), although the request did not allow that")
        } else if let Some(media_type) = other_media_type(&answer) {
            let media_type = OneLine::name(media_type);
            let beginning = quote_of_success(&answer, &secrets);
            format!("the body is {media_type} where JSON was expected: {beginning}")
        } else {
            unreadable.to_string()
        };
        Self::undecoded(message, answer).at_path(path)
    }

    /// The body of a success is larger than allowed.
    pub(crate) fn too_large(limit: usize, answer: Box<Received>) -> Self {
        let message = format!(
            "the body is larger than {limit} bytes (answer_limit): ask for smaller pages, or raise the \
             limit with .answer_limit(...) of the client or the call"
        );
        Self::undecoded(message, answer)
    }

    /// A file was expected, but the answer is a page, an error, or empty.
    pub(crate) fn no_file(answer: Box<Received>) -> Self {
        let document = document_in(&answer.headers).filter(|_| brings_file(answer.status));
        let message = match document {
            Some(document) => {
                let secrets = answer.secrets();
                let said = match answer.provider.message_of(&answer.body) {
                    Some(message) => secrets.blot_owned(message),
                    None => quote_of_success(&answer, &secrets),
                };
                format!(
                    "the body is {} where a file was expected: {said}",
                    document.name()
                )
            }
            None => "the answer contains no file; it may not be ready yet".to_owned(),
        };
        let secrets = answer.secrets();
        let code = answer.provider.code_of(&answer.body);
        let code = code.map(|code| secrets.blot_owned(code));
        let error = Self::new(ErrorKind::Decode, message).after_attempts(answer.attempts);
        let answer = Answered::without_code(answer, &secrets);
        error.with_answer(Answered { code, ..answer })
    }

    /// The HTTP client that the user set with `setter` has decompressed a file.
    pub(crate) fn unpacked(setter: &str) -> Self {
        Self::download(format!(
            "the HTTP client decompressed the answer, so these are not the bytes that the \
             server stores: build the client for .{setter}(...) with .no_gzip().no_brotli().no_zstd().no_deflate()"
        ))
    }

    /// The body of a success broke off; the part that arrived is kept.
    pub(crate) fn broke_off(answer: Box<Received>, cause: reqwest::Error) -> Self {
        let length = answer.body.len();
        let error = Self::broke(&format!("the answer broke off after {length} bytes"), cause);
        let secrets = answer.secrets();
        error.with_answer(Answered::without_code(answer, &secrets))
    }

    fn undecoded(message: String, answer: Box<Received>) -> Self {
        let secrets = answer.secrets();
        Self::new(ErrorKind::Decode, message)
            .after_attempts(answer.attempts)
            .with_answer(Answered::without_code(answer, &secrets))
    }
}

impl Answered {
    /// An answer with a success status, whose body is not an error of the provider.
    fn without_code(answer: Box<Received>, secrets: &Secrets) -> Self {
        Self {
            status: answer.status,
            code: None,
            request_id: request_id(&answer, secrets),
            retry_after: None,
            body: bounded(answer.body),
        }
    }
}

impl Received {
    /// The provider's id of the request, without the client's secrets.
    pub(crate) fn shown_request_id(&self) -> Option<String> {
        request_id(self, &self.secrets())
    }
}

fn request_id(answer: &Received, secrets: &Secrets) -> Option<String> {
    Some(secrets.blot_owned(answer.request_id()?.to_owned()))
}

/// Copies the beginning of `body`, so that the error does not keep a large body alive.
fn bounded(body: Bytes) -> Bytes {
    match body.get(..LARGEST_ERROR_BODY) {
        None => body,
        Some(beginning) => Bytes::copy_from_slice(beginning),
    }
}

/// The media type of a body that neither claims to be JSON nor looks like it, for example the page of a
/// proxy.
fn other_media_type(answer: &Received) -> Option<&str> {
    let media_type = answer.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let media_type = media_type.split(';').next()?.trim();
    let looks_like_json = matches!(answer.body.trim_ascii_start().first(), Some(b'{' | b'['));
    (!media_type.ends_with("json") && !looks_like_json).then_some(media_type)
}

/// The longest path into a body that an error keeps, in characters.
const LONGEST_PATH: usize = 1_000;

/// The beginning of the body of a success, unless it may contain secrets.
fn quote_of_success(answer: &Received, secrets: &Secrets) -> String {
    if answer.is_sensitive {
        return "it is not shown, because answers to this operation may contain secrets".to_owned();
    }
    quote(&answer.body, secrets)
}

/// The content coding of a body, for example gzip. The runtime decompresses nothing.
fn content_coding(answer: &Received) -> Option<&str> {
    let coding = answer.headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
}
