//! The files that pre-signed links lead to.

use backhaul_sandbox::Sandbox;
use reqwest::Method;

use crate::common::{Sent, TestClock};

fn get(link: &str) -> Sent {
    Sent::new(Method::GET, link.to_owned())
}

fn content(sandbox: &Sandbox, link: &str) -> Vec<u8> {
    sandbox.object_content(link).flatten().collect()
}

#[tokio::test]
async fn a_link_needs_no_other_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1_500_000);
    let file = get(&link).send().await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-length"), "1500000");
    assert_eq!(file.header("accept-ranges"), "bytes");
    assert!(file.header("etag").starts_with('"'));
    assert_eq!(file.bytes, content(&sandbox, &link));

    let mut head = get(&link);
    head.method = Method::HEAD;
    let head = head.send().await;
    assert_eq!(
        (head.header("content-length"), head.bytes.len()),
        ("1500000", 0)
    );
    for record in sandbox.requests() {
        assert_eq!(record.operation.as_deref(), Some("object"));
        assert_eq!(record.target, "/fake-download/a.tar.gz?[signed]");
    }
}

#[tokio::test]
async fn a_part_is_given_while_the_file_is_the_same() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1_500_000);
    let before = content(&sandbox, &link);
    let etag = get(&link).send().await.header("etag").to_owned();
    let rest = || {
        get(&link)
            .header("range", "bytes=1200000-")
            .header("if-range", &etag)
    };
    let part = rest().send().await;
    assert_eq!(part.status, 206);
    assert_eq!(
        part.header("content-range"),
        "bytes 1200000-1499999/1500000"
    );
    assert_eq!(part.header("content-length"), "300000");
    assert_eq!(part.bytes, before[1_200_000..]);

    assert!(sandbox.replace_object(&link));
    let whole = rest().send().await;
    assert_eq!((whole.status.as_u16(), whole.bytes.len()), (200, 1_500_000));
    assert_ne!(whole.header("etag"), etag);
    assert!(whole.bytes != before && whole.bytes == content(&sandbox, &link));

    let beyond = get(&link).header("range", "bytes=1500000-").send().await;
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("content-range"), "bytes */1500000");
}

#[tokio::test]
async fn without_ranges_every_answer_is_whole() {
    let sandbox = Sandbox::builder().ranges(false).start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1000);
    let file = get(&link).header("range", "bytes=10-").send().await;
    assert_eq!((file.status.as_u16(), file.bytes.len()), (200, 1000));
    assert_eq!(file.header("accept-ranges"), "none");
}

#[tokio::test]
async fn a_link_that_is_not_whole_opens_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1000);
    let (path, query) = link.split_once('?').unwrap();
    let unsigned = query.split_once("&Signature").unwrap().0;
    for (link, status, code) in [
        (path.to_owned(), 403, "AccessDenied"),
        (format!("{path}?{unsigned}"), 403, "AccessDenied"),
        (format!("{link}x"), 403, "SignatureDoesNotMatch"),
        (format!("{path}.other?{query}"), 404, "NoSuchKey"),
    ] {
        let answer = get(&link).send().await;
        assert_eq!(answer.status, status, "{link}");
        assert!(answer.text.contains(code), "{}", answer.text);
        assert!(!answer.text.contains("FAKE"), "{}", answer.text);
    }
    let mut put = get(&link);
    put.method = Method::PUT;
    assert_eq!(put.send().await.status, 405);
}

#[tokio::test]
async fn a_link_comes_without_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1000);
    for name in [
        "authorization",
        "x-auth-token",
        "x-security-token",
        "x-acs-security-token",
    ] {
        let answer = get(&link).header(name, "anything").send().await;
        assert_eq!(answer.status, 400, "{name}");
        assert!(answer.text.contains("InvalidArgument"));
    }
}

#[tokio::test]
async fn a_link_ends_after_a_day() {
    let clock = TestClock::at(1_709_251_198);
    let now = clock.clone();
    let builder = Sandbox::builder().clock(move || now.now());
    let sandbox = builder.start().await.unwrap();
    let link = sandbox.put_object("a.tar.gz", 1000);
    clock.advance(24 * 60 * 60);
    assert_eq!(get(&link).send().await.status, 200);
    clock.advance(1);
    let answer = get(&link).send().await;
    assert_eq!(answer.status, 403);
    assert!(answer.text.contains("expired"));
}
