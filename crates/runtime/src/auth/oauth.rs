//! OAuth 2.0 client credentials, used by MongoDB's service accounts.

use std::time::Duration;

use percent_encoding::utf8_percent_encode;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, RequestBuilder, Url};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::provide::{ProvideCredentials, ProvideError, Provided};
use super::token_endpoint::ask;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::auth::token::Token;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::connection::wire::Wire;
use crate::future::BoxFuture;
use crate::shown::Secrets;
use crate::text::unreserved::RESERVED;
use crate::token_store::TokenKey;

const SCHEME: &str = "OAuth 2.0";
const TOKEN_ENDPOINT: &str = "the OAuth 2.0 token endpoint";
const REVOKE_ENDPOINT: &str = "the OAuth 2.0 revocation endpoint";

/// Fetches bearer tokens for a client id and its secret.
///
/// Source: "Generate an OAuth 2.0 token",
/// <https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/>.
pub struct ClientCredentials {
    id: String,
    secret: SecretString,
    token_url: Url,
    revoke_url: Url,
    http: Client,
    wire: Wire,
    clock: Clock,
}

impl ClientCredentials {
    /// A service account of the API at `connection`, whose endpoints are on the same host.
    ///
    /// # Errors
    /// If the id or the secret is blank.
    pub(crate) fn new(
        id: &str,
        secret: SecretString,
        connection: &Connection,
    ) -> Result<Self, AuthError> {
        carried::present(SCHEME, "client id", id)?;
        carried::present(SCHEME, "client secret", secret.expose_secret())?;
        Ok(Self {
            id: id.to_owned(),
            secret,
            token_url: connection.at_root("/api/oauth/token"),
            revoke_url: connection.at_root("/api/oauth/revoke"),
            http: connection.http().clone(),
            wire: connection.wire.clone(),
            clock: connection.clock(),
        })
    }

    /// A form request with id and secret. Both are URL-encoded before they become Basic credentials, as
    /// RFC 6749 section 2.3.1 demands: a colon or a non-ASCII letter would not survive otherwise.
    fn form(&self, url: &Url, body: String) -> Result<RequestBuilder, ProvideError> {
        let id = utf8_percent_encode(&self.id, RESERVED);
        let secret =
            Zeroizing::new(utf8_percent_encode(self.secret.expose_secret(), RESERVED).to_string());
        let pair = Zeroizing::new(format!("{id}:{}", secret.as_str()));
        let basic = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        let basic = sensitive(SCHEME, "client id or secret", basic.as_str())
            .map_err(|error: AuthError| ProvideError::new(error.to_string()))?;
        Ok(self
            .http
            .post(url.clone())
            .header(AUTHORIZATION, basic)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            )
            .body(body))
    }

    /// The secrets in requests to the endpoints: the secret alone, and combined with the id in the two forms
    /// that a server may produce.
    fn secrets(&self) -> Secrets {
        let (id, secret) = (&self.id, self.secret.expose_secret());
        let encoded = Zeroizing::new(utf8_percent_encode(secret, RESERVED).to_string());
        let pairs = [
            Zeroizing::new(format!("{id}:{secret}")),
            Zeroizing::new(format!(
                "{}:{}",
                utf8_percent_encode(id, RESERVED),
                *encoded
            )),
        ];
        let mut secrets = Secrets::new();
        secrets.add(secret);
        for pair in pairs {
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                secrets.add(&Zeroizing::new(engine.encode(pair.as_bytes())));
            }
        }
        secrets
    }

    /// What tells its tokens from others.
    pub(crate) fn key(&self) -> TokenKey {
        TokenKey::new(&["oauth", self.token_url.as_str(), &self.id])
    }

    async fn fetch(&self) -> Result<Provided<Token>, ProvideError> {
        let form = self.form(&self.token_url, "grant_type=client_credentials".to_owned())?;
        let asked_at = self.clock.now();
        let secrets = self.secrets();
        let (_, answer) = ask(&self.wire, form, TOKEN_ENDPOINT, &secrets, &self.clock).await?;
        let Some(token) = answer["access_token"]
            .as_str()
            .filter(|token| !token.is_empty())
        else {
            return Err(ProvideError::new(format!(
                "{TOKEN_ENDPOINT} answered without a token"
            )));
        };
        let end = lifetime(&answer["expires_in"]).and_then(|life| asked_at.checked_add(life));
        let provided = Provided::new(Token::new(token));
        // An end that no clock can represent is never reached.
        Ok(match end {
            Some(end) => provided.expires_at(end),
            None => provided,
        })
    }
}

/// Seconds, with or without a fraction, as a number or as a string, which some servers write. `None` for
/// anything else, including negative numbers, which some servers write for "never".
fn lifetime(value: &serde_json::Value) -> Option<Duration> {
    let text = || value.as_str()?.trim().parse().ok();
    let seconds = value.as_f64().or_else(text)?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(life) => Some(life),
        Err(_) if seconds > 0.0 => Some(Duration::MAX),
        Err(_) => None,
    }
}

impl ProvideCredentials<Token> for ClientCredentials {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(self.fetch())
    }

    fn revoke<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), ProvideError>> {
        Box::pin(async {
            let mut secrets = self.secrets();
            secrets.add(token.expose());
            let token = utf8_percent_encode(token.expose(), RESERVED);
            let form = format!("token={token}&token_type_hint=access_token");
            let form = self.form(&self.revoke_url, form)?;
            ask(&self.wire, form, REVOKE_ENDPOINT, &secrets, &self.clock).await?;
            Ok(())
        })
    }
}

impl std::fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("token_url", &self.token_url.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::Value;

    use super::lifetime;

    #[test]
    fn a_lifetime_is_read_in_all_its_forms() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (json, expected) in [
            ("3600", seconds(3600)),
            ("\"3600\"", seconds(3600)),
            ("\" 3600\"", seconds(3600)),
            ("3600.5", Some(Duration::from_millis(3_600_500))),
            ("\"3600.5\"", Some(Duration::from_millis(3_600_500))),
            ("0", seconds(0)),
            ("1e3", seconds(1000)),
            ("18446744073709551615", Some(Duration::MAX)),
            ("\"18446744073709551616\"", Some(Duration::MAX)),
            ("1e300", Some(Duration::MAX)),
            ("\"1e999\"", Some(Duration::MAX)),
            ("-1", None),
            ("\"-9223372036854775808\"", None),
            ("-1e300", None),
            ("\"NaN\"", None),
            ("\"never\"", None),
            ("\"\"", None),
            ("null", None),
            ("true", None),
            ("[3600]", None),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(lifetime(&value), expected, "{json}");
        }
    }
}
