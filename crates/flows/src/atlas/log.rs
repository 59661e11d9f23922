//! Save one log of a host.

use std::path::Path;
use std::time::SystemTime;

use backhaul_atlas::builders::DownloadClusterLog;
use backhaul_atlas::{Client, Preview};

use crate::error::Error;
use crate::event::{Event, Listener};
use crate::files::{Folder, SavedFile, safe, save};

/// Saves one log of one host of a cluster. Atlas needs no job for it, and collects new messages every five minutes.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use std::time::{Duration, SystemTime};
///
/// use backhaul_flows::atlas::SaveLog;
///
/// let now = SystemTime::now();
/// let host = "cluster0-shard-00-00.ab123.mongodb.net";
/// let file = SaveLog::new("32b6e34b3d91647abb20e7b8", host, "mongodb")
///     .between(now - Duration::from_secs(12 * 3600), now)
///     .run(client, "logs", |_| {})
///     .await?;
/// println!("{} bytes in {}", file.bytes, file.path.display());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct SaveLog {
    group_id: String,
    host_name: String,
    log_name: String,
    between: Option<(i64, i64)>,
    overwrite: bool,
}

impl SaveLog {
    /// Of a host of a project, without the port, the log `mongodb`, `mongos`, `mongodb-audit-log` or
    /// `mongos-audit-log`.
    pub fn new(
        group_id: impl Into<String>,
        host_name: impl Into<String>,
        log_name: impl Into<String>,
    ) -> Self {
        Self {
            group_id: group_id.into(),
            host_name: host_name.into(),
            log_name: log_name.into(),
            between: None,
            overwrite: false,
        }
    }

    /// Only the messages of this time, in whole seconds. By default those of the last 24 hours.
    pub fn between(mut self, from: SystemTime, to: SystemTime) -> Self {
        self.between = Some((seconds(from), seconds(to)));
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    fn first(&self, client: &Client) -> DownloadClusterLog {
        let download = client
            .download_cluster_log()
            .group_id(&self.group_id)
            .host_name(&self.host_name)
            .log_name(self.log_name.as_str());
        match self.between {
            Some((from, to)) => download.start_date(from).end_date(to),
            None => download,
        }
    }

    /// The only request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.first(client).preview()?)
    }

    /// Does it. The file is `HOST_LOG_FROM-TO.gz` in `folder`, which is made if it is not there; without a time,
    /// `HOST_LOG.gz`.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, or the download fails.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<SavedFile, Error> {
        self.preview(client)?;
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        self.save(client, &folder, "host", Some(&listener)).await
    }

    /// Saves it. `other` is the name of the host in that of the file, if its own cannot be.
    pub(super) async fn save(
        &self,
        client: &Client,
        folder: &Folder<'_>,
        other: &str,
        listener: Option<Listener<'_>>,
    ) -> Result<SavedFile, Error> {
        let path = folder.file(&self.file_name(other))?;
        let download = self.first(client).download();
        let heard = listener.map(|listener| (listener, None));
        save(download, path, heard).await
    }

    /// The name of the file. `other` is that of the host in it, if its own cannot be.
    pub(super) fn file_name(&self, other: &str) -> String {
        let host = safe(&self.host_name, other);
        let log = safe(&self.log_name, "log");
        match self.between {
            Some((from, to)) => format!("{host}_{log}_{from}-{to}.gz"),
            None => format!("{host}_{log}.gz"),
        }
    }
}

/// In Unix seconds.
fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(seconds.map_or(0, |span| span.as_secs())).unwrap_or(i64::MAX)
}
