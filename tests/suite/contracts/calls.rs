//! Every operation of every crate against the sandbox, by the rows in `calls`; errors, and
//! credentials, right and wrong. Lists, states of jobs, and downloads are in `job_contracts.rs`.

use std::time::{Duration, SystemTime};

use backhaul_atlas::types::{DiskBackupExportJobState, DiskBackupSnapshotRestoreJobDeliveryType};
use backhaul_runtime::{Clock, Error, ErrorKind, RequestId, Response, Retry};
use backhaul_sandbox::{DigestAlgorithm, DigestOptions, DigestQop, Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};

use crate::support::sandbox_rows;

pub(crate) const NO_SUCH_ID: &str = "ffffffffffffffffffffffff";

pub(crate) fn atlas(sandbox: &Sandbox, private_key: &str) -> backhaul_atlas::Client {
    backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key(
            sandbox.fixtures().public_key,
            private_key,
        ))
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

pub(crate) fn cloud_manager(
    sandbox: &Sandbox,
    private_key: &str,
) -> backhaul_cloud_manager::Client {
    let key =
        backhaul_cloud_manager::Credentials::api_key(sandbox.fixtures().public_key, private_key);
    backhaul_cloud_manager::Client::builder()
        .credentials(key)
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

pub(crate) fn sls(
    sandbox: &Sandbox,
    credentials: backhaul_sls::Credentials,
) -> backhaul_sls::ClientBuilder {
    backhaul_sls::Client::builder()
        .credentials(credentials)
        .endpoint(sandbox.url())
        .retry(Retry::off())
        .region(sandbox.fixtures().sls_region)
        .project(sandbox.fixtures().sls_project)
}

pub(crate) fn sls_key(sandbox: &Sandbox) -> backhaul_sls::Credentials {
    let fixtures = sandbox.fixtures();
    backhaul_sls::Credentials::access_key(
        fixtures.sls_access_key_id,
        fixtures.sls_access_key_secret,
    )
}

pub(crate) fn dcs(
    sandbox: &Sandbox,
    credentials: backhaul_dcs::Credentials,
) -> backhaul_dcs::Client {
    backhaul_dcs::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// Calls each operation of a table at a sandbox of its own, which checks the request and, against
/// the document, its own answer. Gives the number of operations.
async fn all_succeed<Client, Ids>(
    provider: &str,
    client: impl Fn(&Sandbox) -> Client,
    rows: &[Row<Client, Ids>],
    ids: impl Fn(&Fixtures) -> Ids,
) -> usize {
    let document = Document::read(provider);
    for (name, call) in rows {
        let sandbox = sandbox_rows::sandbox().await;
        let (client, ids) = (client(&sandbox), ids(sandbox.fixtures()));
        let outcome = call(&client, &ids).await;
        let status = outcome.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
        let id = calls::operation(provider, name).id;
        let documented = Success::of(&document, id).statuses;
        assert!(documented.contains(&status), "{provider}.{name}: {status}");

        let record = sandbox.requests().pop().unwrap();
        assert_eq!(record.operation.as_deref(), Some(id), "{provider}.{name}");
        assert!(record.authenticated, "{provider}.{name}");
        assert!(
            record.violations.is_empty(),
            "{provider}.{name}: {record:?}"
        );
    }
    rows.len()
}

#[tokio::test]
async fn every_operation_succeeds() {
    // Neither a digest nor a token carries a date: only SLS needs the sandbox's clock.
    let client = |sandbox: &Sandbox| atlas(sandbox, sandbox.fixtures().private_key);
    let (rows, ids) = (calls::atlas::ROWS, sandbox_rows::atlas);
    let mut count = all_succeed("atlas", client, rows, ids).await;

    let client = |sandbox: &Sandbox| cloud_manager(sandbox, sandbox.fixtures().private_key);
    let (rows, ids) = (calls::cloud_manager::ROWS, sandbox_rows::cloud_manager);
    count += all_succeed("cloud-manager", client, rows, ids).await;

    let client = |sandbox: &Sandbox| {
        let client = sls(sandbox, sls_key(sandbox)).clock(calls::clock());
        client.build().unwrap()
    };
    count += all_succeed("sls", client, calls::sls::ROWS, sandbox_rows::sls).await;

    let client = |sandbox: &Sandbox| {
        let token = backhaul_dcs::Credentials::token(sandbox.fixtures().dcs_token);
        dcs(sandbox, token)
    };
    count += all_succeed("dcs", client, calls::dcs::ROWS, sandbox_rows::dcs).await;

    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    documents::report!("contracts: {count} of {all} operations succeed at the sandbox");
}

/// The statuses that the sandbox answered since it started.
fn statuses(sandbox: &Sandbox) -> Vec<u16> {
    sandbox
        .requests()
        .iter()
        .map(|request| request.status)
        .collect()
}

#[track_caller]
pub(crate) fn assert_refused(error: &Error, status: u16, code: Option<&str>, message: &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    assert_eq!(
        (error.status(), error.code()),
        (Some(status), code),
        "{error}"
    );
    assert!(error.message().contains(message), "{error}");
}

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
async fn restore_jobs_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client
        .get_backup_restore_job()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);

    let job = call
        .clone()
        .restore_job_id(fixtures.finished_restore_job_id)
        .send()
        .await
        .unwrap();
    assert_eq!(job.id.as_deref(), Some(fixtures.finished_restore_job_id));
    assert_eq!(
        job.delivery_type,
        DiskBackupSnapshotRestoreJobDeliveryType::Download
    );
    assert!(job.finished_at.as_ref().unwrap().to_system_time().is_some());
    assert!(
        job.delivery_url
            .iter()
            .all(|link| link.expose().starts_with("http"))
    );
    assert_eq!(job.components.len(), job.delivery_url.len());

    let job = call
        .clone()
        .restore_job_id(fixtures.running_restore_job_id)
        .send()
        .await
        .unwrap();
    assert!(job.finished_at.is_none() && job.delivery_url.is_empty());

    let error = call
        .clone()
        .restore_job_id(NO_SUCH_ID)
        .send()
        .await
        .unwrap_err();
    assert_refused(&error, 404, Some("RESOURCE_NOT_FOUND"), NO_SUCH_ID);
    let details: backhaul_atlas::types::ApiError = error.body_as().unwrap();
    assert_eq!(
        (details.error, details.error_code.as_str()),
        (404, "RESOURCE_NOT_FOUND")
    );

    let other = call
        .cluster_name("no-such-cluster")
        .restore_job_id(NO_SUCH_ID);
    assert!(other.send().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn exports_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client
        .get_backup_export()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);
    for (id, state) in [
        (
            fixtures.running_export_id,
            DiskBackupExportJobState::InProgress,
        ),
        (
            fixtures.successful_export_id,
            DiskBackupExportJobState::Successful,
        ),
        (fixtures.failed_export_id, DiskBackupExportJobState::Failed),
    ] {
        let job = call.clone().export_id(id).send().await.unwrap();
        assert_eq!(job.state.as_ref(), Some(&state));
        assert_eq!(
            job.state_reason.is_some(),
            state == DiskBackupExportJobState::Failed
        );
    }
    let error = call.export_id(NO_SUCH_ID).send().await.unwrap_err();
    assert_refused(&error, 404, Some("RESOURCE_NOT_FOUND"), NO_SUCH_ID);
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
async fn more_than_ten_tasks_never_leave() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = sls(&sandbox, sls_key(&sandbox)).build().unwrap();
    let eleven = &fixtures.sls_failed_task_ids[..11];
    let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
    let error = call
        .shipper_name(fixtures.sls_shipper)
        .body(eleven.to_vec())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.never_sent());
    assert!(
        error.to_string().contains("body: 11 items are not allowed"),
        "{error}"
    );
    assert!(sandbox.requests().is_empty());
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

#[tokio::test]
async fn digest_copes_with_every_form_of_challenge() {
    for algorithm in [DigestAlgorithm::Md5, DigestAlgorithm::Sha256] {
        for qop in [DigestQop::Auth, DigestQop::None, DigestQop::AsDocumented] {
            let options = DigestOptions {
                algorithm,
                qop,
                ..DigestOptions::default()
            };
            let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
            let fixtures = sandbox.fixtures();
            let client = atlas(&sandbox, fixtures.private_key);
            for _ in 0..3 {
                let call = client.get_backup_export().group_id(fixtures.group_id);
                let call = call.cluster_name(fixtures.cluster_name);
                call.export_id(fixtures.running_export_id)
                    .send()
                    .await
                    .unwrap();
            }
        }
    }
}

#[tokio::test]
async fn a_nonce_that_ends_costs_one_request() {
    let options = DigestOptions {
        nonce_uses: Some(2),
        ..DigestOptions::default()
    };
    let sandbox = Sandbox::builder().digest(options).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    for _ in 0..4 {
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        call.export_id(fixtures.running_export_id)
            .send()
            .await
            .unwrap();
    }
    assert_eq!(statuses(&sandbox), [401, 200, 200, 401, 200, 200]);
}

#[tokio::test]
async fn arguments_that_would_reach_another_resource_never_leave() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call.export_id(fixtures.running_export_id);
    for name in [
        "..", ".", "", "a/b", "%2e%2e", "a%2Fb", "a\\b", "a b", "a\n", "-a", "é",
    ] {
        let error = call.clone().cluster_name(name).send().await.unwrap_err();
        assert!(error.never_sent(), "{name:?}: {error}");
        let culprit = "get_backup_export: cluster_name: ";
        assert!(error.to_string().starts_with(culprit), "{name:?}: {error}");
    }
    let error = client
        .get_backup_export()
        .group_id("xyz")
        .send()
        .await
        .unwrap_err();
    for culprit in [
        "group_id: \"xyz\"",
        "cluster_name is missing",
        "export_id is missing",
    ] {
        assert!(error.to_string().contains(culprit), "{error}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_client_is_shared_between_tasks() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let tasks = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            let call = client.get_backup_export().group_id(fixtures.group_id);
            let call = call.cluster_name(fixtures.cluster_name);
            call.export_id(fixtures.running_export_id)
                .send()
                .await
                .map(|job| job.into_inner())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        assert_eq!(
            task.await.unwrap().unwrap().state,
            Some(DiskBackupExportJobState::InProgress)
        );
    }
    let challenges = statuses(&sandbox)
        .iter()
        .filter(|status| **status == 401)
        .count();
    assert!(
        challenges <= 8,
        "at most one challenge per caller, {challenges}"
    );
}

/// A schedule is read, changed and sent again; all that is wrong with one call comes in one error.
#[tokio::test]
async fn what_was_read_is_sent_again_and_each_mistake_is_named() {
    use backhaul_atlas::requests::{
        AdvancedDiskBackupSnapshotSchedulePolicy, DiskBackupApiPolicyItem,
    };
    use backhaul_atlas::types::DiskBackupApiPolicyItemFrequencyType as Frequency;

    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let update = client.update_backup_schedule();
    let update = update
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name);
    let rule = |frequency: &Frequency, interval: i64| {
        let rule = DiskBackupApiPolicyItem::new().frequency_type(frequency);
        let rule = rule.frequency_interval(interval).retention_unit("days");
        let policy = AdvancedDiskBackupSnapshotSchedulePolicy::new().id("5d0b1f44e27c9a0011d2c3a5");
        policy.policy_items([rule.retention_value(2)])
    };

    let sent = update.clone().policies([rule(&Frequency::Daily, 1)]);
    assert_eq!(sent.send().await.unwrap().status(), 200);

    let before = sandbox.requests().len();
    let later = Frequency::from("each_decade");
    let wrong = update.policies([rule(&later, 1), rule(&Frequency::Daily, 29)]);
    let error = wrong.send().await.unwrap_err().to_string();
    for part in [
        "policies: 2 items are not allowed: there must be at most 1; ",
        "policies[0].policy_items[0].frequency_type: \"each_decade\" is not allowed: it must be one of",
        "policies[1].policy_items[0].frequency_interval: 29 is not allowed: it must be 1 to 28, or 40",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert_eq!(sandbox.requests().len(), before, "nothing was sent");
}
