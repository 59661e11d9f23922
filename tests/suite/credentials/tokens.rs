//! Tokens: fetched once, renewed, revoked, refused.

use std::sync::Arc;
use std::time::Duration;

use backhaul_atlas::Credentials;
use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::ErrorKind;
use backhaul_sandbox::{OAuthError, TokenFailure};

use crate::credentials::clients::{atlas, crowd, dcs, get_export, make_link, service_account};
use crate::support::clients::statuses;
use crate::support::time::Time;

#[tokio::test]
async fn a_crowd_of_first_calls_fetches_one_token_and_one_more_when_it_ends() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let client = atlas(sandbox.url(), service_account(&sandbox), &time);
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
    let client = atlas(sandbox.url(), service_account(&sandbox), &time);
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
    let client = atlas(sandbox.url(), service_account(&sandbox), &time);
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
        sandbox.url(),
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
    let client = atlas(sandbox.url(), service_account(&sandbox), &time);
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
