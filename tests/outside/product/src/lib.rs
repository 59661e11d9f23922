//! A part of a product that exports snapshots: each function is one that a team would write.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use backhaul_atlas::types::DiskBackupExportJob;
use backhaul_atlas::{
    AddedHeaders, Client, ClientBuilder, Error, Interceptor, Method, Outcome, RequestEnd,
    RequestInfo, Wait, Waiting,
};
use futures_core::Stream;
use serde_json::Value;
use tokio::task::JoinHandle;

pub type Failure = Box<dyn StdError + Send + Sync>;

/// A cluster whose snapshots are exported.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    pub group: &'static str,
    pub name: &'static str,
}

/// A call that goes on by itself.
pub fn look_up(client: &Client, cluster: Cluster, id: &str) -> JoinHandle<Result<String, Error>> {
    let call = client.get_backup_export().group_id(cluster.group);
    let call = call.cluster_name(cluster.name).export_id(id).send();
    tokio::spawn(async move { Ok(call.await?.into_inner().export_bucket_id) })
}

/// All exports of a cluster, for whoever reads them.
pub fn exports(
    client: &Client,
    cluster: Cluster,
) -> impl Stream<Item = Result<DiskBackupExportJob, Error>> + Send + Unpin + 'static {
    let list = client.list_backup_exports().group_id(cluster.group);
    list.cluster_name(cluster.name).items().into_stream()
}

/// An export on its way.
pub struct Export {
    pub id: String,
    end: Waiting<'static, DiskBackupExportJob>,
}

impl Export {
    /// Begins the export that a file describes.
    pub async fn begin(client: &Client, cluster: Cluster, file: &Path) -> Result<Self, Failure> {
        let call = client.create_backup_export().group_id(cluster.group);
        let call = call.cluster_name(cluster.name);
        let job = call.body_json(fs::read_to_string(file)?).await?;
        let id = job.into_inner().id.ok_or("the export has no id")?;
        let call = client.get_backup_export().group_id(cluster.group);
        let call = call.cluster_name(cluster.name).export_id(id.as_str());
        let end = call.wait(Wait::up_to(Duration::from_secs(6 * 3600)));
        Ok(Self { id, end })
    }

    /// Waits for its end.
    pub async fn finish(self) -> Result<Outcome<DiskBackupExportJob>, Error> {
        self.end.await
    }
}

/// What a person on call reads.
pub fn summary(result: &Result<Outcome<DiskBackupExportJob>, Error>) -> String {
    match result {
        Ok(Outcome::Succeeded(done)) => format!("exported to {}", done.job.export_bucket_id),
        Ok(Outcome::TimedOut(_)) => "not done in time".to_owned(),
        Ok(_) => "failed".to_owned(),
        Err(error) if error.is_not_found() => "there is no such export".to_owned(),
        Err(error) => format!("error, try again: {}", error.is_retryable()),
    }
}

/// A field that the document does not have yet.
pub async fn new_field(client: &Client, cluster: Cluster, id: &str) -> Result<Value, Error> {
    let call = client.get_backup_export().group_id(cluster.group);
    let call = call.cluster_name(cluster.name).export_id(id);
    let answer: Value = call.send_raw().await?.json()?;
    Ok(answer["newField"].clone())
}

/// An operation that no document has.
pub async fn alerts(client: &Client, cluster: Cluster) -> Result<Value, Error> {
    let call = client.call(Method::Get, "/api/atlas/v2/groups/{groupId}/alerts");
    let call = call.path("groupId", cluster.group);
    let call = call.accept("application/vnd.atlas.2023-01-01+json");
    Ok(call.send_json::<Value>().await?.into_inner())
}

/// Counts requests by operation and status, and marks them.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<String, u64>>>);

impl Metrics {
    /// Adds it to a client.
    pub fn watch(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.interceptor(self.clone())
    }

    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Interceptor for Metrics {
    fn add_headers(&self, _: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        headers.insert("x-caller", "product");
    }

    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        let status = end.status.unwrap_or_default();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts
            .entry(format!("{} {status}", request.operation))
            .or_default() += 1;
    }
}
