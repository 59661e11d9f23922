//! Settings, and starting a sandbox with them.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::running::Sandbox;
use super::start_error::{Cause, MOST_RESTORE_JOBS, StartError};
use crate::auth::digest::DigestOptions;
use crate::faults::{Connection, Door, Faults};
use crate::fixtures;
use crate::records::{RequestRecord, Watcher};
use crate::server::{Server, Settings, router};
use crate::state::Plan;
use crate::time::Clock;

/// The settings of a sandbox. The defaults are the default world with the computer's clock, digest
/// with `MD5` and `qop="auth"`, nonces that last, and tokens that last as long as the providers
/// say.
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    port: u16,
}

impl SandboxBuilder {
    /// The server's clock, which it compares dates with and sends as `Date`. A wrong clock makes
    /// every date stale, without any waiting. Times before 1970 or after 9999 count as the first or
    /// the last moment of that range.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Clock::new(now);
        self
    }

    /// How Atlas and Cloud Manager challenge.
    pub fn digest(mut self, options: DigestOptions) -> Self {
        self.settings.digest = options;
        self
    }

    /// How long the tokens of MongoDB's service accounts are valid, by the server's clock. The
    /// default is 3600 seconds. `expires_in` has it in whole seconds.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = lifetime;
        self
    }

    /// How long the tokens of Open Telekom Cloud's IAM are valid, by the server's clock. The
    /// default is 24 hours.
    pub fn iam_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.iam_token_lifetime = lifetime;
        self
    }

    /// Moves a job one step each time it is read through the API, alone or in a list. A job that is
    /// running the first time has succeeded the second time; queued exports, run logs and backups
    /// take a few reads more. By default jobs move only when the test moves them.
    pub fn jobs_advance(mut self, advance: bool) -> Self {
        self.settings.plan.jobs_advance = advance;
        self
    }

    /// Adds this many restore jobs to the fixtures' cluster, each of which takes a few bytes. They
    /// move each time they are read, whatever [`Self::jobs_advance`] says, and end in every way;
    /// [`Sandbox::planned_restore_jobs`] tells how. The most is 10,000,000.
    pub fn restore_jobs(mut self, count: usize) -> Self {
        self.settings.plan.restore_jobs = count;
        self
    }

    /// The size of each file that a link leads to, in bytes; the default is 200,000. Files are made while
    /// they are sent, so 1 GiB takes no more memory than one byte.
    pub fn object_size(mut self, bytes: u64) -> Self {
        self.settings.plan.object_size = bytes;
        self
    }

    /// Whether parts of files and log archives can be requested (`Range`). The default is true; if
    /// false, a request for a part gets the whole file.
    pub fn ranges(mut self, ranges: bool) -> Self {
        self.settings.plan.ranges = ranges;
        self
    }

    /// Calls `watch` for each request once it is answered. It must not block.
    pub fn on_request(mut self, watch: impl Fn(&RequestRecord) + Send + Sync + 'static) -> Self {
        self.settings.watcher = Some(Watcher::new(watch));
        self
    }

    /// The port to listen on; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the server on 127.0.0.1. Must be called within a tokio runtime, which then runs it.
    ///
    /// # Errors
    ///
    /// If the port is not available, if [`Self::restore_jobs`] is too large, or if one of the embedded
    /// documents is broken.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let restore_jobs = self.settings.plan.restore_jobs;
        if restore_jobs > MOST_RESTORE_JOBS {
            return Err(StartError(Cause::RestoreJobs(restore_jobs)));
        }
        let listen = |error| StartError(Cause::Listen(self.port, error));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let url = format!("http://{address}");
        let door = Door::new(listener).map_err(listen)?;
        let faults = Faults::new(door.clone());
        let server = Server::new(&fixtures::DEFAULT, &url, faults, self.settings)
            .map_err(|error| StartError(Cause::Document(error)))?;
        let server = Arc::new(server);
        let (stop, stopped) = oneshot::channel::<()>();
        let service = router(server.clone()).into_make_service_with_connect_info::<Connection>();
        let serve = axum::serve(door.entrance(), service)
            // Completes when told to, and also when the sender is dropped.
            .with_graceful_shutdown(async move {
                let _ = stopped.await;
            });
        let task = tokio::spawn(async move { serve.await });
        Ok(Sandbox {
            url,
            server,
            stop,
            task,
        })
    }
}

impl Sandbox {
    /// Starts a sandbox with the defaults of [`SandboxBuilder`], on a free port.
    ///
    /// # Errors
    ///
    /// Those of [`SandboxBuilder::start`].
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// A sandbox with other settings.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            settings: Settings {
                clock: Clock::system(),
                digest: DigestOptions::default(),
                token_lifetime: Duration::from_secs(3600),
                iam_token_lifetime: Duration::from_secs(24 * 60 * 60),
                plan: Plan {
                    jobs_advance: false,
                    restore_jobs: 0,
                    object_size: 200_000,
                    ranges: true,
                },
                watcher: None,
            },
            port: 0,
        }
    }
}
