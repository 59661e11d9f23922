//! The forms of a challenge, and which of several is answered.

use backhaul_runtime::auth::Digest;

use crate::server::{Server, USER, answer_to, digest};

#[test]
fn the_challenge_as_mongodb_prints_it_is_answered_in_the_old_form() {
    let server = Server::new(
        r#"Digest realm="MMS Public API", domain="", nonce="NONCE", algorithm=MD5, op="auth""#,
    );
    let digest = digest();
    assert_eq!(server.call(&digest), (true, 2));
    assert_eq!(server.call(&digest), (true, 2));
    let wrong = Digest::new(USER, "fake-wrong".into());
    assert_eq!(server.call(&wrong), (false, 2));
}

#[test]
fn each_algorithm_gives_the_answer_that_the_server_computes() {
    for (challenge, algorithm) in [
        (r#"Digest realm="r", nonce="n", qop="auth""#, "MD5"),
        (
            r#"Digest realm="r", nonce="n", qop="auth", algorithm="MD5""#,
            "MD5",
        ),
        (
            r#"Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess"#,
            "MD5-sess",
        ),
        (
            r#"Digest realm="r", nonce="n", qop="auth-int,auth", algorithm=SHA-256"#,
            "SHA-256",
        ),
        (
            r#"Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess"#,
            "SHA-256-sess",
        ),
        // In the old form MD5 goes without saying.
        (r#"Digest realm="r", nonce="n", algorithm=MD5"#, ""),
        (
            r#"Digest realm="r", nonce="n", algorithm=SHA-256"#,
            "SHA-256",
        ),
    ] {
        let answer = answer_to(&[challenge]).unwrap();
        assert_eq!(answer.get("algorithm"), algorithm, "{challenge}");
    }
}

#[test]
fn the_strongest_challenge_is_answered_and_basic_never() {
    let md5 = r#"Digest realm="r", nonce="md5", qop="auth", algorithm=MD5"#;
    let sha_256 = r#"Digest realm="r", nonce="sha", qop="auth", algorithm=SHA-256"#;
    let basic = r#"Basic realm="r""#;
    let both = r#"Basic realm="r", Digest realm="r", nonce="md5", qop="auth", Digest realm="r", nonce="sha", qop="auth", algorithm=SHA-256"#;
    for challenges in [
        &[md5, sha_256][..],
        &[sha_256, md5],
        &[basic, sha_256, md5],
        &[both],
    ] {
        assert_eq!(answer_to(challenges).unwrap().get("nonce"), "sha");
    }
    assert_eq!(answer_to(&[basic, md5]).unwrap().get("nonce"), "md5");
    assert!(answer_to(&[basic]).is_none());
    assert!(answer_to(&[]).is_none());
}

#[test]
fn a_challenge_that_is_not_supported_or_cannot_be_read_is_skipped() {
    let usable = r#"Digest realm="r", nonce="usable", qop="auth""#;
    for other in [
        r#"Digest realm="r", nonce="n", qop="auth-int""#,
        r#"Digest realm="r", nonce="n", qop="auth", algorithm=WHIRLPOOL"#,
        r#"Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256"#,
        r#"Digest realm="r", nonce="n", algorithm=MD5-sess"#,
        r#"Digest realm="r", qop="auth""#,
        r#"Digest realm="unfinished"#,
        "Negotiate dG9rZW4=",
    ] {
        assert!(answer_to(&[other]).is_none(), "{other}");
        assert_eq!(answer_to(&[other, usable]).unwrap().get("nonce"), "usable");
    }
}
