//! The retry loop of every call.
//!
//! | file | subject |
//! |---|---|
//! | `mod` | the part that clients of all providers share; attempts one after another |
//! | `attempt` | one attempt: credentials, the request, its answer, and problems that can be fixed at once |
//! | `remedy` | problems that can be fixed: a challenge, expired credentials, a wrong clock |
//! | `skew` | the difference between the provider's clock and ours |
//! | `pace` | when the next attempt begins |
//! | `progress` | the progress of a call, for the error when its time ends |
//! | `told` | what interceptors are told of a call beyond its requests |

mod attempt;
mod pace;
mod progress;
mod remedy;
mod skew;
mod told;

use std::borrow::Cow;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::sync::Semaphore;
use url::Url;

use self::pace::{Limits, Pace};
use self::progress::Progress;
use self::remedy::Remedies;
use self::skew::Skew;
use crate::answer::reading::Reading;
use crate::answer::received::Received;
use crate::answer::unread::Terms;
use crate::auth::{ProvideError, Ways};
use crate::clock::Clock;
use crate::connection::Connection;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::provider::Provider;
use crate::request::operation::Operation;
use crate::request::outgoing::Outgoing;
use crate::retry::budget::Budget;
use crate::retry::rule::{GivenUp, may_go_again};
use crate::settings::given::Given;
use crate::settings::server::ServerAddress;
use crate::shown::Secrets;
use crate::telemetry;

/// The part of a client that is the same for all providers. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    connection: Connection,
    host: Option<HeaderValue>,
    ways: Arc<Ways>,
    /// For operations that the document has at other addresses.
    others: Vec<(&'static str, Core)>,
    /// What this client lacks for all operations that are not at other addresses.
    missing: Option<Cow<'static, str>>,
    budget: Budget,
    skew: Skew,
    /// Limits how many polls of waits have a request in flight at once.
    polls: Arc<Semaphore>,
}

impl Core {
    /// A client that uses `connection`, and authorizes its calls in these `ways`: the same for each operation, or
    /// what each operation asks for.
    pub fn new(connection: Connection, ways: impl Into<Ways>) -> Self {
        Self::assemble(connection, None, Arc::new(ways.into()), Vec::new())
    }

    /// The same, where some of `operations` have an address of their own. `address` knows which of these the user has
    /// replaced. The credentials are the same.
    ///
    /// # Errors
    /// If an address is not valid, or one was replaced that no operation has.
    pub fn with_servers(
        connection: Connection,
        ways: Ways,
        operations: &[&'static Operation],
        address: &ServerAddress,
    ) -> Result<Self, Error> {
        let ways = Arc::new(ways);
        let mut servers: Vec<&'static str> = Vec::new();
        for server in operations.iter().filter_map(|operation| operation.server) {
            if !servers.contains(&server) {
                servers.push(server);
            }
        }
        address.check_others(&servers)?;
        let mut others = Vec::new();
        for server in servers {
            let missing = address.lacks(server);
            let beside = match missing {
                Some(_) => connection.clone(),
                None => connection.beside(server, address.other(server))?,
            };
            let other = Self::assemble(beside, None, Arc::clone(&ways), Vec::new());
            others.push((server, other.without(missing.map(Cow::Owned))));
        }
        Ok(Self::assemble(connection, None, ways, others))
    }

    /// The client for operations at `server`.
    pub(crate) fn at(self, server: Option<&'static str>) -> Self {
        let Some(server) = server else {
            return self;
        };
        let mut others = self.0.others.iter();
        let other = others.find(|(known, _)| *known == server);
        other.map(|(_, core)| core.clone()).unwrap_or(self)
    }

    /// The same with `host` as the `Host` header, for providers that read a resource from it when the
    /// address is a raw IP.
    ///
    /// # Errors
    /// If `host` is not a valid header value.
    pub fn with_host(
        connection: Connection,
        host: &str,
        ways: impl Into<Ways>,
    ) -> Result<Self, Error> {
        let host = HeaderValue::from_str(host)
            .map_err(|_| Error::invalid_input(format!("{host:?} is not a valid host name")))?;
        Ok(Self::assemble(
            connection,
            Some(host),
            Arc::new(ways.into()),
            Vec::new(),
        ))
    }

    /// The same client, which calls the operations that the document has at `server` at `address`, with the same
    /// credentials. With `missing` it refuses all others, and says what it lacks for them; calls that no document has
    /// go to its address all the same.
    ///
    /// # Errors
    /// If `address` is not valid.
    pub fn with_server(
        self,
        server: &'static str,
        address: &Given,
        missing: Option<&'static str>,
    ) -> Result<Self, Error> {
        let Inner {
            connection,
            host,
            ways,
            ..
        } = &*self.0;
        let beside = connection.beside(server, Some(address))?;
        let other = Self::assemble(beside, None, Arc::clone(ways), Vec::new());
        let others = vec![(server, other)];
        let core = Self::assemble(connection.clone(), host.clone(), Arc::clone(ways), others);
        Ok(core.without(missing.map(Cow::Borrowed)))
    }

    /// The same client, which nobody has yet, without what is `missing`.
    fn without(mut self, missing: Option<Cow<'static, str>>) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.missing = missing;
        }
        self
    }

    /// Refuses an operation that this client lacks something for.
    ///
    /// # Errors
    /// If it does.
    pub(crate) fn check(&self, operation: &Operation) -> Result<(), Error> {
        let missing = self.0.missing.as_ref();
        match missing.filter(|_| operation.template().is_some()) {
            Some(missing) => Err(Error::invalid_input(missing.clone())),
            None => Ok(()),
        }
    }

    fn assemble(
        connection: Connection,
        host: Option<HeaderValue>,
        ways: Arc<Ways>,
        others: Vec<(&'static str, Self)>,
    ) -> Self {
        let polls_at_once = usize::try_from(connection.config.polls_at_once).unwrap_or(usize::MAX);
        Self(Arc::new(Inner {
            budget: Budget::new(&connection.config.retry),
            polls: Arc::new(Semaphore::new(
                polls_at_once.clamp(1, Semaphore::MAX_PERMITS),
            )),
            connection,
            host,
            ways,
            others,
            missing: None,
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

    /// Revokes the current token at its source, and forgets it. The next call fetches a new one.
    ///
    /// # Errors
    /// If the source refuses or cannot be reached. The token is forgotten anyway.
    pub async fn revoke_credentials(&self) -> Result<(), Error> {
        let provider = self.provider().name;
        let limit = self.0.connection.config.attempt_timeout;
        let work = pin!(self.0.ways.revoke());
        self.clock()
            .within(limit, work)
            .await
            .unwrap_or_else(|| Err(ProvideError::timed_out(limit)))
            .map_err(|error| Error::from_provide(provider, error))
    }

    /// Sends `outgoing` and reads the answer. Retries by the rule in its options, or else the client's.
    ///
    /// Boxed, and without the type of the answer: so it is compiled once, here, instead of for each
    /// operation in the user's program, and a call is cheap to move.
    ///
    /// # Errors
    /// If no request could be built, no answer arrived, or the last answer had a status other than 2xx.
    pub(crate) fn send(
        self,
        mut outgoing: Outgoing,
        reading: Reading,
    ) -> BoxFuture<'static, Result<Box<Received>, Error>> {
        Box::pin(async move {
            self.check(outgoing.operation)?;
            outgoing.measure().await?;
            let config = &self.0.connection.config;
            let limit = outgoing.overrides().call_timeout.or(config.call_timeout);
            // Only a call with a time limit has to record its progress.
            let progress = limit.map(|_| Progress::default());
            let ending = self.begin_to_tell(&outgoing);
            let work = pin!(self.send_until_it_works(&outgoing, reading, progress.as_ref()));
            let outcome = match (limit, &progress) {
                (Some(limit), Some(progress)) => {
                    // Boxed, so that calls without a limit need no room for it.
                    let outcome = Box::pin(config.clock.within(limit, work)).await;
                    outcome.unwrap_or_else(|| Err(Error::call_timed_out(limit, progress.take())))
                }
                _ => work.await,
            };
            match ending {
                Some(ending) => Self::tell_of_end(ending, outcome),
                None => outcome,
            }
        })
    }

    /// How the rest of an answer is read, if it is a file.
    fn terms(&self, outgoing: &Outgoing) -> Terms {
        let connection = &self.0.connection;
        Terms {
            clock: connection.config.clock.clone(),
            idle: connection.config.read_timeout,
            retry: outgoing.overrides().retry.clone(),
            has_own_client: connection.has_own_client() || connection.link_client.is_own(),
        }
    }

    async fn send_until_it_works(
        &self,
        outgoing: &Outgoing,
        reading: Reading,
        progress: Option<&Progress>,
    ) -> Result<Box<Received>, Error> {
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
            let attempt = self.send_once(
                outgoing,
                reading,
                progress,
                &mut requests,
                &mut remedies,
                attempts,
            );
            let error = match attempt.await {
                Ok(mut received) => {
                    self.0.budget.refill();
                    received.attempts = attempts;
                    if let Some(body) = &mut received.unread {
                        body.terms = Some(self.terms(outgoing));
                    }
                    return Ok(received);
                }
                Err(error) => error.after_attempts(attempts),
            };
            let pause = match self.pause_before_another(outgoing, attempts, &mut pace, &error) {
                Ok(pause) => pause,
                Err(why) => return Err(error.not_sent_again(why.note())),
            };
            telemetry::trying_again(attempts, pause, &error);
            self.tell_of_retry(outgoing, attempts, pause, &error);
            if let Some(progress) = progress {
                progress.fail(error);
            }
            let pause = clock.timer(pause);
            match outgoing.options.own_turn() {
                Some(turn) => turn.lend_during(pause).await,
                None => pause.await,
            }
        }
    }

    /// How long to wait after attempt number `attempts` failed with `error`, or why the call fails with it.
    /// Takes one retry from the budget, unless the call is throttled.
    fn pause_before_another(
        &self,
        outgoing: &Outgoing,
        attempts: u32,
        pace: &mut Pace,
        error: &Error,
    ) -> Result<Duration, GivenUp> {
        let options = outgoing.overrides();
        let limits = Limits::of(&outgoing.options, &self.0.connection);
        let idempotent = options.idempotent.unwrap_or(outgoing.operation.idempotent);
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
        // Throttling means that the provider works, and limits us by itself.
        if error.is_throttled() || self.0.budget.take() {
            Ok(pause)
        } else {
            Err(GivenUp::NoBudget)
        }
    }

    /// Removes the current secrets from a provider's `text`.
    pub(crate) fn blot(&self, text: String) -> String {
        let mut secrets = Secrets::new();
        self.0.ways.secrets(&mut secrets);
        secrets.blot_owned(text)
    }
}

impl fmt::Debug for Core {
    /// Shows the provider, the address and the credentials without secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("provider", &self.0.connection.provider.name)
            .field("base", &self.0.connection.base.as_str())
            .field("credentials", &self.0.ways)
            .finish_non_exhaustive()
    }
}
