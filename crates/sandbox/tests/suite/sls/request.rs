//! A sandbox at a fixed time, and signed requests to it.

use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::Signable;
use backhaul_runtime::auth::sls::{v1, v4};
use backhaul_sandbox::{Fixtures, Sandbox};
use md5::Md5;
use reqwest::Method;
use secrecy::SecretString;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::common::{Answer, Sent};

/// 2024-02-29T23:59:58Z, in the three forms that are needed.
pub(super) const NOW: u64 = 1_709_251_198;

pub(super) const HTTP_DATE: &str = "Thu, 29 Feb 2024 23:59:58 GMT";

pub(super) const LOG_DATE: &str = "20240229T235958Z";

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Version {
    V1,
    /// With HMAC-SHA256, as the provider's generated SDKs sign.
    V1Sha256,
    V4,
}

pub(super) const VERSIONS: [Version; 3] = [Version::V1, Version::V1Sha256, Version::V4];

pub(super) async fn sandbox_at(offset: i64) -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW.checked_add_signed(offset).unwrap());
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

pub(super) async fn sandbox() -> Sandbox {
    sandbox_at(0).await
}

/// A call whose parts can be changed before it is signed.
pub(super) struct Retry<'a> {
    pub(super) method: Method,
    pub(super) project: &'a str,
    pub(super) logstore: &'a str,
    pub(super) shipper: &'a str,
    pub(super) query: &'a str,
    pub(super) body: Value,
    pub(super) media_type: Option<&'a str>,
    pub(super) key: (&'a str, &'a str),
    pub(super) token: Option<&'a str>,
    pub(super) region: &'a str,
}

impl<'a> Retry<'a> {
    pub(super) fn of(fixtures: &'a Fixtures, tasks: &[&str]) -> Self {
        Self {
            method: Method::PUT,
            project: fixtures.sls_project,
            logstore: fixtures.sls_logstore,
            shipper: fixtures.sls_shipper,
            query: "",
            body: json!(tasks),
            media_type: Some("application/json"),
            key: (fixtures.sls_access_key_id, fixtures.sls_access_key_secret),
            token: None,
            region: fixtures.sls_region,
        }
    }

    /// A request for the list of tasks.
    pub(super) fn list(fixtures: &'a Fixtures, query: &'a str) -> Self {
        Self {
            method: Method::GET,
            query,
            body: json!(""),
            media_type: None,
            ..Self::of(fixtures, &[])
        }
    }

    pub(super) fn sign(self, sandbox: &Sandbox, version: Version) -> Sent {
        let Self {
            logstore, shipper, ..
        } = self;
        let path = format!("/logstores/{logstore}/shipper/{shipper}/tasks");
        let url = format!("{}{path}{}", sandbox.url(), self.query);
        let body = match &self.body {
            // A text means a body that is not JSON.
            Value::String(text) => text.clone().into_bytes(),
            other => other.to_string().into_bytes(),
        };
        let mut sent = Sent::new(self.method.clone(), url)
            .header("host", &format!("{}.127.0.0.1", self.project))
            .header("x-log-apiversion", "0.6.0")
            .header("x-log-bodyrawsize", &body.len().to_string());
        sent.body = body;
        if let Some(media_type) = self.media_type {
            sent = sent.header("content-type", media_type);
        }
        if let Some(token) = self.token {
            sent = sent.header("x-acs-security-token", token);
        }
        let url = reqwest::Url::parse(&sent.url).unwrap();
        let query: Vec<_> = url.query_pairs().into_owned().collect();
        let (id, secret) = self.key;
        let secret = SecretString::from(secret);
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        sent = match version {
            Version::V1 | Version::V1Sha256 => {
                let md5 = hex(&Md5::digest(&sent.body)).to_uppercase();
                let sha256 = version == Version::V1Sha256;
                let method = if sha256 { "hmac-sha256" } else { "hmac-sha1" };
                let sent = sent
                    .header("x-log-signaturemethod", method)
                    .header("date", HTTP_DATE);
                if sent.body.is_empty() {
                    sent
                } else {
                    sent.header("content-md5", &md5)
                }
            }
            Version::V4 => {
                let sha256 = hex(&Sha256::digest(&sent.body));
                sent.header("x-log-date", LOG_DATE)
                    .header("x-log-content-sha256", &sha256)
            }
        };
        let signable = Signable {
            method: self.method.as_str(),
            path: &path,
            query: &query,
            headers: &sent.headers,
            body: &sent.body,
        };
        let authorization = match version {
            Version::V1 => v1::authorization(&signable, id, &secret),
            Version::V1Sha256 => v1::authorization_sha256(&signable, id, &secret),
            Version::V4 => v4::authorization(&signable, id, &secret, self.region, LOG_DATE),
        };
        let mut sent = sent.header("authorization", &authorization);
        if version == Version::V1 {
            // As the official Python SDK does it: a copy of the date, added after signing.
            sent = sent.header("x-log-date", HTTP_DATE);
        }
        sent
    }

    pub(super) async fn send(self, sandbox: &Sandbox, version: Version) -> Answer {
        self.sign(sandbox, version).send().await
    }
}

pub(super) fn code(answer: &Answer) -> (u16, String, String) {
    let id = answer.header("x-log-requestid");
    let is_upper_hex = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    assert!(id.len() == 24 && id.bytes().all(is_upper_hex), "{id}");
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (
        answer.status.as_u16(),
        text("errorCode"),
        text("errorMessage"),
    )
}
