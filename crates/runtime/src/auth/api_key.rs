//! Credentials that answer challenges.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A key with a public and a private half, proved by HTTP digest.
#[derive(Clone)]
pub struct ApiKey {
    pub(crate) public_key: String,
    pub(crate) private_key: SecretString,
}

impl ApiKey {
    /// A key from its two halves.
    pub fn new(public_key: impl Into<String>, private_key: impl Into<SecretString>) -> Self {
        Self {
            public_key: public_key.into(),
            private_key: private_key.into(),
        }
    }
}

/// Only for the client's own use: the comparison does not take constant time.
impl PartialEq for ApiKey {
    fn eq(&self, other: &Self) -> bool {
        self.public_key == other.public_key
            && self.private_key.expose_secret() == other.private_key.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey")
            .field("public_key", &self.public_key)
            .finish_non_exhaustive()
    }
}
