//! Starting and stopping the server, and looking into it.

use crate::applied::Applied;
use crate::auth::digest::DigestOptions;
use crate::clock::Clock;
use crate::document::DocumentError;
use crate::failures::{IamTokenFailure, TokenFailure};
use crate::faults::{Connection, Door, Faults};
use crate::fixtures::{self, Fixtures};
use crate::job::{RetryableJob, Stage};
use crate::log::{RequestRecord, Watcher};
use crate::providers::{log_jobs, shipper_status};
use crate::redirect::Redirect;
use crate::server::{Server, Settings, router};
use crate::state::{Cluster, Object, Plan, PlannedRestoreJob};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Each of them takes four bytes from the start on.
const MOST_RESTORE_JOBS: usize = 10_000_000;

/// Why the sandbox did not start.
#[derive(Debug)]
pub struct StartError(Cause);

#[derive(Debug)]
enum Cause {
    RestoreJobs(usize),
    Listen(u16, io::Error),
    Document(DocumentError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::RestoreJobs(count) => {
                write!(
                    f,
                    "restore_jobs({count}) is too many: {MOST_RESTORE_JOBS} at most"
                )
            }
            Cause::Listen(0, _) => f.write_str("cannot listen on 127.0.0.1"),
            Cause::Listen(port, _) => write!(
                f,
                "cannot listen on 127.0.0.1:{port} (without a port, a free one is taken)"
            ),
            Cause::Document(_) => f.write_str("cannot use an embedded OpenAPI document"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::RestoreJobs(_) => None,
            Cause::Listen(_, error) => Some(error),
            Cause::Document(error) => Some(error),
        }
    }
}

/// How a sandbox is to be. The default is the default world with the computer's clock, digest
/// with `MD5` and `qop="auth"`, nonces that last, and tokens that last as long as the providers
/// say.
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    port: u16,
}

impl SandboxBuilder {
    /// The server's clock: what it compares dates with and what it sends as `Date`. A clock that
    /// is off makes every date stale, without any waiting. What lies before 1970 or after 9999 counts
    /// as the first or the last moment of these years.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Clock::new(now);
        self
    }

    /// How Atlas and Cloud Manager challenge.
    pub fn digest(mut self, options: DigestOptions) -> Self {
        self.settings.digest = options;
        self
    }

    /// How long the tokens of MongoDB's service accounts are good for, by the server's clock. The
    /// default is 3600 seconds. `expires_in` says it in whole seconds.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = lifetime;
        self
    }

    /// How long the tokens of Open Telekom Cloud's IAM are good for, by the server's clock. The
    /// default is 24 hours.
    pub fn iam_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.iam_token_lifetime = lifetime;
        self
    }

    /// Lets a job move one step with each look at it through the API, alone or in a list: what
    /// runs at the first look has ended well at the second one, but for a queued export, for run
    /// logs and for backups, which take a few looks more. By default jobs move only when the test says so.
    pub fn jobs_advance(mut self, advance: bool) -> Self {
        self.settings.plan.jobs_advance = advance;
        self
    }

    /// Adds this many restore jobs to the fixtures' cluster, each of which takes a few bytes. They
    /// move with each look, whatever [`Self::jobs_advance`] says, and end in all ways;
    /// [`Sandbox::planned_restore_jobs`] says how. 10,000,000 at most.
    pub fn restore_jobs(mut self, count: usize) -> Self {
        self.settings.plan.restore_jobs = count;
        self
    }

    /// The size of each file behind a link, in bytes; the default is 200,000. Files are made while
    /// they are sent, so that 1 GiB takes no more memory than one byte.
    pub fn object_size(mut self, bytes: u64) -> Self {
        self.settings.plan.object_size = bytes;
        self
    }

    /// Whether files and log archives can be had in parts (`Range`). The default is that they can;
    /// without, a request for a part gets all of it.
    pub fn ranges(mut self, ranges: bool) -> Self {
        self.settings.plan.ranges = ranges;
        self
    }

    /// Calls `watch` with each request once its answer is known. It must not block.
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
    /// If the port cannot be had, if there are to be too many restore jobs, or if one of the embedded
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
            // Ends when told to, and also when the sender is dropped.
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

/// How many tokens were handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenFetches {
    /// By `/api/oauth/token`, for Atlas and Cloud Manager.
    pub mongodb: u64,
    /// By `/v3/auth/tokens`, for DCS.
    pub iam: u64,
}

/// A running sandbox. It stops when it is dropped.
#[must_use = "the sandbox stops when it is dropped"]
pub struct Sandbox {
    url: String,
    server: Arc<Server>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
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

    /// Takes no more requests, finishes those under way, those that stall too, and waits until that is
    /// done. A request of which the client has not sent all is given up.
    pub async fn stop(self) {
        let Self {
            server, stop, task, ..
        } = self;
        server.faults.end();
        drop(stop);
        // The only failure would be one of the listener, which is gone anyway.
        let _ = task.await;
    }

    /// The address of all four providers, `http://127.0.0.1:PORT`, without a final slash.
    ///
    /// Atlas answers below `/api/atlas/v2`, Cloud Manager below `/api/public/v1.0`, both share
    /// `/api/oauth`. DCS answers below `/v2`, IAM below `/v3`. SLS answers below `/logstores` and to every host of several labels
    /// (`{project}.127.0.0.1`), the first of which is the project.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The credentials and ids of the default world.
    #[must_use]
    pub fn fixtures(&self) -> &'static Fixtures {
        &fixtures::DEFAULT
    }

    /// What the server has received so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.server.log.all()
    }

    /// Makes it misbehave.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.server.faults.clone()
    }

    /// The operations that requests can be for: those of the documents, by `operationId`, and those
    /// of the token endpoints.
    #[must_use]
    pub fn operations(&self) -> Vec<&str> {
        self.server.operations()
    }

    /// The requests that have changed something, each with the number of times that it did. A request
    /// counts when the provider has done what it asks for, whether the client got to know or not.
    /// Those for tokens and those that only read do not count.
    #[must_use]
    pub fn applied(&self) -> Vec<Applied> {
        self.server.applied.all()
    }

    /// How many tokens were handed out since the start. Requests that were refused do not count;
    /// they are in [`Self::requests`].
    #[must_use]
    pub fn token_fetches(&self) -> TokenFetches {
        TokenFetches {
            mongodb: self.server.mongodb.tokens.issued(),
            iam: self.server.iam_tokens.issued(),
        }
    }

    /// Ends all tokens that MongoDB's token endpoint and IAM have handed out, before their time
    /// and without a word to those who have them. The tokens of the fixtures stay as they are.
    pub fn revoke_tokens(&self) {
        self.server.mongodb.tokens.revoke_all();
        self.server.iam_tokens.revoke_all();
    }

    /// Ends all digest nonces that Atlas and Cloud Manager have given out: requests that use them
    /// are challenged again, with `stale=true`.
    pub fn expire_nonces(&self) {
        self.server.mongodb.digest.expire_nonces();
    }

    /// Lets the next `times` requests to MongoDB's token endpoint fail, whatever their credentials.
    /// Failures of several calls come one after the other.
    pub fn fail_token_requests(&self, times: usize, failure: TokenFailure) {
        self.server.token_failures.order(times, failure);
    }

    /// Lets the next `times` requests to IAM's token endpoint fail, whatever their credentials.
    /// Failures of several calls come one after the other.
    pub fn fail_iam_token_requests(&self, times: usize, failure: IamTokenFailure) {
        self.server.iam_token_failures.order(times, failure);
    }

    /// Answers the next request whose credentials are good with a redirect, and does nothing else
    /// for it. Text stands for [`Redirect::to`]. Redirects of several calls come one after the
    /// other.
    ///
    /// With digest that is the request after the challenge; with a service account or an IAM user
    /// it is the request for the token, unless the redirect names another operation.
    pub fn redirect_next(&self, redirect: impl Into<Redirect>) {
        self.server.redirects.order(redirect.into());
    }

    /// Peeks at the status of a log collection job without moving it, `FAILURE` for instance, or
    /// `None` if there is no such job.
    #[must_use]
    pub fn log_job_status(&self, group_id: &str, job_id: &str) -> Option<&'static str> {
        self.log_job(group_id, job_id, |job| job.peek())
    }

    /// As [`Self::log_job_status`], and then moves the job one step on: `IN_PROGRESS` becomes
    /// `SUCCESS`, everything else stays. After a retry, calls give `IN_PROGRESS`, `SUCCESS`,
    /// `SUCCESS`, ...
    pub fn advance_log_job(&self, group_id: &str, job_id: &str) -> Option<&'static str> {
        let now = self.server.world.clock.now();
        self.log_job(group_id, job_id, |job| job.advance(now))
    }

    /// The archive that a log collection job would be downloaded as now; `None` if there is no such
    /// job, or nothing to download.
    #[must_use]
    pub fn log_archive(&self, group_id: &str, job_id: &str) -> Option<Vec<u8>> {
        let jobs = &self.server.world.log_jobs;
        jobs.one(group_id, job_id, |job| log_jobs::archive(job_id, job))?
    }

    /// Lets the next log collection job that is created fail, until it is retried.
    pub fn fail_next_log_job(&self) {
        self.server.world.log_jobs.fail_next();
    }

    /// Moves a restore job or an export of the fixtures one step on, as a look would that moves
    /// jobs. `false` if there is none with this id.
    pub fn advance_atlas_job(&self, id: &str) -> bool {
        self.clusters().any(|cluster| cluster.advance(id))
    }

    /// What the restore jobs of [`SandboxBuilder::restore_jobs`] will do, in the order in which the
    /// list has them, after those of the fixtures.
    #[must_use]
    pub fn planned_restore_jobs(&self) -> Vec<PlannedRestoreJob> {
        self.clusters()
            .flat_map(|cluster| cluster.many().plan())
            .collect()
    }

    /// Lets the next backup of DCS that is ordered fail.
    pub fn fail_next_backup(&self) {
        self.server.world.backups.fail_next();
    }

    /// Moves all backups and restorations of DCS that are under way one step on: what waits runs
    /// then, and what runs has ended.
    pub fn advance_backups(&self) {
        let world = &self.server.world;
        world.backups.advance(world.clock.now());
    }

    /// Moves all run logs of DCS that are being collected one step on.
    pub fn advance_run_logs(&self) {
        self.server.world.run_logs.advance();
    }

    /// Puts a file of `bytes` bytes behind a link, in place of the one that is there under this
    /// name, and gives the link, which is good for 24 hours. Another file has other bytes and
    /// another `ETag`.
    pub fn put_object(&self, name: &str, bytes: u64) -> String {
        let objects = &self.server.world.objects;
        objects.link(&objects.put(&format!("fake-download/{name}"), bytes))
    }

    /// Puts another file of the same size behind a link that the sandbox has given, as when a
    /// provider makes a file anew during a download. `false` if the link leads nowhere.
    pub fn replace_object(&self, link: &str) -> bool {
        let objects = &self.server.world.objects;
        let object = self.object(link);
        object.is_some_and(|object| objects.put(&object.path, object.size).size == object.size)
    }

    /// The bytes behind a link, piece by piece, to compare a download with; nothing if the link
    /// leads nowhere.
    pub fn object_content(&self, link: &str) -> impl Iterator<Item = Bytes> + use<> {
        self.object(link)
            .into_iter()
            .flat_map(|object| object.content())
    }

    fn object(&self, link: &str) -> Option<Object> {
        let path = link.strip_prefix(self.url.as_str())?.strip_prefix('/')?;
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        self.server.world.objects.get(path)
    }

    fn clusters(&self) -> impl Iterator<Item = &Cluster> {
        let groups = self.server.world.atlas.values();
        groups.flat_map(BTreeMap::values)
    }

    /// Peeks at the status of a task of the fixtures' shipper without moving it: `fail`,
    /// `running` or `success`, or `None` if there is no such task.
    #[must_use]
    pub fn shipper_task_status(&self, task_id: &str) -> Option<&'static str> {
        self.shipper_task(task_id, |task| task.peek())
    }

    /// As [`Self::shipper_task_status`], and then moves the task one step on: `running` becomes
    /// `success`, everything else stays.
    pub fn advance_shipper_task(&self, task_id: &str) -> Option<&'static str> {
        let now = self.server.world.clock.now();
        self.shipper_task(task_id, |task| task.advance(now))
    }

    fn log_job(
        &self,
        group_id: &str,
        job_id: &str,
        look: impl FnOnce(&mut RetryableJob) -> Stage,
    ) -> Option<&'static str> {
        let jobs = &self.server.world.log_jobs;
        let stage = jobs.one(group_id, job_id, |job| look(&mut job.job))?;
        Some(log_jobs::status(stage))
    }

    fn shipper_task(
        &self,
        task_id: &str,
        look: impl FnOnce(&mut RetryableJob) -> Stage,
    ) -> Option<&'static str> {
        let fixtures = self.fixtures();
        let place = [
            fixtures.sls_project,
            fixtures.sls_logstore,
            fixtures.sls_shipper,
            task_id,
        ];
        let stage = self.server.world.shipper_task(place, look)?;
        Some(shipper_status::status(stage))
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
