//! Keys, tokens, signatures and dates.

use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::Signable;
use backhaul_runtime::auth::sls::v1;
use secrecy::SecretString;

use super::request::{NOW, Retry, VERSIONS, Version, code, sandbox, sandbox_at};

#[tokio::test]
async fn a_temporary_key_works_with_its_token_only() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let with = |key, token| Retry {
            key,
            token,
            ..Retry::of(fixtures, &fixtures.sls_failed_task_ids[..1])
        };
        let temporary = (
            fixtures.sls_sts_access_key_id,
            fixtures.sls_sts_access_key_secret,
        );
        let lasting = (fixtures.sls_access_key_id, fixtures.sls_access_key_secret);
        let good = with(temporary, Some(fixtures.sls_sts_token));
        assert_eq!(good.send(&sandbox, version).await.status, 200);

        let (status, error, message) = code(&with(temporary, None).send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "Unauthorized"));
        assert_eq!(
            message,
            format!("AccessKeyId not found: {}", fixtures.sls_sts_access_key_id)
        );
        for key in [temporary, lasting] {
            let answer = with(key, Some("wrong")).send(&sandbox, version).await;
            let (status, error, message) = code(&answer);
            assert_eq!((status, error.as_str()), (401, "Unauthorized"));
            assert_eq!(message, "The security token you provided is invalid.");
        }
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let fixtures = sandbox.fixtures();
        let task = fixtures.sls_failed_task_ids[0];
        let wrong_secret = Retry {
            key: (fixtures.sls_access_key_id, "wrong"),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, _) = code(&wrong_secret.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
        let wrong_id = Retry {
            key: ("NOBODY", fixtures.sls_access_key_secret),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, message) = code(&wrong_id.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (401, "Unauthorized"));
        assert_eq!(message, "AccessKeyId not found: NOBODY");
        let no_id = Retry {
            key: ("", fixtures.sls_access_key_secret),
            ..Retry::of(fixtures, &[task])
        };
        let (status, error, _) = code(&no_id.send(&sandbox, version).await);
        assert_eq!((status, error.as_str()), (400, "MissAccessKeyId"));
        assert_eq!(sandbox.shipper_task_status(task), Some("fail"));
        assert!(sandbox.requests().iter().all(|r| !r.authenticated));
    }
}

#[tokio::test]
async fn a_signature_is_made_with_the_hash_that_the_request_names() {
    let sandbox = sandbox().await;
    let fixtures = sandbox.fixtures();
    let sent = Retry::of(fixtures, &fixtures.sls_failed_task_ids[..1]);
    let sent = sent.sign(&sandbox, Version::V1Sha256);
    let signable = Signable {
        method: "PUT",
        path: &sent.target(),
        query: &[],
        headers: &sent.headers,
        body: &sent.body,
    };
    let secret = SecretString::from(fixtures.sls_access_key_secret);
    let id = fixtures.sls_access_key_id;
    let right = v1::authorization_sha256(&signable, id, &secret);
    let sha1 = v1::authorization(&signable, id, &secret);
    let (status, error, _) = code(&sent.clone().header("authorization", &sha1).send().await);
    assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
    let answer = sent.header("authorization", &right).send().await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_signature_for_another_region_does_not_match() {
    let sandbox = sandbox().await;
    let elsewhere = Retry {
        region: "eu-central-1",
        ..Retry::of(sandbox.fixtures(), &["x"])
    };
    let (status, error, _) = code(&elsewhere.send(&sandbox, Version::V4).await);
    assert_eq!((status, error.as_str()), (401, "SignatureNotMatch"));
}

#[tokio::test]
async fn whatever_changes_after_signing_is_noticed() {
    for version in VERSIONS {
        let sandbox = sandbox().await;
        let sign = || Retry::of(sandbox.fixtures(), &["aaa"]).sign(&sandbox, version);
        let mut body = sign();
        body.body = br#"["bbb"]"#.to_vec();
        let mut path = sign();
        path.url = path.url.replace("ali-test-logstore", "ali-prod-logstore");
        let mut query = sign();
        query.url.push_str("?a=1");
        let header = sign().header("x-log-bodyrawsize", "8");
        for (what, changed) in [
            ("body", body),
            ("path", path),
            ("query", query),
            ("header", header),
        ] {
            let (status, error, _) = code(&changed.send().await);
            assert_eq!(
                (status, error.as_str()),
                (401, "SignatureNotMatch"),
                "{version:?} {what}"
            );
        }
        let other_method = sign().header("host", "other.127.0.0.1").send().await;
        // Only v4 signs the host.
        let expected = match version {
            Version::V1 | Version::V1Sha256 => (404, "ProjectNotExist"),
            Version::V4 => (401, "SignatureNotMatch"),
        };
        let (status, error, _) = code(&other_method);
        assert_eq!((status, error.as_str()), expected);
    }
}

#[tokio::test]
async fn a_date_more_than_15_minutes_off_has_expired() {
    for version in VERSIONS {
        for (offset, fresh) in [(-901, false), (-900, true), (900, true), (901, false)] {
            let sandbox = sandbox_at(offset).await;
            let answer = Retry::of(sandbox.fixtures(), &["x"])
                .send(&sandbox, version)
                .await;
            if fresh {
                assert_eq!(answer.status, 200, "{offset}");
            } else {
                let (status, error, message) = code(&answer);
                assert_eq!((status, error.as_str()), (400, "RequestTimeExpired"));
                // The server's own time, in the header too: by it a client can correct its clock.
                let server_time = NOW.checked_add_signed(offset).unwrap();
                let server_time = SystemTime::UNIX_EPOCH + Duration::from_secs(server_time);
                let date = httpdate::fmt_http_date(server_time);
                assert_eq!(answer.header("date"), date);
                assert!(message.ends_with(&format!("server time is {date}.")));
            }
        }
    }
}
