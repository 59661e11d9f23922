//! A clock that is off by hours is corrected; one that is tolerated is left alone.

use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;

use crate::support::clients::statuses;
use crate::support::time::{START, Time};

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_once_by_the_providers_date() {
    for version in [
        backhaul_sls::SignatureVersion::V4,
        backhaul_sls::SignatureVersion::V1,
    ] {
        for hours in [-3_i64, 2] {
            let time = Time::default();
            let sandbox = time.sandbox().await;
            let fixtures = sandbox.fixtures();
            let off = START.checked_add_signed(hours * 3600).unwrap();
            let key = backhaul_sls::Credentials::access_key(
                fixtures.sls_access_key_id,
                fixtures.sls_access_key_secret,
            );
            let client = backhaul_sls::Client::builder()
                .credentials(key.signature(version))
                .endpoint(sandbox.url())
                .region(fixtures.sls_region)
                .project(fixtures.sls_project)
                .clock(Clock::new(move || {
                    SystemTime::UNIX_EPOCH + Duration::from_secs(off)
                }))
                .build()
                .unwrap();
            for _ in 0..3 {
                let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
                let call = call.shipper_name(fixtures.sls_shipper);
                call.body([fixtures.sls_failed_task_ids[0]])
                    .send()
                    .await
                    .unwrap();
            }
            assert_eq!(
                statuses(&sandbox),
                [400, 200, 200, 200],
                "{version:?} {hours}"
            );
        }
    }
}

#[tokio::test]
async fn a_clock_that_is_tolerated_is_not_the_reason_for_another_refusal() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let key = backhaul_sls::Credentials::access_key(
        fixtures.sls_access_key_id,
        fixtures.sls_access_key_secret,
    );
    let client = backhaul_sls::Client::builder()
        .credentials(key)
        .endpoint(sandbox.url())
        .region(fixtures.sls_region)
        .project(fixtures.sls_project)
        .clock(Clock::new(|| {
            SystemTime::UNIX_EPOCH + Duration::from_secs(START + 600)
        }))
        .build()
        .unwrap();
    let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
    let call = call.shipper_name("no-such-shipper");
    let error = call.body(["task"]).send().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(statuses(&sandbox), [404], "nothing was sent twice");
}
