//! A download to a writer.

use backhaul_runtime::for_client_crates::Core;
use backhaul_runtime::{Downloaded, Error};

use crate::client::{Time, core, link};
use crate::server::{Answer, Requests, play};

/// A download of `script` to a writer, what was written, and what the server saw.
pub(crate) async fn written(
    script: Vec<Answer>,
    time: &Time,
) -> (Result<Downloaded, Error>, Vec<u8>, Requests) {
    written_by(&core(time), script).await
}

pub(crate) async fn written_by(
    core: &Core,
    script: Vec<Answer>,
) -> (Result<Downloaded, Error>, Vec<u8>, Requests) {
    let (address, requests) = play(script).await;
    let mut bytes = Vec::new();
    let outcome = core
        .download_link(&link(&address, "/log.gz"))
        .to_writer(&mut bytes)
        .await;
    (outcome, bytes, requests)
}
