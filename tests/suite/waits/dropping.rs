//! Dropping a future ends everything under it: the request, its retries, the polls of a wait.

use std::pin::pin;
use std::time::Duration;

use backhaul_atlas::{Client, Credentials, Wait};
use backhaul_sandbox::{Fault, Sandbox};

use crate::support::soon::soon;

/// A client of the sandbox.
fn atlas(sandbox: &Sandbox) -> Client {
    let fixtures = sandbox.fixtures();
    let credentials =
        Credentials::service_account(fixtures.service_account_id, fixtures.service_account_secret);
    let builder = Client::builder().credentials(credentials);
    builder.base_url(sandbox.url()).build().unwrap()
}

/// Runs `work` until a request stalls, and drops it there.
async fn drop_at_the_stall(sandbox: &Sandbox, work: impl Future<Output = ()>) {
    let stalled = sandbox.faults().next_stall();
    let (mut work, mut stalled) = (pin!(work), pin!(stalled));
    let stalls = async {
        tokio::select! {
            () = &mut work => panic!("it ended although its answer never came"),
            () = &mut stalled => {}
        }
    };
    soon("the stall", stalls).await;
}

/// The connection that a dropped call leaves behind is closed: the sandbox notices it and gives up
/// the request. A call that were still alive would keep this from ending.
async fn gives_up(sandbox: &Sandbox) {
    let given_up = || {
        let requests = sandbox.requests();
        let request = requests.iter().find(|request| !request.faults.is_empty());
        request.is_some_and(|request| request.status == 0)
    };
    let noticed = async {
        while !given_up() {
            tokio::task::yield_now().await;
        }
    };
    soon("the end of the request", noticed).await;
}

#[tokio::test]
async fn a_dropped_call_gives_up_its_request_and_makes_no_other() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, fixtures) = (atlas(&sandbox), sandbox.fixtures());
    let order = sandbox.faults().on("getBackupExport", Fault::stall());
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    drop_at_the_stall(&sandbox, async { drop(call.send().await) }).await;
    gives_up(&sandbox).await;
    assert_eq!(order.injected(), 1);
}

#[tokio::test]
async fn a_dropped_wait_polls_no_more() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, fixtures) = (atlas(&sandbox), sandbox.fixtures());
    let order = sandbox.faults().on("getBackupExport", Fault::stall());
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    let wait = Wait::up_to(Duration::from_secs(3600));
    drop_at_the_stall(&sandbox, async { drop(call.wait(wait).await) }).await;
    gives_up(&sandbox).await;
    assert_eq!(order.injected(), 1);
}
