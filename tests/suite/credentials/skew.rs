//! The date of an SLS client: which date of an answer it believes, and that a wrong one does not stay.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Error, Retry};
use backhaul_sls::{Client, Credentials};

use crate::support::server::{Server, answer, header};

/// 2026-12-24T12:00:00Z
const NOW: u64 = 1_798_113_600;
const HOUR: u64 = 3600;

/// The dates that the requests were signed with, as seconds after [`NOW`].
fn signed(server: &Server) -> Vec<i64> {
    let requests = server.requests();
    let dates = requests
        .iter()
        .map(|request| seconds_of(header(request, "x-log-date").unwrap()));
    dates.map(|date| date - NOW as i64).collect()
}

/// Seconds of `20261224T120000Z`.
fn seconds_of(text: &str) -> i64 {
    let date = chrono::NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").unwrap();
    date.and_utc().timestamp()
}

/// As `Date` has it.
fn http_date(seconds: i64) -> String {
    let date = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
    format!("Date: {}\r\n", date.format("%a, %d %b %Y %H:%M:%S GMT"))
}

fn client(server: &Server, now: impl Fn() -> u64 + Send + Sync + 'static) -> Client {
    Client::builder()
        .credentials(Credentials::access_key("FAKEID", "fake-secret"))
        .endpoint(server.url())
        .region("cn-hangzhou")
        .project("ali-test-project")
        .clock(Clock::new(move || {
            SystemTime::UNIX_EPOCH + Duration::from_secs(now())
        }))
        .retry(Retry::off())
        .build()
        .unwrap()
}

async fn call(client: &Client) -> Result<(), Error> {
    client
        .list_shipper()
        .logstore("fake-logstore")
        .send()
        .await
        .map(|_| ())
}

const LIST: &str = r#"{"count":0,"total":0,"shipper":[]}"#;

/// A server whose clock is `ahead` of [`NOW`], and which refuses what is 15 minutes off with `refusal`.
async fn strict(ahead: i64, refusal: (&'static str, &'static str)) -> Server {
    Server::start(move |request| {
        let theirs = NOW as i64 + ahead;
        let off = seconds_of(header(request, "x-log-date").unwrap()) - theirs;
        if off.abs() <= 900 {
            answer("200 OK", &http_date(theirs), LIST)
        } else {
            answer(refusal.0, &http_date(theirs), refusal.1)
        }
    })
    .await
}

const SKEWED: (&str, &str) = (
    "400 Bad Request",
    r#"{"errorCode":"RequestTimeExpired","errorMessage":"."}"#,
);
const REFUSED: (&str, &str) = (
    "401 Unauthorized",
    r#"{"errorCode":"SignatureNotMatch","errorMessage":"."}"#,
);

#[tokio::test]
async fn a_date_that_helps_is_kept() {
    for (ahead, refusal) in [
        (2 * 3600, REFUSED),
        (-23 * 3600, REFUSED),
        (2 * 3600, SKEWED),
        // Whoever says that the date is wrong is believed further: a clock may have stopped.
        (40 * 24 * 3600, SKEWED),
        (-1000 * 24 * 3600, SKEWED),
    ] {
        let server = strict(ahead, refusal).await;
        let client = client(&server, || NOW);
        for _ in 0..3 {
            call(&client).await.unwrap();
        }
        assert_eq!(
            signed(&server),
            [0, ahead, ahead, ahead],
            "{ahead} {refusal:?}"
        );
    }
}

/// A wrong key, and a server or something before it whose date is nonsense.
#[tokio::test]
async fn an_impossible_date_is_not_believed() {
    for status in ["401 Unauthorized", "403 Forbidden"] {
        for date in [
            "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n".to_owned(),
            "Date: Fri, 31 Dec 9999 23:59:59 GMT\r\n".to_owned(),
            "Date: soon\r\n".to_owned(),
            http_date((NOW + 25 * HOUR) as i64),
            http_date((NOW - 25 * HOUR) as i64),
            String::new(),
        ] {
            let shown = date.clone();
            let body = r#"{"errorCode":"Unauthorized","errorMessage":"."}"#;
            let server = Server::start(move |_| answer(status, &date, body)).await;
            let client = client(&server, || NOW);
            for _ in 0..3 {
                assert_eq!(
                    call(&client).await.unwrap_err().code(),
                    Some("Unauthorized")
                );
            }
            assert_eq!(signed(&server), [0, 0, 0], "{status} {shown}");
        }
    }
}

/// Whatever a refusal says, the next call is signed by our clock, and succeeds.
#[tokio::test]
async fn a_date_that_did_not_help_is_forgotten() {
    let bogus = [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 24 Dec 2026 14:00:00 GMT",
        "Wed, 23 Dec 2026 14:00:00 GMT",
        "Mon, 01 Jan 2029 00:00:00 GMT",
    ];
    for refusal in [SKEWED, REFUSED] {
        for date in bogus {
            let lies = Arc::new(AtomicU64::new(3));
            let left = Arc::clone(&lies);
            let server = Server::start(move |request| {
                let off = seconds_of(header(request, "x-log-date").unwrap()) - NOW as i64;
                if left.load(Ordering::SeqCst) > 0 {
                    left.fetch_sub(1, Ordering::SeqCst);
                    answer(refusal.0, &format!("Date: {date}\r\n"), refusal.1)
                } else if off.abs() <= 900 {
                    answer("200 OK", "", LIST)
                } else {
                    // Without a date to learn from.
                    answer(refusal.0, "", refusal.1)
                }
            })
            .await;
            let client = client(&server, || NOW);
            let mut failed = 0;
            while call(&client).await.is_err() {
                failed += 1;
                assert!(failed <= 3, "{date} {refusal:?}: {:?}", signed(&server));
            }
            call(&client).await.unwrap();
            assert_eq!(signed(&server).last(), Some(&0), "{date} {refusal:?}");
        }
    }
}

#[tokio::test]
async fn a_date_is_learned_anew_when_our_clock_is_set_right() {
    let server = strict(0, SKEWED).await;
    let now = Arc::new(AtomicU64::new(NOW - 5 * HOUR));
    let ours = Arc::clone(&now);
    let client = client(&server, move || ours.load(Ordering::SeqCst));
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    now.store(NOW, Ordering::SeqCst);
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    let hours: Vec<_> = signed(&server)
        .iter()
        .map(|seconds| seconds / 3600)
        .collect();
    assert_eq!(hours, [-5, 0, 0, 5, 0, 0]);
}

/// A quota is no reason to ask again at once, whatever the date of the answer.
#[tokio::test]
async fn a_throttled_call_is_not_repeated_for_its_date() {
    let body = r#"{"errorCode":"ReadQuotaExceed","errorMessage":"."}"#;
    let date = http_date((NOW + 2 * HOUR) as i64);
    let server = Server::start(move |_| answer("403 Forbidden", &date, body)).await;
    let client = client(&server, || NOW);
    assert!(call(&client).await.unwrap_err().is_throttled());
    assert_eq!(signed(&server), [0]);
}
