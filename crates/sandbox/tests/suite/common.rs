//! What the tests share: a plain HTTP client, and credentials made without our own client.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use http_auth::{PasswordClient, PasswordParams};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// A clock that a test moves.
#[derive(Clone, Debug)]
pub(crate) struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// Stopped at this many seconds after 1970.
    pub(crate) fn at(seconds: u64) -> Self {
        Self(Arc::new(AtomicU64::new(seconds)))
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

/// An answer, read to the end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body as text; what is not UTF-8 is replaced.
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// The status and one field of the error body.
    pub(crate) fn error(&self, field: &str) -> (u16, Value) {
        (self.status.as_u16(), self.json()[field].clone())
    }
}

/// A request that is built by hand.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn new(method: Method, url: String) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers
            .insert(name, HeaderValue::from_str(value).unwrap());
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let client = reqwest::Client::builder()
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .redirect(Policy::none())
            .build()
            .unwrap();
        let mut request = client.request(self.method, self.url).headers(self.headers);
        if !self.body.is_empty() {
            request = request.body(self.body);
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap().to_vec();
        Answer {
            status,
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    /// Path and query.
    pub(crate) fn target(&self) -> String {
        let url = reqwest::Url::parse(&self.url).unwrap();
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    }

    /// The value of `Authorization` that answers the challenge.
    pub(crate) fn answer(
        &self,
        challenger: &mut PasswordClient,
        user: &str,
        password: &str,
    ) -> String {
        let params = PasswordParams {
            username: user,
            password,
            uri: &self.target(),
            method: self.method.as_str(),
            body: Some(&self.body),
        };
        challenger.respond(&params).unwrap()
    }

    /// Sends it twice: for the challenge, and with the answer to it.
    pub(crate) async fn send_with_digest(self, user: &str, password: &str) -> Answer {
        let first = self.clone().send().await;
        assert_eq!(first.status, StatusCode::UNAUTHORIZED);
        let mut client = PasswordClient::try_from(first.header("www-authenticate")).unwrap();
        let authorization = self.answer(&mut client, user, password);
        self.header("authorization", &authorization).send().await
    }
}
