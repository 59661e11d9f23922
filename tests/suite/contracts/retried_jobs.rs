//! Failed log jobs and shipper tasks are retried until they succeed.

use backhaul_runtime::{RequestId, Response};
use backhaul_sandbox::Sandbox;

use crate::support::clients::{NO_SUCH_ID, assert_refused, cloud_manager, sls, sls_key, statuses};

#[tokio::test]
async fn a_failed_log_job_is_retried_until_it_succeeds() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let (group, job) = (fixtures.group_id, fixtures.failed_log_job_id);
    assert_eq!(sandbox.log_job_status(group, job), Some("FAILURE"));

    let call = client.retry_log_collection_job().group_id(group);
    let answer = call.clone().job_id(job).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.header("X-MongoDB-Service-Version").is_some());
    assert_eq!(sandbox.advance_log_job(group, job), Some("IN_PROGRESS"));
    assert_eq!(sandbox.advance_log_job(group, job), Some("SUCCESS"));

    let error = call.job_id(NO_SUCH_ID).send().await.unwrap_err();
    assert_refused(&error, 404, None, NO_SUCH_ID);
    assert!(error.is_not_found() && !error.is_throttled() && !error.never_sent());
    assert_eq!(error.operation(), Some("retry_log_collection_job"));
    // One challenge serves all calls of a client.
    assert_eq!(statuses(&sandbox), [401, 200, 404]);
}

#[tokio::test]
async fn failed_shipper_tasks_are_retried_until_they_succeed() {
    use backhaul_sls::SignatureVersion::{V1, V4};
    for version in [V4, V1] {
        let sandbox = Sandbox::start().await.unwrap();
        let fixtures = sandbox.fixtures();
        let client = sls(&sandbox, sls_key(&sandbox).signature(version))
            .build()
            .unwrap();
        let [first, second, ..] = fixtures.sls_failed_task_ids;
        assert_eq!(sandbox.shipper_task_status(first), Some("fail"));

        let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
        let call = call.shipper_name(fixtures.sls_shipper);
        let answer = call.clone().body([first, second]).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.request_id().map(str::len), Some(24));
        assert_eq!(sandbox.advance_shipper_task(first), Some("running"));
        assert_eq!(sandbox.advance_shipper_task(first), Some("success"));

        for (logstore, shipper, code) in [
            ("no-such-logstore", fixtures.sls_shipper, "LogStoreNotExist"),
            (fixtures.sls_logstore, "no-such-shipper", "ShipperNotExist"),
        ] {
            let call = call
                .clone()
                .logstore(logstore)
                .shipper_name(shipper)
                .body([first]);
            let error = call.send().await.unwrap_err();
            assert_refused(&error, 404, Some(code), "not exist");
            assert_eq!(
                Err::<Response<()>, _>(error).request_id().map(str::len),
                Some(24)
            );
        }
        let other = sls(&sandbox, sls_key(&sandbox).signature(version)).project("no-such-project");
        let other = other.build().unwrap();
        let call = other.retry_shipper_task().logstore(fixtures.sls_logstore);
        let error = call
            .shipper_name(fixtures.sls_shipper)
            .body([first])
            .send()
            .await
            .unwrap_err();
        assert_refused(&error, 404, Some("ProjectNotExist"), "no-such-project");
    }
}
