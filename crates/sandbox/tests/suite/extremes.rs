//! Times and counts at the extremes: the server still answers.

use std::time::{Duration, SystemTime};

use backhaul_sandbox::{OAuthError, Sandbox, TokenFailure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;

use crate::common::{Answer, Sent};

fn get(url: &str) -> Sent {
    Sent::new(Method::GET, url.to_owned())
}

/// Asks for a token, with the credentials of the fixtures in a form.
async fn ask(sandbox: &Sandbox) -> Answer {
    let fixtures = sandbox.fixtures();
    let escape = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    let pair = STANDARD.encode(format!("{}:{}", escape(id), escape(secret)));
    let url = format!("{}/api/oauth/token", sandbox.url());
    let mut sent = Sent::new(Method::POST, url)
        .header("authorization", &format!("Basic {pair}"))
        .header("content-type", "application/x-www-form-urlencoded");
    sent.body = b"grant_type=client_credentials".to_vec();
    sent.send().await
}

/// As far from 1970 as this machine's clock goes, in powers of two.
fn farthest(step: impl Fn(Duration) -> Option<SystemTime>) -> SystemTime {
    let powers = (0..64).rev().map(|bit| Duration::from_secs(1 << bit));
    powers.into_iter().find_map(step).unwrap()
}

#[tokio::test]
async fn any_time_can_be_on_its_clock() {
    let epoch = SystemTime::UNIX_EPOCH;
    let end = epoch + Duration::from_secs(253_402_300_799);
    for now in [
        farthest(|by| epoch.checked_sub(by)),
        epoch - Duration::from_secs(1),
        epoch,
        end,
        end + Duration::from_secs(1),
        farthest(|by| epoch.checked_add(by)),
    ] {
        let builder = Sandbox::builder()
            .clock(move || now)
            .token_lifetime(Duration::MAX)
            .iam_token_lifetime(Duration::MAX)
            .jobs_advance(true);
        let sandbox = builder.start().await.unwrap();
        let fixtures = sandbox.fixtures();
        let answer = ask(&sandbox).await;
        assert_eq!(answer.json()["expires_in"], u64::MAX, "{now:?}");
        httpdate::parse_http_date(answer.header("date")).unwrap();
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let jobs = format!(
            "{}/api/public/v1.0/groups/{}/logCollectionJobs",
            sandbox.url(),
            fixtures.group_id
        );
        let sent = get(&jobs).header("authorization", &format!("Bearer {token}"));
        assert_eq!(sent.send().await.status, 200, "{now:?}");
        let link = sandbox.put_object("a", 10);
        assert_eq!(get(&link).send().await.bytes.len(), 10, "{now:?}");
    }
}

#[tokio::test]
async fn a_file_may_be_as_long_as_a_number_can_say() {
    let sandbox = Sandbox::builder()
        .object_size(u64::MAX)
        .start()
        .await
        .unwrap();
    let link = sandbox.put_object("a", u64::MAX);
    for (range, length, shown) in [
        (
            "bytes=18446744073709551610-",
            5,
            "18446744073709551610-18446744073709551614",
        ),
        (
            "bytes=18446744073709551610-18446744073709551615",
            5,
            "18446744073709551610-18446744073709551614",
        ),
        ("bytes=-3", 3, "18446744073709551612-18446744073709551614"),
        (
            "bytes=9223372036854775807-9223372036854775807",
            1,
            "9223372036854775807-9223372036854775807",
        ),
    ] {
        let answer = get(&link).header("range", range).send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.bytes.len()),
            (206, length),
            "{range}"
        );
        let expected = format!("bytes {shown}/18446744073709551615");
        assert_eq!(answer.header("content-range"), expected);
    }
    // A list of backups adds the sizes of their files.
    let fixtures = sandbox.fixtures();
    let backups = format!(
        "{}/v2/{}/instances/{}/backups",
        sandbox.url(),
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id
    );
    let answer = get(&backups)
        .header("x-auth-token", fixtures.dcs_token)
        .send()
        .await;
    assert_eq!(answer.json()["backup_record_response"][0]["size"], u64::MAX);
}

#[tokio::test]
async fn pages_far_beyond_the_end_are_empty() {
    let sandbox = Sandbox::builder().restore_jobs(3).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let token = ask(&sandbox).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    for page in ["9223372036854775807", "18446744073709551615"] {
        let jobs = format!(
            "{}/api/atlas/v2/groups/{}/clusters/{}/backup/restoreJobs?pageNum={page}&itemsPerPage=500",
            sandbox.url(),
            fixtures.group_id,
            fixtures.cluster_name
        );
        let answer = get(&jobs)
            .header("authorization", &format!("Bearer {token}"))
            .header("accept", "application/vnd.atlas.2023-01-01+json")
            .send()
            .await;
        assert_eq!(answer.json()["results"], serde_json::json!([]), "{page}");
    }
    for (offset, limit) in [
        ("9223372036854775807", "10"),
        ("18446744073709551615", "1000"),
    ] {
        let backups = format!(
            "{}/v2/{}/instances/{}/backups?offset={offset}&limit={limit}",
            sandbox.url(),
            fixtures.dcs_project_id,
            fixtures.dcs_instance_id
        );
        let answer = get(&backups)
            .header("x-auth-token", fixtures.dcs_token)
            .send()
            .await;
        assert!(answer.status.as_u16() < 500, "{offset}: {answer:?}");
    }
}

#[tokio::test]
async fn failures_may_be_scheduled_without_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail_token_requests(0, TokenFailure::OAuth(OAuthError::InvalidGrant));
    assert_eq!(ask(&sandbox).await.status, 200);
    sandbox.fail_token_requests(1, TokenFailure::OAuth(OAuthError::ServerError));
    sandbox.fail_token_requests(usize::MAX, TokenFailure::OAuth(OAuthError::InvalidGrant));
    assert_eq!(ask(&sandbox).await.error("error").1, "server_error");
    for _ in 0..3 {
        assert_eq!(ask(&sandbox).await.error("error").1, "invalid_grant");
    }
    sandbox.faults().reset_connections(u64::MAX);
    sandbox.faults().reset_connections(u64::MAX);
    sandbox.faults().let_bytes(usize::MAX);
    sandbox.faults().let_bytes(usize::MAX);
}

#[tokio::test]
async fn more_jobs_than_fit_are_refused_in_words() {
    let error = Sandbox::builder().restore_jobs(usize::MAX).start().await;
    let error = error.err().unwrap().to_string();
    assert!(
        error.contains("restore_jobs(18446744073709551615)"),
        "{error}"
    );
    assert!(error.contains("the most is 10000000"), "{error}");
}
