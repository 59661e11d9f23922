//! What every authorizer keeps to: the right host, a new date for each attempt, and silence about secrets.

#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use backhaul_runtime::auth::{
    AccessKey, ApiKey, AuthError, Authorizer, Dialect, Digest, HeaderToken, SdkHmac, Signable,
    SlsV1, SlsV4, Token, sdk_hmac, sls,
};
use reqwest::header::{AUTHORIZATION, HOST, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use reqwest::{Method, Request, Url};

const SECRET: &str = "fake-marker";
const NOW: SystemTime = UNIX_EPOCH;

fn request(url: &str) -> Request {
    Request::new(Method::GET, Url::parse(url).unwrap())
}

/// One of each, built from the marker secret, and ready to send `Authorization` or a token.
fn all() -> Vec<Box<dyn Authorizer>> {
    let digest = Digest::new("fakekey", SECRET.into());
    let challenge = HeaderValue::from_static(r#"Digest realm="r", nonce="n", qop="auth""#);
    let refused = HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge)]);
    assert!(digest.challenged(&HeaderMap::new(), &refused));
    vec![
        Box::new(digest),
        Box::new(SlsV1::new(
            AccessKey::new("FAKEID", SECRET).security_token(SECRET),
        )),
        Box::new(SlsV4::new(
            AccessKey::new("FAKEID", SECRET).security_token(SECRET),
            "cn-hangzhou",
        )),
        Box::new(SdkHmac::new(
            AccessKey::new("FAKEAK", SECRET).security_token(SECRET),
        )),
        Box::new(HeaderToken::new("X-Auth-Token", Token::new(SECRET))),
    ]
}

#[test]
fn no_debug_shows_a_secret_and_headers_that_carry_one_are_sensitive() {
    for authorizer in all() {
        let shown = format!("{authorizer:?}");
        assert!(!shown.contains(SECRET), "{shown}");

        let mut request = request("http://127.0.0.1:8080/v2?limit=1");
        authorizer.authorize(&mut request, NOW).unwrap();
        let shown = format!("{request:?} {:?}", request.headers());
        assert!(!shown.contains(SECRET), "{shown}");
        let proof = request.headers().get(AUTHORIZATION);
        let proof = proof.or_else(|| request.headers().get("x-auth-token"));
        assert!(proof.unwrap().is_sensitive(), "{}", authorizer.scheme());
    }
    let key = format!("{:?}", ApiKey::new("fakekey", SECRET));
    assert!(key.contains("fakekey") && !key.contains(SECRET), "{key}");
}

#[test]
fn a_credential_that_no_header_can_carry_is_an_error_that_does_not_show_it() {
    let bad = format!("{SECRET}\n");
    let authorizers: [Box<dyn Authorizer>; 4] = [
        Box::new(SlsV1::new(
            AccessKey::new("FAKEID", SECRET).security_token(bad.as_str()),
        )),
        Box::new(SlsV4::new(
            AccessKey::new(bad.as_str(), SECRET),
            "cn-hangzhou",
        )),
        Box::new(SdkHmac::new(AccessKey::new("FAKEAK", SECRET)).project_id(bad.as_str())),
        Box::new(HeaderToken::new("X-Auth-Token", Token::new(bad.as_str()))),
    ];
    for authorizer in authorizers {
        let error = authorizer
            .authorize(&mut request("http://127.0.0.1/"), NOW)
            .unwrap_err();
        assert_eq!(error.scheme(), authorizer.scheme());
        let shown = format!("{error} {error:?}");
        assert!(shown.starts_with(authorizer.scheme()), "{shown}");
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn a_credential_that_cannot_be_sent_is_found_before_it_is_sent() {
    for bad in ["", "fake\nmarker", "fake\0marker", "fake-m\u{e4}rker"] {
        let key = |id: &str, token: &str| AccessKey::new(id, SECRET).security_token(token);
        let mut authorizers: Vec<Box<dyn Authorizer>> = vec![
            Box::new(HeaderToken::new("X-Auth-Token", Token::new(bad))),
            Box::new(HeaderToken::bearer(Token::new(bad))),
        ];
        for key in [key(bad, "fake"), key("FAKEID", bad)] {
            authorizers.push(Box::new(SlsV1::new(key.clone())));
            authorizers.push(Box::new(SlsV4::new(key.clone(), "cn-hangzhou")));
            authorizers.push(Box::new(SdkHmac::new(key)));
        }
        // In this scheme a user's name may have letters of any kind.
        if bad.is_ascii() {
            authorizers.push(Box::new(Digest::new(bad, SECRET.into())));
        }
        for authorizer in authorizers {
            let error = authorizer.check().unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.starts_with(authorizer.scheme()), "{shown}");
            assert!(
                !shown.contains(SECRET) && !shown.contains("rker"),
                "{shown}"
            );
        }
    }
    assert!(
        Digest::new("fake-m\u{e4}rker", SECRET.into())
            .check()
            .is_ok()
    );
    for authorizer in all() {
        assert!(authorizer.check().is_ok(), "{}", authorizer.scheme());
    }
}

#[test]
fn sdk_hmac_names_the_project_that_the_path_names_unless_one_is_set() {
    let sent = |authorizer: SdkHmac, url: &str| {
        let mut request = request(url);
        authorizer.authorize(&mut request, NOW).unwrap();
        let header = request.headers().get("x-project-id");
        header.map(|value| value.to_str().unwrap().to_owned())
    };
    let signer = || SdkHmac::new(AccessKey::new("FAKEAK", "fake"));
    for dialect in [Dialect::Access, Dialect::Scoped] {
        let behind = |beginning: &str| signer().dialect(dialect).project_behind(beginning);
        let url = "http://127.0.0.1/v2/fake-project/instances?limit=1";
        assert_eq!(sent(behind("/v2/"), url).as_deref(), Some("fake-project"));
        assert_eq!(
            sent(behind("/v2/"), "http://127.0.0.1/v2/a%7Eb").as_deref(),
            Some("a~b")
        );
        assert_eq!(sent(behind("/v1/"), url), None);
        assert_eq!(sent(signer().dialect(dialect), url), None);
        let set = behind("/v2/").project_id("fake-other");
        assert_eq!(sent(set, url).as_deref(), Some("fake-other"));
    }
}

#[test]
fn an_error_can_cross_threads_and_be_a_source() {
    fn check<T: std::error::Error + Send + Sync + 'static>() {}
    check::<AuthError>();
}

#[test]
fn the_host_is_signed_as_it_will_be_sent() {
    let signed = |url: &str, explicit: Option<&'static str>| {
        let mut request = request(url);
        if let Some(host) = explicit {
            let host = HeaderValue::from_static(host);
            request.headers_mut().insert(HOST, host);
        }
        let authorizer = SlsV4::new(AccessKey::new("FAKEID", "fake"), "cn-hangzhou");
        authorizer.authorize(&mut request, NOW).unwrap();
        request.headers()[AUTHORIZATION].clone()
    };
    let expected = |host: &'static str| {
        let mut request = request("http://unused/");
        let authorizer = SlsV4::new(AccessKey::new("FAKEID", "fake"), "cn-hangzhou");
        authorizer.authorize(&mut request, NOW).unwrap();
        let mut headers = request.headers().clone();
        headers.insert(HOST, HeaderValue::from_static(host));
        let signable = Signable {
            method: "GET",
            path: "/",
            query: &[],
            headers: &headers,
            body: b"",
        };
        let key = "fake".into();
        sls::v4::authorization(&signable, "FAKEID", &key, "cn-hangzhou", "19700101T000000Z")
    };
    assert_eq!(
        signed("http://127.0.0.1:8080/", None),
        expected("127.0.0.1:8080")
    );
    assert_eq!(
        signed("https://a.example:443/", None),
        expected("a.example")
    );
    assert_eq!(signed("http://[::1]:8080/", None), expected("[::1]:8080"));
    assert_eq!(
        signed("http://127.0.0.1:8080/", Some("project.a.example")),
        expected("project.a.example")
    );
}

#[test]
fn each_attempt_is_signed_with_its_own_time() {
    let authorizers: [(Box<dyn Authorizer>, &str, &str); 3] = [
        (
            Box::new(SlsV1::new(AccessKey::new("FAKEID", "fake"))),
            "date",
            "Thu, 01 Jan 1970 00:00:10 GMT",
        ),
        (
            Box::new(SlsV4::new(AccessKey::new("FAKEID", "fake"), "cn-hangzhou")),
            "x-log-date",
            "19700101T000010Z",
        ),
        (
            Box::new(SdkHmac::new(AccessKey::new("FAKEAK", "fake"))),
            "x-sdk-date",
            "19700101T000010Z",
        ),
    ];
    for (authorizer, date, later) in authorizers {
        let url = "http://127.0.0.1/path";
        let mut request_again = request(url);
        authorizer.authorize(&mut request_again, NOW).unwrap();
        let first = request_again.headers()[AUTHORIZATION].clone();
        let now = NOW + Duration::from_secs(10);
        authorizer.authorize(&mut request_again, now).unwrap();
        assert_eq!(request_again.headers()[date], later);
        assert_ne!(request_again.headers()[AUTHORIZATION], first);

        let mut request_once = request(url);
        authorizer.authorize(&mut request_once, now).unwrap();
        assert_eq!(request_again.headers(), request_once.headers());
    }
}

#[test]
fn signatures_never_take_a_refusal_for_a_challenge() {
    let challenge = HeaderValue::from_static(r#"Digest realm="r", nonce="n", qop="auth""#);
    let refused = HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge)]);
    for authorizer in all() {
        let is_digest = authorizer.scheme() == "Digest";
        assert_eq!(
            authorizer.challenged(&HeaderMap::new(), &refused),
            is_digest
        );
    }
}

#[test]
fn sdk_hmac_sends_the_query_in_the_form_that_it_signs() {
    let mut request = request("http://127.0.0.1/v2?z=a+b&a=%2f");
    let authorizer = SdkHmac::new(AccessKey::new("FAKEAK", "fake"));
    authorizer.authorize(&mut request, NOW).unwrap();
    assert_eq!(request.url().query(), Some("a=%2F&z=a%20b"));
}

#[test]
fn sdk_hmac_takes_an_encoded_slash_in_the_path_for_a_slash() {
    let headers = HeaderMap::new();
    let signature = |path| {
        let signable = Signable {
            method: "GET",
            path,
            query: &[],
            headers: &headers,
            body: b"",
        };
        sdk_hmac::authorization(&signable, &["host"], "FAKEAK", &"fake".into())
    };
    assert_eq!(signature("/v2/a%2Fb%7e"), signature("/v2/a/b~/"));
    assert_ne!(signature("/v2/a%20b"), signature("/v2/a+b"));
}
