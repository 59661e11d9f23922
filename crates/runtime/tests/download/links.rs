//! Pre-signed links: what goes out with them, and where they never show.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backhaul_runtime::for_client_crates::Core;
use backhaul_runtime::{Error, ErrorKind, Retry, SensitiveString, reqwest};
use tracing_subscriber::fmt::MakeWriter;

use crate::client::{SIGNATURE, TOKEN, Time, content, core, core_with, link};
use crate::server::{Answer, TAG, play};

pub(crate) async fn fetch(core: &Core, link: &SensitiveString) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let download = core.download_link(link).retry(Retry::off());
    download.to_writer(&mut bytes).await.map(|_| bytes)
}

fn redirect(to: &str) -> Answer {
    Answer::new("307 Temporary Redirect", &[("Location", to)], b"").announced(0)
}

#[tokio::test]
async fn a_link_goes_out_alone() {
    let (address, requests) = play(vec![Answer::whole(b"log", TAG)]).await;
    let core = core(&Time::default());
    assert_eq!(
        fetch(&core, &link(&address, "/log.gz")).await.unwrap(),
        b"log"
    );
    let head = requests.head(0);
    let mut lines = head.lines();
    let line = lines.next().unwrap();
    assert_eq!(
        line,
        format!("GET /log.gz?X-Amz-Signature={SIGNATURE} HTTP/1.1")
    );
    let mut names: Vec<&str> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|pair| pair.0)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    assert_eq!(
        requests.header(0, "user-agent").as_deref(),
        Some("backhaul-test/1")
    );
    assert!(!head.contains(TOKEN));
}

#[tokio::test]
async fn a_users_own_client_is_used() {
    let (address, requests) = play(vec![Answer::whole(b"log", TAG)]).await;
    let own = reqwest::Client::builder()
        .user_agent("own")
        .build()
        .unwrap();
    let mut config = Time::default().config();
    config.link_http_client = Some(own);
    fetch(&core_with(config), &link(&address, "/log.gz"))
        .await
        .unwrap();
    assert_eq!(requests.header(0, "user-agent").as_deref(), Some("own"));
}

#[tokio::test]
async fn redirects_are_followed_without_naming_the_link() {
    let content = content(1000);
    let (store, at_store) = play(vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::rest(&content, 400, TAG),
    ])
    .await;
    let target = format!("{store}/bucket/log.gz?sig=2");
    let (address, requests) = play(vec![
        redirect("/other"),
        redirect(&target),
        redirect(&target),
    ])
    .await;
    let core = core(&Time::default());
    let mut bytes = Vec::new();
    core.download_link(&link(&address, "/log.gz"))
        .to_writer(&mut bytes)
        .await
        .unwrap();
    assert!(bytes == content);
    assert!(requests.head(1).starts_with("GET /other HTTP"));
    assert_eq!(requests.header(2, "range").as_deref(), Some("bytes=400-"));
    assert_eq!(at_store.header(1, "range").as_deref(), Some("bytes=400-"));
    for number in [0, 1] {
        let head = at_store.head(number);
        assert!(
            !head.contains(SIGNATURE) && !head.to_lowercase().contains("referer"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn redirects_end() {
    let (address, requests) = play(vec![redirect("/again"); 9]).await;
    let core = core(&Time::default());
    let error = fetch(&core, &link(&address, "/log.gz")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Download);
    assert!(
        error.to_string().contains("redirects more than 4 times"),
        "{error}"
    );
    assert_eq!(requests.count(), 5);

    let (address, requests) = play(vec![redirect("http://bucket.example/?sig=2")]).await;
    let error = fetch(&core, &link(&address, "/log.gz")).await.unwrap_err();
    assert!(
        error.to_string().contains("plain http to another machine"),
        "{error}"
    );
    assert_eq!(requests.count(), 1);
}

#[tokio::test]
async fn an_invalid_link_is_refused_before_anything_is_sent() {
    let core = core(&Time::default());
    for (wrong, problem) in [
        ("", "not an absolute address"),
        ("/fake-signature-marker", "not an absolute address"),
        ("https://fake-signature-marker:port", "invalid port number"),
        (
            "file:///fake-signature-marker",
            "must begin with https:// or http://",
        ),
        (
            "http://bucket.example/?fake-signature-marker",
            "allow_plain_http",
        ),
        (
            "http://u:fake-signature-marker@127.0.0.1/",
            "a user or password",
        ),
    ] {
        let error = fetch(&core, &SensitiveString::from(wrong))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::InvalidInput, Some("download_link"))
        );
        assert!(error.to_string().contains(problem), "{error}");
        assert!(
            !format!("{error} {error:?}").contains(SIGNATURE),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_store_that_refuses_is_quoted_by_its_code_alone() {
    let denied = format!(
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>{SIGNATURE}</Message></Error>"
    );
    let odd = format!("<Error><Code>{SIGNATURE}</Code></Error>");
    for (status, body, expected) in [
        (
            "403 Forbidden",
            denied.as_str(),
            "download_link: 403 Forbidden, AccessDenied: 127.0.0.1 refuses the link, which has most likely \
             expired: ask the provider for a new one (request FAKE-ID)",
        ),
        (
            "404 Not Found",
            odd.as_str(),
            "download_link: 404 Not Found, 127.0.0.1 no longer has a file at this link (request FAKE-ID)",
        ),
        (
            "400 Bad Request",
            SIGNATURE,
            "download_link: 400 Bad Request, 127.0.0.1 did not serve the file of the link (request FAKE-ID)",
        ),
    ] {
        let headers = [("x-obs-request-id", "FAKE-ID")];
        let answer = Answer::new(status, &headers, body.as_bytes()).announced(body.len());
        let (address, _) = play(vec![answer]).await;
        let core = core(&Time::default());
        let error = fetch(&core, &link(&address, "/log.gz")).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(!format!("{error:?}").contains(SIGNATURE));
        assert!(!error.is_retryable());
    }
}

/// What stores document for a link that has ended, or whose credentials have.
#[tokio::test]
async fn an_expired_link_is_reported_as_expired() {
    let core = core(&Time::default());
    let s3 = "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message>\
              <X-Amz-Expires>60</X-Amz-Expires><Expires>2024-03-01T00:00:00Z</Expires></Error>";
    let oss = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired.</Message>\
               <Expires>2024-03-01T00:00:00.000Z</Expires><EC>0002-00000069</EC></Error>";
    let code = |code: &str| format!("<Error><Code>{code}</Code><Message>m</Message></Error>");
    let google = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>ExpiredToken</Code>\
                  <Message>Invalid argument.</Message></Error>";
    let azure = "\u{feff}<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>m</Message>\
                 <AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [x] - \
                 Expiry [y] - Current [z]</AuthenticationErrorDetail></Error>";
    for (status, body, told) in [
        ("403 Forbidden", s3.to_owned(), "AccessDenied"),
        ("403 Forbidden", oss.to_owned(), "AccessDenied"),
        ("400 Bad Request", code("ExpiredToken"), "ExpiredToken"),
        (
            "403 Forbidden",
            code("SecurityTokenExpired"),
            "SecurityTokenExpired",
        ),
        ("400 Bad Request", google.to_owned(), "ExpiredToken"),
        ("403 Forbidden", azure.to_owned(), "AuthenticationFailed"),
        ("400 Bad Request", code("ExpiredRequest"), "ExpiredRequest"),
        (
            "400 Bad Request",
            code("TokenRefreshRequired"),
            "TokenRefreshRequired",
        ),
    ] {
        let answer = Answer::new(status, &[], body.as_bytes()).announced(body.len());
        let (address, _) = play(vec![answer]).await;
        let error = fetch(&core, &link(&address, "/log.gz")).await.unwrap_err();
        let expected = format!(
            "download_link: {status}, {told}: 127.0.0.1 says that the link has expired: ask the provider \
             for a new one"
        );
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            (error.kind(), error.is_retryable()),
            (ErrorKind::Api, false)
        );
        assert!(error.is_link_expired());
    }
    // These may have other reasons.
    for (status, body) in [
        ("403 Forbidden", code("AccessDenied")),
        ("403 Forbidden", code("SignatureDoesNotMatch")),
        ("404 Not Found", code("ExpiredToken")),
        (
            "500 Internal Server Error",
            "request has expired".to_owned(),
        ),
    ] {
        let answer = Answer::new(status, &[], body.as_bytes()).announced(body.len());
        let (address, _) = play(vec![answer]).await;
        let error = fetch(&core, &link(&address, "/log.gz")).await.unwrap_err();
        assert!(!error.is_link_expired(), "{error}");
    }
}

/// Time that never ends a silence, and ends a limit for an attempt when the first silence begins to count:
/// the answer is there then, and its body is being read.
fn clock_of_drips(config: &mut backhaul_runtime::for_client_crates::Config) {
    let reading = Arc::new(tokio::sync::Notify::new());
    (config.attempt_timeout, config.read_timeout) =
        (Duration::from_secs(2), Duration::from_secs(3));
    config.clock = config.clock.clone().with_limit(move |limit| {
        let reading = Arc::clone(&reading);
        Box::pin(async move {
            if limit == Duration::from_secs(3) {
                reading.notify_one();
                std::future::pending::<()>().await;
            }
            reading.notified().await;
        })
    });
}

#[tokio::test]
async fn the_body_of_a_refused_link_has_a_limit_of_time() {
    for status in ["403 Forbidden", "503 Slow Down", "204 No Content", "200 OK"] {
        let html = [("Content-Type", "text/html")];
        let answer = Answer::new(status, &html, b"<html>")
            .announced(1000)
            .stalls_after(6);
        let (address, _) = play(vec![answer]).await;
        let mut config = Time::default().config();
        clock_of_drips(&mut config);
        let core = core_with(config);
        let link = link(&address, "/log.gz");
        let fetching = fetch(&core, &link);
        let outcome = tokio::time::timeout(Duration::from_secs(5), fetching).await;
        let error = outcome.expect("it ends").unwrap_err();
        assert_eq!(error.status(), status[..3].parse().ok(), "{error}");
    }
}

/// What would be a log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_link_shows_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let content = content(1000);
    let refused = Answer::new("403 Forbidden", &[], SIGNATURE.as_bytes());
    let script = vec![
        redirect("/other?fake-signature-marker"),
        Answer::whole(&content, TAG).cut(400),
        Answer::rest(&content, 400, TAG).cut(0),
        refused,
    ];
    let (address, _) = play(script).await;
    let core = core(&Time::default());
    let link = link(&address, "/log.gz");
    let mut shown = format!("{link:?} {core:?}");
    let download = core.download_link(&link);
    shown += &format!("{download:?}");
    let error = download.to_writer(&mut Vec::new()).await.unwrap_err();
    shown += &format!("{error} {error:?} {error:#?}");
    let nobody = SensitiveString::from("http://127.0.0.1:1/log.gz?fake-signature-marker");
    let error = fetch(&core, &nobody).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    shown += &format!("{error} {error:?}");
    shown += &String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        shown.contains("download goes on"),
        "the log is written: {shown}"
    );
    assert!(!shown.contains(SIGNATURE), "{shown}");
}
