//! Proving to a provider who calls.
//!
//! An [`Authorizer`] adds what one attempt of a call needs; there is one for each scheme:
//!
//! | scheme | authorizer | used by | cargo feature |
//! |---|---|---|---|
//! | HTTP digest | `Digest` | MongoDB Atlas, MongoDB Cloud Manager | `mongodb` |
//! | `SLS4-HMAC-SHA256` | `SlsV4` | Alibaba Cloud SLS | `sls` |
//! | `LOG` (HMAC-SHA1) | `SlsV1` | Alibaba Cloud SLS | `sls` |
//! | `SDK-HMAC-SHA256`, in two dialects | `SdkHmac` | Open Telekom Cloud | `otc` |
//! | a token in a header | [`StaticToken`] | MongoDB service accounts, Open Telekom Cloud | |
//!
//! An [`Authorization`] holds the authorizer that calls use at present. Its credentials never change, or they come from a
//! [`ProvideCredentials`]: a vault of the user's own, or `oauth` (feature `mongodb`) and `iam` (feature `otc`), which fetch tokens.
//!
//! The signatures themselves are pure functions over `Signable`, so that a server can recompute what a client sent.
//! Secrets are `secrecy` types, and every header that carries one is marked sensitive.

#[cfg(any(feature = "otc", feature = "sls"))]
mod access_key;
#[cfg(feature = "mongodb")]
mod api_key;
mod authorization;
mod carried;
mod challenge;
#[cfg(feature = "mongodb")]
pub mod digest;
pub mod env;
mod error;
#[cfg(any(feature = "otc", feature = "sls"))]
mod hash;
#[cfg(feature = "otc")]
pub mod iam;
mod life;
#[cfg(feature = "mongodb")]
pub mod mongodb;
#[cfg(feature = "mongodb")]
pub mod oauth;
mod pause;
mod provide;
mod renewed;
#[cfg(feature = "otc")]
pub mod sdk_hmac;
#[cfg(feature = "otc")]
pub mod sdk_hmac_scoped;
#[cfg(any(feature = "otc", feature = "sls"))]
pub mod signable;
#[cfg(feature = "sls")]
pub mod sls;
pub mod token;
#[cfg(any(feature = "mongodb", feature = "otc"))]
mod token_endpoint;

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::{HeaderMap, HeaderValue};

pub use self::authorization::Authorization;
pub(crate) use self::authorization::Held;
pub use self::challenge::Challenge;
pub use self::env::CredentialsError;
pub use self::error::AuthError;
pub(crate) use self::provide::Refused;
pub use self::provide::{BoxFuture, ProvideCredentials, ProvideError, Provided};
pub use self::token::{StaticToken, Token};
pub use crate::shown::Secrets;
pub use secrecy::SecretString;

#[cfg(feature = "otc")]
pub use self::sdk_hmac::{Dialect, SdkHmac};
#[cfg(feature = "sls")]
pub use self::sls::{SlsV1, SlsV4};
#[cfg(any(feature = "otc", feature = "sls"))]
pub use self::{access_key::AccessKey, signable::Signable};
#[cfg(feature = "mongodb")]
pub use self::{api_key::ApiKey, digest::Digest};

/// One way of proving to a provider who calls: it adds what one attempt needs, and says whether a refusal was a challenge.
///
/// One authorizer serves all calls of a client, at the same time and from any thread.
pub trait Authorizer: std::fmt::Debug + Send + Sync {
    /// The scheme's name, for errors and spans: `Digest`, `SLS4-HMAC-SHA256`, `LOG`, `X-Auth-Token`, `SDK-HMAC-SHA256`.
    fn scheme(&self) -> &'static str;

    /// Adds the headers that prove the caller, for one attempt made at `now`. Called anew for every attempt.
    ///
    /// Nothing that a signature covers may be changed afterwards; headers that are added later are not signed.
    ///
    /// # Errors
    ///
    /// When the request cannot be authorized: a credential has characters that no header can carry, the body is not in
    /// memory, the URL has no host, or a challenge cannot be answered.
    fn authorize(&self, request: &mut Request, now: SystemTime) -> Result<(), AuthError>;

    /// Whether the credentials can be sent at all. Some that cannot, and that came from a [`ProvideCredentials`], are not
    /// kept: the next call asks for others.
    ///
    /// # Errors
    ///
    /// When they have characters that no header can carry. The error names the part and does not show it.
    fn check(&self) -> Result<(), AuthError> {
        Ok(())
    }

    /// Whether a provider locks the key after a few refused requests. One from a [`ProvideCredentials`] that was never
    /// accepted and was refused is then not sent again before others may be asked for.
    fn is_locked_by_refusals(&self) -> bool {
        false
    }

    /// What is known of why a request was refused with 401 at `now`, for the error: that a token has ended, for example.
    fn why_refused(&self, now: SystemTime) -> Option<String> {
        let _ = now;
        None
    }

    /// Adds the secrets that it holds: they are blotted out of whatever an error shows of an answer, since a
    /// server may repeat what it was sent. None by default.
    fn secrets(&self, secrets: &mut Secrets) {
        let _ = secrets;
    }

    /// Whether a provider of this scheme may answer with a challenge: only then is [`challenged`](Self::challenged)
    /// told what was sent.
    fn expects_challenges(&self) -> bool {
        false
    }

    /// A request was refused with 401. True if the refusal was a challenge that a further attempt of the same call can
    /// answer (first challenge, `stale=true`, or a nonce that ended); false if the credentials themselves were refused.
    ///
    /// `sent` are the request's headers as authorized, `refused` those of the answer.
    fn challenged(&self, sent: &HeaderMap, refused: &HeaderMap) -> bool {
        let _ = (sent, refused);
        false
    }

    /// As [`challenged`](Self::challenged), which keeps the challenge for whoever is authorized next, but gives the challenge
    /// to the caller, who was challenged, and whose [`answer`](Self::answer) it is for. Calls that are under way at the same
    /// time need that where a server takes an answer to a challenge only once.
    fn take_challenge(&self, sent: &HeaderMap, refused: &HeaderMap) -> Option<Challenge> {
        self.challenged(sent, refused).then(|| Challenge::new(()))
    }

    /// As [`authorize`](Self::authorize), with the answer to a challenge that the caller was given.
    ///
    /// # Errors
    ///
    /// As `authorize`.
    fn answer(
        &self,
        request: &mut Request,
        challenge: &mut Challenge,
        now: SystemTime,
    ) -> Result<(), AuthError> {
        let _ = challenge;
        self.authorize(request, now)
    }

    /// The answer to `challenge` was accepted, so that others may use it too, if the scheme allows that.
    fn share(&self, challenge: Challenge) {
        let _ = challenge;
    }
}

/// A header value that carries a secret, or that was made from one: HTTP libraries neither print nor index it.
fn sensitive(
    scheme: &'static str,
    what: &'static str,
    text: impl TryInto<HeaderValue>,
) -> Result<HeaderValue, AuthError> {
    let mut value = plain(scheme, what, text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A header value that anyone may see. `what` names it in the error, which never shows the value.
fn plain(
    scheme: &'static str,
    what: &'static str,
    text: impl TryInto<HeaderValue>,
) -> Result<HeaderValue, AuthError> {
    text.try_into().map_err(|_| {
        AuthError::new(
            scheme,
            format!("the {what} has characters that a header cannot carry"),
        )
    })
}
