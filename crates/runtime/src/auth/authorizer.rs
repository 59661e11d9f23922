//! What every scheme can do: prove the caller of one request.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderMap;

use super::challenge::Challenge;
use super::error::AuthError;
use crate::shown::Secrets;

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

    /// Whether the credentials can be sent at all. Some that cannot, and that came from a [`ProvideCredentials`](super::ProvideCredentials), are not
    /// kept: the next call asks for others.
    ///
    /// # Errors
    ///
    /// When they have characters that no header can carry. The error names the part and does not show it.
    fn check(&self) -> Result<(), AuthError> {
        Ok(())
    }

    /// Whether a provider locks the key after a few refused requests. One from a [`ProvideCredentials`](super::ProvideCredentials) that was never
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
