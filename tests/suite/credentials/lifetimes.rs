//! Credentials while a client lives: fetched once, renewed, dropped, rotated, and never sent astray.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_atlas::{ApiKey, BoxFuture, Credentials, ProvideCredentials, ProvideError, Provided};
use backhaul_dcs::{Dialect, IdOrName, PasswordLogin};
use backhaul_runtime::{Clock, Error, ErrorKind, Retry};
use backhaul_sandbox::{DigestOptions, OAuthError, Redirect, Sandbox, TokenFailure};

const START: u64 = 1_709_251_198;

/// A clock that tests move.
#[derive(Clone, Default)]
struct Time(Arc<AtomicU64>);

impl Time {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(START + self.0.load(Ordering::SeqCst))
    }

    fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn clock(&self) -> Clock {
        let time = self.clone();
        Clock::new(move || time.now())
    }

    async fn sandbox(&self) -> Sandbox {
        let time = self.clone();
        Sandbox::builder()
            .clock(move || time.now())
            .start()
            .await
            .unwrap()
    }
}

fn atlas(sandbox: &Sandbox, credentials: Credentials, time: &Time) -> backhaul_atlas::Client {
    backhaul_atlas::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .clock(time.clock())
        .retry(Retry::off())
        .build()
        .unwrap()
}

fn service_account(sandbox: &Sandbox) -> Credentials {
    let fixtures = sandbox.fixtures();
    Credentials::service_account(fixtures.service_account_id, fixtures.service_account_secret)
}

async fn get_export(client: &backhaul_atlas::Client, sandbox: &Sandbox) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let call = client.get_backup_export().group_id(fixtures.group_id);
    let call = call
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.running_export_id);
    call.send().await.map(|_| ())
}

/// The same call `count` times at once; the number of those that failed.
async fn crowd(client: &backhaul_atlas::Client, sandbox: &Arc<Sandbox>, count: usize) -> usize {
    let calls = (0..count).map(|_| {
        let (client, sandbox) = (client.clone(), Arc::clone(sandbox));
        tokio::spawn(async move { get_export(&client, &sandbox).await })
    });
    let mut failed = 0;
    for call in calls.collect::<Vec<_>>() {
        failed += usize::from(call.await.unwrap().is_err());
    }
    failed
}

/// Statuses of the requests that `operation` got, or of all.
fn statuses(sandbox: &Sandbox) -> Vec<u16> {
    sandbox
        .requests()
        .iter()
        .map(|request| request.status)
        .collect()
}

#[tokio::test]
async fn a_crowd_of_first_calls_fetches_one_token_and_one_more_when_it_ends() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let client = atlas(&sandbox, service_account(&sandbox), &time);
    assert_eq!(crowd(&client, &sandbox, 200).await, 0);
    assert_eq!(sandbox.token_fetches().mongodb, 1);

    // The token lives for an hour; five minutes before its end the next call renews it.
    time.advance(3200);
    assert_eq!(crowd(&client, &sandbox, 50).await, 0);
    assert_eq!(sandbox.token_fetches().mongodb, 1);
    time.advance(150);
    assert_eq!(crowd(&client, &sandbox, 200).await, 0);
    assert_eq!(sandbox.token_fetches().mongodb, 2);
    time.advance(10_000);
    assert_eq!(crowd(&client, &sandbox, 200).await, 0);
    assert_eq!(sandbox.token_fetches().mongodb, 3);
    assert!(
        statuses(&sandbox).iter().all(|status| *status == 200),
        "no call met an ended token"
    );
}

#[tokio::test]
async fn a_token_that_was_revoked_costs_one_refusal_and_one_fetch() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let client = atlas(&sandbox, service_account(&sandbox), &time);
    get_export(&client, &sandbox).await.unwrap();
    sandbox.revoke_tokens();
    get_export(&client, &sandbox).await.unwrap();
    assert_eq!(sandbox.token_fetches().mongodb, 2);
    assert_eq!(statuses(&sandbox), [200, 200, 401, 200, 200]);
}

#[tokio::test]
async fn a_client_ends_its_own_token() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let client = atlas(&sandbox, service_account(&sandbox), &time);
    client.revoke_token().await.unwrap();
    assert!(sandbox.requests().is_empty(), "there was no token to end");
    get_export(&client, &sandbox).await.unwrap();
    client.revoke_token().await.unwrap();
    get_export(&client, &sandbox).await.unwrap();
    assert_eq!(sandbox.token_fetches().mongodb, 2);
}

#[tokio::test]
async fn a_wrong_client_secret_reaches_a_whole_crowd_after_one_request() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let id = sandbox.fixtures().service_account_id;
    let client = atlas(
        &sandbox,
        Credentials::service_account(id, "fake-wrong"),
        &time,
    );
    assert_eq!(crowd(&client, &sandbox, 50).await, 50);
    let asked = sandbox.requests().len();
    assert!(
        asked < 50,
        "{asked} requests for 50 calls that waited for one token"
    );
    let error = get_export(&client, &sandbox).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Credentials, Some(401))
    );
    assert!(error.never_sent());
}

#[tokio::test]
async fn every_error_shape_of_the_token_endpoint_is_read() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let client = atlas(&sandbox, service_account(&sandbox), &time);
    sandbox.fail_token_requests(1, TokenFailure::OAuth(OAuthError::InvalidClient));
    let error = get_export(&client, &sandbox).await.unwrap_err();
    assert_eq!(error.code(), Some("invalid_client"), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("get_backup_export: MongoDB Atlas: "),
        "{error}"
    );
    let retry_after = Duration::from_secs(9);
    for (failure, status, code) in [
        (
            TokenFailure::RateLimited { retry_after },
            429,
            Some("rate_limited"),
        ),
        (
            TokenFailure::RateLimitedAsApiError { retry_after },
            429,
            Some("RATE_LIMITED"),
        ),
        (TokenFailure::Unavailable, 503, None),
    ] {
        sandbox.fail_token_requests(1, failure);
        let error = get_export(&client, &sandbox).await.unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(status), code),
            "{error}"
        );
        assert_eq!(error.kind(), ErrorKind::Credentials);
    }
    // The next call asks again, and succeeds.
    get_export(&client, &sandbox).await.unwrap();
}

#[tokio::test]
async fn iam_passwords_log_in_once_by_name_or_id_and_again_when_the_token_ends() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let by_name = PasswordLogin {
        user: IdOrName::Name(fixtures.iam_user_name.into()),
        user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
        password: fixtures.iam_password.into(),
        project: IdOrName::Name(fixtures.iam_project_name.into()),
        project_domain: None,
    };
    let by_id = PasswordLogin {
        user: IdOrName::Id(fixtures.iam_user_id.into()),
        user_domain: None,
        project: IdOrName::Id(fixtures.dcs_project_id.into()),
        ..by_name.clone()
    };
    let mut fetches = 0;
    for login in [by_name.clone(), by_id] {
        let client = dcs(&sandbox, backhaul_dcs::Credentials::password(login), &time);
        for _ in 0..3 {
            make_link(&client, &sandbox).await.unwrap();
        }
        fetches += 1;
        assert_eq!(sandbox.token_fetches().iam, fetches);
        time.advance(90_000);
        make_link(&client, &sandbox).await.unwrap();
        sandbox.revoke_tokens();
        make_link(&client, &sandbox).await.unwrap();
        fetches += 2;
        assert_eq!(sandbox.token_fetches().iam, fetches);
    }
    let wrong = PasswordLogin {
        password: "fake-wrong".into(),
        ..by_name
    };
    let client = dcs(&sandbox, backhaul_dcs::Credentials::password(wrong), &time);
    let error = make_link(&client, &sandbox).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Credentials, Some(401))
    );
}

fn dcs(
    sandbox: &Sandbox,
    credentials: backhaul_dcs::Credentials,
    time: &Time,
) -> backhaul_dcs::Client {
    backhaul_dcs::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .iam_url(format!("{}/v3", sandbox.url()))
        .clock(time.clock())
        .build()
        .unwrap()
}

async fn make_link(client: &backhaul_dcs::Client, sandbox: &Sandbox) -> Result<(), Error> {
    let fixtures = sandbox.fixtures();
    let call = client
        .create_redislog_download_link()
        .project_id(fixtures.dcs_project_id);
    let call = call
        .instance_id(fixtures.dcs_instance_id)
        .id(fixtures.dcs_redislog_id);
    call.send().await.map(|_| ())
}

#[tokio::test]
async fn access_keys_sign_in_both_dialects_lasting_and_temporary() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let lasting =
        backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let temporary = backhaul_dcs::Credentials::access_key(
        fixtures.dcs_temporary_access_key,
        fixtures.dcs_temporary_secret_key,
    );
    let temporary = temporary.security_token(fixtures.dcs_security_token);
    for credentials in [lasting, temporary] {
        for dialect in [Dialect::Access, Dialect::Scoped] {
            let credentials = credentials.clone().dialect(dialect);
            for credentials in [
                credentials.clone(),
                credentials.project_id(fixtures.dcs_project_id),
            ] {
                make_link(&dcs(&sandbox, credentials, &time), &sandbox)
                    .await
                    .unwrap();
            }
        }
    }
    assert_eq!(statuses(&sandbox), [200; 8]);
}

/// Rotates its key: the private half is right only from the second time on.
#[derive(Debug)]
struct Vault {
    asked: Arc<AtomicUsize>,
    public_key: &'static str,
    private_keys: [&'static str; 2],
}

impl ProvideCredentials<ApiKey> for Vault {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<ApiKey>, ProvideError>> {
        Box::pin(async {
            let asked = self.asked.fetch_add(1, Ordering::SeqCst);
            let private_key = self.private_keys[asked.min(1)];
            let end = START + 600 * (asked as u64 + 1);
            let end = SystemTime::UNIX_EPOCH + Duration::from_secs(end);
            Ok(Provided::new(ApiKey::new(self.public_key, private_key)).expires_at(end))
        })
    }
}

#[tokio::test]
async fn a_vault_of_the_users_own_rotates_the_key_of_a_living_client() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let asked = Arc::new(AtomicUsize::new(0));
    let vault = Vault {
        asked: Arc::clone(&asked),
        public_key: fixtures.public_key,
        private_keys: ["fake-not-yet-valid", fixtures.private_key],
    };
    let client = atlas(&sandbox, Credentials::api_key_from(vault), &time);
    // The first key is refused after its challenge, and the second one has a challenge of its own.
    get_export(&client, &sandbox).await.unwrap();
    assert_eq!(statuses(&sandbox), [401, 401, 401, 200]);
    assert_eq!(
        asked.load(Ordering::SeqCst),
        2,
        "a key that is refused is asked for again"
    );
    time.advance(600);
    get_export(&client, &sandbox).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    // A key that is over as soon as it comes serves the call that asked for it.
    time.advance(10_000);
    let before = sandbox.requests().len();
    get_export(&client, &sandbox).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert_eq!(statuses(&sandbox)[before..], [401, 200]);
}

#[tokio::test]
async fn digest_reuses_its_nonce_and_never_tries_a_wrong_password_again() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let fixtures = sandbox.fixtures();
    let key = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let client = atlas(&sandbox, key.clone(), &time);
    for _ in 0..100 {
        get_export(&client, &sandbox).await.unwrap();
    }
    assert_eq!(sandbox.requests().len(), 101, "100 calls and one challenge");

    let client = atlas(&sandbox, key.clone(), &time);
    let before = sandbox.requests().len();
    assert_eq!(crowd(&client, &sandbox, 50).await, 0);
    let challenges = sandbox.requests()[before..]
        .iter()
        .filter(|one| one.status == 401)
        .count();
    assert!(challenges <= 50, "{challenges} challenges for 50 callers");

    let before = sandbox.requests().len();
    let wrong = Credentials::api_key(fixtures.public_key, "fake-wrong");
    get_export(&atlas(&sandbox, wrong, &time), &sandbox)
        .await
        .unwrap_err();
    assert_eq!(sandbox.requests().len() - before, 2);

    let one_use = DigestOptions {
        nonce_uses: Some(1),
        ..DigestOptions::default()
    };
    let sandbox = Arc::new(Sandbox::builder().digest(one_use).start().await.unwrap());
    let client = atlas(&sandbox, key, &time);
    for _ in 0..3 {
        get_export(&client, &sandbox).await.unwrap();
    }
    assert_eq!(
        statuses(&sandbox),
        [401, 200, 401, 200, 401, 200],
        "stale=true costs one request"
    );
}

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

#[tokio::test]
async fn credentials_never_follow_a_redirect() {
    let time = Time::default();
    let (sandbox, other) = (time.sandbox().await, time.sandbox().await);
    let fixtures = sandbox.fixtures();
    let key = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    for (credentials, redirected) in [
        (key, "getBackupExport"),
        (service_account(&sandbox), "getBackupExport"),
        (service_account(&sandbox), "oauth token"),
    ] {
        let client = atlas(&sandbox, credentials, &time);
        let elsewhere = format!("{}/elsewhere", other.url());
        sandbox.redirect_next(Redirect::to(elsewhere).of_operation(redirected));
        let error = get_export(&client, &sandbox).await.unwrap_err();
        assert_eq!(error.status(), Some(307), "{error}");
    }
    assert!(
        other.requests().is_empty(),
        "nothing may reach the other host"
    );
}

/// For each scheme an error that says which provider, operation, scheme and code.
#[tokio::test]
async fn a_wrong_secret_gives_an_error_that_says_whose_and_which() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let mut counted = 0;
    let mut assert_says = |error: Error, parts: &[&str]| {
        let text = error.to_string();
        for part in parts {
            assert!(text.contains(part), "{part:?} is not in: {text}");
        }
        assert!(!text.contains("fake-wrong"), "{text}");
        counted += 1;
    };

    let digest = Credentials::api_key(fixtures.public_key, "fake-wrong");
    let error = get_export(&atlas(&sandbox, digest, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "Digest",
            "UNAUTHORIZED",
        ],
    );
    let bearer = Credentials::access_token("fake-wrong");
    let error = get_export(&atlas(&sandbox, bearer, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "Bearer",
            "UNAUTHORIZED",
        ],
    );
    let account = Credentials::service_account(fixtures.service_account_id, "fake-wrong");
    let error = get_export(&atlas(&sandbox, account, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "OAuth 2.0",
            "invalid_client",
        ],
    );

    for (version, scheme) in [
        (backhaul_sls::SignatureVersion::V1, "LOG"),
        (backhaul_sls::SignatureVersion::V4, "SLS4-HMAC-SHA256"),
    ] {
        let key = backhaul_sls::Credentials::access_key(fixtures.sls_access_key_id, "fake-wrong");
        let client = backhaul_sls::Client::builder()
            .credentials(key.signature(version))
            .endpoint(sandbox.url())
            .region(fixtures.sls_region)
            .project(fixtures.sls_project)
            .clock(time.clock())
            .build()
            .unwrap();
        let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
        let call = call
            .shipper_name(fixtures.sls_shipper)
            .body([fixtures.sls_failed_task_ids[0]]);
        let error = call.send().await.unwrap_err();
        let parts = [
            "retry_shipper_task",
            "Alibaba Cloud SLS",
            scheme,
            "SignatureNotMatch",
        ];
        assert_says(error, &parts);
    }

    let key = backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, "fake-wrong");
    let login = PasswordLogin {
        user: IdOrName::Name(fixtures.iam_user_name.into()),
        user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
        password: "fake-wrong".into(),
        project: IdOrName::Name(fixtures.iam_project_name.into()),
        project_domain: None,
    };
    for (credentials, scheme, code) in [
        (
            backhaul_dcs::Credentials::token("fake-wrong"),
            "X-Auth-Token",
            "DCS.1001",
        ),
        (key.clone(), "SDK-HMAC-SHA256", "APIGW.0301"),
        (
            key.dialect(Dialect::Scoped),
            "SDK-HMAC-SHA256",
            "APIGW.0301",
        ),
        (backhaul_dcs::Credentials::password(login), "IAM", "401"),
    ] {
        let error = make_link(&dcs(&sandbox, credentials, &time), &sandbox)
            .await
            .unwrap_err();
        let parts = [
            "create_redislog_download_link",
            "Open Telekom Cloud DCS",
            scheme,
            code,
        ];
        assert_says(error, &parts);
    }
    assert_eq!(counted, 9);
    documents::report!(
        "credentials: {counted} wrong secrets, each named by provider, operation, scheme and code"
    );
}
