//! Keys: signed with, rotated, tried once, and never sent where a redirect leads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_atlas::{ApiKey, BoxFuture, Credentials, ProvideCredentials, ProvideError, Provided};
use backhaul_dcs::Dialect;
use backhaul_sandbox::{DigestOptions, Redirect, Sandbox};

use crate::credentials::clients::{atlas, crowd, dcs, get_export, make_link, service_account};
use crate::support::clients::statuses;
use crate::support::time::{START, Time};

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
    let client = atlas(sandbox.url(), Credentials::api_key_from(vault), &time);
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
    let client = atlas(sandbox.url(), key.clone(), &time);
    for _ in 0..100 {
        get_export(&client, &sandbox).await.unwrap();
    }
    assert_eq!(sandbox.requests().len(), 101, "100 calls and one challenge");

    let client = atlas(sandbox.url(), key.clone(), &time);
    let before = sandbox.requests().len();
    assert_eq!(crowd(&client, &sandbox, 50).await, 0);
    let challenges = sandbox.requests()[before..]
        .iter()
        .filter(|one| one.status == 401)
        .count();
    assert!(challenges <= 50, "{challenges} challenges for 50 callers");

    let before = sandbox.requests().len();
    let wrong = Credentials::api_key(fixtures.public_key, "fake-wrong");
    get_export(&atlas(sandbox.url(), wrong, &time), &sandbox)
        .await
        .unwrap_err();
    assert_eq!(sandbox.requests().len() - before, 2);

    let one_use = DigestOptions {
        nonce_uses: Some(1),
        ..DigestOptions::default()
    };
    let sandbox = Arc::new(Sandbox::builder().digest(one_use).start().await.unwrap());
    let client = atlas(sandbox.url(), key, &time);
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
        let client = atlas(sandbox.url(), credentials, &time);
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
