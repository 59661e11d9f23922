//! One attempt of a call: credentials, the request, its answer, and problems that can be fixed at once.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderValue};
use reqwest::{Method, Request, Response, StatusCode};
use tracing::{Instrument, Span};

use super::Core;
use crate::answer::reading::{Reading, limit_of};
use crate::answer::received::{Proof, Received, read_up_to};
use crate::auth::{Authorization, Challenge, InUse, Refused};
use crate::core::progress::Progress;
use crate::core::remedy::{Refusal, Remedies, Remedy, Sent};
use crate::error::{Error, ErrorKind};
use crate::fetch::link::follow;
use crate::fetch::receive::receive_file;
use crate::future::BoxFuture;
use crate::http::redirect::is_redirect;
use crate::intercept::interceptor::RequestInfo;
use crate::provider::Provider;
use crate::request::outgoing::Outgoing;
use crate::telemetry;

/// Which request of a call it is.
#[derive(Clone, Copy)]
struct Number {
    /// The attempt that it belongs to, beginning with 1.
    attempt: u32,
    /// How many requests of the call were sent before.
    resends: u32,
}

/// One request with its answer.
type Attempt<'a> = BoxFuture<'a, Result<Box<Received>, Error>>;

impl Core {
    /// One attempt, including the steps that get the credentials accepted: answering a challenge, renewing
    /// a token, correcting the clock.
    pub(super) async fn send_once(
        &self,
        outgoing: &Outgoing,
        reading: Reading,
        progress: Option<&Progress>,
        requests: &mut u32,
        remedies: &mut Remedies,
        attempts: u32,
    ) -> Result<Box<Received>, Error> {
        let (connection, provider) = (&self.0.connection, self.provider());
        let (authorization, skew) = (self.0.ways.of(outgoing.operation)?, &self.0.skew);
        let mut still_good = None;
        // Refused credentials, while the client asks for new ones, with the refusal.
        let mut refused: Option<(Arc<InUse>, Error)> = None;
        let limit = outgoing.overrides().attempt_timeout;
        let limit = limit.unwrap_or(connection.config.attempt_timeout);
        loop {
            let in_use = match still_good.take() {
                Some(in_use) => in_use,
                None => match authorization.at_hand() {
                    Some(in_use) => in_use,
                    // Boxed, so that calls whose credentials are at hand stay small.
                    None => Box::pin(self.credentials(authorization, limit)).await?,
                },
            };
            if let Some((before, refusal)) = refused.take()
                && before.is_same(&in_use)
            {
                // Sending wrong credentials twice does not help.
                authorization.refused(&in_use, false, || Refused::by(&refusal));
                return Err(refusal);
            }
            let number = Number {
                attempt: attempts,
                resends: *requests,
            };
            let began = connection.wire.begins();
            let (attempt, sent, span) =
                self.begin(outgoing, reading, limit, &in_use, remedies, number)?;
            *requests = requests.saturating_add(1);
            if let Some(progress) = progress {
                progress.send();
            }
            let outcome = attempt.instrument(span.clone()).await;
            let status = outcome.as_ref().map(|received| received.status);
            telemetry::request_ended(&span, status);
            let info = || self.info(outgoing, number);
            connection.wire.ended(began, &span, info, status);
            let mut received = outcome?;
            remedies.answered(authorization, &in_use, skew, received.status);
            if received.status.is_success() {
                let sent = sent.authorization;
                received.proof = Some(Proof { in_use, sent });
                return Ok(received);
            }
            if let Some(file) = follow(connection, outgoing, reading, &received, limit) {
                // So that the future of a call needs no room for it meanwhile.
                drop(received);
                let file = file.await?;
                remedies.answered(authorization, &in_use, skew, file.status);
                return Ok(file);
            }
            let (proof, signed_at) = (sent.authorization.clone(), sent.signed_at);
            let refusal = Refusal {
                sent,
                received: &received,
            };
            let now = connection.config.clock.now();
            match remedies.find(authorization, &in_use, refusal, skew, provider, now) {
                Some(Remedy::TryAgain) => still_good = Some(in_use),
                other => {
                    let sent = proof.or_else(|| self.signature(outgoing, &in_use, signed_at));
                    let shared = Arc::clone(&in_use);
                    received.proof = Some(Proof {
                        in_use: shared,
                        sent,
                    });
                    let error = refusal_of(provider, &in_use, received, now);
                    if other.is_none() {
                        return Err(error);
                    }
                    refused = Some((in_use, error));
                }
            }
        }
    }

    /// The credentials for an attempt, fetched within `limit`.
    async fn credentials(
        &self,
        authorization: &Authorization,
        limit: Duration,
    ) -> Result<Arc<InUse>, Error> {
        let provider = self.provider().name;
        authorization
            .get(limit)
            .await
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// Begins one attempt. Also returns the data to compare with a refusal, and the span of the request.
    fn begin(
        &self,
        outgoing: &Outgoing,
        reading: Reading,
        limit: Duration,
        in_use: &InUse,
        remedies: &mut Remedies,
        number: Number,
    ) -> Result<(Attempt<'_>, Sent, Span), Error> {
        let mut request = outgoing.request();
        let signed_at = remedies.date(&self.0.skew, self.clock().now());
        let challenge = remedies.challenge();
        let authorization = self.authorize(&mut request, in_use, signed_at, challenge)?;
        let sent = Sent {
            authorization,
            signed_at,
        };
        let span = telemetry::attempt(outgoing.operation, self.base(), number.resends);
        let info = || self.info(outgoing, number);
        let wire = &self.0.connection.wire;
        wire.add_headers(info, &span, &mut request)?;
        // Outside the future, which would otherwise have to keep room for the request.
        let response = wire.execute(self.http(), request, &info);
        Ok((self.attempt(response, reading, limit), sent, span))
    }

    /// A request as interceptors see it.
    fn info<'a>(&'a self, outgoing: &Outgoing, number: Number) -> RequestInfo<'a> {
        let (operation, base) = (outgoing.operation, self.base());
        RequestInfo {
            provider: self.provider().name,
            operation: operation.name,
            method: operation.method.as_str(),
            path_template: operation.template(),
            host: base.host_str().unwrap_or_default(),
            port: base.port_or_known_default(),
            attempt: number.attempt,
            resends: number.resends,
        }
    }

    /// Authorizes `request` for one attempt, because signatures contain a date. Returns the `Authorization`
    /// header if the scheme has challenges.
    fn authorize(
        &self,
        request: &mut Request,
        in_use: &InUse,
        signed_at: SystemTime,
        challenge: Option<&mut Challenge>,
    ) -> Result<Option<HeaderValue>, Error> {
        if let Some(host) = &self.0.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let authorized = match challenge {
            Some(challenge) => in_use.authorizer.answer(request, challenge, signed_at),
            None => in_use.authorizer.authorize(request, signed_at),
        };
        authorized.map_err(|error| {
            let provider = self.provider().name;
            let message = format!("{provider}: the request cannot be authorized: {error}");
            Error::new(ErrorKind::Credentials, message).with_source(error)
        })?;
        announce_empty_body(request);
        if !in_use.authorizer.expects_challenges() {
            return Ok(None);
        }
        Ok(request.headers().get(AUTHORIZATION).cloned())
    }

    /// Computes the `Authorization` header of an attempt again, for schemes that produce the same value.
    /// Keeping it would cost every call.
    fn signature(
        &self,
        outgoing: &Outgoing,
        in_use: &InUse,
        signed_at: SystemTime,
    ) -> Option<HeaderValue> {
        if in_use.authorizer.expects_challenges() {
            return None;
        }
        let mut request = outgoing.request();
        self.authorize(&mut request, in_use, signed_at, None).ok()?;
        request.headers_mut().remove(AUTHORIZATION)
    }

    /// Reads the answer, with any status, within `limit`.
    fn attempt<'a>(
        &'a self,
        response: impl Future<Output = Result<Response, Error>> + Send + 'a,
        reading: Reading,
        limit: Duration,
    ) -> Attempt<'a> {
        let clock = &self.0.connection.config.clock;
        Box::pin(async move {
            let exchange = pin!(async move {
                let mut response = response.await?;
                if let Reading::Stream(expected) = reading
                    && (response.status().is_success() || is_redirect(response.status()))
                {
                    let file = receive_file(response, expected, self.provider(), clock);
                    // Boxed, so that other calls need no room for it.
                    return Ok(Box::pin(file).await);
                }
                let body = read_up_to(limit_of(response.status(), reading), &mut response).await;
                Received::head(&mut response, self.provider(), clock).with_body(reading, body)
            });
            match clock.within(limit, exchange).await {
                Some(outcome) => outcome,
                None => Err(Error::attempt_timed_out(self.base(), limit)),
            }
        })
    }
}
/// The error for an unsuccessful answer, with the reason for refused credentials if it is known here.
fn refusal_of(
    provider: &Provider,
    in_use: &InUse,
    received: Box<Received>,
    now: SystemTime,
) -> Error {
    let status = received.status;
    let error = Error::from_answer(provider, in_use.schemes(), received);
    let why = (status == StatusCode::UNAUTHORIZED).then(|| in_use.authorizer.why_refused(now));
    match why.flatten() {
        Some(why) => error.with_note(&why),
        None => error,
    }
}

/// Announces an empty body where servers expect a body, because some answer 411 otherwise. This happens
/// after signing: the providers' own clients do not sign it either.
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
