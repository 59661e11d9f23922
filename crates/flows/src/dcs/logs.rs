//! Collect run logs.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use backhaul_dcs::builders::{CreateRedislog, ListRedislog};
use backhaul_dcs::types::RunlogItem;
use backhaul_dcs::{Client, Job, Preview};

use super::instance::Instance;
use crate::error::{Error, succeeded_in_list};
use crate::event::{Event, Listener, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, USUAL, Waits};

/// Collects the run logs of a Redis instance, waits until they are there, and saves them.
///
/// The answer of the service names no log. A log is new if it was not in the list before, so only one such flow
/// may work on an instance at a time.
///
/// The service collects from one node at a time. Of an instance with several, name one by
/// [`replication_id`](Self::replication_id), or collect from [all of them](Self::all_nodes).
///
/// ```
/// # async fn example(client: &backhaul_dcs::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::dcs::{CollectRunLogs, Instance};
///
/// let instance = Instance::new("0123456789abcdef0123456789abcdef", "ffffffff-0000-4000-8000-000000000001");
/// let logs = CollectRunLogs::new(instance)
///     .days(3)
///     .run(client, "logs", |event| println!("{event}"))
///     .await?;
/// for log in logs {
///     println!("{}: {} bytes", log.id, log.file.bytes);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct CollectRunLogs {
    instance: Instance,
    days: i64,
    nodes: Nodes,
    patience: Patience,
    overwrite: bool,
}

/// The nodes whose logs are collected.
#[derive(Clone, Debug)]
enum Nodes {
    /// The only one of the instance.
    Single,
    /// This one.
    One(String),
    /// Each.
    All,
}

/// A node of an instance.
struct Node {
    replication_id: String,
    ip: String,
}

/// A log that was collected and saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedLog {
    /// Its id.
    pub id: String,
    /// The address of the node from which it comes.
    pub node: Option<String>,
    /// The file.
    pub file: SavedFile,
}

impl CollectRunLogs {
    /// The logs of an instance.
    pub fn new(instance: Instance) -> Self {
        Self {
            instance,
            days: 1,
            nodes: Nodes::Single,
            patience: Patience::up_to(Duration::from_secs(1800)),
            overwrite: false,
        }
    }

    /// Of how many past days: 0 (only today), 1, 3 or 7. Default 1.
    pub fn days(mut self, days: i64) -> Self {
        self.days = days;
        self
    }

    /// The node whose logs are collected: `replication_id` in the list of shards. Of an instance with several
    /// nodes, either this or [`all_nodes`](Self::all_nodes) is required.
    pub fn replication_id(mut self, id: impl Into<String>) -> Self {
        self.nodes = Nodes::One(id.into());
        self
    }

    /// Collects from each node, masters and replicas, of each shard. The nodes are looked up first.
    pub fn all_nodes(mut self) -> Self {
        self.nodes = Nodes::All;
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the logs. Default 30 minutes.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client, node: Option<&str>) -> CreateRedislog {
        let create = client
            .create_redislog()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .log_type("run")
            .query_time(self.days);
        match node {
            Some(id) => create.replication_id(id),
            None => create,
        }
    }

    fn list(&self, client: &Client) -> ListRedislog {
        client
            .list_redislog()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .log_type("run")
    }

    /// The first request that changes something, which is not sent. A list is read before it. For
    /// [all nodes](Self::all_nodes) it lacks the node, which is not known yet.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        let node = match &self.nodes {
            Nodes::One(id) => Some(id.as_str()),
            Nodes::Single | Nodes::All => None,
        };
        Ok(self.create(client, node).preview()?)
    }

    /// Does it. Each log is `redis-LOG-ID.log` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, or no log comes in time, or not all that come.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<Vec<SavedLog>, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        // A mistake in the arguments is told before anything is sent.
        self.preview(client)?;
        let nodes = match &self.nodes {
            Nodes::All => self.every_node(client).await?,
            Nodes::Single | Nodes::One(_) => Vec::new(),
        };
        let before = self.list(client).items().collect().await?;
        let before: HashSet<Option<String>> = before.into_iter().map(|log| log.id).collect();

        self.begin(client, &nodes, &listener).await?;
        let mut waits = Waits::new(&self.patience);
        let mut logs = Vec::new();
        if nodes.is_empty() {
            let new = self.wait(client, &mut waits, &before, None, &listener);
            logs.append(&mut new.await?);
        }
        for node in &nodes {
            let new = self.wait(client, &mut waits, &before, Some(node), &listener);
            logs.append(&mut new.await?);
        }
        let mut saved = Vec::new();
        for log in logs {
            let Some(id) = log.id else { continue };
            let file = self.save(client, &id, &folder, &listener).await?;
            let node = log.replication_ip;
            saved.push(SavedLog { id, node, file });
        }
        Ok(saved)
    }

    /// Asks for the logs of these nodes; of the one that was named, or the only one, if there are none.
    async fn begin(
        &self,
        client: &Client,
        nodes: &[Node],
        listener: Listener<'_>,
    ) -> Result<(), Error> {
        if nodes.is_empty() {
            let named = match &self.nodes {
                Nodes::One(id) => Some(id.as_str()),
                Nodes::Single | Nodes::All => None,
            };
            self.create(client, named).send().await?;
            listener(Event::Begun {
                work: Work::RunLogs,
                id: None,
            });
        }
        for node in nodes {
            let id = &node.replication_id;
            self.create(client, Some(id)).send().await?;
            listener(Event::Begun {
                work: Work::RunLogs,
                id: Some(id.clone()),
            });
        }
        Ok(())
    }

    /// The nodes of all shards.
    async fn every_node(&self, client: &Client) -> Result<Vec<Node>, Error> {
        let shards = client
            .list_group_replication_info()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .send()
            .await?;
        let shards = &shards.group_list;
        let nodes = shards.iter().flat_map(|shard| &shard.replication_list);
        let nodes = nodes.map(|node| {
            Some(Node {
                replication_id: node.replication_id.clone()?,
                ip: node.replication_ip.clone()?,
            })
        });
        let nodes: Option<Vec<Node>> = nodes.collect();
        let missing =
            "list_group_replication_info: a node has no replication_id or no replication_ip";
        let nodes = nodes.ok_or(Error::Incomplete(missing))?;
        if nodes.is_empty() {
            return Err(Error::Incomplete(
                "list_group_replication_info: the answer has no nodes",
            ));
        }
        Ok(nodes)
    }

    /// Waits for the new logs of a node, or of the instance. A new log may be missing from the list at first, so an
    /// empty list does not end the wait: at least one log must come. How many will come is not documented.
    async fn wait(
        &self,
        client: &Client,
        waits: &mut Waits,
        before: &HashSet<Option<String>>,
        node: Option<&Node>,
        listener: Listener<'_>,
    ) -> Result<Vec<RunlogItem>, Error> {
        let is_of = |log: &RunlogItem| {
            node.is_none_or(|node| log.replication_ip.as_ref() == Some(&node.ip))
        };
        let outcome = self
            .list(client)
            .wait_all(waits.next(Duration::ZERO, USUAL))
            .only(|log| !before.contains(&log.id) && is_of(log))
            .at_least(1)
            .on_progress(|logs| {
                listener(Event::Logs {
                    id: None,
                    state: None,
                    over: logs.iter().filter(|log| log.state().is_final()).count(),
                    all: logs.len(),
                });
            })
            .await?;
        succeeded_in_list(outcome, None)
    }

    /// Saves one log. If it breaks off, another run continues with a new link to the same log.
    async fn save(
        &self,
        client: &Client,
        id: &str,
        folder: &Folder<'_>,
        listener: Listener<'_>,
    ) -> Result<SavedFile, Error> {
        let answer = client
            .create_redislog_download_link()
            .project_id(&self.instance.project_id)
            .instance_id(&self.instance.id)
            .id(id)
            .send()
            .await?;
        let missing = Error::Incomplete("create_redislog_download_link: the answer has no link");
        let link = answer.link.as_ref().ok_or(missing)?;
        let path = folder.file(&format!("redis-{}.log", safe(id, "log")))?;
        save(client.download_link(link), path, Some((listener, None))).await
    }
}
