//! Credentials that sign requests.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::shown::Secrets;

/// A key that signs requests: an id and a secret. A temporary key also has a security token.
#[derive(Clone)]
pub struct AccessKey {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
    pub(crate) security_token: Option<SecretString>,
}

impl AccessKey {
    /// A permanent key.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            security_token: None,
        }
    }

    /// Adds the security token of a temporary key.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<SecretString>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// Checks that all parts are there, and that headers can carry those that are sent.
    pub(crate) fn check(&self, scheme: &'static str) -> Result<(), AuthError> {
        carried::check(scheme, "access key id", &self.id)?;
        carried::present(
            scheme,
            "secret of the access key",
            self.secret.expose_secret(),
        )?;
        match &self.security_token {
            Some(token) => carried::check(scheme, "security token", token.expose_secret()),
            None => Ok(()),
        }
    }
}

/// Only for the client's own use: the comparison does not take constant time.
impl PartialEq for AccessKey {
    fn eq(&self, other: &Self) -> bool {
        let tokens = (&self.security_token, &other.security_token);
        self.id == other.id
            && self.secret.expose_secret() == other.secret.expose_secret()
            && tokens.0.as_ref().map(ExposeSecret::expose_secret)
                == tokens.1.as_ref().map(ExposeSecret::expose_secret)
    }
}

impl AccessKey {
    /// Adds the secrets of this key.
    pub(crate) fn add_to(&self, secrets: &mut Secrets) {
        secrets.add(self.secret.expose_secret());
        if let Some(token) = &self.security_token {
            secrets.add(token.expose_secret());
        }
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
