//! HTTP digest authentication by RFC 7616 and, without `qop`, by RFC 2069.
//!
//! The `http-auth` crate parses challenges and computes answers. This module decides which challenge to
//! answer, with which nonce, and when a refusal means that the credentials are wrong.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use http_auth::digest::{Algorithm, DigestClient, Qop};
use http_auth::parser::ChallengeParser;
use http_auth::{ChallengeRef, PasswordParams};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use secrecy::{ExposeSecret, SecretString};
use url::Position;

use crate::auth::authorizer::Authorizer;
use crate::auth::carried;
use crate::auth::challenge::Challenge;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::shown::Secrets;

const SCHEME: &str = "Digest";

/// Answers digest challenges with a user name and a password.
///
/// The first request goes without `Authorization`. The challenge that refuses it serves all later calls, with
/// an increasing `nc`. Until its first answer is accepted, the challenge belongs to the call that received
/// it, because some servers accept a nonce only once. MD5 and SHA-256 are supported, also as `-sess`, with
/// `qop=auth` or in the old form without `qop`. In the old form a nonce is answered only once, because a
/// server cannot distinguish a repeated answer from a replay. The strongest of several challenges is
/// answered; other schemes, such as `Basic`, never are.
pub struct Digest {
    username: String,
    password: SecretString,
    challenges: Mutex<Challenges>,
}

#[derive(Default)]
struct Challenges {
    /// Challenges that no request has answered yet and that belong to no call, because the challenged call
    /// did not [take](Authorizer::take_challenge) them.
    fresh: VecDeque<DigestClient>,
    /// A challenge whose answer was accepted. Its nonce serves further requests.
    current: Option<DigestClient>,
}

impl Digest {
    /// Answers with `username` and `password`. For a MongoDB API key these are the public key and the private
    /// key.
    pub fn new(username: impl Into<String>, password: SecretString) -> Self {
        Self {
            username: username.into(),
            password,
            challenges: Mutex::default(),
        }
    }

    fn challenges(&self) -> MutexGuard<'_, Challenges> {
        // Each change is complete before anything can panic, so the data behind a poisoned lock is valid.
        self.challenges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of `Authorization` for one request, or `None` if there is no challenge to answer yet.
    /// `compute` is [`DigestClient::respond`]; tests use a known `cnonce`.
    fn next_answer(
        &self,
        request: &Request,
        compute: impl FnOnce(&mut DigestClient, &PasswordParams<'_>) -> Result<String, String>,
    ) -> Result<Option<String>, AuthError> {
        let challenges = &mut *self.challenges();
        if let Some(mut challenge) = challenges.fresh.pop_front() {
            let answer = self.answer_to(&mut challenge, request, compute)?;
            challenges.keep(challenge);
            return Ok(Some(answer));
        }
        // Where it is: it is large.
        let Some(challenge) = &mut challenges.current else {
            return Ok(None);
        };
        let answer = self.answer_to(challenge, request, compute);
        if answer.is_err() {
            challenges.current = None;
        }
        answer.map(Some)
    }

    fn answer_to(
        &self,
        challenge: &mut DigestClient,
        request: &Request,
        compute: impl FnOnce(&mut DigestClient, &PasswordParams<'_>) -> Result<String, String>,
    ) -> Result<String, AuthError> {
        let answer = compute(
            challenge,
            &PasswordParams {
                username: &self.username,
                password: self.password.expose_secret(),
                uri: &request.url()[Position::BeforePath..Position::AfterQuery],
                method: request.method().as_str(),
                body: None,
            },
        );
        let mut answer =
            answer.map_err(|_| AuthError::new(SCHEME, "the challenge cannot be answered"))?;
        if challenge.rfc2069_compat() && challenge.algorithm() != Algorithm::Md5 {
            // The old form knows no other algorithm, so the answer has to name it.
            answer.push_str(", algorithm=SHA-256");
        }
        Ok(answer)
    }

    /// The challenge in `refused`, if it can be answered.
    fn challenge_after(&self, sent: &HeaderMap, refused: &HeaderMap) -> Option<DigestClient> {
        let sent = Sent::read(sent);
        let challenge = strongest_challenge(refused);
        if let Some(sent) = &sent {
            // A refused nonce is of no further use to any call.
            let used_up = |challenge: &mut DigestClient| challenge.nonce() == sent.nonce;
            self.challenges().current.take_if(used_up);
        }
        challenge.filter(|challenge| match &sent {
            None => true,
            Some(sent) => {
                challenge.stale() || (sent.is_repeated && sent.nonce != challenge.nonce())
            }
        })
    }
}

impl Challenges {
    /// Lets other calls use the nonce of an answered challenge, if its form counts the uses.
    fn keep(&mut self, challenge: DigestClient) {
        if !challenge.rfc2069_compat() {
            self.current = Some(challenge);
        }
    }
}

/// Sets `Authorization`.
fn insert(request: &mut Request, answer: String) -> Result<(), AuthError> {
    let answer = sensitive(SCHEME, "user name or challenge", answer)?;
    request.headers_mut().insert(AUTHORIZATION, answer);
    Ok(())
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Digest")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl Authorizer for Digest {
    fn scheme(&self) -> &'static str {
        SCHEME
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        match self.next_answer(request, DigestClient::respond)? {
            Some(answer) => insert(request, answer),
            None => {
                request.headers_mut().remove(AUTHORIZATION);
                Ok(())
            }
        }
    }

    fn check(&self) -> Result<(), AuthError> {
        carried::present(
            SCHEME,
            "private key (password)",
            self.password.expose_secret(),
        )?;
        // The header has a special form for characters that are not ASCII.
        let ascii: String = self.username.chars().filter(char::is_ascii).collect();
        if ascii.is_empty() && !self.username.is_empty() {
            return Ok(());
        }
        carried::check(SCHEME, "public key (user name)", &ascii)
    }

    fn secrets(&self, secrets: &mut Secrets) {
        secrets.add(self.password.expose_secret());
    }

    fn expects_challenges(&self) -> bool {
        true
    }

    fn challenged(&self, sent: &HeaderMap, refused: &HeaderMap) -> bool {
        let challenge = self.challenge_after(sent, refused);
        let is_answerable = challenge.is_some();
        self.challenges().fresh.extend(challenge);
        is_answerable
    }

    fn take_challenge(&self, sent: &HeaderMap, refused: &HeaderMap) -> Option<Challenge> {
        self.challenge_after(sent, refused).map(Challenge::new)
    }

    fn answer(
        &self,
        request: &mut Request,
        challenge: &mut Challenge,
        now: SystemTime,
    ) -> Result<(), AuthError> {
        match challenge.get_mut::<DigestClient>() {
            Some(challenge) => {
                let answer = self.answer_to(challenge, request, DigestClient::respond)?;
                insert(request, answer)
            }
            None => self.authorize(request, now),
        }
    }

    fn share(&self, challenge: Challenge) {
        if let Some(challenge) = challenge.into_inner::<DigestClient>() {
            self.challenges().keep(challenge);
        }
    }
}

/// The answer of an attempt, read from its `Authorization`.
struct Sent {
    nonce: String,
    /// Whether the nonce had served an earlier request. If it had not, a refusal is about the credentials.
    is_repeated: bool,
}

impl Sent {
    fn read(sent: &HeaderMap) -> Option<Self> {
        // Credentials have the same syntax as a challenge.
        let text = sent.get(AUTHORIZATION)?.to_str().ok()?;
        let answer = ChallengeParser::new(text).next()?.ok()?;
        if !answer.scheme.eq_ignore_ascii_case(SCHEME) {
            return None;
        }
        Some(Self {
            nonce: parameter(&answer, "nonce")?,
            is_repeated: parameter(&answer, "nc").is_some_and(|count| count != "00000001"),
        })
    }
}

fn parameter(challenge: &ChallengeRef<'_>, name: &str) -> Option<String> {
    challenge
        .params
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.to_unescaped())
}

/// The digest challenge to answer: the strongest supported one. Among equals the first wins, which the server
/// prefers. A challenge that cannot be parsed is skipped.
fn strongest_challenge(refused: &HeaderMap) -> Option<DigestClient> {
    let mut strongest: Option<(u8, DigestClient)> = None;
    for header in refused.get_all(WWW_AUTHENTICATE) {
        let Ok(text) = header.to_str() else { continue };
        for challenge in ChallengeParser::new(text).map_while(Result::ok) {
            let Ok(challenge) = DigestClient::try_from(&challenge) else {
                continue;
            };
            let Some(strength) = strength(&challenge) else {
                continue;
            };
            if strongest.as_ref().is_none_or(|(best, _)| strength > *best) {
                strongest = Some((strength, challenge));
            }
        }
    }
    strongest.map(|(_, challenge)| challenge)
}

/// How strong a challenge is, or `None` if it is not supported.
fn strength(challenge: &DigestClient) -> Option<u8> {
    if !(challenge.qop() & Qop::Auth) {
        return None;
    }
    // A session needs a cnonce, which the old form does not send.
    if challenge.session() && challenge.rfc2069_compat() {
        return None;
    }
    match challenge.algorithm() {
        Algorithm::Md5 => Some(1),
        Algorithm::Sha256 => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;
    use reqwest::{Method, Url};

    /// Answers a challenge with a known cnonce, like the examples in the standards: `GET /dir/index.html`,
    /// user Mufasa.
    fn answer(password: &str, challenge: &str, cnonce: &str) -> String {
        let digest = Digest::new("Mufasa", password.into());
        let challenge = HeaderValue::from_str(challenge).unwrap();
        let refused = HeaderMap::from_iter([(WWW_AUTHENTICATE, challenge)]);
        assert!(digest.challenged(&HeaderMap::new(), &refused));
        let url = Url::parse("http://www.example.org/dir/index.html").unwrap();
        let request = Request::new(Method::GET, url);
        digest
            .next_answer(&request, |challenge, parameters| {
                challenge.respond_with_testing_cnonce(parameters, cnonce)
            })
            .unwrap()
            .unwrap()
    }

    #[test]
    fn example_of_rfc_7616_with_sha_256_and_md5() {
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            (
                "SHA-256",
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let challenge = format!(
                r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#
            );
            let answer = answer(
                "Circle of Life",
                &challenge,
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            );
            assert!(answer.contains(response), "{answer}");
            let choice = format!("algorithm={algorithm}, nc=00000001");
            assert!(answer.contains(&choice), "{answer}");
        }
    }

    #[test]
    fn example_of_rfc_2617() {
        let answer = answer(
            "Circle Of Life",
            r#"Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#,
            "0a4f113b",
        );
        assert!(
            answer.contains("6629fae49393a05397450978507c4ef1"),
            "{answer}"
        );
    }

    #[test]
    fn example_of_rfc_2069() {
        let answer = answer(
            "CircleOfLife",
            r#"Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#,
            "not used",
        );
        assert!(
            answer.contains("1949323746fe6a43ef61f9606e7febea"),
            "{answer}"
        );
        assert!(
            !answer.contains("cnonce") && !answer.contains("qop"),
            "{answer}"
        );
    }
}
