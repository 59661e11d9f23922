//! MongoDB: an API key by digest, or a bearer token of a service account.

use super::digest::{DigestGate, DigestOptions};
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::tokens::{IssuedTokens, Standing};

/// The credentials of Atlas and Cloud Manager.
#[derive(Debug)]
pub(crate) struct MongodbGate {
    /// API keys.
    pub(crate) digest: DigestGate,
    /// Tokens of the service account.
    pub(crate) tokens: IssuedTokens<()>,
}

impl MongodbGate {
    pub(crate) fn new(
        fixtures: &Fixtures,
        digest: DigestOptions,
        tokens: IssuedTokens<()>,
    ) -> Self {
        Self {
            digest: DigestGate::new(fixtures.public_key, fixtures.private_key, digest),
            tokens,
        }
    }

    /// Accepts the request, or returns the value of `WWW-Authenticate` to send with a 401.
    pub(crate) fn check(&self, request: &Request) -> Result<(), String> {
        let Some(token) = bearer_token(request) else {
            return self.digest.check(request);
        };
        match self.tokens.standing(token) {
            Standing::Good(()) => Ok(()),
            // MongoDB's challenge for an invalid token is unknown. This is the form of RFC 6750, which
            // does not distinguish expired and revoked tokens.
            Standing::Expired | Standing::Unknown => {
                Err("Bearer realm=\"MMS Public API\", error=\"invalid_token\"".to_owned())
            }
        }
    }
}

/// The token of `Authorization: Bearer`, whose scheme may be in any case.
fn bearer_token(request: &Request) -> Option<&str> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}
