//! Run a query as a download job, and save its file.

use std::path::Path;
use std::time::{Duration, SystemTime};

use backhaul_sls::builders::CreateDownloadJob;
use backhaul_sls::types::{DownloadJob, DownloadJobExecutionDetails};
use backhaul_sls::{Client, Clock, Job, Preview, requests};

use super::checksum;
use super::time::seconds;
use crate::error::{Error, succeeded};
use crate::event::{Event, Listener, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, USUAL, Waits};

/// Writes the result of a query into one file: creates a download job, waits for it, saves its file, and compares the
/// file with the job's checksum.
///
/// The service runs the query by itself and keeps the file, so that the result may be far larger than one answer, and
/// a download that breaks off goes on where it was. Largest result and how long a file is kept are not documented.
///
/// ```
/// # async fn example(client: &backhaul_sls::Client) -> Result<(), backhaul_flows::Error> {
/// use std::time::{Duration, SystemTime};
///
/// use backhaul_flows::sls::DownloadLogs;
///
/// let now = SystemTime::now();
/// let logs = DownloadLogs::new("errors-of-today", "ali-test-logstore", "level: error | select *")
///     .between(now - Duration::from_secs(24 * 3600), now)
///     .format("json")
///     .compression("gzip")
///     .run(client, "logs", |event| println!("{event}"))
///     .await?;
/// println!("{} bytes in {}", logs.file.bytes, logs.file.path.display());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct DownloadLogs {
    name: String,
    /// `None` if the job is there already.
    query: Option<Query>,
    deletes: bool,
    patience: Patience,
    overwrite: bool,
}

/// What a new job does.
#[derive(Clone, Debug)]
struct Query {
    logstore: String,
    text: String,
    between: (SystemTime, SystemTime),
    format: String,
    compression: String,
    incomplete: bool,
}

/// The result of a query in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadedLogs {
    /// Name of the job.
    pub job: String,
    /// The file.
    pub file: SavedFile,
    /// How many logs are in it, if the service says so.
    pub logs: Option<i64>,
    /// The MD5 of the file, in small letters, if it is also the checksum of the job. `None` if the job has no checksum,
    /// or one that is no MD5, so that nothing was compared.
    pub md5: Option<String>,
}

impl DownloadLogs {
    /// A new job, with a `name` that no other job of the project has: the result of `query` on a Logstore, of the last
    /// hour unless [`between`](Self::between) says otherwise, as CSV that is compressed with zstd.
    pub fn new(
        name: impl Into<String>,
        logstore: impl Into<String>,
        query: impl Into<String>,
    ) -> Self {
        let now = Clock::default().now();
        Self {
            query: Some(Query {
                logstore: logstore.into(),
                text: query.into(),
                between: (now - Duration::from_secs(3600), now),
                format: "csv".to_owned(),
                compression: "zstd".to_owned(),
                incomplete: false,
            }),
            ..Self::of_job(name)
        }
    }

    /// A job that was created before, such as by a flow that did not end. What a new one would do cannot be set.
    pub fn of_job(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            query: None,
            deletes: false,
            patience: Patience::up_to(Duration::from_secs(1800)),
            overwrite: false,
        }
    }

    /// Only logs of this time, in whole seconds.
    pub fn between(mut self, from: SystemTime, to: SystemTime) -> Self {
        if let Some(query) = &mut self.query {
            query.between = (from, to);
        }
        self
    }

    /// The format of the file: `csv` or `json`.
    pub fn format(mut self, format: impl Into<String>) -> Self {
        if let Some(query) = &mut self.query {
            query.format = format.into();
        }
        self
    }

    /// The compression of the file: `zstd`, `lz4`, `gzip` or `none`.
    pub fn compression(mut self, compression: impl Into<String>) -> Self {
        if let Some(query) = &mut self.query {
            query.compression = compression.into();
        }
        self
    }

    /// Whether an incomplete result is good enough. By default such a job fails.
    pub fn allow_incomplete(mut self, allowed: bool) -> Self {
        if let Some(query) = &mut self.query {
            query.incomplete = allowed;
        }
        self
    }

    /// Whether the job is deleted once its file is saved. By default it stays.
    pub fn delete_job(mut self, deletes: bool) -> Self {
        self.deletes = deletes;
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the job. Default 30 minutes.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client, query: &Query) -> CreateDownloadJob {
        let sink = requests::DownloadJobSink::new()
            .type_("AliyunOSS")
            .content_type(query.format.as_str())
            .compression_type(query.compression.as_str());
        let configuration = requests::DownloadJobConfiguration::new()
            .logstore(&query.logstore)
            .from_time(seconds(query.between.0))
            .to_time(seconds(query.between.1))
            .query(&query.text)
            .allow_in_complete(query.incomplete)
            .sink(sink);
        client
            .create_download_job()
            .name(&self.name)
            .display_name(&self.name)
            .configuration(configuration)
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(match &self.query {
            Some(query) => self.create(client, query).preview()?,
            None => client
                .get_download_job()
                .download_job_name(&self.name)
                .preview()?,
        })
    }

    /// Does it. The file has the name of the job, such as `errors-of-today.csv.zst`, and is in `folder`, which is made
    /// if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, the job fails or does not end in time, or the file is not what the
    /// job's checksum says.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<DownloadedLogs, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        if let Some(query) = &self.query {
            let ending = ending(Some(&query.compression));
            folder.file(&named(&self.name, &query.format, ending))?;
            self.create(client, query).send().await?;
            listener(Event::Begun {
                work: Work::DownloadJob,
                id: Some(self.name.clone()),
            });
        }
        let job = self.wait(client, &listener).await?;
        let missing = Error::Incomplete("get_download_job: the answer has no filePath");
        let details = job.execution_details.as_ref();
        let link = details.and_then(|details| details.file_path.as_ref());
        let path = folder.file(&file_name(&self.name, &job))?;
        let download = client.download_link(link.ok_or(missing)?);
        let file = save(download, path, Some((&listener, None))).await?;
        let checksum = details.and_then(|details| details.check_sum.as_deref());
        let md5 = checksum::compare(&file.path, checksum).await?;
        if self.deletes {
            let delete = client.delete_download_job();
            delete.download_job_name(&self.name).send().await?;
            listener(Event::Deleted {
                work: Work::DownloadJob,
                id: self.name.clone(),
            });
        }
        Ok(DownloadedLogs {
            job: self.name.clone(),
            file,
            logs: details.and_then(|details| details.log_count),
            md5,
        })
    }

    async fn wait(&self, client: &Client, listener: Listener<'_>) -> Result<DownloadJob, Error> {
        let mut waits = Waits::new(&self.patience);
        let outcome = client
            .get_download_job()
            .download_job_name(&self.name)
            .wait(waits.next(Duration::ZERO, USUAL))
            .on_progress(|job| {
                listener(Event::Seen {
                    work: Work::DownloadJob,
                    state: job.state(),
                    progress: job.execution_details.as_ref().and_then(percent),
                });
            })
            .await?;
        succeeded(outcome, Work::DownloadJob, &self.name)
    }
}

fn percent(details: &DownloadJobExecutionDetails) -> Option<String> {
    details.progress.map(|progress| format!("{progress} %"))
}

/// The name of the job with what the file is.
fn file_name(name: &str, job: &DownloadJob) -> String {
    let configuration = job.configuration.as_ref();
    let sink = configuration.and_then(|configuration| configuration.sink.as_ref());
    let format = sink.and_then(|sink| sink.content_type.as_ref());
    let format = format.map_or("logs", |format| format.as_str());
    let compression = sink.and_then(|sink| sink.compression_type.as_ref());
    let compression = compression.map(|compression| compression.as_str());
    named(name, format, ending(compression))
}

fn named(name: &str, format: &str, ending: &str) -> String {
    let (name, format) = (safe(name, "download"), safe(format, "logs"));
    format!("{name}.{format}{ending}")
}

fn ending(compression: Option<&str>) -> &'static str {
    match compression {
        Some("zstd") => ".zst",
        Some("lz4") => ".lz4",
        Some("gzip") => ".gz",
        _ => "",
    }
}
