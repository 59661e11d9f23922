//! The kinds of credentials that providers hand out.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A key with a public and a private half, proved by HTTP digest.
#[derive(Clone)]
pub struct ApiKey {
    pub(crate) public_key: String,
    pub(crate) private_key: SecretString,
}

impl ApiKey {
    /// A key from its halves.
    pub fn new(public_key: impl Into<String>, private_key: impl Into<SecretString>) -> Self {
        Self {
            public_key: public_key.into(),
            private_key: private_key.into(),
        }
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey")
            .field("public_key", &self.public_key)
            .finish_non_exhaustive()
    }
}

/// A key that signs requests: an id and a secret, and for a temporary key the security token that
/// goes with it.
#[derive(Clone)]
pub struct AccessKey {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
    pub(crate) security_token: Option<SecretString>,
}

impl AccessKey {
    /// A lasting key.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            security_token: None,
        }
    }

    /// The security token of a temporary key.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<SecretString>) -> Self {
        self.security_token = Some(token.into());
        self
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.id)
            .field("temporary", &self.security_token.is_some())
            .finish_non_exhaustive()
    }
}

/// A token that proves the caller by itself.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// A token.
    pub fn new(token: impl Into<SecretString>) -> Self {
        Self(token.into())
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([secret])")
    }
}
