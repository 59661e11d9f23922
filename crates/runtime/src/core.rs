//! The loop that every call goes through.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_LENGTH, DATE, HOST, HeaderMap, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use tokio::sync::Semaphore;
use url::Url;

use crate::auth::{Authorization, Held};
use crate::body::{Received, receive};
use crate::call::CallOptions;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::provider::Provider;
use crate::race::within;
use crate::retry::{Budget, may_go_again};

/// How often a challenge is answered within one call. Two are needed when a nonce that was in use
/// ends: once for the new challenge, once more if that nonce ends at once.
const MOST_CHALLENGES: usize = 2;

/// Clocks that differ by less than this are not the reason for a refusal.
const TOLERATED_SKEW_SECONDS: i64 = 180;

/// The part of a client that is the same for all providers. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    connection: Connection,
    host: Option<HeaderValue>,
    authorization: Authorization,
    budget: Budget,
    /// Bounds how many polls of waits are under way at once.
    polls: Semaphore,
    /// Seconds by which the provider's clock is ahead of ours, once it has complained.
    skew_seconds: AtomicI64,
}

impl Core {
    /// A client that reaches `connection` and proves itself by `authorization`.
    pub fn new(connection: Connection, authorization: Authorization) -> Self {
        Self::assemble(connection, None, authorization)
    }

    /// The same, sending `host` as `Host` header, for providers that read a resource from it when the
    /// address is a raw IP.
    ///
    /// # Errors
    /// If `host` cannot stand in a header.
    pub fn with_host(
        connection: Connection,
        host: &str,
        authorization: Authorization,
    ) -> Result<Self, Error> {
        let host = HeaderValue::from_str(host)
            .map_err(|_| Error::invalid_input(format!("{host:?} cannot be a host name")))?;
        Ok(Self::assemble(connection, Some(host), authorization))
    }

    fn assemble(
        connection: Connection,
        host: Option<HeaderValue>,
        authorization: Authorization,
    ) -> Self {
        let polls_at_once = usize::try_from(connection.config.polls_at_once).unwrap_or(usize::MAX);
        Self(Arc::new(Inner {
            polls: Semaphore::new(polls_at_once.clamp(1, Semaphore::MAX_PERMITS)),
            connection,
            host,
            authorization,
            budget: Budget::new(),
            skew_seconds: AtomicI64::new(0),
        }))
    }

    pub(crate) fn base(&self) -> &Url {
        &self.0.connection.base
    }

    pub(crate) fn provider(&self) -> &'static Provider {
        self.0.connection.provider
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.connection.config.clock
    }

    pub(crate) fn polls(&self) -> &Semaphore {
        &self.0.polls
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.connection.http
    }

    /// Ends the token in use where it came from, and forgets it. The next call fetches another.
    ///
    /// # Errors
    /// If the place refuses or cannot be reached; the token is forgotten all the same.
    pub async fn revoke_credentials(&self) -> Result<(), Error> {
        let provider = self.0.connection.provider.name;
        self.0
            .authorization
            .revoke()
            .await
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// Sends `request` for `operation` and reads the answer; tries again as `options`, or else the
    /// client, says.
    ///
    /// # Errors
    /// If no answer came, or the last one had a status other than 2xx.
    pub(crate) async fn send(
        &self,
        mut request: Request,
        operation: &'static Operation,
        options: &CallOptions,
    ) -> Result<Received, Error> {
        if let Some(host) = &self.0.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let config = &self.0.connection.config;
        let progress = Mutex::new(Progress::default());
        let work = self.send_until_it_works(&request, operation, options, &progress);
        match options.timeout.or(config.call_timeout) {
            None => work.await,
            Some(limit) => {
                let outcome = within(limit, &config.clock, work).await;
                outcome.unwrap_or_else(|| {
                    let progress = progress
                        .into_inner()
                        .unwrap_or_else(PoisonError::into_inner);
                    Err(Error::call_timed_out(limit, progress))
                })
            }
        }
    }

    async fn send_until_it_works(
        &self,
        request: &Request,
        operation: &'static Operation,
        options: &CallOptions,
        progress: &Mutex<Progress>,
    ) -> Result<Received, Error> {
        let clock = &self.0.connection.config.clock;
        let retry = options
            .retry
            .as_ref()
            .unwrap_or(&self.0.connection.config.retry);
        let idempotent = options.idempotent.unwrap_or(operation.idempotent);
        let began = clock.now();
        let mut attempts = 0;
        loop {
            attempts += 1;
            note(progress, |progress| {
                progress.attempts = attempts;
                progress.under_way = true;
            });
            let error = match self.send_once(request, operation).await {
                Ok(received) => {
                    self.0.budget.refill();
                    return Ok(received);
                }
                Err(error) => error.after_attempts(attempts),
            };
            if !may_go_again(&error, idempotent) {
                return Err(error);
            }
            let elapsed = clock.now().duration_since(began).unwrap_or_default();
            let Some(wait) = retry.wait(attempts, elapsed, error.retry_after(), rand::random())
            else {
                return Err(error);
            };
            if !self.0.budget.take() {
                return Err(error);
            }
            tracing::debug!(operation = operation.name, attempts, ?wait, %error, "trying again");
            note(progress, |progress| {
                progress.under_way = false;
                progress.received |= !error.never_sent();
                progress.last_error = Some(error);
            });
            clock.sleep(wait).await;
        }
    }

    /// One attempt, with what it takes to have the credentials accepted: a challenge answered, a token
    /// renewed, a clock set right.
    async fn send_once(
        &self,
        request: &Request,
        operation: &'static Operation,
    ) -> Result<Received, Error> {
        let mut remedies = Remedies::default();
        let mut held = self.credentials().await?;
        loop {
            let skew_seconds = self.0.skew_seconds.load(Ordering::Relaxed);
            let now = shifted(self.0.connection.config.clock.now(), skew_seconds);
            let (sent, received) = self.attempt(request, operation, &held, now).await?;
            if received.status != StatusCode::UNAUTHORIZED {
                held.accept();
            }
            if received.status.is_success() {
                return Ok(received);
            }
            let refusal = Refusal {
                sent: &sent,
                signed_at: now,
                received: &received,
            };
            match self.remedy(&mut remedies, &held, &refusal) {
                Some(Remedy::TryAgain) => {}
                Some(Remedy::OtherCredentials) => held = self.credentials().await?,
                None => {
                    let provider = self.0.connection.provider;
                    let scheme = held.authorizer.scheme();
                    return Err(Error::from_answer(provider, scheme, received));
                }
            }
        }
    }

    async fn credentials(&self) -> Result<Arc<Held>, Error> {
        let provider = self.0.connection.provider.name;
        self.0
            .authorization
            .get()
            .await
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// One attempt: authorized anew, since signatures carry a date. Gives the headers as sent too.
    async fn attempt(
        &self,
        request: &Request,
        operation: &'static Operation,
        held: &Held,
        signed_at: SystemTime,
    ) -> Result<(HeaderMap, Received), Error> {
        let mut attempt = request.try_clone().ok_or_else(|| {
            Error::invalid_input("the body is a stream, which cannot be sent twice")
        })?;
        held.authorizer
            .authorize(&mut attempt, signed_at)
            .map_err(|error| {
                let provider = self.0.connection.provider.name;
                let message = format!(
                    "{provider}: {} cannot authorize the request",
                    error.scheme()
                );
                Error::new(ErrorKind::Credentials, message).with_source(error)
            })?;
        announce_empty_body(&mut attempt);
        let sent = attempt.headers().clone();
        let response = self
            .http()
            .execute(attempt)
            .await
            .map_err(Error::from_reqwest)?;
        let now = self.0.connection.config.clock.now();
        let received = receive(response, self.0.connection.provider, now).await?;
        tracing::debug!(
            operation = operation.name,
            http.request.method = operation.method.as_str(),
            url.template = operation.path,
            http.response.status_code = received.status.as_u16(),
            "attempt answered"
        );
        Ok((sent, received))
    }

    /// What another attempt of the same call needs to go better, if the refusal has a cause that can
    /// be removed. Each cause is removed a fixed number of times, and wrong credentials are none.
    fn remedy(
        &self,
        remedies: &mut Remedies,
        held: &Arc<Held>,
        refusal: &Refusal<'_>,
    ) -> Option<Remedy> {
        let received = refusal.received;
        if received.status == StatusCode::UNAUTHORIZED {
            if remedies.challenges < MOST_CHALLENGES
                && held.authorizer.challenged(refusal.sent, &received.headers)
            {
                remedies.challenges += 1;
                return Some(Remedy::TryAgain);
            }
            if !remedies.renewed && self.0.authorization.refused(held) {
                remedies.renewed = true;
                return Some(Remedy::OtherCredentials);
            }
        }
        if !remedies.clock_set && self.corrects_clock(refusal) {
            remedies.clock_set = true;
            return Some(Remedy::TryAgain);
        }
        None
    }

    /// Learns the provider's clock from a refusal that is about the date. False if it is not, or if
    /// the date was right.
    fn corrects_clock(&self, refusal: &Refusal<'_>) -> bool {
        let (provider, received) = (self.0.connection.provider, refusal.received);
        if !provider.follows_server_date || !received.status.is_client_error() {
            return false;
        }
        let date = received
            .headers
            .get(DATE)
            .and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let off = seconds_between(refusal.signed_at, date);
        let complains = provider
            .code_of(&received.body)
            .is_some_and(|code| provider.clock_skew_codes.contains(&code.as_str()));
        let is_about_credentials = matches!(
            received.status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
        );
        let is_far_off = is_about_credentials && off.abs() > TOLERATED_SKEW_SECONDS;
        if off == 0 || !(complains || is_far_off) {
            return false;
        }
        let skew_seconds = seconds_between(self.0.connection.config.clock.now(), date);
        self.0.skew_seconds.store(skew_seconds, Ordering::Relaxed);
        true
    }
}

impl fmt::Debug for Core {
    /// Whom it calls, and as whom.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("provider", &self.0.connection.provider.name)
            .field("base", &self.0.connection.base.as_str())
            .field("authorization", &self.0.authorization)
            .finish_non_exhaustive()
    }
}

/// An attempt that was refused.
struct Refusal<'a> {
    sent: &'a HeaderMap,
    signed_at: SystemTime,
    received: &'a Received,
}

/// What makes another attempt worth while.
enum Remedy {
    /// The same credentials, with a challenge or a clock that is right now.
    TryAgain,
    /// Others, since these have ended.
    OtherCredentials,
}

/// How far a call has come, for the case that its time ends.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) attempts: u32,
    /// Whether an attempt is on its way now.
    pub(crate) under_way: bool,
    /// Whether the provider may have received one that failed.
    pub(crate) received: bool,
    pub(crate) last_error: Option<Error>,
}

fn note(progress: &Mutex<Progress>, change: impl FnOnce(&mut Progress)) {
    change(&mut progress.lock().unwrap_or_else(PoisonError::into_inner));
}

/// What has been mended already within one call.
#[derive(Default)]
struct Remedies {
    challenges: usize,
    renewed: bool,
    clock_set: bool,
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

fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 {
        time.checked_sub(by)
    } else {
        time.checked_add(by)
    };
    moved.unwrap_or(time)
}

/// Whole seconds from `ours` to `theirs`; negative if theirs is behind.
fn seconds_between(ours: SystemTime, theirs: SystemTime) -> i64 {
    let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match theirs.duration_since(ours) {
        Ok(ahead) => whole(ahead),
        Err(behind) => -whole(behind.duration()),
    }
}
