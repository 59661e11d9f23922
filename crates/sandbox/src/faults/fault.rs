//! A fault: one way in which a request can go wrong.

use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

use super::body::{Alteration, altered};
use super::gate::Gate;
use super::wire::Connection;
use crate::http::Answer;

/// One way in which a request can go wrong. [`crate::Faults`] says which requests.
///
/// | fault | before the operation is applied | after it |
/// |---|---|---|
/// | [`status`](Self::status), [`html_page`](Self::html_page), [`reset`](Self::reset), [`stall`](Self::stall) | yes | with [`after_applied`](Self::after_applied) |
/// | [`truncate`](Self::truncate), [`cut`](Self::cut), [`drip`](Self::drip), [`content_type`](Self::content_type), [`oversize`](Self::oversize), [`replace_body`](Self::replace_body) | | always |
///
/// *Before* means that nothing of the request was done: the world has not changed. *After* means that
/// all of it was done, and only the answer goes wrong: the client does not know.
///
/// A fault is injected into requests with valid credentials only, and only these are counted. So the
/// request that begins a digest exchange gets its challenge, and the fault is injected into the one
/// that answers it. [`before_credentials`](Self::before_credentials) changes that.
///
/// `Display` is a short name, such as `status 503` or `reset after applied`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a fault does nothing until it is injected through `Faults`"]
pub struct Fault {
    what: What,
    after_applied: bool,
    before_credentials: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Answer {
        status: StatusCode,
        headers: Vec<(HeaderName, String)>,
        body: Vec<u8>,
    },
    Reset,
    Stall,
    ContentType(String),
    ReplaceBody(Vec<u8>),
    Alter(Alteration),
}

/// When a fault may be injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Its credentials are not checked yet.
    Arrived,
    /// Its credentials are valid.
    Admitted,
}

impl Fault {
    /// An answer with this status, without headers and body, as from a gateway. A number that is not a
    /// valid status counts as 500.
    pub fn status(status: u16) -> Self {
        Self::of(What::Answer {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: Vec::new(),
            body: Vec::new(),
        })
    }

    /// An answer with this status and an HTML page instead of JSON.
    pub fn html_page(status: u16) -> Self {
        Self::status(status)
            .header("content-type", "text/html; charset=utf-8")
            .body("<html><head><title>Sandbox</title></head><body>Told to fail.</body></html>\n")
    }

    /// The connection is reset (TCP RST) after the request was read.
    pub fn reset() -> Self {
        Self::of(What::Reset)
    }

    /// Nothing happens until the client disconnects or [`Faults::release`](crate::Faults::release) is called.
    /// After that the request continues as usual.
    pub fn stall() -> Self {
        Self::of(What::Stall)
    }

    /// The connection closes after this many bytes of the body, although the head has announced
    /// more. A shorter body is sent whole.
    pub fn truncate(bytes: u64) -> Self {
        Self::of(What::Alter(Alteration::Truncate(bytes)))
    }

    /// The body ends after this many bytes, and `Content-Length` agrees: only the content is wrong.
    pub fn cut(bytes: u64) -> Self {
        Self::of(What::Alter(Alteration::Cut(bytes)))
    }

    /// The body is sent byte by byte: the head and the first `bytes` at once, and each further byte when
    /// [`Faults::let_bytes`](crate::Faults::let_bytes) or [`Faults::release`](crate::Faults::release) releases it.
    pub fn drip(bytes: u64) -> Self {
        Self::of(What::Alter(Alteration::Drip(bytes)))
    }

    /// The same body under another media type.
    pub fn content_type(media_type: impl Into<String>) -> Self {
        Self::of(What::ContentType(media_type.into()))
    }

    /// Blanks follow the body until it has this many bytes. They are made while they are sent.
    pub fn oversize(bytes: u64) -> Self {
        Self::of(What::Alter(Alteration::Pad(bytes)))
    }

    /// Another body under the same status and headers.
    pub fn replace_body(body: impl Into<Vec<u8>>) -> Self {
        Self::of(What::ReplaceBody(body.into()))
    }

    /// One header more, for [`status`](Self::status) and [`html_page`](Self::html_page). A name or value that is not valid in a header is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let What::Answer { headers, .. } = &mut self.what
            && let Ok(name) = name.parse()
        {
            headers.push((name, value.to_owned()));
        }
        self
    }

    /// The body, for [`status`](Self::status) and [`html_page`](Self::html_page).
    pub fn body(mut self, text: impl Into<Vec<u8>>) -> Self {
        if let What::Answer { body, .. } = &mut self.what {
            *body = text.into();
        }
        self
    }

    /// Injects it after the operation was applied: the world has changed, and the client does not
    /// know.
    pub fn after_applied(mut self) -> Self {
        self.after_applied = true;
        self
    }

    /// Injects it into every request, whatever its credentials, also into the first one of a digest
    /// exchange, as if the gateway in front of the provider failed. This changes only faults before the
    /// operation is applied.
    pub fn before_credentials(mut self) -> Self {
        self.before_credentials = true;
        self
    }

    fn of(what: What) -> Self {
        Self {
            what,
            after_applied: false,
            before_credentials: false,
        }
    }

    /// Whether it prevents the operation.
    pub(crate) fn is_before_applied(&self) -> bool {
        !self.after_applied && matches!(self.what, What::Answer { .. } | What::Reset | What::Stall)
    }

    /// Whether the request continues after it.
    pub(crate) fn only_delays(&self) -> bool {
        self.is_before_applied() && self.what == What::Stall
    }

    /// When it is injected.
    pub(crate) fn moment(&self) -> Moment {
        if self.before_credentials && self.is_before_applied() {
            Moment::Arrived
        } else {
            Moment::Admitted
        }
    }

    /// The answer that replaces the true one, if one does.
    pub(crate) fn answer(&self) -> Option<Answer> {
        let What::Answer {
            status,
            headers,
            body,
        } = &self.what
        else {
            return None;
        };
        let answer = Answer::empty(*status).with_body(body.clone());
        Some(headers.iter().fold(answer, |answer, (name, value)| {
            answer.header(name.clone(), value)
        }))
    }

    /// Alters an answer on its way.
    pub(crate) async fn deliver(
        &self,
        mut response: Response<Body>,
        connection: &Connection,
        gate: &Arc<Gate>,
    ) -> Response<Body> {
        match &self.what {
            What::Answer { .. } => {}
            What::Reset => connection.reset(),
            What::Stall => gate.stall().await,
            What::ContentType(media_type) => {
                if let Ok(value) = HeaderValue::from_str(media_type) {
                    response.headers_mut().insert(header::CONTENT_TYPE, value);
                }
            }
            What::ReplaceBody(body) => {
                response.headers_mut().remove(header::CONTENT_LENGTH);
                *response.body_mut() = Body::from(body.clone());
            }
            What::Alter(alteration) => {
                // The altered body has its own length.
                response.headers_mut().remove(header::CONTENT_LENGTH);
                return response.map(|body| altered(body, *alteration, gate));
            }
        }
        response
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Answer { status, .. } => write!(f, "status {}", status.as_u16())?,
            What::Reset => f.write_str("reset")?,
            What::Stall => f.write_str("stall")?,
            What::ContentType(media_type) => write!(f, "content type {media_type}")?,
            What::ReplaceBody(_) => f.write_str("other body")?,
            What::Alter(Alteration::Truncate(_)) => f.write_str("truncation")?,
            What::Alter(Alteration::Cut(_)) => f.write_str("cut body")?,
            What::Alter(Alteration::Drip(_)) => f.write_str("drip")?,
            What::Alter(Alteration::Pad(_)) => f.write_str("oversized body")?,
        }
        let can_be_before = matches!(self.what, What::Answer { .. } | What::Reset | What::Stall);
        if self.after_applied && can_be_before {
            f.write_str(" after applied")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Moment};

    #[test]
    fn only_some_faults_can_spare_the_operation() {
        for fault in [Fault::status(503), Fault::reset(), Fault::stall()] {
            assert!(fault.is_before_applied(), "{fault}");
            let after = fault.after_applied();
            assert!(!after.is_before_applied(), "{after}");
            assert!(after.to_string().ends_with(" after applied"), "{after}");
        }
        for fault in [
            Fault::truncate(1),
            Fault::cut(1),
            Fault::drip(1),
            Fault::oversize(1),
        ] {
            assert!(!fault.is_before_applied(), "{fault}");
            assert_eq!(fault.before_credentials().moment(), Moment::Admitted);
        }
        assert_eq!(
            Fault::reset().before_credentials().moment(),
            Moment::Arrived
        );
    }

    #[test]
    fn what_cannot_be_a_header_or_a_status_does_no_harm() {
        let fault = Fault::status(7)
            .header("a b", "c")
            .header("d", "e\n")
            .header("f", "g");
        let response = fault.answer().unwrap().into_response();
        assert_eq!(
            (response.status().as_u16(), response.headers().len()),
            (500, 1)
        );
    }
}
