//! Ctrl-C, and SIGTERM.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::sync::oneshot;

use super::begun::Begun;
use crate::failure::{ErrorFormat, Failure, Status, report};

/// How long the command may take to end after a signal, before it is ended. It takes long only where it cannot be
/// stopped: it reads standard input, or nobody reads what it writes.
const PATIENCE: Duration = Duration::from_millis(250);

/// Does `work`, unless a signal comes first: then the failure says what was `begun`.
///
/// # Errors
/// Those of `work`, and the signal.
pub async fn unless_interrupted(
    work: impl Future<Output = Result<(), Failure>>,
    begun: &Begun,
    format: ErrorFormat,
) -> Result<(), Failure> {
    let status = tokio::select! {
        // In this order, because the work may stand still in a call of the system at once.
        biased;
        status = signalled(begun.clone(), format) => status,
        outcome = work => return outcome,
    };
    // The work is dropped here, so that files are as they stay when the words are made.
    match begun.ended(status) {
        Some(failure) => Err(failure),
        // The other thread says it, and ends the process.
        None => std::future::pending().await,
    }
}

/// Completes with the status of the first signal. A thread of its own waits for it, because the work may stand
/// still in a call of the system.
async fn signalled(begun: Begun, format: ErrorFormat) -> Status {
    let (tell, told) = oneshot::channel();
    let watch = std::thread::Builder::new().spawn(move || watch(tell, &begun, format));
    if watch.is_ok()
        && let Ok(status) = told.await
    {
        return status;
    }
    // Then a signal ends the process as it ends any other.
    std::future::pending().await
}

fn watch(tell: oneshot::Sender<Status>, begun: &Begun, format: ErrorFormat) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else { return };
    runtime.block_on(async {
        let Some(status) = signal().await else {
            return;
        };
        let _ = tell.send(status);
        let _ = tokio::time::timeout(PATIENCE, signal()).await;
        match begun.ended(status) {
            Some(failure) => {
                let _ = report(&failure, format, &mut io::stderr());
            }
            // It was said, but the process may still stand still while it ends.
            None => tokio::time::sleep(PATIENCE).await,
        }
        std::process::exit(status.code().into());
    });
}

/// The next signal that ends the command; `None` if none can be waited for.
#[cfg(unix)]
async fn signal() -> Option<Status> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate()).ok()?;
    let mut interrupt = signal(SignalKind::interrupt()).ok()?;
    tokio::select! {
        Some(()) = interrupt.recv() => Some(Status::Interrupted),
        Some(()) = terminate.recv() => Some(Status::Terminated),
        else => None,
    }
}

/// The next signal that ends the command; `None` if none can be waited for.
#[cfg(not(unix))]
async fn signal() -> Option<Status> {
    let pressed = tokio::signal::ctrl_c().await;
    pressed.ok().map(|()| Status::Interrupted)
}
