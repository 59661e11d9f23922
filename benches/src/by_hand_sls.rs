//! One signed call of Alibaba Cloud SLS as a careful engineer writes it: signature version 4 for
//! just the headers that this call has.

use std::fmt::{self, Write};
use std::time::Duration;

use hmac::{Hmac, Mac};
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A client for one project.
pub struct Client {
    http: reqwest::Client,
    base: reqwest::Url,
    host: String,
    region: String,
    key_id: String,
    key_secret: String,
}

impl Client {
    /// A client that reaches `base`, with `host` as `Host` header, and signs for `region`.
    ///
    /// # Errors
    /// If the address is none or the HTTP client cannot be built.
    pub fn new(
        base: &str,
        host: &str,
        region: &str,
        key_id: &str,
        key_secret: &str,
    ) -> Result<Self, Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // The server is on this machine.
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .user_agent("by-hand/0.1.0")
            .build()?;
        Ok(Self {
            http,
            base: reqwest::Url::parse(base).map_err(|_| Error::Input("the address is none"))?,
            host: host.to_owned(),
            region: region.to_owned(),
            key_id: key_id.to_owned(),
            key_secret: key_secret.to_owned(),
        })
    }

    /// Starts failed tasks of a shipper again.
    ///
    /// # Errors
    /// If no answer came, or it has a status other than 2xx.
    pub async fn retry_shipper_task(
        &self,
        logstore: &str,
        shipper_name: &str,
        task_ids: &[&str],
    ) -> Result<(), Error> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Input("the address cannot have a path"))?
            .extend(["logstores", logstore, "shipper", shipper_name, "tasks"]);
        let body = serde_json::to_vec(task_ids).map_err(|_| Error::Input("the ids are no JSON"))?;
        let content_hash = hex(&Sha256::digest(&body));
        let date = chrono::Utc::now().format("%Y%m%dT%H%M%SZ").to_string();
        let raw_size = body.len().to_string();
        let authorization = self.sign(url.path(), &content_hash, &date, &raw_size);
        let mut authorization = HeaderValue::from_str(&authorization)
            .map_err(|_| Error::Input("the key's id cannot stand in a header"))?;
        authorization.set_sensitive(true);
        let response = self
            .http
            .put(url)
            .header(HOST, &self.host)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header("x-log-apiversion", "0.6.0")
            .header("x-log-bodyrawsize", raw_size)
            .header("x-log-content-sha256", content_hash)
            .header("x-log-date", date)
            .header(AUTHORIZATION, authorization)
            .body(body)
            .send()
            .await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {
            let details = serde_json::from_slice(&body).unwrap_or_default();
            return Err(Error::Status(status, details));
        }
        Ok(())
    }

    fn sign(&self, path: &str, content_hash: &str, date: &str, raw_size: &str) -> String {
        let (host, region) = (&self.host, &self.region);
        let names =
            "content-type;host;x-log-apiversion;x-log-bodyrawsize;x-log-content-sha256;x-log-date";
        let canonical = format!(
            "PUT\n{path}\n\ncontent-type:application/json\nhost:{host}\nx-log-apiversion:0.6.0\n\
             x-log-bodyrawsize:{raw_size}\nx-log-content-sha256:{content_hash}\nx-log-date:{date}\n\n\
             {names}\n{content_hash}"
        );
        let day = &date[..8];
        let scope = format!("{day}/{region}/sls/aliyun_v4_request");
        let canonical_hash = hex(&Sha256::digest(canonical));
        let text = format!("SLS4-HMAC-SHA256\n{date}\n{scope}\n{canonical_hash}");
        let mut key = hmac(format!("aliyun_v4{}", self.key_secret).as_bytes(), day);
        for step in [region, "sls", "aliyun_v4_request"] {
            key = hmac(&key, step);
        }
        let signature = hex(&hmac(&key, &text));
        let id = &self.key_id;
        format!("SLS4-HMAC-SHA256 Credential={id}/{scope},Signature={signature}")
    }
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes a key of any length")
    };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Why a call failed.
#[derive(Debug)]
pub enum Error {
    /// What was given cannot be sent.
    Input(&'static str),
    /// No answer came.
    Transport(reqwest::Error),
    /// The service refused.
    Status(StatusCode, ErrorBody),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(what) => f.write_str(what),
            Self::Transport(error) => write!(f, "no answer: {error}"),
            Self::Status(status, body) => write!(f, "{status}, {body:?}"),
        }
    }
}

impl std::error::Error for Error {}

/// The body of an error.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The service's code.
    pub error_code: Option<String>,
    /// What went wrong, as a sentence.
    pub error_message: Option<String>,
}
