//! Times and counts that a server, a file or a caller chose, as far from the usual as they can be:
//! nothing panics, and what is huge counts as huge.

use std::time::Duration;

use backhaul_atlas::{Client, Credentials, Error, Retry, Wait};
use backhaul_sandbox::Sandbox;
use wire::{json_answer, recorder};

use crate::support::pauses::{NOW, Pauses};

fn unavailable(retry_after: &str) -> String {
    format!(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: {retry_after}\r\nContent-Length: 0\r\n\
         Connection: close\r\n\r\n"
    )
}

fn job() -> String {
    json_answer("{\"exportBucketId\":\"b\"}")
}

async fn get(client: &Client) -> Result<(), Error> {
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001")
        .cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1");
    call.send().await.map(|_| ())
}

fn with_token(address: &str) -> backhaul_atlas::ClientBuilder {
    Client::builder()
        .credentials(Credentials::access_token("fake-token"))
        .base_url(address)
}

#[tokio::test]
async fn a_retry_after_beyond_all_time_gives_the_error_back() {
    for huge in [
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999999999999",
        "9223372036854775808",
        "18446744073709551615.5",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        for total in [
            Retry::standard(),
            Retry::standard().total_time(Duration::MAX),
        ] {
            let pauses = Pauses::default();
            // The first pause has passed, so that the huge one comes on top of it.
            let (address, _requests) =
                recorder(vec![unavailable("3"), unavailable(huge), job()]).await;
            let client = with_token(&address).clock(pauses.clock()).retry(total);
            let outcome = get(&client.build().unwrap()).await;
            let error = outcome.unwrap_err();
            assert_eq!((error.status(), error.attempts()), (Some(503), 2), "{huge}");
            assert!(
                error.retry_after() > Some(NOW),
                "{huge}: {:?}",
                error.retry_after()
            );
            assert_eq!(pauses.list(), [Duration::from_secs(3)], "{huge}");
        }
    }
}

/// A time in the past, and something that is not a time, ask for nothing.
#[tokio::test]
async fn a_retry_after_that_is_over_or_nonsense_asks_for_nothing() {
    for nothing in [
        "0",
        "-1",
        "soon",
        "1e400",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 99 Foo 2024 00:00:00 GMT",
    ] {
        let pauses = Pauses::default();
        let (address, _requests) = recorder(vec![unavailable(nothing), job()]).await;
        let client = with_token(&address).clock(pauses.clock()).build().unwrap();
        get(&client).await.unwrap();
        let pauses = pauses.list();
        assert!(
            pauses[0] <= Duration::from_millis(500),
            "{nothing}: {pauses:?}"
        );
    }
}

#[tokio::test]
async fn a_fraction_of_a_second_is_waited_for() {
    let pauses = Pauses::default();
    let (address, _requests) = recorder(vec![unavailable("1.5"), job()]).await;
    let client = with_token(&address).clock(pauses.clock()).build().unwrap();
    get(&client).await.unwrap();
    assert_eq!(pauses.list(), [Duration::from_millis(1500)]);
}

/// Sixty attempts are sixty, also with pauses that would be longer than time itself.
#[tokio::test]
async fn as_many_attempts_are_made_as_the_rule_has() {
    let longest = Duration::from_secs(1);
    let (address, requests) = recorder(vec![unavailable("0"); 60]).await;
    let pauses = Pauses::default();
    let retry = Retry::standard()
        .attempts(60)
        .total_time(Duration::MAX)
        .backoff(Duration::from_millis(10), longest);
    let client = with_token(&address).clock(pauses.clock()).retry(retry);
    let error = get(&client.build().unwrap()).await.unwrap_err();
    assert_eq!(error.attempts(), 60);
    assert_eq!(requests.await.unwrap().len(), 60);
    assert!(pauses.list().iter().all(|pause| *pause <= longest));
}

/// With the machine's own clock, as users have it.
#[tokio::test]
async fn a_client_takes_the_largest_of_every_setting() {
    let retry = Retry::standard()
        .attempts(u32::MAX)
        .total_time(Duration::MAX)
        .backoff(Duration::MAX, Duration::MAX)
        .budget(u32::MAX);
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = Client::builder()
        .credentials(Credentials::service_account(
            fixtures.service_account_id,
            fixtures.service_account_secret,
        ))
        .base_url(sandbox.url())
        .connect_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .read_timeout(Duration::MAX)
        .call_timeout(Duration::MAX)
        .polls_at_once(u32::MAX)
        .retry(retry)
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id(fixtures.group_id)
        .cluster_name(fixtures.cluster_name)
        .export_id(fixtures.successful_export_id);
    call.clone().send().await.unwrap();
    let longest = Wait::up_to(Duration::MAX)
        .first_delay(Duration::MAX)
        .longest_delay(Duration::MAX)
        .growth(f64::MAX)
        .tolerated_errors(u32::MAX);
    assert!(
        call.clone()
            .wait(longest.clone())
            .await
            .unwrap()
            .is_success()
    );

    // The pauses that these ask for do not pass: they must only be able to begin.
    let running = call.export_id(fixtures.running_export_id);
    let mut waiting = running.clone().wait(longest.clone());
    waiting.try_next().await.unwrap();
    for wait in [longest.clone(), longest.initial_delay(Duration::MAX)] {
        let mut waiting = running.clone().wait(wait);
        let look = async { while waiting.try_next().await.unwrap().is_some() {} };
        tokio::select! {
            biased;
            () = look => panic!("the pause has no end"),
            () = sandbox_was_asked(&sandbox) => {}
        }
    }
}

/// Gives other tasks some turns: enough for a request over loopback.
async fn sandbox_was_asked(sandbox: &Sandbox) {
    let before = sandbox.requests().len();
    for _ in 0..200 {
        tokio::task::yield_now().await;
        if sandbox.requests().len() > before {
            return;
        }
    }
}

/// A token of a life so long that no clock can hold its end is good for ever, not ended.
#[tokio::test]
async fn a_token_that_lives_long_is_asked_for_once() {
    for expires_in in [
        "18446744073709551615",
        "\"18446744073709551615\"",
        "9223372036854775807",
        "99999999999999999999999",
        "1e300",
        "1e19",
        "\"1e19\"",
        "3600.5",
        "\"3600.5\"",
        "\" 3600 \"",
        "-1",
        "\"-1\"",
        "\"never\"",
        "null",
        "{}",
    ] {
        let body = format!(
            "{{\"access_token\":\"fake\",\"token_type\":\"Bearer\",\"expires_in\":{expires_in}}}"
        );
        let script = vec![json_answer(&body), job(), job(), job()];
        let (address, requests) = recorder(script).await;
        let client = Client::builder()
            .credentials(Credentials::service_account(
                "mdb_sa_id_fake",
                "fake-secret",
            ))
            .base_url(&address)
            .clock(Pauses::default().clock())
            .build()
            .unwrap();
        for _ in 0..3 {
            get(&client)
                .await
                .unwrap_or_else(|error| panic!("{expires_in}: {error}"));
        }
        let requests = requests.await.unwrap();
        let tokens = requests
            .iter()
            .filter(|one| one.starts_with("POST /api/oauth/token"));
        assert_eq!(tokens.count(), 1, "{expires_in}");
    }
}

/// The same for IAM, which tells a date.
#[tokio::test]
async fn a_token_of_iam_that_lives_long_is_asked_for_once() {
    for dates in [
        "\"issued_at\":\"2024-03-01T00:00:00.000000Z\",\"expires_at\":\"9999-12-31T23:59:59.000000Z\"",
        "\"issued_at\":\"0001-01-01T00:00:00Z\",\"expires_at\":\"9999-12-31T23:59:59Z\"",
        "\"expires_at\":\"9999-12-31T23:59:59Z\"",
        "\"expires_at\":\"+262142-12-31T23:59:59Z\"",
        "\"expires_at\":\"99999-12-31T23:59:59Z\"",
        "\"expires_at\":\"18446744073709551615\"",
        "\"expires_at\":18446744073709551615",
        // A token that came just now has not ended.
        "\"issued_at\":\"2024-03-01T00:00:00Z\",\"expires_at\":\"2024-02-29T00:00:00Z\"",
        "\"expires_at\":\"0001-01-01T00:00:00Z\"",
        "\"expires_at\":\"-262143-01-01T00:00:00Z\"",
        "\"expires_at\":-1",
        "\"expires_at\":null",
    ] {
        let body = format!("{{\"token\":{{{dates}}}}}");
        let length = body.len();
        let token = format!(
            "HTTP/1.1 201 Created\r\nX-Subject-Token: fake\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        let tasks = json_answer("{\"tasks\":[]}");
        let (address, requests) = recorder(vec![token, tasks.clone(), tasks]).await;
        let login = backhaul_dcs::PasswordLogin {
            user: backhaul_dcs::IdOrName::Id("fake-user".into()),
            user_domain: None,
            password: "fake-password".into(),
            project: backhaul_dcs::IdOrName::Id("p".into()),
            project_domain: None,
        };
        let client = backhaul_dcs::Client::builder()
            .credentials(backhaul_dcs::Credentials::password(login))
            .base_url(&address)
            .iam_url(&address)
            .clock(Pauses::default().clock())
            .build()
            .unwrap();
        for _ in 0..2 {
            let call = client
                .list_background_task()
                .project_id("p")
                .instance_id("i");
            call.send()
                .await
                .unwrap_or_else(|error| panic!("{dates}: {error}"));
        }
        let requests = requests.await.unwrap();
        let tokens = requests
            .iter()
            .filter(|one| one.starts_with("POST /v3/auth/tokens"));
        assert_eq!(tokens.count(), 1, "{dates}");
    }
}

/// What a caller gives is sent as it is, or refused in words.
#[tokio::test]
async fn times_and_positions_of_a_caller_may_be_anything() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let key = (fixtures.sls_access_key_id, fixtures.sls_access_key_secret);
    let sls = backhaul_sls::Client::builder()
        .credentials(backhaul_sls::Credentials::access_key(key.0, key.1))
        .endpoint(sandbox.url())
        .region(fixtures.sls_region)
        .project(fixtures.sls_project)
        .build()
        .unwrap();
    let tasks = || {
        let call = sls.get_shipper_status().logstore(fixtures.sls_logstore);
        call.shipper_name(fixtures.sls_shipper)
    };
    for (from, to) in [
        (i64::MIN, i64::MAX),
        (i64::MAX - 1, i64::MAX),
        (i64::MIN, i64::MIN + 1),
        (i64::from(u32::MAX), i64::MAX),
        (i64::from(i32::MAX), i64::from(u32::MAX)),
        (0, i64::MAX),
        (-1, 0),
    ] {
        let outcome = tasks().from(from).to(to).send().await;
        let status = outcome.map_or_else(|error| error.status(), |answer| Some(answer.status()));
        let status = status.unwrap();
        assert!((200..500).contains(&status), "{from} to {to}: {status}");
    }
    let error = tasks().from(u64::MAX).to(0).send().await.unwrap_err();
    assert!(error.to_string().contains("from: "), "{error}");

    let key = (fixtures.public_key, fixtures.private_key);
    let atlas = Client::builder()
        .credentials(Credentials::api_key(key.0, key.1))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let list = atlas.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let items = list.page_num(i64::MAX).items().collect().await.unwrap();
    assert!(items.is_empty());
}
