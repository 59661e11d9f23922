//! The loop that every call goes through.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use tokio::sync::Semaphore;
use tracing::Instrument;
use url::Url;

use crate::auth::{Authorization, BoxFuture, Challenge, Held, ProvideError, Refused};
use crate::body::{Proof, Reading, Received, limit_of, read_up_to, receive_file};
use crate::call::Call;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::download::{follow, is_redirect};
use crate::error::{Error, ErrorKind};
use crate::pace::{Limits, Pace};
use crate::progress::Progress;
use crate::provider::Provider;
use crate::race::within;
use crate::remedy::{Refusal, Remedies, Remedy, Sent};
use crate::retry::{Budget, GivenUp, may_go_again};
use crate::shown::Secrets;
use crate::skew::Skew;
use crate::telemetry;

/// One request with its answer.
type Attempt<'a> = BoxFuture<'a, Result<Received, Error>>;

/// The part of a client that is the same for all providers. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    connection: Connection,
    host: Option<HeaderValue>,
    authorization: Authorization,
    budget: Budget,
    skew: Skew,
    /// Bounds how many polls of waits have a request under way at once.
    polls: Arc<Semaphore>,
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
            budget: Budget::new(&connection.config.retry),
            polls: Arc::new(Semaphore::new(
                polls_at_once.clamp(1, Semaphore::MAX_PERMITS),
            )),
            connection,
            host,
            authorization,
            skew: Skew::default(),
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

    pub(crate) fn polls(&self) -> &Arc<Semaphore> {
        &self.0.polls
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.0.connection
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        self.0.connection.http()
    }

    /// Ends the token in use where it came from, and forgets it. The next call fetches another.
    ///
    /// # Errors
    /// If the place refuses or cannot be reached; the token is forgotten all the same.
    pub async fn revoke_credentials(&self) -> Result<(), Error> {
        let provider = self.provider().name;
        let limit = self.0.connection.config.timeout;
        let work = pin!(self.0.authorization.revoke());
        within(limit, self.clock(), work)
            .await
            .unwrap_or_else(|| Err(ProvideError::timed_out(limit)))
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// Sends `call` and reads the answer; tries again as its options, or else the client, say.
    ///
    /// In a box, and without the type of the answer: so it is compiled once, here, and not for each
    /// operation in the program of the user, and a call is small to move.
    ///
    /// # Errors
    /// If no request could be built, no answer came, or the last one had a status other than 2xx.
    pub(crate) fn send<'a>(
        &'a self,
        call: Call<'a>,
        reading: Reading,
    ) -> BoxFuture<'a, Result<Received, Error>> {
        Box::pin(async move {
            let config = &self.0.connection.config;
            let limit = call.options().timeout.or(config.call_timeout);
            // Only a call whose time may end has to say how far it has come.
            let progress = limit.map(|_| Progress::default());
            let work = pin!(self.send_until_it_works(&call, reading, progress.as_ref()));
            let (Some(limit), Some(progress)) = (limit, &progress) else {
                return work.await;
            };
            match within(limit, &config.clock, work).await {
                Some(outcome) => outcome,
                None => Err(Error::call_timed_out(limit, progress.take())),
            }
        })
    }

    async fn send_until_it_works(
        &self,
        call: &Call<'_>,
        reading: Reading,
        progress: Option<&Progress>,
    ) -> Result<Received, Error> {
        let clock = self.clock();
        let mut pace = Pace::begin(clock);
        let (mut attempts, mut requests) = (0, 0);
        let mut remedies = Remedies::default();
        loop {
            attempts += 1;
            if let Some(progress) = progress {
                progress.begin(attempts);
            }
            remedies.begin_attempt();
            let attempt = self.send_once(call, reading, progress, &mut requests, &mut remedies);
            let error = match attempt.await {
                Ok(mut received) => {
                    self.0.budget.refill();
                    received.attempts = attempts;
                    return Ok(received);
                }
                Err(error) => error.after_attempts(attempts),
            };
            let pause = match self.pause_before_another(call, attempts, &mut pace, &error) {
                Ok(pause) => pause,
                Err(why) => return Err(error.not_sent_again(why.note())),
            };
            telemetry::trying_again(attempts, pause, &error);
            if let Some(progress) = progress {
                progress.fail(error);
            }
            let pause = clock.timer(pause);
            match &call.options().turn {
                Some(turn) => turn.lend_during(pause).await,
                None => pause.await,
            }
        }
    }

    /// How long to wait after `error`, with which attempt number `attempts` ended, or why it is the
    /// call's. Takes one retry from the budget, unless the call is throttled.
    fn pause_before_another(
        &self,
        call: &Call<'_>,
        attempts: u32,
        pace: &mut Pace,
        error: &Error,
    ) -> Result<Duration, GivenUp> {
        let options = call.options();
        let limits = Limits::of(options, &self.0.connection);
        let idempotent = options.idempotent.unwrap_or(call.operation().idempotent);
        if !may_go_again(error, idempotent) {
            let is_on_purpose = limits.retry.is_on() && error.is_retryable();
            return Err(if is_on_purpose {
                GivenUp::NotIdempotent
            } else {
                GivenUp::Over
            });
        }
        let pause = pace.pause(attempts, error, &limits, self.clock(), fastrand::f64());
        let pause = pause.ok_or(GivenUp::Over)?;
        // Throttling says that the provider is well: it has a limit of its own for us.
        if error.is_throttled() || self.0.budget.take() {
            Ok(pause)
        } else {
            Err(GivenUp::NoBudget)
        }
    }

    /// One attempt, with what it takes to have the credentials accepted: a challenge answered, a token
    /// renewed, a clock set right.
    async fn send_once(
        &self,
        call: &Call<'_>,
        reading: Reading,
        progress: Option<&Progress>,
        requests: &mut u32,
        remedies: &mut Remedies,
    ) -> Result<Received, Error> {
        let (connection, provider) = (&self.0.connection, self.provider());
        let (authorization, skew) = (&self.0.authorization, &self.0.skew);
        let mut still_good = None;
        // Credentials for which others are asked, with their refusal.
        let mut refused: Option<(Arc<Held>, Error)> = None;
        let limit = call.options().attempt_timeout;
        let limit = limit.unwrap_or(connection.config.timeout);
        loop {
            // A call with wrong arguments fetches no credentials. The request itself is made behind them, so
            // that nothing keeps room for it meanwhile.
            let url = call.url()?;
            let held = match still_good.take() {
                Some(held) => held,
                None => self.credentials(limit).await?,
            };
            if let Some((before, refusal)) = refused.take()
                && before.is_same(&held)
            {
                // Wrong credentials do not get better by being sent twice.
                authorization.refused(&held, false, || Refused::by(&refusal));
                return Err(refusal);
            }
            let (attempt, sent) = self.begin(call, reading, limit, url, &held, remedies)?;
            let span = telemetry::attempt(call.operation(), &connection.base, *requests);
            *requests = requests.saturating_add(1);
            if let Some(progress) = progress {
                progress.send();
            }
            let outcome = attempt.instrument(span.clone()).await;
            telemetry::request_ended(&span, outcome.as_ref().map(|received| received.status));
            let mut received = outcome?;
            remedies.answered(authorization, &held, skew, received.status);
            if received.status.is_success() {
                let sent = sent.authorization;
                received.proof = Some(Proof { held, sent });
                return Ok(received);
            }
            if let Some(file) = follow(connection, call, reading, &received, limit) {
                let file = file.await?;
                remedies.answered(authorization, &held, skew, file.status);
                return Ok(file);
            }
            let (proof, signed_at) = (sent.authorization.clone(), sent.signed_at);
            let refusal = Refusal {
                sent,
                received: &received,
            };
            let now = connection.config.clock.now();
            match remedies.find(authorization, &held, refusal, skew, provider, now) {
                Some(Remedy::TryAgain) => still_good = Some(held),
                other => {
                    let sent = proof.or_else(|| self.signature(call, &held, signed_at));
                    let shared = Arc::clone(&held);
                    received.proof = Some(Proof { held: shared, sent });
                    let error = refusal_of(provider, &held, received, now);
                    if other.is_none() {
                        return Err(error);
                    }
                    refused = Some((held, error));
                }
            }
        }
    }

    /// What to prove an attempt with, fetched within `limit` if it is not there.
    async fn credentials(&self, limit: Duration) -> Result<Arc<Held>, Error> {
        let authorization = &self.0.authorization;
        if let Some(held) = authorization.at_hand() {
            return Ok(held);
        }
        let provider = self.provider().name;
        authorization
            .get(limit)
            .await
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// Begins one attempt. Gives too what a refusal has to be compared with.
    fn begin(
        &self,
        call: &Call<'_>,
        reading: Reading,
        limit: Duration,
        url: Url,
        held: &Held,
        remedies: &mut Remedies,
    ) -> Result<(Attempt<'_>, Sent), Error> {
        let mut request = call.request(url);
        let signed_at = remedies.date(&self.0.skew, self.clock().now());
        let challenge = remedies.challenge();
        let authorization = self.authorize(&mut request, held, signed_at, challenge)?;
        let sent = Sent {
            authorization,
            signed_at,
        };
        Ok((self.attempt(request, reading, limit), sent))
    }

    /// Completes `request` for one attempt, since signatures carry a date. Gives the `Authorization`
    /// if the scheme has challenges.
    fn authorize(
        &self,
        request: &mut Request,
        held: &Held,
        signed_at: SystemTime,
        challenge: Option<&mut Challenge>,
    ) -> Result<Option<HeaderValue>, Error> {
        if let Some(host) = &self.0.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let authorized = match challenge {
            Some(challenge) => held.authorizer.answer(request, challenge, signed_at),
            None => held.authorizer.authorize(request, signed_at),
        };
        authorized.map_err(|error| {
            let provider = self.provider().name;
            let message = format!("{provider}: the request cannot be authorized: {error}");
            Error::new(ErrorKind::Credentials, message).with_source(error)
        })?;
        announce_empty_body(request);
        if !held.authorizer.expects_challenges() {
            return Ok(None);
        }
        Ok(request.headers().get(AUTHORIZATION).cloned())
    }

    /// The `Authorization` that an attempt was sent with, made once more for those schemes that make the
    /// same again: keeping it would cost every call.
    fn signature(
        &self,
        call: &Call<'_>,
        held: &Held,
        signed_at: SystemTime,
    ) -> Option<HeaderValue> {
        if held.authorizer.expects_challenges() {
            return None;
        }
        let mut request = call.request(call.url().ok()?);
        self.authorize(&mut request, held, signed_at, None).ok()?;
        request.headers_mut().remove(AUTHORIZATION)
    }

    /// `text` of the provider without the secrets that are in use now.
    pub(crate) fn blot(&self, text: String) -> String {
        let mut secrets = Secrets::new();
        if let Some(held) = self.0.authorization.at_hand() {
            held.authorizer.secrets(&mut secrets);
        }
        secrets.blot_owned(text)
    }

    /// Sends `request` and reads the answer, whatever its status, within `limit`.
    fn attempt(&self, request: Request, reading: Reading, limit: Duration) -> Attempt<'_> {
        let clock = &self.0.connection.config.clock;
        // Not within the future, which would have to keep room for the request.
        let response = self.http().execute(request);
        Box::pin(async move {
            let exchange = pin!(async move {
                let mut response = response.await.map_err(Error::from_reqwest)?;
                if let Reading::Stream(expected) = reading
                    && (response.status().is_success() || is_redirect(response.status()))
                {
                    let file = receive_file(response, expected, self.provider(), clock);
                    // In a box, so that other calls need no room for it.
                    return Ok(Box::pin(file).await);
                }
                let body = read_up_to(limit_of(response.status(), reading), &mut response).await;
                Received::head(&mut response, self.provider(), clock).with_body(reading, body)
            });
            match within(limit, clock, exchange).await {
                Some(outcome) => outcome,
                None => Err(Error::attempt_timed_out(self.base(), limit)),
            }
        })
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

/// The error of an answer that is no success, with what is known here of why credentials were refused.
fn refusal_of(provider: &Provider, held: &Held, received: Received, now: SystemTime) -> Error {
    let status = received.status;
    let error = Error::from_answer(provider, held.authorizer.scheme(), received);
    let why = (status == StatusCode::UNAUTHORIZED).then(|| held.authorizer.why_refused(now));
    match why.flatten() {
        Some(why) => error.with_note(&why),
        None => error,
    }
}

/// Says that there is no body where servers expect one; some answer 411 otherwise. It comes after the
/// signature, which the providers' own clients do not extend over it either.
fn announce_empty_body(request: &mut Request) {
    let expects_body = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if expects_body && request.body().is_none() {
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}
