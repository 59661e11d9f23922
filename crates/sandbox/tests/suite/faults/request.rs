//! A request that is not idempotent, sent by a plain client.

use std::error::Error;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use backhaul_sandbox::Sandbox;
use reqwest::{Client, Method, Response};

use crate::common::Sent;

pub(super) const OPERATION: &str = "CreateRedislogDownloadLink";

/// A request that is not idempotent and that DCS accepts.
pub(super) fn post(sandbox: &Sandbox) -> Sent {
    let fixtures = sandbox.fixtures();
    let url = format!(
        "{}/v2/{}/instances/{}/redislog/{}/links",
        sandbox.url(),
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id
    );
    Sent::new(Method::POST, url)
        .header("x-auth-token", fixtures.dcs_token)
        .header("content-length", "0")
}

/// A sandbox whose clock does not move, so that answers can be compared with each other: a link has
/// the second at which it expires.
pub(super) async fn at_rest() -> Sandbox {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
    Sandbox::builder().clock(move || now).start().await.unwrap()
}

pub(super) fn client() -> Client {
    Client::builder()
        .no_proxy()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .build()
        .unwrap()
}

pub(super) async fn head(sandbox: &Sandbox) -> Result<Response, reqwest::Error> {
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(sandbox);
    client().request(method, url).headers(headers).send().await
}

/// The status and the body, or what went wrong.
pub(super) async fn send(sandbox: &Sandbox) -> Result<(u16, String), reqwest::Error> {
    let response = head(sandbox).await?;
    let status = response.status().as_u16();
    Ok((status, response.text().await?))
}

/// How often the request was applied.
pub(super) fn applied(sandbox: &Sandbox) -> u64 {
    let applied = sandbox.applied();
    assert!(applied.len() <= 1 && applied.iter().all(|one| !one.idempotent));
    applied.first().map_or(0, |one| one.times)
}

/// Whether the peer sent a RST: a FIN would not be an I/O error.
pub(super) fn is_reset(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>()
            && error.kind() == ErrorKind::ConnectionReset
        {
            return true;
        }
        cause = error.source();
    }
    false
}
