//! The kind of credentials that signs requests.

use std::fmt;

use secrecy::SecretString;

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
