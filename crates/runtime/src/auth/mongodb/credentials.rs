//! The kinds of credentials, and how each authorizes calls.

use std::sync::Arc;

use secrecy::SecretString;

use super::jwt;
use crate::auth::api_key::ApiKey;
use crate::auth::authorization::Authorization;
use crate::auth::digest::Digest;
use crate::auth::env::FoundKind;
use crate::auth::oauth::{ClientCredentials, Endpoints};
use crate::auth::provide::ProvideCredentials;
use crate::auth::stored::through_store;
use crate::auth::token::{HeaderToken, Token};
use crate::connection::Connection;
use crate::error::Error;

/// Credentials for the APIs of Atlas and Cloud Manager, which accept the same kinds.
///
/// `Debug` shows only the kind and the public part.
#[derive(Debug, Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    ApiKey(ApiKey),
    ApiKeyFrom(Arc<dyn ProvideCredentials<ApiKey>>),
    ServiceAccount { id: String, secret: SecretString },
    AccessToken(Token),
    AccessTokenFrom(Arc<dyn ProvideCredentials<Token>>),
}

impl Credentials {
    /// An API key: its public half and its private half. It uses HTTP digest, so the private half is never
    /// sent.
    pub fn api_key(public_key: impl Into<String>, private_key: impl Into<SecretString>) -> Self {
        Self(Kind::ApiKey(ApiKey::new(public_key, private_key)))
    }

    /// API keys from your own source, which may change while the client lives.
    pub fn api_key_from(provider: impl ProvideCredentials<ApiKey> + 'static) -> Self {
        Self(Kind::ApiKeyFrom(Arc::new(provider)))
    }

    /// A service account: its client id, which begins with `mdb_sa_id_`, and its secret.
    ///
    /// The client fetches an access token from `/api/oauth/token` on its base address, uses it for all calls,
    /// and fetches another before it ends or when the provider refuses it.
    pub fn service_account(
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self(Kind::ServiceAccount {
            id: client_id.into(),
            secret: client_secret.into(),
        })
    }

    /// An existing access token, sent as `Authorization: Bearer`. It is not renewed. If the provider refuses
    /// it and the token itself says that it has expired, the error says so.
    pub fn access_token(token: impl Into<SecretString>) -> Self {
        Self(Kind::AccessToken(Token::new(token)))
    }

    /// Access tokens from your own source, which may change while the client lives.
    pub fn access_token_from(provider: impl ProvideCredentials<Token> + 'static) -> Self {
        Self(Kind::AccessTokenFrom(Arc::new(provider)))
    }

    /// What they are.
    pub(super) fn kind(&self) -> FoundKind {
        match self.0 {
            Kind::ApiKey(_) | Kind::ApiKeyFrom(_) => FoundKind::ApiKey,
            Kind::ServiceAccount { .. } => FoundKind::ServiceAccount,
            Kind::AccessToken(_) | Kind::AccessTokenFrom(_) => FoundKind::AccessToken,
        }
    }

    /// The authorization of a client that reaches `connection` with these credentials.
    ///
    /// # Errors
    /// If they can never be used: a part is blank, or no header can carry it.
    pub fn authorization(self, connection: &Connection) -> Result<Authorization, Error> {
        let digest = |key: &ApiKey| Digest::new(key.public_key.clone(), key.private_key.clone());
        let bearer =
            |token: &Token| HeaderToken::bearer(token.clone()).ends_at(jwt::end_of(token.expose()));
        let clock = connection.clock();
        match self.0 {
            Kind::ApiKey(key) => Authorization::fixed(digest(&key)),
            Kind::ApiKeyFrom(provider) => Ok(Authorization::provided(provider, clock, digest)),
            Kind::AccessToken(token) => Authorization::fixed(bearer(&token)),
            Kind::AccessTokenFrom(provider) => Ok(Authorization::provided(provider, clock, bearer)),
            Kind::ServiceAccount { id, secret } => {
                let tokens =
                    ClientCredentials::new(&id, secret, endpoints(connection), connection)?;
                let tokens = through_store(tokens, ClientCredentials::key, connection);
                Ok(Authorization::provided(tokens, clock, bearer))
            }
        }
    }
}

/// The endpoints of service accounts, on the host of the API.
///
/// Source: "Generate an OAuth 2.0 token",
/// <https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/>.
fn endpoints(connection: &Connection) -> Endpoints {
    Endpoints {
        token: connection.at_root("/api/oauth/token"),
        revoke: Some(connection.at_root("/api/oauth/revoke")),
        scope: String::new(),
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ApiKey(key) => std::fmt::Debug::fmt(key, f),
            Self::ApiKeyFrom(provider) => f.debug_tuple("ApiKeyFrom").field(provider).finish(),
            Self::ServiceAccount { id, .. } => f
                .debug_struct("ServiceAccount")
                .field("id", id)
                .finish_non_exhaustive(),
            Self::AccessToken(token) => std::fmt::Debug::fmt(token, f),
            Self::AccessTokenFrom(provider) => {
                f.debug_tuple("AccessTokenFrom").field(provider).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows which credentials are found if each of `names` is set to a value that names its variable.
    fn found(names: &[&str]) -> Result<String, String> {
        let lookup = |name: &str| names.contains(&name).then(|| format!("value of {name}"));
        Credentials::from_vars(lookup)
            .map(|credentials| format!("{credentials:?}"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_first_hit_wins_and_spellings_may_differ() {
        let mut names = vec![
            "MONGODB_ATLAS_ACCESS_TOKEN",
            "MONGODB_ATLAS_CLIENT_ID",
            "MONGODB_ATLAS_CLIENT_SECRET",
            "MONGODB_ATLAS_PUBLIC_KEY",
            "MONGODB_ATLAS_PRIVATE_API_KEY",
            "MCLI_PUBLIC_API_KEY",
            "MCLI_PRIVATE_API_KEY",
        ];
        assert!(found(&names).unwrap().contains("Token"));
        names.remove(0);
        assert!(
            found(&names)
                .unwrap()
                .contains("value of MONGODB_ATLAS_CLIENT_ID")
        );
        names.drain(..2);
        assert!(
            found(&names)
                .unwrap()
                .contains("value of MONGODB_ATLAS_PUBLIC_KEY")
        );
        names.drain(..2);
        let last = found(&names).unwrap();
        assert!(
            last.contains("value of MCLI_PUBLIC_API_KEY") && !last.contains("PRIVATE"),
            "{last}"
        );
        assert!(found(&[]).unwrap_err().contains("MONGODB_ATLAS_CLIENT_ID"));
    }

    #[test]
    fn half_a_pair_is_an_error_even_if_another_tools_pair_is_complete() {
        let error = found(&[
            "MONGODB_ATLAS_PUBLIC_API_KEY",
            "MCLI_PUBLIC_API_KEY",
            "MCLI_PRIVATE_API_KEY",
        ]);
        let error = error.unwrap_err();
        assert!(
            error.ends_with(
                "neither MONGODB_ATLAS_PRIVATE_API_KEY nor MONGODB_ATLAS_PRIVATE_KEY is"
            ),
            "{error}"
        );
        let error = found(&["MONGODB_ATLAS_CLIENT_SECRET"]).unwrap_err();
        assert!(error.contains("MONGODB_ATLAS_CLIENT_ID is not"), "{error}");
    }
}
