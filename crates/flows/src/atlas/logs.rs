//! Save the logs of all processes of a project or of a cluster.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;

use backhaul_atlas::builders::{GetCluster, ListGroupProcesses};
use backhaul_atlas::types::{ApiHostViewAtlas as Process, ApiHostViewAtlasTypeName as Kind};
use backhaul_atlas::{Client, ErrorKind, Preview};
use backhaul_runtime::Clock;

use super::cluster::Cluster;
use super::hosts::Hosts;
use super::log::SaveLog;
use crate::error::Error;
use crate::event::{Event, Listener};
use crate::files::{Folder, SavedFile};
use crate::previews::first;
use crate::several::{Task, at_once};

/// The most items on a page, so that few calls are needed.
const PAGE: i64 = 500;

/// Saves the logs of all processes of a project, or of one cluster of it, several at once: of each host the log of its
/// `mongod`, and of its `mongos` if it has one. Atlas needs no job for it, and collects new messages every five minutes.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use std::time::{Duration, SystemTime};
///
/// use backhaul_flows::atlas::{Group, SaveLogs};
///
/// let group = Group::find(client, "Production").await?;
/// let now = SystemTime::now();
/// let logs = SaveLogs::of_group(&group.id)
///     .between(now - Duration::from_secs(3600), now)
///     .run(client, "logs", |event| println!("{event}"))
///     .await?;
/// for log in logs {
///     match log.outcome {
///         Ok(file) => println!("{} bytes in {}", file.bytes, file.path.display()),
///         Err(error) => eprintln!("{} of {}: {error}", log.log_name, log.host_name),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct SaveLogs {
    group_id: String,
    cluster: Option<String>,
    audit: bool,
    between: Option<(SystemTime, SystemTime)>,
    at_once: usize,
    overwrite: bool,
    clock: Clock,
}

/// What became of one log.
#[derive(Debug)]
#[non_exhaustive]
pub struct HostLog {
    /// The host, without the port.
    pub host_name: String,
    /// The log: `mongodb`, `mongos`, `mongodb-audit-log` or `mongos-audit-log`.
    pub log_name: &'static str,
    /// The file, or why there is none.
    pub outcome: Result<SavedFile, Error>,
}

impl SaveLogs {
    /// Of all processes of the project with this id.
    pub fn of_group(group_id: impl Into<String>) -> Self {
        Self {
            group_id: group_id.into(),
            cluster: None,
            audit: false,
            between: None,
            at_once: 4,
            overwrite: false,
            clock: Clock::default(),
        }
    }

    /// Of all processes of one cluster. The API does not say which cluster a process belongs to: those are meant whose
    /// alias is a host of the cluster's connection string, or one of the same form.
    pub fn of_cluster(cluster: &Cluster) -> Self {
        Self {
            cluster: Some(cluster.name.clone()),
            ..Self::of_group(&cluster.group_id)
        }
    }

    /// Only the messages of this time, in whole seconds. By default those of the last 24 hours.
    pub fn between(mut self, from: SystemTime, to: SystemTime) -> Self {
        self.between = Some((from, to));
        self
    }

    /// Whether the audit logs are saved, too. Default false. They are empty if auditing is off in the project.
    pub fn audit(mut self, audit: bool) -> Self {
        self.audit = audit;
        self
    }

    /// How many logs are downloaded at once. Default 4.
    pub fn at_once(mut self, number: usize) -> Self {
        self.at_once = number;
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and nothing is downloaded.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// The clock that says when the flow runs, for tests. Default: the machine's.
    #[doc(hidden)]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    fn processes(&self, client: &Client) -> ListGroupProcesses {
        let list = client.list_group_processes().group_id(&self.group_id);
        list.items_per_page(PAGE)
    }

    fn cluster(&self, client: &Client, name: &str) -> GetCluster {
        let get = client.get_cluster().group_id(&self.group_id);
        get.cluster_name(name)
    }

    fn one(&self, host: &str, log: &str) -> SaveLog {
        let log = SaveLog::new(&self.group_id, host, log);
        match self.between {
            Some((from, to)) => log.between(from, to),
            None => log,
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        let nothing = Error::Incomplete("there is nothing to send");
        first(self.previews(client))?.ok_or(nothing)
    }

    /// All requests that are known beforehand, in their order, which are not sent. The last is repeated for each log;
    /// which hosts there are, only an earlier answer says: `HOST` stands for them.
    pub fn previews(&self, client: &Client) -> Vec<Result<Preview, Error>> {
        let cluster = self.cluster.iter();
        let cluster = cluster.map(|name| self.cluster(client, name).preview());
        let processes = self.processes(client).preview();
        let all = cluster.chain([processes]);
        let mut all: Vec<_> = all.map(|one| one.map_err(Error::from)).collect();
        all.push(self.one("HOST", "mongodb").preview(client));
        all
    }

    /// Does it. Each file is `HOST_LOG_FROM-TO.gz` in `folder`, which is made if it is not there. The times are Unix
    /// seconds, in UTC; if none was given, those of the 24 hours before the call. What becomes of each log is in the result; one that cannot be saved stops no other, unless that
    /// would fail in the same way.
    ///
    /// # Errors
    /// If an argument is invalid, the folder cannot be made, a file is there already, the processes cannot be read, or there are none.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<Vec<HostLog>, Error> {
        self.preview(client)?;
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        let now = self.clock.now();
        let logs = self.logs(client).await?;
        for (number, (host_name, log_name)) in logs.iter().enumerate() {
            let flow = self.one(host_name, log_name);
            folder.file(&flow.file_name(&unnamed(number), now))?;
        }
        let stage = Stage {
            client,
            folder,
            listener: &listener,
            all: logs.len(),
            over: AtomicUsize::new(0),
            is_refused: AtomicBool::new(false),
        };
        let logs = logs.into_iter().enumerate();
        let tasks = logs.map(|(number, (host_name, log_name))| -> Task<'_, HostLog> {
            let (flow, stage) = (self.one(&host_name, log_name), &stage);
            Box::pin(async move {
                // Hosts whose names are no names of files must not overwrite each other.
                let name = flow.file_name(&unnamed(number), now);
                let outcome = stage.save(&flow, &name).await;
                HostLog {
                    host_name,
                    log_name,
                    outcome,
                }
            })
        });
        Ok(at_once(self.at_once, tasks).await)
    }

    /// The hosts and the names of their logs. Processes that share a host may share a log.
    async fn logs(&self, client: &Client) -> Result<BTreeSet<(String, &'static str)>, Error> {
        let hosts = match &self.cluster {
            Some(name) => {
                let cluster = self.cluster(client, name).send().await?;
                let strings = cluster.connection_strings.as_ref();
                let standard = strings.and_then(|strings| strings.standard.as_deref());
                let without = "the cluster has no connection string yet";
                Some(Hosts::of(standard.ok_or(Error::Incomplete(without))?))
            }
            None => None,
        };
        let mut logs = BTreeSet::new();
        let mut processes = self.processes(client).items();
        while let Some(process) = processes.try_next().await? {
            if hosts.as_ref().is_some_and(|hosts| !hosts.have(&process)) {
                continue;
            }
            let [log, audit] = names(&process);
            let without = "a process has no host name";
            let host = process.hostname.ok_or(Error::Incomplete(without))?;
            if self.audit {
                logs.insert((host.clone(), audit));
            }
            logs.insert((host, log));
        }
        if logs.is_empty() {
            return Err(Error::NothingFits(match self.cluster {
                Some(_) => "process that belongs to this cluster",
                None => "process in this project",
            }));
        }
        Ok(logs)
    }
}

/// What stands for a host whose name is no name of a file.
fn unnamed(number: usize) -> String {
    format!("host-{number}")
}

/// The names of its log and of its audit log.
fn names(process: &Process) -> [&'static str; 2] {
    match process.type_name {
        Some(Kind::ShardMongos) => ["mongos", "mongos-audit-log"],
        _ => ["mongodb", "mongodb-audit-log"],
    }
}

/// What all downloads of a run have in common.
struct Stage<'a> {
    client: &'a Client,
    folder: Folder<'a>,
    listener: Listener<'a>,
    all: usize,
    over: AtomicUsize,
    /// Whether the credentials were refused.
    is_refused: AtomicBool,
}

impl Stage<'_> {
    async fn save(&self, flow: &SaveLog, name: &str) -> Result<SavedFile, Error> {
        if self.is_refused.load(Ordering::Relaxed) {
            return Err(Error::NotSent);
        }
        let outcome = flow.save(self.client, &self.folder, name, None).await;
        if let Err(Error::Call(error)) = &outcome {
            let is_refused = error.kind() == ErrorKind::Credentials || error.is_unauthorized();
            self.is_refused.fetch_or(is_refused, Ordering::Relaxed);
        }
        (self.listener)(Event::Logs {
            id: None,
            state: None,
            over: self.over.fetch_add(1, Ordering::Relaxed) + 1,
            all: self.all,
        });
        outcome
    }
}
