//! The common trait of all schemes, which authorizes one request.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderMap;

use super::challenge::Challenge;
use super::error::AuthError;
use crate::shown::Secrets;

/// One way to authorize requests. It adds what one attempt needs, and says whether a refusal was a challenge.
///
/// One authorizer serves all calls of a client, concurrently and from any thread.
pub trait Authorizer: std::fmt::Debug + Send + Sync {
    /// The scheme's name, for errors and spans: `Digest`, `SLS4-HMAC-SHA256`, `LOG`, `X-Auth-Token`,
    /// `SDK-HMAC-SHA256`.
    fn scheme(&self) -> &'static str;

    /// Adds the headers that authorize one attempt made at `now`. Called again for every attempt.
    ///
    /// Do not change anything afterwards that the signature covers. Headers that are added later are not
    /// signed.
    ///
    /// # Errors
    ///
    /// When the request cannot be authorized: a credential has characters that no header can carry, the body
    /// is not in memory, the URL has no host, or a challenge cannot be answered.
    fn authorize(&self, request: &mut Request, now: SystemTime) -> Result<(), AuthError>;

    /// Checks that the credentials can be used at all. If not, no client is built with them; and if they came from a
    /// [`ProvideCredentials`](super::ProvideCredentials), they are not kept: the next call asks for others.
    ///
    /// # Errors
    ///
    /// When a part is blank, or has characters that no header can carry. The error names the part and does not show it.
    fn check(&self) -> Result<(), AuthError> {
        Ok(())
    }

    /// Whether the provider locks a key after a few refused requests. In that case, a key from a
    /// [`ProvideCredentials`](super::ProvideCredentials) that was refused and never accepted is not sent again
    /// until the client may ask for another one.
    fn is_locked_by_refusals(&self) -> bool {
        false
    }

    /// A known reason why a request was refused with 401 at `now`, for the error message: for example, that a
    /// token has expired.
    fn why_refused(&self, now: SystemTime) -> Option<String> {
        let _ = now;
        None
    }

    /// Adds the secrets that this authorizer holds. An error that quotes an answer removes them, because a
    /// server may repeat what it was sent. None by default.
    fn secrets(&self, secrets: &mut Secrets) {
        let _ = secrets;
    }

    /// Whether a provider may answer this scheme with a challenge. Only then does
    /// [`challenged`](Self::challenged) receive the headers that were sent.
    fn expects_challenges(&self) -> bool {
        false
    }

    /// A request was refused with 401. Returns true if the refusal was a challenge that another attempt of
    /// the same call can answer (a first challenge, `stale=true`, or an expired nonce), and false if the
    /// credentials themselves were refused.
    ///
    /// `sent` are the headers of the authorized request, `refused` those of the answer.
    fn challenged(&self, sent: &HeaderMap, refused: &HeaderMap) -> bool {
        let _ = (sent, refused);
        false
    }

    /// Like [`challenged`](Self::challenged), which keeps the challenge for the next request, but returns the
    /// challenge to the challenged caller for its [`answer`](Self::answer). Concurrent calls need this if a
    /// server accepts only one answer to a challenge.
    fn take_challenge(&self, sent: &HeaderMap, refused: &HeaderMap) -> Option<Challenge> {
        self.challenged(sent, refused).then(|| Challenge::new(()))
    }

    /// Like [`authorize`](Self::authorize), with the answer to a challenge that the caller received.
    ///
    /// # Errors
    ///
    /// The same as for `authorize`.
    fn answer(
        &self,
        request: &mut Request,
        challenge: &mut Challenge,
        now: SystemTime,
    ) -> Result<(), AuthError> {
        let _ = challenge;
        self.authorize(request, now)
    }

    /// The answer to `challenge` was accepted, so other calls may use it too if the scheme allows that.
    fn share(&self, challenge: Challenge) {
        let _ = challenge;
    }
}
