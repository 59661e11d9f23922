//! A server in memory that recomputes every answer, and what a digest answers it.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::SystemTime;

use backhaul_runtime::auth::{Authorizer, Challenge, Digest};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use reqwest::{Method, Request, Url};
use sha2::Digest as _;

pub(crate) const USER: &str = "fakekey";
pub(crate) const PASSWORD: &str = "fake-private-key";
pub(crate) const URL: &str = "http://127.0.0.1/api/public/v1.0/groups?pretty=true&q=a%20b";
pub(crate) const PATH_AND_QUERY: &str = "/api/public/v1.0/groups?pretty=true&q=a%20b";

/// A server in memory. Its challenges are `challenge` with a new nonce in the place of `NONCE`.
pub(crate) struct Server {
    pub(crate) challenge: &'static str,
    pub(crate) state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) requests: usize,
    pub(crate) challenges: usize,
    /// For each valid nonce the counts that were used with it.
    pub(crate) nonces: HashMap<String, Vec<String>>,
    /// Whether a refused answer to an ended nonce is told so.
    pub(crate) tells_stale: bool,
    pub(crate) password: Option<&'static str>,
}

impl Server {
    pub(crate) fn new(challenge: &'static str) -> Self {
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
    pub(crate) fn call(&self, digest: &Digest) -> (bool, usize) {
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

    pub(crate) fn receive(&self, headers: &HeaderMap) -> Result<(), HeaderMap> {
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

    pub(crate) fn end_all_nonces(&self) {
        self.state.lock().unwrap().nonces.clear();
    }
}

/// The parts of an `Authorization` header.
pub(crate) struct Answer(HashMap<String, String>);

impl Answer {
    pub(crate) fn parse(text: &str) -> Self {
        let parts = text.strip_prefix("Digest ").unwrap().split(", ");
        let part = |part: &str| {
            let (name, value) = part.split_once('=').unwrap();
            (name.to_owned(), value.trim_matches('"').to_owned())
        };
        Self(parts.map(part).collect())
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Computes the response anew, as RFC 7616 (3.4.1) and RFC 2069 (2.1.2) say.
    pub(crate) fn is_right(&self, password: &str) -> bool {
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

pub(crate) fn digest() -> Digest {
    Digest::new(USER, PASSWORD.into())
}

/// The answer to one challenge.
pub(crate) fn answer_to(challenges: &[&'static str]) -> Option<Answer> {
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

pub(crate) const USUAL: &str =
    r#"Digest realm="MMS Public API", domain="", nonce="NONCE", algorithm=MD5, qop="auth""#;

/// A request as the digest authorizes it now, and what it answers, if anything.
pub(crate) fn attempt(digest: &Digest) -> (HeaderMap, Option<Answer>) {
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

pub(crate) fn refusal(challenge: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))])
}

/// What an attempt answers to a challenge of its own.
pub(crate) fn answer_own(digest: &Digest, challenge: &mut Challenge) -> String {
    let mut request = Request::new(Method::PUT, Url::parse(URL).unwrap());
    digest
        .answer(&mut request, challenge, SystemTime::UNIX_EPOCH)
        .unwrap();
    let answer = Answer::parse(request.headers()[AUTHORIZATION].to_str().unwrap());
    assert!(answer.is_right(PASSWORD));
    format!("{} {}", answer.get("nonce"), answer.get("nc"))
}
