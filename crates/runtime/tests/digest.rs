//! Digest authentication, from the side of a server that recomputes every answer and counts the requests.

#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::SystemTime;

use backhaul_runtime::auth::{Authorizer, Challenge, Digest};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use reqwest::{Method, Request, Url};
use sha2::Digest as _;

const USER: &str = "fakekey";
const PASSWORD: &str = "fake-private-key";
const URL: &str = "http://127.0.0.1/api/public/v1.0/groups?pretty=true&q=a%20b";
const PATH_AND_QUERY: &str = "/api/public/v1.0/groups?pretty=true&q=a%20b";

/// A server in memory. Its challenges are `challenge` with a new nonce in the place of `NONCE`.
struct Server {
    challenge: &'static str,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    requests: usize,
    challenges: usize,
    /// For each valid nonce the counts that were used with it.
    nonces: HashMap<String, Vec<String>>,
    /// Whether a refused answer to an ended nonce is told so.
    tells_stale: bool,
    password: Option<&'static str>,
}

impl Server {
    fn new(challenge: &'static str) -> Self {
        let state = State {
            tells_stale: true,
            ..State::default()
        };
        Self {
            challenge,
            state: Mutex::new(state),
        }
    }

    /// One call, with at most two further attempts after a 401. Returns whether it succeeded and what it cost.
    fn call(&self, digest: &Digest) -> (bool, usize) {
        for requests in 1..=3 {
            let (sent, _) = attempt(digest);
            match self.receive(&sent) {
                Ok(()) => return (true, requests),
                Err(refused) if digest.challenged(&sent, &refused) => {}
                Err(_) => return (false, requests),
            }
        }
        (false, 3)
    }

    fn receive(&self, headers: &HeaderMap) -> Result<(), HeaderMap> {
        let mut state = self.state.lock().unwrap();
        state.requests += 1;
        let tells_stale = state.tells_stale;
        let mut stale = "";
        if let Some(authorization) = headers.get(AUTHORIZATION) {
            assert!(authorization.is_sensitive());
            let answer = Answer::parse(authorization.to_str().unwrap());
            assert_eq!(answer.get("uri"), PATH_AND_QUERY);
            let is_right = answer.is_right(state.password.unwrap_or(PASSWORD));
            let used = state.nonces.get_mut(answer.get("nonce"));
            match used {
                Some(used) if is_right => {
                    let count = answer.get("nc").to_owned();
                    assert!(!used.contains(&count), "nc {count} came twice");
                    used.push(count);
                    return Ok(());
                }
                Some(_) => {}
                None if is_right && tells_stale => stale = ", stale=true",
                None => {}
            }
        }
        state.challenges += 1;
        let nonce = format!("nonce-{}", state.challenges);
        let challenge = self.challenge.replace("NONCE", &nonce) + stale;
        state.nonces.insert(nonce, Vec::new());
        let challenge = HeaderValue::from_str(&challenge).unwrap();
        Err(HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge)]))
    }

    fn end_all_nonces(&self) {
        self.state.lock().unwrap().nonces.clear();
    }
}

/// The parts of an `Authorization` header.
struct Answer(HashMap<String, String>);

impl Answer {
    fn parse(text: &str) -> Self {
        let parts = text.strip_prefix("Digest ").unwrap().split(", ");
        let part = |part: &str| {
            let (name, value) = part.split_once('=').unwrap();
            (name.to_owned(), value.trim_matches('"').to_owned())
        };
        Self(parts.map(part).collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Computes the response anew, as RFC 7616 (3.4.1) and RFC 2069 (2.1.2) say.
    fn is_right(&self, password: &str) -> bool {
        let algorithm = self.get("algorithm");
        let hash = |text: String| match algorithm {
            "SHA-256" | "SHA-256-sess" => format!("{:x}", sha2::Sha256::digest(text)),
            _ => format!("{:x}", md5::Md5::digest(text)),
        };
        let [realm, nonce, cnonce] = ["realm", "nonce", "cnonce"].map(|name| self.get(name));
        let mut a1 = hash(format!("{}:{realm}:{password}", self.get("username")));
        if algorithm.ends_with("-sess") {
            a1 = hash(format!("{a1}:{nonce}:{cnonce}"));
        }
        let a2 = hash(format!("PUT:{}", self.get("uri")));
        let expected = match self.get("qop") {
            "" => hash(format!("{a1}:{nonce}:{a2}")),
            qop => hash(format!(
                "{a1}:{nonce}:{}:{cnonce}:{qop}:{a2}",
                self.get("nc")
            )),
        };
        self.get("response") == expected && self.get("username") == USER
    }
}

fn digest() -> Digest {
    Digest::new(USER, PASSWORD.into())
}

/// The answer to one challenge.
fn answer_to(challenges: &[&'static str]) -> Option<Answer> {
    let digest = digest();
    let refused = challenges
        .iter()
        .map(|challenge| (WWW_AUTHENTICATE, HeaderValue::from_static(challenge)));
    let refused = HeaderMap::from_iter(refused);
    if !digest.challenged(&HeaderMap::new(), &refused) {
        return None;
    }
    let answer = attempt(&digest).1.unwrap();
    assert!(answer.is_right(PASSWORD));
    Some(answer)
}

const USUAL: &str =
    r#"Digest realm="MMS Public API", domain="", nonce="NONCE", algorithm=MD5, qop="auth""#;

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

/// A request as the digest authorizes it now, and what it answers, if anything.
fn attempt(digest: &Digest) -> (HeaderMap, Option<Answer>) {
    let mut request = Request::new(Method::PUT, Url::parse(URL).unwrap());
    digest
        .authorize(&mut request, SystemTime::UNIX_EPOCH)
        .unwrap();
    let headers = request.headers().clone();
    let answer = headers
        .get(AUTHORIZATION)
        .map(|answer| Answer::parse(answer.to_str().unwrap()));
    (headers, answer)
}

fn refusal(challenge: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))])
}

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

/// What an attempt answers to a challenge of its own.
fn answer_own(digest: &Digest, challenge: &mut Challenge) -> String {
    let mut request = Request::new(Method::PUT, Url::parse(URL).unwrap());
    digest
        .answer(&mut request, challenge, SystemTime::UNIX_EPOCH)
        .unwrap();
    let answer = Answer::parse(request.headers()[AUTHORIZATION].to_str().unwrap());
    assert!(answer.is_right(PASSWORD));
    format!("{} {}", answer.get("nonce"), answer.get("nc"))
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
