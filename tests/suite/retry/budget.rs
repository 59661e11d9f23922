//! The budget for retries, which all calls of a client share.

use backhaul_runtime::Retry;

use crate::retry::calls::{Unused, get, unavailable};
use crate::support::pauses::Pauses;

#[tokio::test]
async fn a_client_without_a_budget_tries_once() {
    let waits = Pauses::default();
    let retry = Retry::standard().budget(0);
    let error = get(vec![unavailable()], &waits, retry).await.0.unwrap_err();
    assert_eq!((error.attempts(), waits.list().len()), (1, 0));
    assert!(error.is_retryable());
    let line = error.to_string();
    assert!(line.contains("retry budget is used up"), "{line}");
    // Without retries there is nothing to explain.
    let off = get(vec![unavailable()], &waits, Retry::off()).await.0;
    let line = off.unwrap_err().to_string();
    assert!(!line.contains("not sent again"), "{line}");
}

#[tokio::test]
async fn a_provider_that_stays_down_is_not_flooded() {
    let unused = Unused::new();
    let waits = Pauses::default();
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&unused.address)
        .clock(waits.clock())
        .build()
        .unwrap();
    for _ in 0..200 {
        let call = client
            .get_backup_export()
            .group_id("5f0000000000000000000001");
        let call = call
            .cluster_name("Cluster-0")
            .export_id("5f00000000000000000000b1");
        call.send().await.unwrap_err();
    }
    assert_eq!(
        waits.list().len(),
        100,
        "the budget of the client ends the retries of its calls"
    );
}
