//! MongoDB: an API key by digest, or a bearer token that a service account was given.

use super::digest::{DigestGate, DigestOptions};
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::tokens::{IssuedTokens, Standing};

/// What Atlas and Cloud Manager let in.
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

    /// Lets the request in, or gives the value of `WWW-Authenticate` to send with a 401.
    pub(crate) fn check(&self, request: &Request) -> Result<(), String> {
        let Some(token) = bearer_token(request) else {
            return self.digest.check(request);
        };
        match self.tokens.standing(token) {
            Standing::Good(()) => Ok(()),
            // What MongoDB's challenge says about a bad token is unknown; this is the form of RFC
            // 6750, which does not tell an expired token from a revoked one either.
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
