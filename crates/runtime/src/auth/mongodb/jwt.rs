//! When an access token ends, read from the token itself.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// When a JSON Web Token expires, by its own `exp` claim (RFC 7519, section 4.1.4). `None` if it has no such
/// claim, or is not a JSON Web Token. The signature is not checked: the provider decides, and this only
/// explains a refusal.
pub(super) fn end_of(token: &str) -> Option<SystemTime> {
    let mut parts = token.trim().split('.');
    let (_header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let end = Duration::try_from_secs_f64(claims.get("exp")?.as_f64()?).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(end)
}

/// A token with these claims.
#[cfg(test)]
pub(super) fn token(claims: &str) -> String {
    let [header, claims] =
        [r#"{"alg":"RS256","typ":"JWT"}"#, claims].map(|text| URL_SAFE_NO_PAD.encode(text));
    format!("{header}.{claims}.ZmFrZQ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_read_from_a_json_web_token_and_from_nothing_else() {
        let at = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(end_of(&token(r#"{"exp":1700000000}"#)), at(1_700_000_000));
        assert_eq!(
            end_of(&token(r#"{"exp":1.7e9,"sub":"\u00fc"}"#)),
            at(1_700_000_000)
        );
        for claims in [
            "{}",
            "[]",
            r#"{"exp":-1}"#,
            r#"{"exp":"soon"}"#,
            r#"{"exp":1e300}"#,
            "no json",
        ] {
            assert_eq!(end_of(&token(claims)), None, "{claims}");
        }
        for other in ["", "fake", "a.b", "a.b.c", "...", "FAKE-mdb-token-1"] {
            assert_eq!(end_of(other), None, "{other}");
        }
    }
}
