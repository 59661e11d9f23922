//! An interceptor that counts, as the example shows it.

use std::sync::Arc;

use backhaul_atlas::{Client, Credentials};
use backhaul_runtime::testing::TestClock;
use backhaul_sandbox::{Fault, Sandbox};

use crate::flows::programs::metrics::Metrics;

#[tokio::test]
async fn requests_durations_and_retries_are_counted() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (metrics, time) = (Arc::new(Metrics::default()), TestClock::new());
    let client = Client::builder()
        .credentials(Credentials::api_key(
            fixtures.public_key,
            fixtures.private_key,
        ))
        .base_url(sandbox.url())
        .clock(time.clock())
        .interceptor(Arc::clone(&metrics))
        .build()
        .unwrap();
    let busy = Fault::status(503).before_credentials();
    sandbox.faults().on("listBackupExports", busy).times(1);
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    list.cluster_name(fixtures.cluster_name)
        .send()
        .await
        .unwrap();
    // Requests take no time by this clock; only the pause does.
    let expected = r#"backhaul_requests_total{operation="list_backup_exports",result="200"} 1
backhaul_requests_total{operation="list_backup_exports",result="401"} 1
backhaul_requests_total{operation="list_backup_exports",result="503"} 1
backhaul_request_seconds_bucket{operation="list_backup_exports",le="0.1"} 3
backhaul_request_seconds_bucket{operation="list_backup_exports",le="1"} 3
backhaul_request_seconds_bucket{operation="list_backup_exports",le="10"} 3
backhaul_request_seconds_bucket{operation="list_backup_exports",le="+Inf"} 3
backhaul_request_seconds_sum{operation="list_backup_exports"} 0
backhaul_request_seconds_count{operation="list_backup_exports"} 3
backhaul_retries_total 1
"#;
    assert_eq!(metrics.text(), expected);
}
