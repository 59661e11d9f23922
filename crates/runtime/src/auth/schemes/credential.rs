//! Credentials that never change, or come from a source.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use crate::auth::authorization::Authorization;
use crate::auth::authorizer::Authorizer;
use crate::auth::provide::ProvideCredentials;
use crate::auth::token::Token;
use crate::clock::Clock;
use crate::error::Error;

/// What a client needs for one security scheme: a [`Token`], or a user with a password. It never changes, or comes
/// from a source of yours, which may change it while the client lives.
///
/// ```
/// use backhaul_runtime::auth::{Credential, ProvideCredentials, Token};
///
/// fn of(vault: impl ProvideCredentials<Token> + 'static) -> [Credential<Token>; 2] {
///     [Credential::from("fake-token"), Credential::provided(vault)]
/// }
/// ```
#[derive(Clone)]
pub struct Credential<C>(Origin<C>);

#[derive(Clone)]
enum Origin<C> {
    Fixed(C),
    Provided(Arc<dyn ProvideCredentials<C>>),
}

impl<C> Credential<C> {
    /// Credentials that never change.
    pub fn fixed(credentials: C) -> Self {
        Self(Origin::Fixed(credentials))
    }

    /// Credentials from your own source: a vault, a metadata service, a login of a person.
    pub fn provided(provider: impl ProvideCredentials<C> + 'static) -> Self {
        Self(Origin::Provided(Arc::new(provider)))
    }

    /// The authorization with these credentials, which `prove` turns into an authorizer.
    ///
    /// # Errors
    /// If they never change and can never be used.
    pub(super) fn authorization<A>(
        self,
        clock: Clock,
        prove: impl Fn(&C) -> A + Send + Sync + 'static,
    ) -> Result<Authorization, Error>
    where
        C: PartialEq + Send + Sync + 'static,
        A: Authorizer + 'static,
    {
        match self.0 {
            Origin::Fixed(credentials) => Authorization::fixed(prove(&credentials)),
            Origin::Provided(provider) => Ok(Authorization::provided(provider, clock, prove)),
        }
    }
}

impl From<Token> for Credential<Token> {
    fn from(token: Token) -> Self {
        Self::fixed(token)
    }
}

impl From<SecretString> for Credential<Token> {
    fn from(token: SecretString) -> Self {
        Token::new(token).into()
    }
}

impl From<String> for Credential<Token> {
    fn from(token: String) -> Self {
        Token::new(token).into()
    }
}

impl From<&str> for Credential<Token> {
    fn from(token: &str) -> Self {
        Token::new(token).into()
    }
}

impl From<&String> for Credential<Token> {
    fn from(token: &String) -> Self {
        token.as_str().into()
    }
}

impl<C: fmt::Debug> fmt::Debug for Credential<C> {
    /// Shows what the credentials or their source show of themselves: never a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Origin::Fixed(credentials) => credentials.fmt(f),
            Origin::Provided(provider) => provider.fmt(f),
        }
    }
}
