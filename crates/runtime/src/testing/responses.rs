//! Responses for tests.

use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::answer::response::Response;
use crate::answer::unread::Unread;
use crate::clock::Clock;
use crate::error::Error;
use crate::fetch::byte_stream::ByteStream;
use crate::provider::Provider;

/// Makes a [`Response`] for a test of your own code.
///
/// ```
/// use backhaul_runtime::Response;
/// use backhaul_runtime::testing::FakeResponse;
///
/// let response: Response<Vec<u64>> = FakeResponse::new(vec![7])
///     .status(201)
///     .header("x-team", "blue")
///     .request_id("5B0A6B60")
///     .build()?;
/// assert_eq!((response.len(), response.status()), (1, 201));
/// assert_eq!(response.header("X-Team"), Some("blue"));
/// assert_eq!(response.request_id(), Some("5B0A6B60"));
/// # Ok::<(), backhaul_runtime::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a response comes from `build`"]
pub struct FakeResponse<T> {
    value: T,
    status: u16,
    headers: Vec<(String, String)>,
}

/// Where a made-up response has the id of its request, whatever the provider.
const ID: &str = "x-made-up-request-id";

static NOBODY: Provider = Provider {
    name: "made up",
    paths_begin_with: &[],
    request_id_headers: &[ID],
    code_pointers: &[],
    message_pointers: &[],
    throttling: &[],
    throttling_window: None,
    follows_server_date: false,
    clock_skew_codes: &[],
};

impl<T> FakeResponse<T> {
    /// A response with this value and status 200.
    pub fn new(value: T) -> Self {
        Self {
            value,
            status: 200,
            headers: Vec::new(),
        }
    }

    /// Sets the HTTP status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the provider's id of the request. The header in which the provider sends it is not set.
    pub fn request_id(self, id: &str) -> Self {
        self.header(ID, id)
    }

    /// The response.
    ///
    /// # Errors
    /// If the status or a header is not valid.
    pub fn build(self) -> Result<Response<T>, Error> {
        let wrong = |what: String| Error::invalid_input(format!("FakeResponse: {what}"));
        let status = StatusCode::from_u16(self.status).ok();
        let status = status.filter(StatusCode::is_success).ok_or_else(|| {
            wrong(format!(
                "{} is not a status of success, and a response always has one",
                self.status
            ))
        })?;
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let header = HeaderName::from_bytes(name.as_bytes()).ok();
            let header = header.zip(HeaderValue::from_str(value).ok());
            let (name, value) =
                header.ok_or_else(|| wrong(format!("the header {name:?} is not valid")))?;
            headers.insert(name, value);
        }
        Ok(Response::new(self.value, status, headers, &NOBODY))
    }
}

impl FakeResponse<ByteStream> {
    /// A response whose body is these bytes, as an operation gives it that downloads a file.
    ///
    /// ```
    /// # async fn example() -> Result<(), backhaul_runtime::Error> {
    /// use backhaul_runtime::testing::FakeResponse;
    ///
    /// let mut log = FakeResponse::of_bytes("not really a log").build()?;
    /// assert_eq!(log.content_length(), Some(16));
    /// assert_eq!(log.chunk().await?.as_deref(), Some(&b"not really a log"[..]));
    /// assert_eq!(log.chunk().await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let response = http::Response::new(bytes.into());
        let body = Unread::new(response.into());
        let idle = Duration::from_secs(60);
        Self::new(ByteStream::new(body, Clock::default(), idle, "made_up"))
    }
}
