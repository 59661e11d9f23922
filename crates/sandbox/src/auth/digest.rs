//! HTTP digest (RFC 7616 and the form of RFC 2069 without `qop`), as MongoDB's API keys use it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use md5::Md5;
use sha2::{Digest, Sha256};

use crate::http::Request;
use crate::tokens::{TokenSource, hex};

/// The realm that MongoDB documents.
const REALM: &str = "MMS Public API";

/// The hash that the challenge names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// `MD5`, as MongoDB documents.
    #[default]
    Md5,
    /// `SHA-256`.
    Sha256,
}

impl DigestAlgorithm {
    fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }

    fn hash(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
        }
    }
}

/// The quality of protection in the challenge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestQop {
    /// `qop="auth"`: what MongoDB's servers probably send.
    #[default]
    Auth,
    /// Nothing: the old form, without `nc` and `cnonce`.
    None,
    /// `op="auth"`, as MongoDB's pages print it: an unknown parameter, hence the old form.
    AsDocumented,
}

/// How the server challenges for digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DigestOptions {
    /// The hash.
    pub algorithm: DigestAlgorithm,
    /// The quality of protection.
    pub qop: DigestQop,
    /// How many requests one nonce serves before the server answers `stale=true`; `None`: any
    /// number.
    pub nonce_uses: Option<u32>,
}

/// Issues challenges and checks the answers to them.
#[derive(Debug)]
pub(crate) struct DigestGate {
    user: &'static str,
    password: &'static str,
    options: DigestOptions,
    tokens: TokenSource,
    nonces: Mutex<BTreeMap<String, Nonce>>,
}

#[derive(Debug, Default)]
struct Nonce {
    uses: u32,
    counts: BTreeSet<u32>,
}

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// No credentials, or wrong ones.
    Wrong,
    /// Right ones, for a nonce that is unknown, used up or counted wrongly.
    Stale,
}

impl DigestGate {
    pub(crate) fn new(user: &'static str, password: &'static str, options: DigestOptions) -> Self {
        Self {
            user,
            password,
            options,
            tokens: TokenSource::new(),
            nonces: Mutex::default(),
        }
    }

    /// Accepts the request, or returns the value of `WWW-Authenticate` to send with a 401.
    pub(crate) fn check(&self, request: &Request) -> Result<(), String> {
        self.verify(request)
            .map_err(|refusal| self.challenge(refusal == Refusal::Stale))
    }

    /// Expires all nonces.
    pub(crate) fn expire_nonces(&self) {
        self.nonces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// A fresh challenge, its parameters in the order that MongoDB documents.
    fn challenge(&self, stale: bool) -> String {
        let nonce = self.tokens.next();
        let qop = match self.options.qop {
            DigestQop::Auth => " qop=\"auth\",",
            DigestQop::None => "",
            DigestQop::AsDocumented => " op=\"auth\",",
        };
        let algorithm = self.options.algorithm.name();
        let challenge = format!(
            "Digest realm=\"{REALM}\", domain=\"\", nonce=\"{nonce}\", algorithm={algorithm},{qop} stale={stale}"
        );
        self.nonces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(nonce, Nonce::default());
        challenge
    }

    fn verify(&self, request: &Request) -> Result<(), Refusal> {
        let header = request.header("authorization").ok_or(Refusal::Wrong)?;
        let answer = parameters(header, "Digest").ok_or(Refusal::Wrong)?;
        let get = |name: &str| answer.get(name).map(String::as_str);
        let expect = |name: &str, value: &str| match get(name) {
            Some(found) if found == value => Ok(()),
            _ => Err(Refusal::Wrong),
        };

        expect("username", self.user)?;
        expect("realm", REALM)?;
        // The digest must be for this request.
        expect("uri", &request.target)?;
        // RFC 7616, section 3.3: a missing algorithm means MD5.
        if !get("algorithm")
            .unwrap_or("MD5")
            .eq_ignore_ascii_case(self.options.algorithm.name())
        {
            return Err(Refusal::Wrong);
        }

        let nonce = get("nonce").ok_or(Refusal::Wrong)?;
        let hash = |text: &str| self.options.algorithm.hash(text);
        let ha1 = hash(&format!("{}:{REALM}:{}", self.user, self.password));
        let ha2 = hash(&format!("{}:{}", request.method, request.target));
        let count = match self.options.qop {
            DigestQop::Auth => {
                expect("qop", "auth")?;
                let count = get("nc").ok_or(Refusal::Wrong)?;
                let cnonce = get("cnonce").ok_or(Refusal::Wrong)?;
                let response = hash(&format!("{ha1}:{nonce}:{count}:{cnonce}:auth:{ha2}"));
                expect("response", &response)?;
                Some(parse_count(count).ok_or(Refusal::Wrong)?)
            }
            DigestQop::None | DigestQop::AsDocumented => {
                if get("qop").is_some() {
                    return Err(Refusal::Wrong);
                }
                expect("response", &hash(&format!("{ha1}:{nonce}:{ha2}")))?;
                None
            }
        };
        self.spend(nonce, count)
    }

    /// Counts one use of the nonce. A count may come only once; gaps and a start above one are
    /// fine, because some clients count across nonces.
    fn spend(&self, nonce: &str, count: Option<u32>) -> Result<(), Refusal> {
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        let nonce = nonces.get_mut(nonce).ok_or(Refusal::Stale)?;
        if self
            .options
            .nonce_uses
            .is_some_and(|limit| nonce.uses >= limit)
        {
            return Err(Refusal::Stale);
        }
        if count.is_some_and(|count| !nonce.counts.insert(count)) {
            return Err(Refusal::Stale);
        }
        nonce.uses += 1;
        Ok(())
    }
}

/// Eight hexadecimal digits, above zero.
fn parse_count(text: &str) -> Option<u32> {
    let well_formed = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let count = u32::from_str_radix(text, 16).ok()?;
    (well_formed && count > 0).then_some(count)
}

/// The parameters after the scheme's name, names in lower case, quotes removed. `None` if the
/// scheme is another one or the text is malformed. Of a repeated parameter the last one counts.
fn parameters(header: &str, scheme: &str) -> Option<BTreeMap<String, String>> {
    let (found, mut rest) = header.split_once(' ')?;
    if !found.eq_ignore_ascii_case(scheme) {
        return None;
    }
    let mut parameters = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Some(parameters);
        }
        let (name, after) = rest.split_once('=')?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = after.find(',').unwrap_or(after.len());
                let (value, after) = after.split_at(end);
                (value.trim().to_owned(), after)
            }
        };
        parameters.insert(name.trim().to_ascii_lowercase(), value);
        rest = after;
    }
}

/// The text up to the closing quote, unescaped, and the rest after the quote.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, text.get(at + 1..)?)),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    use super::{DigestGate, DigestOptions, parameters, parse_count};
    use crate::http::Request;

    #[test]
    fn parameters_are_read_quoted_or_bare() {
        let header = r#"Digest username="a\"b, c", qop=auth, NC = 00000001 ,uri="/x?y=1,2""#;
        let found = parameters(header, "digest").unwrap();
        assert_eq!(found["username"], "a\"b, c");
        assert_eq!(found["qop"], "auth");
        assert_eq!(found["nc"], "00000001");
        assert_eq!(found["uri"], "/x?y=1,2");
        assert_eq!(parameters("Basic abc=", "Digest"), None);
        assert_eq!(parameters("Digest a=\"open", "Digest"), None);
    }

    #[test]
    fn a_count_has_eight_digits_and_is_above_zero() {
        assert_eq!(parse_count("0000000a"), Some(10));
        for wrong in ["00000000", "1", "+0000001", "0000000g", "000000001"] {
            assert_eq!(parse_count(wrong), None, "{wrong}");
        }
    }

    /// An answer to the challenge, worked out here by the RFC's rule.
    fn answer(challenge: &str, count: &str, password: &str) -> String {
        let nonce = parameters(challenge, "Digest").unwrap()["nonce"].clone();
        let hash = |text: String| super::DigestAlgorithm::Md5.hash(&text);
        let ha1 = hash(format!("user:MMS Public API:{password}"));
        let ha2 = hash("GET:/x?y=1".to_owned());
        let response = hash(format!("{ha1}:{nonce}:{count}:c:auth:{ha2}"));
        format!(
            "Digest username=\"user\", realm=\"MMS Public API\", nonce=\"{nonce}\", uri=\"/x?y=1\", \
             qop=auth, nc={count}, cnonce=\"c\", response=\"{response}\""
        )
    }

    fn request(target: &str, authorization: Option<&str>) -> Request {
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert("authorization", HeaderValue::from_str(value).unwrap());
        }
        Request {
            method: Method::GET,
            target: target.to_owned(),
            headers,
            body: Bytes::new(),
        }
    }

    fn gate(nonce_uses: Option<u32>) -> (DigestGate, String) {
        let options = DigestOptions {
            nonce_uses,
            ..DigestOptions::default()
        };
        let gate = DigestGate::new("user", "right", options);
        let challenge = gate.check(&request("/x?y=1", None)).unwrap_err();
        (gate, challenge)
    }

    #[test]
    fn a_count_may_start_anywhere_and_skip_but_not_come_twice() {
        let (gate, challenge) = gate(None);
        let check = |count| {
            gate.check(&request(
                "/x?y=1",
                Some(&answer(&challenge, count, "right")),
            ))
        };
        assert_eq!(check("00000006"), Ok(()));
        assert_eq!(check("00000009"), Ok(()));
        assert!(check("00000006").unwrap_err().ends_with("stale=true"));
    }

    #[test]
    fn a_used_up_nonce_is_stale_and_a_wrong_password_is_not() {
        let (gate, challenge) = gate(Some(1));
        let check = |count, password| {
            gate.check(&request(
                "/x?y=1",
                Some(&answer(&challenge, count, password)),
            ))
        };
        assert!(
            check("00000001", "wrong")
                .unwrap_err()
                .ends_with("stale=false")
        );
        assert_eq!(check("00000001", "right"), Ok(()));
        assert!(
            check("00000002", "right")
                .unwrap_err()
                .ends_with("stale=true")
        );
    }

    #[test]
    fn a_digest_opens_only_the_target_it_was_made_for() {
        let (gate, challenge) = gate(None);
        let answer = answer(&challenge, "00000001", "right");
        let refused = gate.check(&request("/x?y=2", Some(&answer))).unwrap_err();
        assert!(refused.ends_with("stale=false"));
    }

    #[test]
    fn a_nonce_that_was_never_given_out_is_refused() {
        let (gate, _) = gate(None);
        let foreign = answer("Digest nonce=\"made-up\"", "00000001", "right");
        assert!(gate.check(&request("/x?y=1", Some(&foreign))).is_err());
    }
}
