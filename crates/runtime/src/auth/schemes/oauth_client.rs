//! A client that gets tokens from an endpoint, or a token.

use std::fmt;

use secrecy::SecretString;

use super::credential::Credential;
use super::key::in_authorization;
use crate::auth::authorization::Authorization;
use crate::auth::oauth::{ClientCredentials, Endpoints};
use crate::auth::stored::through_store;
use crate::auth::token::Token;
use crate::connection::Connection;
use crate::error::Error;
use crate::settings::given::Given;

/// A client id with its secret, for which a token endpoint gives out tokens (OAuth 2.0, `client_credentials`). Tokens
/// are fetched when they are needed, and renewed before they expire.
///
/// The id and the secret go to the endpoint in the header `Authorization`, as RFC 6749 wants. For an endpoint that
/// wants them elsewhere, bring a [`ProvideCredentials`](crate::auth::ProvideCredentials).
///
/// ```
/// use backhaul_runtime::auth::OAuthClient;
///
/// let client = OAuthClient::new("fake-id", "fake-secret").scope("orders:read orders:write");
/// assert!(!format!("{client:?}").contains("fake-secret"));
/// ```
#[derive(Clone)]
pub struct OAuthClient {
    id: String,
    secret: SecretString,
    scope: String,
    token_url: Option<String>,
}

impl OAuthClient {
    /// A client and its secret.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scope: String::new(),
            token_url: None,
        }
    }

    /// What the tokens are for: scopes of the document with blanks between them. Without it the server decides.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// The address of the token endpoint, in place of the document's. One without a host is at the host of the API.
    #[must_use]
    pub fn token_url(mut self, address: impl Into<String>) -> Self {
        self.token_url = Some(address.into());
        self
    }
}

impl fmt::Debug for OAuthClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthClient")
            .field("id", &self.id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Credentials for an OAuth 2.0 scheme with a token endpoint: an [`OAuthClient`], or a token from elsewhere.
#[derive(Clone, Debug)]
pub struct OAuthCredential(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Client(OAuthClient),
    Token(Credential<Token>),
}

impl OAuthCredential {
    /// The authorization with it; a client gets its tokens at `token_url` unless it knows better.
    ///
    /// # Errors
    /// If it can never be used.
    pub(super) fn authorization(
        self,
        scheme: &'static str,
        token_url: &'static str,
        connection: &Connection,
    ) -> Result<Authorization, Error> {
        let clock = connection.clock();
        let bearer = move |token: &Token| in_authorization(scheme, "Bearer", token);
        let client = match self.0 {
            Kind::Token(token) => return token.authorization(clock, bearer),
            Kind::Client(client) => client,
        };
        let address = client.token_url.as_deref().unwrap_or(token_url);
        let endpoints = Endpoints {
            token: match address.starts_with('/') && !address.starts_with("//") {
                true => connection.at_root(address),
                false => {
                    let what = format!("the address of the token endpoint of {scheme}");
                    connection.address(&what, &Given::from(address))?
                }
            },
            revoke: None,
            scope: client.scope,
        };
        let tokens = ClientCredentials::new(&client.id, client.secret, endpoints, connection)?;
        let tokens = through_store(tokens, ClientCredentials::key, connection);
        Ok(Authorization::provided(tokens, clock, bearer))
    }
}

impl From<OAuthClient> for OAuthCredential {
    fn from(client: OAuthClient) -> Self {
        Self(Kind::Client(client))
    }
}

impl From<Credential<Token>> for OAuthCredential {
    fn from(token: Credential<Token>) -> Self {
        Self(Kind::Token(token))
    }
}

impl From<Token> for OAuthCredential {
    fn from(token: Token) -> Self {
        Credential::from(token).into()
    }
}

impl From<SecretString> for OAuthCredential {
    fn from(token: SecretString) -> Self {
        Credential::from(token).into()
    }
}

impl From<String> for OAuthCredential {
    fn from(token: String) -> Self {
        Credential::from(token).into()
    }
}

impl From<&str> for OAuthCredential {
    fn from(token: &str) -> Self {
        Credential::from(token).into()
    }
}

impl From<&String> for OAuthCredential {
    fn from(token: &String) -> Self {
        token.as_str().into()
    }
}
