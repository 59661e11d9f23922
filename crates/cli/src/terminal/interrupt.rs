//! Ctrl-C.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::sync::oneshot;

use super::begun::Begun;
use crate::failure::{ErrorFormat, Failure, Status, report};

/// How long the command may take to end after Ctrl-C, before it is ended. It takes long only where it cannot be
/// stopped: it reads standard input, or nobody reads what it writes.
const PATIENCE: Duration = Duration::from_millis(250);

/// Does `work`, unless Ctrl-C comes first: then the failure says what was `begun`.
///
/// # Errors
/// Those of `work`, and the interrupt.
pub async fn unless_interrupted(
    work: impl Future<Output = Result<(), Failure>>,
    begun: &Begun,
    format: ErrorFormat,
) -> Result<(), Failure> {
    tokio::select! {
        // In this order, because the work may stand still in a call of the system at once.
        biased;
        () = pressed(begun.clone(), format) => {}
        outcome = work => return outcome,
    }
    // The work is dropped here, so that files are as they stay when the words are made.
    match begun.interrupted() {
        Some(failure) => Err(failure),
        // The other thread says it, and ends the process.
        None => std::future::pending().await,
    }
}

/// Completes when Ctrl-C is pressed. A thread of its own waits for it, because the work may stand still in a
/// call of the system.
async fn pressed(begun: Begun, format: ErrorFormat) {
    let (tell, told) = oneshot::channel();
    let watch = std::thread::Builder::new().spawn(move || watch(tell, &begun, format));
    if watch.is_err() || told.await.is_err() {
        // Then Ctrl-C ends the process as it ends any other.
        std::future::pending::<()>().await;
    }
}

fn watch(tell: oneshot::Sender<()>, begun: &Begun, format: ErrorFormat) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else { return };
    runtime.block_on(async {
        if tokio::signal::ctrl_c().await.is_err() {
            return;
        }
        let _ = tell.send(());
        let second = tokio::signal::ctrl_c();
        let _ = tokio::time::timeout(PATIENCE, second).await;
        match begun.interrupted() {
            Some(failure) => {
                let _ = report(&failure, format, &mut io::stderr());
            }
            // It was said, but the process may still stand still while it ends.
            None => tokio::time::sleep(PATIENCE).await,
        }
        std::process::exit(Status::Interrupted.code().into());
    });
}
