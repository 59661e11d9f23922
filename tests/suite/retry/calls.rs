//! Calls against a listener that plays a script, or against nothing.

use backhaul_runtime::{Error, Retry};
use tokio::task::JoinHandle;
use wire::recorder;

use crate::support::pauses::Pauses;

pub(super) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

pub(super) fn unavailable() -> String {
    answer(
        "503 Service Unavailable",
        "",
        "<html>MongoDB Cloud Manager Unavailable</html>",
    )
}

/// A reset: the request is read, and the connection closed without an answer.
pub(super) fn closed() -> String {
    String::new()
}

/// An idempotent call (GET an export) against `script`: its outcome, and what the listener got.
pub(super) async fn get(
    script: Vec<String>,
    waits: &Pauses,
    retry: Retry,
) -> (Result<(), Error>, JoinHandle<Vec<String>>) {
    let (address, requests) = recorder(script).await;
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&address)
        .clock(waits.clock())
        .retry(retry)
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001");
    let call = call
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    (call.send().await.map(|_| ()), requests)
}

/// A call that is not idempotent (POST for a link).
pub(super) async fn post(
    script: Vec<String>,
    waits: &Pauses,
    idempotent: Option<bool>,
) -> Result<(), Error> {
    let (address, _recorded) = recorder(script).await;
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&address)
        .clock(waits.clock())
        .build()
        .unwrap();
    let call = client.create_redislog_download_link().project_id("p");
    let mut call = call.instance_id("i").id("l");
    if let Some(idempotent) = idempotent {
        call = call.idempotent(idempotent);
    }
    call.send().await.map(|_| ())
}

/// An address that nothing listens on, and nothing else can while this lives.
pub(super) struct Unused {
    pub(super) _held: tokio::net::TcpSocket,
    pub(super) address: String,
}

impl Unused {
    pub(super) fn new() -> Self {
        let held = tokio::net::TcpSocket::new_v4().unwrap();
        held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = format!("http://{}", held.local_addr().unwrap());
        Self {
            _held: held,
            address,
        }
    }
}
