//! Which caller a challenge and its nonce belong to.

use backhaul_runtime::auth::Authorizer;
use reqwest::header::HeaderMap;

use crate::server::{answer_own, attempt, digest, refusal};

#[test]
fn callers_that_are_challenged_at_the_same_time_do_not_share_a_nonce() {
    let digest = digest();
    let first = refusal(r#"Digest realm="r", nonce="first", qop="auth""#);
    let second = refusal(r#"Digest realm="r", nonce="second", qop="auth""#);
    assert!(digest.challenged(&HeaderMap::new(), &first));
    assert!(digest.challenged(&HeaderMap::new(), &second));
    let answers = [attempt(&digest), attempt(&digest), attempt(&digest)];
    let answers = answers.map(|(_, answer)| {
        let answer = answer.unwrap();
        format!("{} {}", answer.get("nonce"), answer.get("nc"))
    });
    assert_eq!(
        answers,
        ["first 00000001", "second 00000001", "second 00000002"]
    );
}

#[test]
fn a_challenge_belongs_to_the_caller_that_took_it_until_its_answer_was_accepted() {
    let digest = digest();
    let first = refusal(r#"Digest realm="r", nonce="first", qop="auth""#);
    let second = refusal(r#"Digest realm="r", nonce="second", qop="auth""#);
    let mut first = digest.take_challenge(&HeaderMap::new(), &first).unwrap();
    let mut second = digest.take_challenge(&HeaderMap::new(), &second).unwrap();
    assert!(attempt(&digest).1.is_none(), "others have no nonce yet");
    assert_eq!(answer_own(&digest, &mut second), "second 00000001");
    assert!(
        attempt(&digest).1.is_none(),
        "nor while the answer is under way"
    );
    assert_eq!(answer_own(&digest, &mut first), "first 00000001");
    digest.share(second);
    let (sent, shared) = attempt(&digest);
    let shared = shared.unwrap();
    assert_eq!(
        (shared.get("nonce"), shared.get("nc")),
        ("second", "00000002")
    );

    // A server that takes a nonce once refuses that, and gives the next caller one of its own.
    let third = refusal(r#"Digest realm="r", nonce="third", qop="auth""#);
    let mut third = digest.take_challenge(&sent, &third).unwrap();
    assert_eq!(answer_own(&digest, &mut third), "third 00000001");
    drop(third);
    assert!(
        attempt(&digest).1.is_none(),
        "a call that was given up leaves nothing"
    );
}

#[test]
fn the_old_form_is_answered_once_by_its_caller_and_shared_with_nobody() {
    let digest = digest();
    let old = refusal(r#"Digest realm="r", nonce="old""#);
    let mut challenge = digest.take_challenge(&HeaderMap::new(), &old).unwrap();
    assert_eq!(answer_own(&digest, &mut challenge), "old ");
    digest.share(challenge);
    assert!(attempt(&digest).1.is_none());
}

#[test]
fn a_nonce_that_was_refused_is_not_used_again() {
    let digest = digest();
    let challenge = refusal(r#"Digest realm="r", nonce="n", qop="auth""#);
    assert!(digest.challenged(&HeaderMap::new(), &challenge));
    attempt(&digest);
    let (sent, answer) = attempt(&digest);
    assert_eq!(answer.unwrap().get("nc"), "00000002");
    // The server offers nothing new, so there is nothing to answer; the next call begins anew.
    assert!(!digest.challenged(&sent, &challenge));
    assert!(attempt(&digest).1.is_none());
}
