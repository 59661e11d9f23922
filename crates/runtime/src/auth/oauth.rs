//! OAuth 2.0 client credentials: MongoDB's service accounts, and documents of others.

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
use crate::auth::authorization::unusable;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::auth::token::Token;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::connection::wire::Wire;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::shown::Secrets;
use crate::text::unreserved::RESERVED;
use crate::token_store::TokenKey;

const SCHEME: &str = "OAuth 2.0";
const TOKEN_ENDPOINT: &str = "the OAuth 2.0 token endpoint";
const REVOKE_ENDPOINT: &str = "the OAuth 2.0 revocation endpoint";

/// Fetches bearer tokens for a client id and its secret, by RFC 6749, section 4.4.
pub struct ClientCredentials {
    id: String,
    secret: SecretString,
    endpoints: Endpoints,
    http: Client,
    wire: Wire,
    clock: Clock,
}

/// Where tokens come from.
pub(crate) struct Endpoints {
    pub(crate) token: Url,
    /// Where they are revoked, if that is known.
    pub(crate) revoke: Option<Url>,
    /// What the tokens are for, in the words of the server; empty for its default.
    pub(crate) scope: String,
}

impl ClientCredentials {
    /// Tokens of a client at `endpoints`, which are asked as the API at `connection` is.
    ///
    /// # Errors
    /// If the id or the secret is blank, or there can be no HTTP client for the address.
    pub(crate) fn new(
        id: &str,
        secret: SecretString,
        endpoints: Endpoints,
        connection: &Connection,
    ) -> Result<Self, Error> {
        carried::present(SCHEME, "client id", id).map_err(unusable)?;
        carried::present(SCHEME, "client secret", secret.expose_secret()).map_err(unusable)?;
        Ok(Self {
            id: id.to_owned(),
            secret,
            http: connection.http_for(&endpoints.token)?.clone(),
            endpoints,
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
        let Endpoints { token, scope, .. } = &self.endpoints;
        match scope.as_str() {
            "" => TokenKey::new(&["oauth", token.as_str(), &self.id]),
            scope => TokenKey::new(&["oauth", token.as_str(), &self.id, scope]),
        }
    }

    async fn fetch(&self) -> Result<Provided<Token>, ProvideError> {
        let mut form = "grant_type=client_credentials".to_owned();
        if !self.endpoints.scope.is_empty() {
            let scope = utf8_percent_encode(&self.endpoints.scope, RESERVED);
            form.push_str(&format!("&scope={scope}"));
        }
        let form = self.form(&self.endpoints.token, form)?;
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
            let Some(revoke_url) = &self.endpoints.revoke else {
                return Ok(());
            };
            let mut secrets = self.secrets();
            secrets.add(token.expose());
            let token = utf8_percent_encode(token.expose(), RESERVED);
            let form = format!("token={token}&token_type_hint=access_token");
            let form = self.form(revoke_url, form)?;
            ask(&self.wire, form, REVOKE_ENDPOINT, &secrets, &self.clock).await?;
            Ok(())
        })
    }
}

impl std::fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("token_url", &self.endpoints.token.as_str())
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
