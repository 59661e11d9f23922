//! Credentials that are refused or cannot be sent: what can be asked again is asked again, with growing pauses, and
//! nothing is kept that does not serve. For every scheme, with a place of the user's own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, ErrorKind};

use crate::credentials::vaults::Value::{Broken, Right, Wrong};
use crate::credentials::vaults::{SECRET, cases, token_server};
use crate::support::server::{Server, answer};
use crate::support::time::Time;

#[tokio::test]
async fn a_first_value_that_is_refused_is_asked_for_again_in_the_same_call() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let cases = cases(&sandbox, &time, &[Wrong, Right]).await;
    for case in &cases {
        for _ in 0..3 {
            let outcome = (case.call)().await;
            outcome.unwrap_or_else(|error| panic!("{}: {error}", case.scheme));
        }
        assert_eq!(case.asked(), 2, "{}", case.scheme);
    }
    assert_eq!(cases.len(), 8);
}

#[tokio::test]
async fn a_value_that_stays_wrong_is_asked_for_with_growing_pauses_and_goes_out_once_in_a_call() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    let made = cases(&sandbox, &time, &[Wrong]).await.len();
    for index in 0..made {
        let time = Time::default();
        let case = cases(&sandbox, &time, &[Wrong]).await.swap_remove(index);
        let per_call = if case.scheme == "Digest" { 2 } else { 1 };
        let mut sent = 0;
        let mut asked = 1;
        // Each pause is twice as long as the one before.
        for pause in [10, 20, 40, 80, 160, 300, 300] {
            asked += 1;
            for call in 0..20 {
                let before = (case.requests)();
                let error = (case.call)().await.unwrap_err();
                assert!(error.is_unauthorized(), "{}: {error}", case.scheme);
                let now = (case.requests)() - before;
                // After a challenge the nonce of a refused answer is not used again.
                assert!(
                    now <= per_call,
                    "{}: {now} requests in one call",
                    case.scheme
                );
                sent += now;
                assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
                if case.locks && call > 0 {
                    assert!(error.never_sent(), "{error}");
                    let left = error.retry_after().unwrap();
                    assert!(left <= Duration::from_secs(pause), "{left:?}");
                }
            }
            assert_eq!(case.asked(), asked, "{} before {pause} s", case.scheme);
            time.advance(pause - 1);
            let before = (case.requests)();
            assert!((case.call)().await.is_err());
            sent += (case.requests)() - before;
            assert_eq!(case.asked(), asked, "{} within {pause} s", case.scheme);
            time.advance(1);
        }
        if case.locks {
            assert_eq!(
                sent, 7,
                "a key that may be locked is sent once for each pause"
            );
        }
    }
}

#[tokio::test]
async fn a_value_that_is_right_after_a_pause_serves_at_once() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    for case in cases(&sandbox, &time, &[Wrong, Wrong, Right]).await {
        assert!((case.call)().await.is_err(), "{}", case.scheme);
        time.advance(10);
        for _ in 0..2 {
            let outcome = (case.call)().await;
            outcome.unwrap_or_else(|error| panic!("{}: {error}", case.scheme));
        }
        assert_eq!(case.asked(), 3, "{}", case.scheme);
    }
}

#[tokio::test]
async fn a_value_that_no_header_can_carry_is_not_kept_and_the_next_call_asks_again() {
    let time = Time::default();
    let sandbox = Arc::new(time.sandbox().await);
    for case in cases(&sandbox, &time, &[Broken, Right]).await {
        let before = (case.requests)();
        let error = (case.call)().await.unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Credentials,
            "{}: {error}",
            case.scheme
        );
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("line break"), "{shown}");
        assert!(!shown.contains(SECRET), "{shown}");
        assert_eq!((case.requests)(), before, "{}", case.scheme);
        let outcome = (case.call)().await;
        outcome.unwrap_or_else(|error| panic!("{}: {error}", case.scheme));
        assert_eq!(case.asked(), 2, "{}", case.scheme);
    }
}

/// A call that may not be made says nothing about the credentials of the others.
#[tokio::test]
async fn a_refused_operation_does_not_make_the_others_ask_for_tokens() {
    let time = Time::default();
    let server = Server::start(|request| {
        if request.starts_with("POST /api/oauth/token") {
            let body = format!(
                r#"{{"access_token":"fake-{}","expires_in":3600}}"#,
                number()
            );
            answer("200 OK", "", &body)
        } else if request.contains("/forbidden/") {
            answer(
                "401 Unauthorized",
                "",
                r#"{"errorCode":"USER_UNAUTHORIZED"}"#,
            )
        } else {
            answer("200 OK", "", r#"{"results":[],"totalCount":0}"#)
        }
    })
    .await;
    let account = backhaul_atlas::Credentials::service_account("mdb_sa_id_fake", SECRET);
    let client = backhaul_atlas::Client::builder().credentials(account);
    let client = client
        .base_url(server.url())
        .clock(time.clock())
        .build()
        .unwrap();
    let list = |cluster: &str| {
        let call = client
            .list_backup_exports()
            .group_id("32b6e34b3d91647abb20e7b8");
        call.cluster_name(cluster).send()
    };
    for _ in 0..10 {
        let error = list("forbidden").await.unwrap_err();
        assert_eq!(error.code(), Some("USER_UNAUTHORIZED"), "{error}");
        list("allowed").await.unwrap();
    }
    let requests = server.requests();
    let tokens = requests
        .iter()
        .filter(|request| request.starts_with("POST /api/oauth/token"));
    assert_eq!(
        tokens.count(),
        2,
        "one, and one more after the first refusal"
    );
}

#[tokio::test]
async fn a_refused_token_that_says_it_has_expired_is_reported_as_expired() {
    let server = token_server().await;
    // {"exp":1700000000}
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.ZmFrZQ";
    for (now, ended) in [(1_700_000_000, true), (1_699_999_999, false)] {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        let credentials = backhaul_atlas::Credentials::access_token(token);
        let client = backhaul_atlas::Client::builder().credentials(credentials);
        let client = client.base_url(server.url()).clock(Clock::new(move || now));
        let client = client.build().unwrap();
        let call = client
            .list_backup_exports()
            .group_id("32b6e34b3d91647abb20e7b8");
        let error = call.cluster_name("Cluster0").send().await.unwrap_err();
        let text = error.to_string();
        let told = text.contains(
            "; the token expired at 2023-11-14T22:13:20Z: get a new one; MongoDB Atlas does not",
        );
        assert_eq!(told, ended, "{text}");
        assert!(!text.contains(token), "{text}");
    }
    assert_eq!(
        server.requests().len(),
        2,
        "what never changes is not sent twice"
    );
}

/// Something that differs from call to call.
fn number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::SeqCst)
}
