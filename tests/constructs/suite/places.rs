//! Paths and parameters that only documents of others have.

use backhaul_constructs::Credentials;
use backhaul_runtime::auth::{AccessKey, SecretString, Signable, SlsV4, sls};
use backhaul_runtime::reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::recorder::{Sent, answering, no_content, problems, unasked, with};

/// The request line of a call.
macro_rules! line {
    ($client:ident => $call:expr) => {{
        let ($client, sent) = answering(&no_content()).await;
        $call.await.unwrap();
        sent.await.unwrap().line
    }};
}

#[tokio::test]
async fn a_path_is_sent_as_it_is_written() {
    assert_eq!(line!(client => client.get_slash()), "GET /slash");
    assert_eq!(line!(client => client.get_slash_2()), "GET /slash/");
    assert_eq!(line!(client => client.get_slashed().id(7)), "GET /slash/7/");
    assert_eq!(line!(client => client.get_root()), "GET /");
    assert_eq!(
        line!(client => client.get_gap().id("a b")),
        "GET /gap//a%20b"
    );
    assert_eq!(
        line!(client => client.get_literals()),
        "GET /a%20b/%C3%A9/%5Bx%5D%7C%5E/%2F/@me/~x/(id)"
    );
}

#[tokio::test]
async fn a_signature_covers_the_path_as_it_is_sent() {
    let key = AccessKey::new("fake-id", "fake-secret".to_owned());
    let signer = Credentials::of(SlsV4::new(key, "region-1"));
    let (client, sent) = with(signer, &no_content()).await;
    client.get_slash_2().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "GET /slash/");
    let signature = sent.header("authorization").unwrap();
    assert_eq!(signature, signed(&sent, "/slash/"));
    assert_ne!(signature, signed(&sent, "/slash"));
}

/// The signature of `sent` for another path, by the implementation for servers.
fn signed(sent: &Sent, path: &str) -> String {
    let mut headers = HeaderMap::new();
    let host = format!("host: {}", sent.header("host").unwrap());
    for line in sent.headers().into_iter().chain([host]) {
        let (name, value) = line.split_once(": ").unwrap();
        let name = HeaderName::try_from(name).unwrap();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    }
    let signable = Signable {
        method: "GET",
        path,
        query: &[],
        headers: &headers,
        body: b"",
    };
    let secret = SecretString::from("fake-secret".to_owned());
    let date = sent.header("x-log-date").unwrap();
    sls::v4::authorization(&signable, "fake-id", &secret, "region-1", date)
}

#[tokio::test]
async fn a_query_of_the_path_is_sent_with_each_call() {
    assert_eq!(
        line!(client => client.search_beta()),
        "GET /search?kind=a%20b&beta"
    );
    assert_eq!(
        line!(client => client.search_beta().q("x&y")),
        "GET /search?kind=a%20b&beta&q=x%26y"
    );
    assert_eq!(
        line!(client => client.search_other()),
        "GET /search?kind=other"
    );
    assert_eq!(line!(client => client.find_places()), "GET /find");
    assert_eq!(
        line!(client => client.find_places().offset(2).limit(1)),
        "GET /find?limit=1&offset=2"
    );
    assert_eq!(
        line!(client => client.find_by_key().key("a/b")),
        "GET /find?key=a%2Fb"
    );
}

#[tokio::test]
async fn a_name_in_braces_may_have_more_than_a_name() {
    assert_eq!(
        line!(client => client.get_routed().id("1").file("a.txt")),
        "GET /router/1/a.txt"
    );
    assert_eq!(
        line!(client => client.get_twice().id("a b").what("c")),
        "GET /twice/a%20b/c/a%20b"
    );
    let error = unasked().await.get_twice().id("..").await.unwrap_err();
    assert_eq!(
        problems(&error),
        [
            r#"id: ".." would name another resource"#,
            "what is missing: call .what(...)",
        ]
    );
}

/// A pattern or an enum of a vendor may allow what would reach another resource.
#[tokio::test]
async fn nothing_leaves_its_segment_whatever_the_document_allows() {
    assert_eq!(
        line!(client => client.get_loose().wide("a.b").listed("x")),
        "GET /loose/a.b/x"
    );
    let client = unasked().await;
    for (wide, reason) in [
        ("", "must not be empty"),
        (".", r#""." would name another resource"#),
        (
            "a/b",
            r#""a/b" contains a slash, a backslash or a control character"#,
        ),
    ] {
        let error = client
            .get_loose()
            .wide(wide)
            .listed("y/z")
            .await
            .unwrap_err();
        assert_eq!(
            problems(&error),
            [
                format!("wide: {reason}"),
                r#"listed: "y/z" contains a slash, a backslash or a control character"#.to_owned(),
            ]
        );
    }
}

#[tokio::test]
async fn what_may_be_null_is_a_value_or_left_out() {
    let (client, sent) = answering(&no_content()).await;
    let call = client.get_nulls().id("null").list([1, 2]).kinds(["b"]);
    call.one(3).kind("a").x_one(true).crumb("c").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "GET /nulls/null?kind=a&kinds=b&list=1&list=2&one=3"
    );
    assert_eq!(
        sent.headers(),
        ["accept: */*", "cookie: crumb=c", "x-one: true"]
    );
}

#[tokio::test]
async fn what_a_document_is_vague_about_is_a_text_or_texts() {
    let (client, sent) = answering(&no_content()).await;
    let call = client.get_vague().any("a b").several("7").plain("p");
    let call = call.nothing("n").old(["a", "b"]).words(["v", "w,x"]);
    call.note("abc").x_either("true").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "GET /vague/a%20b/7/p?note=abc&nothing=n&old=a,b&words=v,w%2Cx"
    );
    assert_eq!(sent.header("x-either"), Some("true"));
    let call = unasked().await.get_vague().any("a").several("b").plain("c");
    assert_eq!(
        problems(&call.note("abcdef").await.unwrap_err()),
        [r#"note: "abcdef" is not a valid PlaceNote: it must have at most 5 characters"#]
    );
}
