//! A client of Atlas under a fault, and the error that its call gives.

use backhaul_runtime::{Error, ErrorKind, Retry, TimeLimit};
use backhaul_sandbox::{Fault, Sandbox};

use crate::support::clock::{ATTEMPT, CALL, TestClock};

pub(super) const EXPORT: &str = "getBackupExport";

/// A client of Atlas with an API key that the sandbox knows, and the clock that it goes by.
pub(super) fn atlas(sandbox: &Sandbox) -> (backhaul_atlas::ClientBuilder, TestClock) {
    let clock = TestClock::new(&sandbox.faults());
    let fixtures = sandbox.fixtures();
    let credentials =
        backhaul_atlas::Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let builder = backhaul_atlas::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .timeout(ATTEMPT)
        .call_timeout(CALL)
        .clock(clock.clock());
    (builder, clock)
}

pub(super) async fn get_export(
    builder: backhaul_atlas::ClientBuilder,
    sandbox: &Sandbox,
    id: &str,
) -> Error {
    let fixtures = sandbox.fixtures();
    let client = builder.build().unwrap();
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.cluster_name(fixtures.cluster_name).export_id(id);
    let error = call.send().await.unwrap_err();
    assert_eq!(error.operation(), Some("get_backup_export"));
    assert!(
        error.to_string().starts_with("get_backup_export: "),
        "{error}"
    );
    error
}

/// The error of a call that would work but for `fault`.
pub(super) async fn under(sandbox: &Sandbox, fault: Fault) -> Error {
    let (builder, _clock) = atlas(sandbox);
    sandbox.faults().on(EXPORT, fault);
    let running = sandbox.fixtures().running_export_id;
    let error = get_export(builder.retry(Retry::off()), sandbox, running).await;
    sandbox.faults().clear();
    error
}

/// `[is_not_found, is_unauthorized, is_throttled, is_timeout, is_retryable, never_sent]`.
pub(super) fn predicates(error: &Error) -> [bool; 6] {
    [
        error.is_not_found(),
        error.is_unauthorized(),
        error.is_throttled(),
        error.is_timeout(),
        error.is_retryable(),
        error.never_sent(),
    ]
}

/// `setting` is the setter that the text leads to.
pub(super) fn assert_ended_by(error: &Error, limit: TimeLimit, setting: &str) {
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(limit))
    );
    assert!(error.to_string().contains(setting), "{error}");
}
