//! Pre-signed links: fetched without credentials, never shown.

use std::pin::pin;
use std::sync::Arc;

use bytes::BytesMut;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, Request, StatusCode};
use tracing::Instrument;
use url::Url;

use super::Download;
use super::byte_stream::{ByteStream, resource_of};
use super::range::{self, Range};
use crate::auth::BoxFuture;
use crate::body::{LARGEST_ERROR_BODY, retry_after};
use crate::config::Config;
use crate::connection::{Connection, is_loopback};
use crate::core::Core;
use crate::error::Error;
use crate::provider::Provider;
use crate::race::within;
use crate::response::Response;
use crate::sensitive::SensitiveString;
use crate::telemetry;

/// What an error and a `Downloaded` show as operation.
const OPERATION: &str = "download_link";

/// Object stores redirect between their regions, once as a rule.
const MOST_REDIRECTS: usize = 4;

/// Where object stores put the id of a request: OBS, and S3 with those that resemble it.
static STORE: Provider = Provider {
    name: "the store behind the link",
    request_id_headers: &["x-obs-request-id", "x-amz-request-id"],
    code_pointers: &[],
    message_pointers: &[],
    throttling: &[],
    throttling_window: None,
    follows_server_date: false,
    clock_skew_codes: &[],
};

impl Core {
    /// A download of a pre-signed link. See `download_link` of a provider's client.
    pub fn download_link<'a>(&'a self, link: &SensitiveString) -> Download<'a> {
        let link = Arc::new(link.clone());
        let connection = self.connection();
        let open = move |range: Option<Range>| -> BoxFuture<'a, _> {
            let link = Arc::clone(&link);
            Box::pin(async move {
                let span = telemetry::link(OPERATION);
                let opening = open(connection, &link, range.as_ref());
                let response = opening.instrument(span.clone()).await;
                telemetry::link_opened(&span, response.as_ref());
                response.map_err(|error| error.in_operation(OPERATION))
            })
        };
        let mut download = Download::named(self, OPERATION, Box::new(open));
        download.open_retries = false;
        download
    }
}

/// One request for a link, and those that redirects lead to.
async fn open(
    connection: &Connection,
    link: &SensitiveString,
    range: Option<&Range>,
) -> Result<Response<ByteStream>, Error> {
    let config = &connection.config;
    let http = connection.link_client.get(config)?;
    let mut url = parse(link, config)?;
    let resource = resource_of(&url);
    for _ in 0..=MOST_REDIRECTS {
        let mut request = Request::new(Method::GET, url.clone());
        range::apply(range, request.headers_mut());
        let span = telemetry::request(&Method::GET, &url);
        let head = pin!(http.execute(request));
        let head = within(config.timeout, &config.clock, head);
        let head = match head.instrument(span.clone()).await {
            Some(head) => head.map_err(Error::from_reqwest),
            None => Err(Error::attempt_timed_out(&url, config.timeout)),
        };
        telemetry::request_ended(&span, head.as_ref().map(reqwest::Response::status));
        let response = head?;
        if let Some(target) = redirect(&url, response.status(), response.headers()) {
            url = target?;
            check(&url, config)
                .map_err(|why| Error::download(format!("the link redirects, and {why}")))?;
            continue;
        }
        return answer(connection, response, resource).await;
    }
    Err(Error::download(format!(
        "the link redirects more than {MOST_REDIRECTS} times"
    )))
}

fn parse(link: &SensitiveString, config: &Config) -> Result<Url, Error> {
    let url = Url::parse(link.expose()).map_err(|error| {
        Error::invalid_input("the link is no absolute address (https://host/...)")
            .with_source(error)
    })?;
    check(&url, config)
        .map_err(|why| Error::invalid_input(format!("the link cannot be fetched: {why}")))?;
    Ok(url)
}

/// Whether `url` may be fetched: a link is a secret that anyone on the way could read from plain `http`.
fn check(url: &Url, config: &Config) -> Result<(), &'static str> {
    if !matches!(url.scheme(), "https" | "http") {
        return Err("its address must begin with https:// or http://");
    }
    if cfg!(not(any(feature = "rustls", feature = "native-tls"))) && url.scheme() == "https" {
        return Err(
            "its address is https, but neither feature `rustls` nor `native-tls` is enabled",
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("its address must not contain a user or password");
    }
    if url.scheme() == "http" && !config.allow_plain_http && !is_loopback(url) {
        return Err(
            "its address is plain http to another machine, where anyone on the way can read it: \
             call .allow_plain_http(true) on the client's builder if that is meant",
        );
    }
    Ok(())
}

/// Where a redirect leads, if the answer is one.
fn redirect(url: &Url, status: StatusCode, headers: &HeaderMap) -> Option<Result<Url, Error>> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = headers.get(LOCATION)?;
    let target = target
        .to_str()
        .ok()
        .and_then(|target| url.join(target).ok());
    let problem = match target {
        Some(target) if url.scheme() == "https" && target.scheme() != "https" => {
            "leaves https, so that anyone on the way could read it"
        }
        Some(target) => return Some(Ok(target)),
        None => "leads to what is no address",
    };
    Some(Err(Error::download(format!(
        "the link redirects, and {problem}"
    ))))
}

fn host_of(url: &Url) -> &str {
    url.host_str().unwrap_or("the host")
}

/// An answer of success as a stream, any other as an error.
async fn answer(
    connection: &Connection,
    response: reqwest::Response,
    resource: String,
) -> Result<Response<ByteStream>, Error> {
    let config = &connection.config;
    let status = response.status();
    let headers = response.headers().clone();
    let host = host_of(response.url()).to_owned();
    let stream = ByteStream::new(
        response,
        config.clock.clone(),
        config.read_timeout,
        OPERATION,
    );
    if status.is_success() {
        return Ok(Response::new(
            stream.standing_for(resource),
            status,
            headers,
            &STORE,
        ));
    }
    let retry_after = retry_after(&headers, &config.clock);
    let request_id = STORE.request_id_in(&headers).map(str::to_owned);
    let body = beginning(stream).await;
    let message = message(&host, status);
    let code = code(&body);
    Err(Error::from_other(
        message,
        status,
        code,
        request_id,
        retry_after,
        body,
    ))
}

/// As much of an error's body as is worth keeping. What cannot be read does not matter: the status says
/// what is wrong.
async fn beginning(mut stream: ByteStream) -> bytes::Bytes {
    let mut body = BytesMut::new();
    while let Ok(Some(piece)) = stream.chunk().await {
        body.extend_from_slice(&piece);
        if body.len() >= LARGEST_ERROR_BODY {
            body.truncate(LARGEST_ERROR_BODY);
            break;
        }
    }
    body.freeze()
}

/// Our own words: a store may repeat the signature in its message.
fn message(host: &str, status: StatusCode) -> String {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => format!(
            "{host} refuses the link, which has most likely expired: ask the provider for a new one"
        ),
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            format!("{host} has nothing under this link any more")
        }
        _ => format!("{host} did not give what the link stands for"),
    }
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

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
    use url::Url;

    use super::redirect;

    /// Where a redirect from an https address to `location` leads.
    fn target(status: StatusCode, location: &'static str) -> Option<Result<String, String>> {
        let url = Url::parse("https://bucket.example/log?sig=fake").unwrap();
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(location))]);
        let target = redirect(&url, status, &headers)?;
        Some(target.map(String::from).map_err(|error| error.to_string()))
    }

    #[test]
    fn a_redirect_never_leaves_https() {
        for location in [
            "http://bucket.example/",
            "http://127.0.0.1/",
            "ftp://bucket.example/",
        ] {
            let refused = target(StatusCode::FOUND, location).unwrap().unwrap_err();
            assert!(refused.contains("leaves https"), "{refused}");
        }
        let refused = target(StatusCode::FOUND, "https://:0")
            .unwrap()
            .unwrap_err();
        assert!(refused.contains("leads to what is no address"), "{refused}");
        for (location, expected) in [
            ("/other?sig=2", "https://bucket.example/other?sig=2"),
            ("//eu.bucket.example/log", "https://eu.bucket.example/log"),
            (
                "https://eu.bucket.example/log",
                "https://eu.bucket.example/log",
            ),
        ] {
            let found = target(StatusCode::TEMPORARY_REDIRECT, location);
            assert_eq!(found, Some(Ok(expected.to_owned())));
        }
        assert_eq!(target(StatusCode::NOT_MODIFIED, "/other"), None);
    }
}
