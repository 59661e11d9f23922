//! The loop that every call goes through.

use std::sync::Arc;

use reqwest::header::{CONTENT_LENGTH, HOST, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use url::Url;

use crate::auth::Authorizer;
use crate::body::{Received, receive};
use crate::config::Config;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::provider::Provider;

/// How often a challenge is answered within one call. Two are needed when a nonce that was in use
/// ends: once for the new challenge, once more if that nonce ends at once.
const MOST_CHALLENGES: usize = 2;

/// The part of a client that is the same for all providers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Core(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    provider: &'static Provider,
    base: Url,
    host: Option<HeaderValue>,
    http: reqwest::Client,
    authorizer: Arc<dyn Authorizer>,
    config: Config,
}

impl Core {
    /// A client for `base`, an `http` or `https` address that may have a path but neither query
    /// nor user information.
    ///
    /// # Errors
    /// If `base` is no such address, or the HTTP client cannot be built.
    pub fn new(
        provider: &'static Provider,
        base: &str,
        authorizer: Arc<dyn Authorizer>,
        config: Config,
    ) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            provider,
            base: parse_base(base)?,
            host: None,
            http: config.http_client()?,
            authorizer,
            config,
        })))
    }

    /// The same client sending `host` as `Host` header, for providers that read a resource from it
    /// when the address is a raw IP.
    ///
    /// # Errors
    /// If `host` cannot stand in a header.
    pub fn with_host(&self, host: &str) -> Result<Self, Error> {
        let host = HeaderValue::from_str(host)
            .map_err(|_| Error::invalid_input(format!("{host:?} cannot be a host name")))?;
        Ok(Self(Arc::new(Inner {
            provider: self.0.provider,
            base: self.0.base.clone(),
            host: Some(host),
            http: self.0.http.clone(),
            authorizer: Arc::clone(&self.0.authorizer),
            config: self.0.config.clone(),
        })))
    }

    pub(crate) fn base(&self) -> &Url {
        &self.0.base
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// Sends `request` for `operation` and reads the answer.
    ///
    /// # Errors
    /// If no answer came, or it has a status other than 2xx.
    pub(crate) async fn send(
        &self,
        mut request: Request,
        operation: &'static Operation,
    ) -> Result<Received, Error> {
        if let Some(host) = &self.0.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let mut challenges = 0;
        loop {
            let mut attempt = copy(&request)?;
            self.authorize(&mut attempt)?;
            announce_empty_body(&mut attempt);
            let sent = attempt.headers().clone();
            let response = self
                .0
                .http
                .execute(attempt)
                .await
                .map_err(Error::from_reqwest)?;
            let received = receive(response, self.0.provider, self.0.config.clock.now()).await?;
            tracing::debug!(
                operation = operation.name,
                http.request.method = operation.method.as_str(),
                url.template = operation.path,
                http.response.status_code = received.status.as_u16(),
                "attempt answered"
            );
            if received.status.is_success() {
                return Ok(received);
            }
            let challenged = received.status == StatusCode::UNAUTHORIZED
                && challenges < MOST_CHALLENGES
                && self.0.authorizer.challenged(&sent, &received.headers);
            if !challenged {
                return Err(Error::from_answer(self.0.provider, received));
            }
            challenges += 1;
        }
    }

    fn authorize(&self, attempt: &mut Request) -> Result<(), Error> {
        let scheme = self.0.authorizer.scheme();
        self.0
            .authorizer
            .authorize(attempt, self.0.config.clock.now())
            .map_err(|error| {
                let message = format!(
                    "{}: {scheme} cannot authorize the request",
                    self.0.provider.name
                );
                Error::new(ErrorKind::Credentials, message).with_source(error)
            })
    }
}

/// Every attempt is authorized anew, so it starts from a copy of the bare request.
fn copy(request: &Request) -> Result<Request, Error> {
    request
        .try_clone()
        .ok_or_else(|| Error::invalid_input("the body is a stream, which cannot be sent twice"))
}

/// Says that there is no body where servers expect one; some answer 411 otherwise. It comes after the
/// signature, which the providers' own clients do not extend over it either.
fn announce_empty_body(attempt: &mut Request) {
    let expects_body = matches!(
        *attempt.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if expects_body && attempt.body().is_none() {
        attempt
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

fn parse_base(base: &str) -> Result<Url, Error> {
    let wrong = |why: &str| Error::invalid_input(format!("base address {why}"));
    let url = Url::parse(base)
        .map_err(|error| wrong("is no absolute address (https://host)").with_source(error))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(wrong("must begin with https:// or http://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            "must not contain a user or password: give them as credentials",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must not have a query or a fragment"));
    }
    if cfg!(not(any(feature = "rustls", feature = "native-tls"))) && url.scheme() == "https" {
        return Err(wrong(
            "is https, but neither feature `rustls` nor `native-tls` is enabled",
        ));
    }
    Ok(url)
}
