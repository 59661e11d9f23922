//! The way of all requests of a client to the network, and who watches it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use reqwest::{Client, Request, Response, StatusCode};
use tracing::Span;
use url::Url;

use crate::clock::Clock;
use crate::error::Error;
#[cfg(feature = "test-util")]
use crate::future::BoxFuture;
use crate::intercept::ending::Ending;
use crate::intercept::interceptor::{RequestEnd, RequestInfo};
use crate::intercept::interceptors::Interceptors;
use crate::provider::Provider;
#[cfg(feature = "test-util")]
use crate::script::engine::Script;
use crate::settings::config::Config;

/// What every request of a client goes through: to the network, or in a test to a script. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Wire {
    provider: &'static Provider,
    clock: Clock,
    interceptors: Interceptors,
    #[cfg(feature = "test-util")]
    script: Option<Script>,
}

impl Wire {
    pub(crate) fn new(provider: &'static Provider, config: &Config) -> Self {
        Self {
            provider,
            clock: config.clock.clone(),
            interceptors: config.interceptors.clone(),
            #[cfg(feature = "test-util")]
            script: config.script.clone(),
        }
    }

    /// Sends `request` with `http`, or gives it to the script, which also reads `info`.
    pub(crate) fn execute<'a>(
        &self,
        http: &Client,
        request: Request,
        info: &dyn Fn() -> RequestInfo<'a>,
    ) -> Exchange<impl Future<Output = reqwest::Result<Response>> + Unpin + use<>> {
        #[cfg(feature = "test-util")]
        if let Some(script) = &self.script {
            return Exchange::Script(script.answer(request, &info(), self.provider));
        }
        let _ = info;
        Exchange::Http(http.execute(request))
    }

    /// Whether there is no interceptor.
    pub(crate) fn is_unwatched(&self) -> bool {
        self.interceptors.are_none()
    }

    /// Lets the interceptors add headers to `request`, which is authorized already, within its `span`.
    ///
    /// # Errors
    /// If one of them adds a header that it must not add.
    pub(crate) fn add_headers<'a>(
        &self,
        info: impl FnOnce() -> RequestInfo<'a>,
        span: &Span,
        request: &mut Request,
    ) -> Result<(), Error> {
        if self.is_unwatched() {
            return Ok(());
        }
        let headers = request.headers_mut();
        let added = span.in_scope(|| self.interceptors.add_headers(&info(), headers));
        added.map_err(|why| Error::invalid_input(format!("an interceptor: {why}")))
    }

    /// When a request begins, if anybody wants to know how long it takes.
    pub(crate) fn begins(&self) -> Option<Duration> {
        (!self.is_unwatched()).then(|| self.clock.monotonic())
    }

    /// Tells the interceptors how a request ended that began at `began`, within its `span`.
    pub(crate) fn ended<'a>(
        &self,
        began: Option<Duration>,
        span: &Span,
        info: impl FnOnce() -> RequestInfo<'a>,
        outcome: Result<StatusCode, &Error>,
    ) {
        let Some(began) = began else {
            return;
        };
        let error = outcome.err();
        let end = RequestEnd {
            status: match outcome {
                Ok(status) => Some(status.as_u16()),
                Err(error) => error.status(),
            },
            error: error.map(Error::kind),
            time_limit: error.and_then(Error::time_limit),
            duration: self.clock.monotonic().saturating_sub(began),
        };
        span.in_scope(|| self.interceptors.after_request(&info(), &end));
    }

    /// A call begins, if anybody wants to know how it ends.
    pub(crate) fn begin_call(
        &self,
        operation: &str,
        method: &str,
        path_template: Option<&str>,
    ) -> Option<Box<Ending>> {
        let began = self.begins()?;
        Some(Box::new(Ending {
            interceptors: self.interceptors.clone(),
            clock: self.clock.clone(),
            began,
            provider: self.provider.name,
            operation: operation.to_owned(),
            method: method.to_owned(),
            path_template: path_template.map(str::to_owned),
        }))
    }

    /// A request outside the document, to `url`.
    pub(crate) fn beside<'a>(
        &'a self,
        operation: &'a str,
        method: &'a str,
        url: &'a Url,
        resends: u32,
    ) -> RequestInfo<'a> {
        RequestInfo {
            provider: self.provider.name,
            operation,
            method,
            path_template: None,
            host: url.host_str().unwrap_or_default(),
            port: url.port_or_known_default(),
            attempt: 1,
            resends,
        }
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire")
            .field("interceptors", &self.interceptors)
            .finish_non_exhaustive()
    }
}

/// A request on its way: the answer's head, or why there is none.
pub(crate) enum Exchange<H> {
    Http(H),
    #[cfg(feature = "test-util")]
    Script(BoxFuture<'static, Result<Response, Error>>),
}

impl<H: Future<Output = reqwest::Result<Response>> + Unpin> Future for Exchange<H> {
    type Output = Result<Response, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Http(http) => Pin::new(http).poll(context).map_err(Error::from_reqwest),
            #[cfg(feature = "test-util")]
            Self::Script(answer) => answer.as_mut().poll(context),
        }
    }
}
