//! Operations that redirect: downloads are followed to a store, others are not.

use std::time::Duration;

use backhaul_runtime::for_client_crates::{Call, CallOptions};
use backhaul_runtime::reqwest::header::HeaderValue;
use backhaul_runtime::{ErrorKind, Method, Operation, PathTemplate, Retry};

use crate::client::{SIGNATURE, TOKEN, Time, content, core_at};
use crate::operations::{GET_LOG, bytes_of, download};
use crate::server::{Answer, TAG, play};

/// One that has to be asked for by POST.
static MAKE_LOG: Operation = Operation {
    name: "make_log",
    id: "makeLog",
    method: Method::Post,
    path: PathTemplate::new("/log.gz"),
    accept: Some(HeaderValue::from_static("application/gzip")),
    content_type: None,
    sensitive: false,
    idempotent: true,
    server: None,
    security: &[&["token"]],
    source: "https://docs.example/",
    __may_grow: (),
};

fn redirect(status: &str, to: &str) -> Answer {
    let page = format!("<a href=\"{to}\">moved</a>");
    let headers = [("Location", to), ("Content-Type", "text/html")];
    Answer::new(status, &headers, page.as_bytes()).announced(page.len())
}

const REDIRECTS: [&str; 5] = [
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

#[tokio::test]
async fn a_redirect_to_a_store_is_followed_without_credentials() {
    let (store, at_store) = play(vec![Answer::whole(b"log", TAG); REDIRECTS.len()]).await;
    let target = format!("{store}/bucket/log.gz?X-Amz-Signature={SIGNATURE}");
    let script = REDIRECTS.map(|status| redirect(status, &target));
    let (address, requests) = play(script.to_vec()).await;
    let core = core_at(&address, Time::default().config());
    for (number, status) in REDIRECTS.into_iter().enumerate() {
        assert_eq!(bytes_of(&core, &GET_LOG).await.unwrap(), b"log", "{status}");
        assert_eq!(
            requests.header(number, "authorization"),
            Some(format!("Bearer {TOKEN}"))
        );
        let head = at_store.head(number);
        let first = format!("GET /bucket/log.gz?X-Amz-Signature={SIGNATURE} HTTP/1.1\r\n");
        assert!(head.starts_with(&first), "{head}");
        let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut names: Vec<String> = lines.map(|(name, _)| name.to_lowercase()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
        assert!(!head.contains(TOKEN));
    }
}

#[tokio::test]
async fn a_download_continues_across_a_redirect() {
    let content = content(100_000);
    let (store, at_store) = play(vec![
        Answer::whole(&content, TAG).cut(30_000),
        Answer::new("503 Slow Down", &[], b"").announced(0),
        Answer::rest(&content, 30_000, TAG).with("x-amz-request-id", "FAKE-2"),
    ])
    .await;
    // Each answer has a link of its own: the one before may have ended.
    let to = |number| redirect("302 Found", &format!("{store}/log.gz?sig={number}"));
    let (address, requests) = play(vec![to(1), to(2), to(3)]).await;
    let core = core_at(&address, Time::default().config());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    let done = download(&core, CallOptions::default())
        .to_file(&target)
        .await
        .unwrap();
    assert!(std::fs::read(&target).unwrap() == content);
    assert_eq!(
        (done.requests, done.request_id.as_deref()),
        (2, Some("FAKE-2"))
    );
    assert_eq!(requests.count(), 3);
    for (number, range) in [
        (0, None),
        (1, Some("bytes=30000-")),
        (2, Some("bytes=30000-")),
    ] {
        assert_eq!(at_store.header(number, "range").as_deref(), range);
        let head = at_store.head(number);
        assert!(head.contains(&format!("sig={}", number + 1)), "{head}");
        assert!(!head.contains(TOKEN) && !head.to_lowercase().contains("referer"));
    }
    assert_eq!(at_store.header(1, "if-range").as_deref(), Some(TAG));
}

/// Nobody reads the page that comes with a redirect.
#[tokio::test]
async fn a_redirect_does_not_wait_for_its_page() {
    let (store, _) = play(vec![Answer::whole(b"log", TAG)]).await;
    let slow = redirect("302 Found", &store).stalls_after(1);
    let (address, _) = play(vec![slow]).await;
    let core = core_at(&address, Time::default().config());
    let work = bytes_of(&core, &GET_LOG);
    let ended = tokio::time::timeout(Duration::from_secs(20), work).await;
    assert_eq!(ended.expect("it does not wait").unwrap(), b"log");
}

/// The content is that of the operation, wherever it is kept.
#[tokio::test]
async fn a_later_run_continues_across_another_redirect() {
    let content = content(1000);
    let (one, _) = play(vec![Answer::whole(&content, TAG).cut(400)]).await;
    let (other, at_other) = play(vec![Answer::rest(&content, 400, TAG)]).await;
    let to = |store: &str, path: &str| redirect("302 Found", &format!("{store}/{path}?sig=1"));
    let (address, _) = play(vec![to(&one, "one"), to(&other, "two")]).await;
    let core = core_at(&address, Time::default().config());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    let run = || {
        let mut options = CallOptions::default();
        options.retry(Retry::off());
        download(&core, options).to_file(&target)
    };
    let error = run().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    let done = run().await.unwrap();
    assert_eq!((done.resumed_from, done.bytes), (400, 1000));
    assert_eq!(at_other.header(0, "range").as_deref(), Some("bytes=400-"));
    assert!(std::fs::read(&target).unwrap() == content);
}

#[tokio::test]
async fn a_redirect_of_a_download_obeys_the_rules_for_links() {
    let cases = [
        (
            "http://bucket.example/?fake-signature-marker",
            "plain http to another machine",
        ),
        (
            "ftp://bucket.example/?fake-signature-marker",
            "must begin with https",
        ),
        (
            "http://u:fake-signature-marker@127.0.0.1/",
            "a user or password",
        ),
        (
            "http://:fake-signature-marker",
            "it leads to an invalid address",
        ),
    ];
    let (store, at_store) = play(vec![redirect("302 Found", "/again"); 9]).await;
    let locations = cases.iter().map(|(location, _)| *location);
    let script = locations.chain([store.as_str()]);
    let script = script.map(|location| redirect("302 Found", location));
    let (address, requests) = play(script.collect()).await;
    let core = core_at(&address, Time::default().config());
    for (_, problem) in cases {
        let error = bytes_of(&core, &GET_LOG).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Download, Some("get_log"))
        );
        assert!(error.to_string().contains(problem), "{error}");
        assert!(
            !format!("{error} {error:?}").contains(SIGNATURE),
            "{error:?}"
        );
    }
    assert_eq!(requests.count(), cases.len());
    let error = bytes_of(&core, &GET_LOG).await.unwrap_err();
    assert!(
        error.to_string().contains("redirects more than 4 times"),
        "{error}"
    );
    assert_eq!(at_store.count(), 5);
}

#[tokio::test]
async fn a_store_that_refuses_what_an_operation_redirected_to_is_quoted_by_its_code_alone() {
    let body = format!("<Error><Code>ExpiredToken</Code><Message>{SIGNATURE}</Message></Error>");
    let statuses = ["400 Bad Request", "401 Unauthorized"];
    let refused =
        statuses.map(|status| Answer::new(status, &[], body.as_bytes()).announced(body.len()));
    let (store, at_store) = play(refused.to_vec()).await;
    let (address, requests) = play(vec![redirect("302 Found", &store); 2]).await;
    let core = core_at(&address, Time::default().config());
    for (number, status) in statuses.into_iter().enumerate() {
        let error = bytes_of(&core, &GET_LOG).await.unwrap_err();
        let expected = format!(
            "get_log: {status}, ExpiredToken: 127.0.0.1 says that the link has expired: ask the provider \
             for a new one"
        );
        assert_eq!(error.to_string(), expected);
        // It is not the provider that refuses, so the credentials are not to blame.
        assert_eq!(
            (requests.count(), at_store.count()),
            (number + 1, number + 1)
        );
    }
}

#[tokio::test]
async fn other_redirects_are_not_followed_and_name_their_host() {
    let (store, at_store) = play(vec![Answer::whole(b"{}", TAG)]).await;
    let secret = format!("{store}/{SIGNATURE}?{SIGNATURE}");
    let cases = [
        ("302 Found", secret.as_str(), store.as_str()),
        (
            "308 Permanent Redirect",
            "https://login.example/?fake-signature-marker",
            "https://login.example",
        ),
        (
            "301 Moved Permanently",
            "/fake-signature-marker",
            "another address on the same host",
        ),
    ];
    let mut script: Vec<Answer> = cases.iter().map(|case| redirect(case.0, case.1)).collect();
    script.push(redirect("307 Temporary Redirect", &secret));
    script.push(redirect("303 See Other", &secret));
    let (address, requests) = play(script).await;
    let core = core_at(&address, Time::default().config());
    for (number, (status, _, place)) in cases.into_iter().enumerate() {
        let call = Call::new(core.clone(), &GET_LOG, CallOptions::default());
        let error = call.send_empty().await.unwrap_err();
        let expected =
            format!("get_log: {status}, the answer redirects to {place}; it is not followed");
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert_eq!(
            (error.kind(), requests.count()),
            (ErrorKind::Api, number + 1)
        );
        assert!(
            !format!("{error} {error:?}").contains(SIGNATURE),
            "{error:?}"
        );
    }
    // It would have to be sent again as it is, to another host.
    let error = bytes_of(&core, &MAKE_LOG).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains(&format!("redirects to {store}; it is")),
        "{error}"
    );
    assert_eq!(at_store.count(), 0);
    assert_eq!(bytes_of(&core, &MAKE_LOG).await.unwrap(), b"{}");
    assert!(at_store.head(0).starts_with("GET "));
}
