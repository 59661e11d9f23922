//! What a call costs, by the number of requests.

use backhaul_runtime::auth::{Authorizer, Digest};
use reqwest::header::HeaderMap;

use crate::server::{Server, USER, USUAL, attempt, digest, refusal};

#[test]
fn one_challenge_serves_a_hundred_calls() {
    let server = Server::new(USUAL);
    let digest = digest();
    for call in 1..=100 {
        let cost = if call == 1 { 2 } else { 1 };
        assert_eq!(server.call(&digest), (true, cost));
    }
    let state = server.state.lock().unwrap();
    assert_eq!((state.requests, state.challenges), (101, 1));
    let counts = &state.nonces["nonce-1"];
    assert_eq!(counts[0], "00000001");
    assert!(counts.is_sorted());
}

#[test]
fn concurrent_callers_each_have_their_own_count() {
    let server = Server::new(USUAL);
    let digest = digest();
    std::thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| {
                for _ in 0..25 {
                    let (succeeded, requests) = server.call(&digest);
                    assert!(succeeded && requests <= 2);
                }
            });
        }
    });
    let state = server.state.lock().unwrap();
    assert!(state.challenges <= 8, "{} challenges", state.challenges);
    assert_eq!(state.requests, 200 + state.challenges);
}

#[test]
fn a_wrong_password_costs_two_requests_each_time() {
    let server = Server::new(USUAL);
    let wrong = Digest::new(USER, "fake-wrong".into());
    assert_eq!(server.call(&wrong), (false, 2));
    assert_eq!(server.call(&wrong), (false, 2));
}

#[test]
fn a_password_that_becomes_wrong_costs_two_requests() {
    let server = Server::new(USUAL);
    let digest = digest();
    assert_eq!(server.call(&digest), (true, 2));
    server.state.lock().unwrap().password = Some("fake-changed");
    assert_eq!(server.call(&digest), (false, 2));
}

#[test]
fn a_nonce_that_ended_costs_one_request_more_whether_the_server_says_stale_or_not() {
    for tells_stale in [true, false] {
        let server = Server::new(USUAL);
        server.state.lock().unwrap().tells_stale = tells_stale;
        let digest = digest();
        assert_eq!(server.call(&digest), (true, 2));
        server.end_all_nonces();
        assert_eq!(server.call(&digest), (true, 2));
        assert_eq!(server.call(&digest), (true, 1));
    }
}

#[test]
fn a_fresh_nonce_that_ended_is_answered_again_only_if_the_server_says_stale() {
    let answer_refused_with = |challenge| {
        let digest = digest();
        let first = refusal(r#"Digest realm="r", nonce="1", qop="auth""#);
        assert!(digest.challenged(&HeaderMap::new(), &first));
        let (sent, _) = attempt(&digest);
        digest.challenged(&sent, &refusal(challenge))
    };
    assert!(answer_refused_with(
        r#"Digest realm="r", nonce="2", qop="auth", stale=true"#
    ));
    assert!(answer_refused_with(
        r#"Digest realm="r", nonce="2", qop="auth", stale=TRUE"#
    ));
    assert!(!answer_refused_with(
        r#"Digest realm="r", nonce="2", qop="auth", stale=false"#
    ));
    assert!(!answer_refused_with(
        r#"Digest realm="r", nonce="2", qop="auth""#
    ));
}
