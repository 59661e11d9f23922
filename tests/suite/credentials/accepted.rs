//! Keys and tokens that a provider accepts, and those that it does not.

use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;
use backhaul_sandbox::Sandbox;

use crate::support::clients::{assert_refused, atlas, cloud_manager, dcs, sls, statuses};

#[tokio::test]
async fn a_temporary_sls_key_is_accepted_with_its_present_token_only() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let key = backhaul_sls::Credentials::access_key(
        fixtures.sls_sts_access_key_id,
        fixtures.sls_sts_access_key_secret,
    );
    let with = |token: &str| key.clone().security_token(token);
    for (credentials, refusal) in [
        (with(fixtures.sls_sts_token), None),
        (with(fixtures.sls_expired_sts_token), Some("has expired")),
        (with("fake-wrong"), Some("is invalid")),
        (key.clone(), Some("AccessKeyId not found")),
    ] {
        let client = sls(&sandbox, credentials).build().unwrap();
        let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
        let call = call
            .shipper_name(fixtures.sls_shipper)
            .body([fixtures.sls_failed_task_ids[0]]);
        match (call.send().await, refusal) {
            (Ok(answer), None) => assert_eq!(answer.status(), 200),
            (Err(error), Some(text)) => assert_refused(&error, 401, Some("Unauthorized"), text),
            (outcome, _) => panic!("{refusal:?}, but {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_date_far_off_is_refused_where_a_wrong_signature_may_lock_the_key() {
    let sandbox =
        Sandbox::builder().clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198));
    let sandbox = sandbox.start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let hour_later = Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_254_798));
    let key =
        backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let client = backhaul_dcs::Client::builder()
        .credentials(key.project_id(fixtures.dcs_project_id))
        .base_url(sandbox.url())
        .clock(hour_later)
        .build()
        .unwrap();
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    assert_refused(&call.send().await.unwrap_err(), 401, Some("APIGW.0301"), "");
}

#[tokio::test]
async fn links_are_made_with_a_token_and_with_an_access_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let key =
        backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, fixtures.dcs_secret_key);
    for credentials in [
        backhaul_dcs::Credentials::token(fixtures.dcs_token),
        key.clone().project_id(fixtures.dcs_project_id),
        key,
    ] {
        let client = dcs(&sandbox, credentials);
        let call = client
            .create_redislog_download_link()
            .project_id(fixtures.dcs_project_id);
        let call = call.instance_id(fixtures.dcs_instance_id);
        let link = call
            .clone()
            .id(fixtures.dcs_redislog_id)
            .send()
            .await
            .unwrap();
        assert_eq!(link.id.as_deref(), Some(fixtures.dcs_redislog_id));
        assert!(link.link.as_ref().unwrap().expose().starts_with("http"));
        assert!(link.request_id().is_some());

        let other = call.instance_id("00000000-0000-0000-0000-000000000000");
        let error = other.id(fixtures.dcs_redislog_id).send().await.unwrap_err();
        assert_refused(&error, 404, Some("DCS.3022"), "does not exist");
        let details: backhaul_dcs::types::ErrorResponse = error.body_as().unwrap();
        assert_eq!(details.error_code.as_deref(), Some("DCS.3022"));
    }
}

#[tokio::test]
async fn wrong_credentials_are_refused_once_and_not_tried_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, "wrong-fake-key");
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    let error = call.send().await.unwrap_err();
    assert_eq!((error.status(), error.is_unauthorized()), (Some(401), true));
    assert_eq!(
        statuses(&sandbox),
        [401, 401],
        "one challenge, one wrong answer"
    );

    let client = cloud_manager(&sandbox, "wrong-fake-key");
    let call = client
        .retry_log_collection_job()
        .group_id(fixtures.group_id);
    assert!(
        call.job_id(fixtures.failed_log_job_id)
            .send()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
    assert_eq!(statuses(&sandbox).len(), 4);

    for version in [
        backhaul_sls::SignatureVersion::V4,
        backhaul_sls::SignatureVersion::V1,
    ] {
        let id = fixtures.sls_access_key_id;
        let wrong = backhaul_sls::Credentials::access_key(id, "wrong").signature(version);
        let client = sls(&sandbox, wrong).build().unwrap();
        let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
        let call = call
            .shipper_name(fixtures.sls_shipper)
            .body([fixtures.sls_failed_task_ids[0]]);
        assert_refused(
            &call.send().await.unwrap_err(),
            401,
            Some("SignatureNotMatch"),
            "",
        );
    }
    for (wrong, code) in [
        (backhaul_dcs::Credentials::token("wrong"), "DCS.1001"),
        (
            backhaul_dcs::Credentials::token(fixtures.dcs_expired_token),
            "DCS.1002",
        ),
        (
            backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, "wrong"),
            "APIGW.0301",
        ),
    ] {
        let client = dcs(&sandbox, wrong);
        let call = client
            .create_redislog_download_link()
            .project_id(fixtures.dcs_project_id);
        let call = call
            .instance_id(fixtures.dcs_instance_id)
            .id(fixtures.dcs_redislog_id);
        assert_refused(&call.send().await.unwrap_err(), 401, Some(code), "");
    }
    assert_eq!(
        statuses(&sandbox).len(),
        9,
        "each wrong signature or token was sent once"
    );
}
