//! Tokens and signatures, in both dialects.

use super::request::{
    SDK_DATE, error, expected, good, links, links_of, sandbox_at, scoped, sign, signed, with_token,
};
use crate::common::Sent;

#[tokio::test]
async fn a_link_is_made_with_a_token_or_a_signature() {
    let sandbox = sandbox_at(0).await;
    let id = sandbox.fixtures().dcs_redislog_id;
    for request in [
        with_token(&sandbox, links(&sandbox)),
        good(&sandbox, links(&sandbox)),
    ] {
        let answer = request.send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.header("x-request-id").len(), 32);
        let body = answer.json();
        assert_eq!(body["id"], id);
        assert_eq!(body["backup_id"], id);
        let link = body["link"].as_str().unwrap();
        assert!(link.starts_with(sandbox.url()), "{link}");
        assert!(link.contains("AWSAccessKeyId=FAKE") && link.contains("Signature=FAKE"));
    }
    let requests = sandbox.requests();
    assert!(requests.iter().all(|r| r.authenticated && r.status == 200));
    assert_eq!(
        requests[0].operation.as_deref(),
        Some("CreateRedislogDownloadLink")
    );
}

#[tokio::test]
async fn each_fault_of_a_token_has_its_code() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let other = links_of(
        &sandbox,
        "other",
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    );
    let token = |value| links(&sandbox).header("x-auth-token", value);
    for (request, code) in [
        (token("wrong"), "DCS.1001"),
        (token(fixtures.dcs_expired_token), "DCS.1002"),
        (links(&sandbox), "DCS.1003"),
        (
            links(&sandbox).header("authorization", "Basic abc"),
            "DCS.1003",
        ),
        (with_token(&sandbox, other), "DCS.1004"),
        (
            with_token(&sandbox, links(&sandbox)).header("x-project-id", "other"),
            "DCS.1004",
        ),
    ] {
        assert_eq!(error(&request.send().await), expected(401, code));
    }
    assert!(sandbox.requests().iter().all(|r| !r.authenticated));
}

#[tokio::test]
async fn each_fault_of_a_signature_is_refused_by_the_gateway() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (access, secret) = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let mut other_path = good(&sandbox, links(&sandbox));
    other_path.url = other_path.url.replace(fixtures.dcs_redislog_id, "other");
    let mut no_date = good(&sandbox, links(&sandbox));
    no_date.headers.remove("x-sdk-date");
    let host = sandbox.url().replace("http://", "");
    let dated = || {
        links(&sandbox)
            .header("x-sdk-date", SDK_DATE)
            .header("host", &host)
    };
    let scoped =
        "SDK-HMAC-SHA256 Credential=AK/20240229///sdk_request, SignedHeaders=host, Signature=0";
    for request in [
        signed(&sandbox, links(&sandbox), access, "wrong"),
        signed(&sandbox, links(&sandbox), "NOBODY", secret),
        other_path,
        no_date,
        sign(dated(), &["host"], access, secret),
        sign(dated(), &["x-sdk-date"], access, secret),
        good(&sandbox, links(&sandbox).header("x-project-id", "other")),
        good(&sandbox, links(&sandbox)).header("x-project-id", "other"),
        links(&sandbox).header("authorization", scoped),
    ] {
        let answer = request.send().await;
        assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        assert!(!answer.text.contains(secret));
    }
}

#[tokio::test]
async fn a_date_more_than_15_minutes_off_is_refused() {
    for (offset, fresh) in [(-901, false), (-900, true), (900, true), (901, false)] {
        let sandbox = sandbox_at(offset).await;
        let answer = good(&sandbox, links(&sandbox)).send().await;
        if fresh {
            assert_eq!(answer.status, 200, "{offset}");
        } else {
            assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        }
    }
}

#[tokio::test]
async fn the_scoped_dialect_opens_too_whatever_its_region_and_service() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let key = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    for scope in [["", ""], ["eu-de", "dcs"]] {
        let project = fixtures.dcs_project_id;
        let request = scoped(&sandbox, links(&sandbox), scope, key);
        let answer = request.header("x-project-id", project).send().await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[tokio::test]
async fn each_fault_of_a_scoped_signature_is_refused_by_the_gateway() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let key = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let good = |request| scoped(&sandbox, request, ["", ""], key);
    let replaced = |from: &str, to: &str| {
        let request = good(links(&sandbox));
        let authorization = request.headers["authorization"].to_str().unwrap();
        let changed = authorization.replace(from, to);
        assert_ne!(changed, authorization);
        request.header("authorization", &changed)
    };
    let mut other_path = good(links(&sandbox));
    other_path.url = other_path.url.replace(fixtures.dcs_redislog_id, "other");
    let mut other_query = good(links(&sandbox));
    other_query.url.push_str("?a=1");
    let wrong = |key| scoped(&sandbox, links(&sandbox), ["", ""], key);
    for request in [
        wrong((key.0, "wrong")),
        wrong(("NOBODY", key.1)),
        replaced("/20240229/", "/20240228/"),
        replaced("/20240229/", "//"),
        replaced("///sdk_request", "/eu-de/dcs/sdk_request"),
        replaced("///sdk_request", "///aws4_request"),
        replaced("accept;", ""),
        replaced(";host", ""),
        other_path,
        // It is in the hash of the payload, because this POST has no body.
        other_query,
        good(links(&sandbox)).header("x-project-id", "other"),
    ] {
        let answer = request.send().await;
        assert_eq!(error(&answer), expected(401, "APIGW.0301"));
        assert!(!answer.text.contains(key.1));
    }
}

#[tokio::test]
async fn a_temporary_key_needs_its_security_token_in_both_dialects() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let lasting = (fixtures.dcs_access_key, fixtures.dcs_secret_key);
    let temporary = (
        fixtures.dcs_temporary_access_key,
        fixtures.dcs_temporary_secret_key,
    );
    let token = fixtures.dcs_security_token;
    for (key, sent, opens) in [
        (temporary, Some(token), true),
        (temporary, Some("wrong"), false),
        (temporary, None, false),
        (lasting, Some(token), false),
    ] {
        let request = |request: Sent| match sent {
            Some(token) => request.header("x-security-token", token),
            None => request,
        };
        let signed = signed(&sandbox, request(links(&sandbox)), key.0, key.1);
        let scoped = request(scoped(&sandbox, links(&sandbox), ["", ""], key));
        for request in [signed, scoped] {
            let answer = request.send().await;
            if opens {
                assert_eq!(answer.status, 200, "{answer:?}");
            } else {
                assert_eq!(error(&answer), expected(401, "APIGW.0301"));
                assert!(!answer.text.contains(token));
            }
        }
    }
}
