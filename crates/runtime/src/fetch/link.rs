//! Links to a store, fetched without credentials and never shown: pre-signed links from answers, and the
//! targets of redirected downloads.

use std::pin::{Pin, pin};
use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, Request};
use tracing::Instrument;
use url::Url;

use crate::answer::document::Document;
use crate::answer::reading::{Expected, LARGEST_ERROR_BODY, Reading};
use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::answer::unread::Unread;
use crate::connection::Connection;
use crate::connection::address::{self, Broken};
use crate::error::Error;
use crate::fetch::byte_stream::{ByteStream, resource_of, shows_unpacking};
use crate::fetch::media::{Judged, judge};
use crate::fetch::range::{self, Range};
use crate::fetch::store::{NoFile, STORE};
use crate::future::{BoxFuture, before};
use crate::http::redirect::{is_redirect, target};
use crate::http::retry_after::retry_after;
use crate::request::operation;
use crate::request::outgoing::Outgoing;
use crate::settings::config::Config;
use crate::telemetry;
use crate::text::sensitive::SensitiveString;

/// The operation name in errors and spans.
pub(crate) const OPERATION: &str = "download_link";

/// Object stores redirect between their regions, usually once.
const MOST_REDIRECTS: usize = 4;

/// The state of a fetch.
struct Fetch<'a> {
    connection: &'a Connection,
    /// The source of the redirects, for errors.
    what: &'static str,
    url: Url,
    /// The requested resource, which redirects do not change.
    resource: String,
    headers: HeaderMap,
    expected: Expected,
    /// The limit for everything: the redirects, and reading enough to distinguish a file from an error.
    limit: Duration,
}

/// Opens a link.
pub(crate) async fn fetch_link(
    connection: &Connection,
    link: &SensitiveString,
    range: Option<&Range>,
    expected: Expected,
) -> Result<Response<ByteStream>, Error> {
    let config = &connection.config;
    let url = parse(link, config)?;
    let mut headers = HeaderMap::new();
    range::apply(range, &mut headers);
    let fetch = Fetch {
        connection,
        what: "the link",
        resource: resource_of(&url),
        url,
        headers,
        expected,
        limit: config.attempt_timeout,
    };
    let mut received = fetch.run().await?;
    let Some(body) = received.unread.take() else {
        return Err(Error::no_file(received));
    };
    if connection.link_client.is_own() && shows_unpacking(&body.response, &received.headers) {
        return Err(Error::unpacked("link_http_client"));
    }
    let clock = config.clock.clone();
    let stream = ByteStream::new(*body, clock, config.read_timeout, OPERATION);
    Ok(received.into_response(stream))
}

/// Follows `answer` if it is a redirect of the download `outgoing`. `None` if it must not be followed:
/// redirects of other calls are not followed, and neither are those that would repeat a method other than
/// GET.
///
/// The credentials are not sent along, not even to the same host.
pub(crate) fn follow<'a>(
    connection: &'a Connection,
    outgoing: &Outgoing,
    reading: Reading,
    answer: &Received,
    limit: Duration,
) -> Option<BoxFuture<'a, Result<Box<Received>, Error>>> {
    let Reading::Stream(expected) = reading else {
        return None;
    };
    let becomes_get = matches!(answer.status.as_u16(), 301..=303);
    let is_get = outgoing.operation.method == operation::Method::Get || becomes_get;
    if !is_redirect(answer.status) || !is_get || !answer.headers.contains_key(LOCATION) {
        return None;
    }
    let what = "the answer";
    let from = &outgoing.url;
    let fetch = next(what, from, &answer.headers, &connection.config).map(|url| Fetch {
        connection,
        what,
        resource: resource_of(from),
        url,
        headers: outgoing.range_headers(),
        expected,
        limit,
    });
    Some(Box::pin(async move { fetch?.run().await }))
}

impl Fetch<'_> {
    /// Sends the request and follows redirects. Does not read the body of a success.
    async fn run(mut self) -> Result<Box<Received>, Error> {
        let config = &self.connection.config;
        let mut end = config.clock.limit(self.limit);
        let (wire, mut hops) = (&self.connection.wire, 0);
        for _ in 0..=MOST_REDIRECTS {
            let http = self.connection.link_client.get(&self.url)?.clone();
            let mut request = Request::new(Method::GET, self.url.clone());
            *request.headers_mut() = self.headers.clone();
            let span = telemetry::request(&Method::GET, &self.url);
            let info = || wire.beside(OPERATION, "GET", &self.url, hops);
            let began = wire.begins();
            let head = pin!(wire.execute(&http, request, &info));
            let head = before(end.as_mut(), head);
            let head = match head.instrument(span.clone()).await {
                Some(head) => head,
                None => Err(Error::attempt_timed_out(&self.url, self.limit)),
            };
            let status = head.as_ref().map(reqwest::Response::status);
            telemetry::request_ended(&span, status);
            wire.ended(began, &span, info, status);
            hops += 1;
            let response = head?;
            let headers = response.headers();
            if !is_redirect(response.status()) || !headers.contains_key(LOCATION) {
                return self.receive(response, end.as_mut()).await;
            }
            self.url = next(self.what, &self.url, headers, config)?;
        }
        let what = self.what;
        Err(Error::download(format!(
            "{what} redirects more than {MOST_REDIRECTS} times"
        )))
    }

    /// Accepts an answer with a file; any other answer is an error.
    async fn receive(
        self,
        response: reqwest::Response,
        mut end: Pin<&mut (impl Future<Output = ()> + ?Sized)>,
    ) -> Result<Box<Received>, Error> {
        if !response.status().is_success() {
            return Err(self.no_file(Unread::new(response), None, end).await);
        }
        let judged = pin!(judge(response, self.expected));
        let mut body = match before(end.as_mut(), judged).await {
            Some(Judged::File(body)) => body,
            Some(Judged::Other(body, document)) => {
                return Err(self.no_file(body, document, end).await);
            }
            None => return Err(Error::attempt_timed_out(&self.url, self.limit)),
        };
        let clock = &self.connection.config.clock;
        let mut received = Received::head(&mut body.response, &STORE, clock);
        body.resource = Some(self.resource);
        received.unread = Some(Box::new(body));
        Ok(received)
    }

    /// The error for an answer, with as much of its body as arrives in time. If the rest cannot be read, that
    /// does not matter: the status says what is wrong.
    async fn no_file(
        &self,
        mut body: Unread,
        document: Option<Document>,
        end: Pin<&mut (impl Future<Output = ()> + ?Sized)>,
    ) -> Error {
        let config = &self.connection.config;
        let reading = async {
            while body.seen().len() < LARGEST_ERROR_BODY {
                let piece = pin!(body.look());
                let came = config.clock.within(config.read_timeout, piece).await;
                if came != Some(true) {
                    break;
                }
            }
        };
        before(end, pin!(reading)).await;
        let host = self.url.host_str().unwrap_or("the host");
        let headers = std::mem::take(body.response.headers_mut());
        let no_file = NoFile {
            host,
            status: body.response.status(),
            retry_after: retry_after(&headers, &config.clock),
            headers: &headers,
            body: body.into_seen(LARGEST_ERROR_BODY),
            document,
        };
        no_file.into_error()
    }
}

/// The target of a redirect from `url`, if it may be followed.
fn next(what: &str, url: &Url, headers: &HeaderMap, config: &Config) -> Result<Url, Error> {
    target(url, headers)
        .and_then(|target| check(&target, config).map(|()| target))
        .map_err(|why| Error::download(format!("cannot follow the redirect of {what}: {why}")))
}

fn parse(link: &SensitiveString, config: &Config) -> Result<Url, Error> {
    // The parser's errors are fixed words, which show nothing of the link.
    let url = Url::parse(link.expose()).map_err(|error| {
        let message =
            format!("the link is not an absolute address such as https://host/path: {error}");
        Error::invalid_input(message).with_source(error)
    })?;
    check(&url, config)
        .map_err(|why| Error::invalid_input(format!("the link cannot be fetched: {why}")))?;
    Ok(url)
}

/// Checks the address of a link. The messages suit an address that the user did not write.
fn check(url: &Url, config: &Config) -> Result<(), &'static str> {
    let own = config.link_http_client.as_ref();
    address::check(url, config, own).map_err(|broken| match broken {
        Broken::Scheme => "its address must begin with https:// or http://",
        Broken::NoTls => {
            "its address is https, but the program was built without TLS: enable a feature for it, such \
             as `rustls`, or give a client that sends no credentials by .link_http_client(...)"
        }
        Broken::User => "its address must not contain a user or password",
        Broken::PlainHttp => {
            "its address is plain http to another machine, which is not encrypted: \
             call .allow_plain_http(true) on the client's builder if that is acceptable"
        }
    })
}
