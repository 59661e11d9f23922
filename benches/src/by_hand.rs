//! One call of the MongoDB Atlas API as a careful engineer writes it with reqwest and serde: the
//! measure of all others. It knows nothing of Backhaul, and `benches/cost` builds a program of it.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use serde::Deserialize;

/// A client of the API.
pub struct Client {
    http: reqwest::Client,
    base: reqwest::Url,
    authorization: HeaderValue,
}

impl Client {
    /// A client that reaches `base` and proves itself by an access token.
    ///
    /// # Errors
    /// If the token cannot stand in a header, the address is none or the HTTP client cannot be
    /// built.
    pub fn new(base: &str, token: &str) -> Result<Self, Error> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| Error::Input("the token cannot stand in a header"))?;
        authorization.set_sensitive(true);
        let http = reqwest::Client::builder();
        // As Backhaul does: what is on this machine is not reached through a proxy.
        let http = if base.starts_with("http://127.0.0.1:") {
            http.no_proxy()
        } else {
            http
        };
        let http = http
            .redirect(reqwest::redirect::Policy::none())
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .user_agent("by-hand/0.1.0")
            .build()?;
        let base = reqwest::Url::parse(base).map_err(|_| Error::Input("the address is none"))?;
        Ok(Self {
            http,
            base,
            authorization,
        })
    }

    /// One snapshot export job of one cluster.
    ///
    /// # Errors
    /// If no answer came, it has a status other than 2xx, or it is not what was expected.
    pub async fn get_backup_export(
        &self,
        group_id: &str,
        cluster_name: &str,
        export_id: &str,
    ) -> Result<ExportJob, Error> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Input("the address cannot have a path"))?
            .extend(["api", "atlas", "v2", "groups", group_id])
            .extend(["clusters", cluster_name, "backup", "exports", export_id]);
        let response = self
            .http
            .get(url)
            .header(ACCEPT, "application/vnd.atlas.2023-01-01+json")
            .header(AUTHORIZATION, self.authorization.clone())
            .send()
            .await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {
            let details = serde_json::from_slice(&body).unwrap_or_default();
            return Err(Error::Status(status, details));
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

/// Why a call failed.
#[derive(Debug)]
pub enum Error {
    /// What was given cannot be sent.
    Input(&'static str),
    /// No answer came.
    Transport(reqwest::Error),
    /// The provider refused.
    Status(StatusCode, ErrorBody),
    /// The answer is not what was expected.
    Decode(serde_json::Error),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Decode(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(what) => f.write_str(what),
            Self::Transport(error) => write!(f, "no answer: {error}"),
            Self::Status(status, body) => write!(
                f,
                "{status}, {}: {}",
                body.error_code.as_deref().unwrap_or("no code"),
                body.detail.as_deref().unwrap_or("no details"),
            ),
            Self::Decode(error) => write!(f, "unexpected answer: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Decode(error) => Some(error),
            Self::Input(_) | Self::Status(..) => None,
        }
    }
}

/// The body of an error.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The provider's code.
    pub error_code: Option<String>,
    /// What went wrong, as a sentence.
    pub detail: Option<String>,
}

/// A page of a list of export jobs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportJobs {
    /// The jobs.
    pub results: Vec<ExportJob>,
    /// Number of all jobs.
    pub total_count: Option<i64>,
}

/// One job that exports a snapshot to a bucket.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportJob {
    /// Jobs of the replica sets.
    #[serde(default)]
    pub components: Vec<Component>,
    /// When it was created.
    pub created_at: Option<String>,
    /// Pairs for the metadata file.
    #[serde(default)]
    pub custom_data: Vec<Label>,
    /// Id of the bucket.
    pub export_bucket_id: String,
    /// How far it is.
    pub export_status: Option<Progress>,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Links to it.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Path before every object in the bucket.
    pub prefix: Option<String>,
    /// Id of the snapshot.
    pub snapshot_id: Option<String>,
    /// Where it stands.
    pub state: Option<String>,
    /// Why it stands there.
    pub state_reason: Option<StateReason>,
}

/// The job of one replica set.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// Id of its job.
    pub export_id: Option<String>,
    /// Its name.
    pub replica_set_name: Option<String>,
}

/// One pair for the metadata file.
#[derive(Debug, Deserialize)]
pub struct Label {
    /// Name of the entry.
    pub key: Option<String>,
    /// Value of the entry.
    pub value: Option<String>,
}

/// How far a job is, in collections.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Exported ones.
    pub exported_collections: Option<i64>,
    /// All.
    pub total_collections: Option<i64>,
}

/// A link.
#[derive(Debug, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub href: Option<String>,
    /// What it is to this resource.
    pub rel: Option<String>,
}

/// Why a job is in its state.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateReason {
    /// The code.
    pub error_code: Option<String>,
    /// The text.
    pub message: Option<String>,
}
