//! Save one log of a host.

use std::path::Path;
use std::time::SystemTime;

use backhaul_atlas::builders::DownloadClusterLog;
use backhaul_atlas::{Client, Preview};
use backhaul_runtime::Clock;

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
    clock: Clock,
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
            clock: Clock::default(),
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

    /// The clock that says when the flow runs, for tests. Default: the machine's.
    #[doc(hidden)]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
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

    /// Does it. The file is `HOST_LOG_FROM-TO.gz` in `folder`, which is made if it is not there. The times are Unix
    /// seconds, in UTC; if none was given, those of the 24 hours before the call, so that no file of another day has
    /// the name.
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
        let name = self.file_name("host", self.clock.now());
        self.save(client, &folder, &name, Some(&listener)).await
    }

    /// Saves it under a name that [`Self::file_name`] made.
    pub(super) async fn save(
        &self,
        client: &Client,
        folder: &Folder<'_>,
        name: &str,
        listener: Option<Listener<'_>>,
    ) -> Result<SavedFile, Error> {
        let path = folder.file(name)?;
        let download = self.first(client).download();
        let heard = listener.map(|listener| (listener, None));
        save(download, path, heard).await
    }

    /// The name of the file of a call that is made `now`. `other` is that of the host in it, if its own cannot be.
    pub(super) fn file_name(&self, other: &str, now: SystemTime) -> String {
        let host = safe(&self.host_name, other);
        let log = safe(&self.log_name, "log");
        let (from, to) = self.between.unwrap_or_else(|| {
            let to = seconds(now);
            (to - DAY, to)
        });
        format!("{host}_{log}_{from}-{to}.gz")
    }
}

/// What the provider sends if no time is given, in seconds.
const DAY: i64 = 24 * 3600;

/// In Unix seconds.
fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(seconds.map_or(0, |span| span.as_secs())).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::SaveLog;

    /// A job that runs each night saves a new file each night, whether it names a time or not.
    #[test]
    fn each_night_has_a_name_of_its_own() {
        let first = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        let second = first + Duration::from_secs(24 * 3600);
        let flow = SaveLog::new("g", "h.example", "mongodb");
        let name = |flow: &SaveLog, now| flow.file_name("host", now);
        assert_eq!(
            name(&flow, first),
            "h.example_mongodb_1709164798-1709251198.gz"
        );
        assert_eq!(
            name(&flow, second),
            "h.example_mongodb_1709251198-1709337598.gz"
        );
        let flow = flow.between(first, second);
        let expected = "h.example_mongodb_1709251198-1709337598.gz";
        assert_eq!(name(&flow, first), expected);
        assert_eq!(name(&flow, second), expected);
    }
}
