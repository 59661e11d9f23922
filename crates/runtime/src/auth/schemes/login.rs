//! A user with a password.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::credential::Credential;

/// A user with a password, for HTTP basic and HTTP digest.
///
/// `Debug` shows only the user.
#[derive(Clone)]
pub struct Login {
    user: String,
    password: SecretString,
}

impl Login {
    /// A user with a password. Some providers want a key in place of one of them, and nothing as the other.
    pub fn new(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
        }
    }

    pub(super) fn user(&self) -> &str {
        &self.user
    }

    pub(super) fn password(&self) -> &SecretString {
        &self.password
    }
}

/// Only for the client's own use: the comparison does not take constant time.
impl PartialEq for Login {
    fn eq(&self, other: &Self) -> bool {
        self.user == other.user && self.password.expose_secret() == other.password.expose_secret()
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

impl From<Login> for Credential<Login> {
    fn from(login: Login) -> Self {
        Self::fixed(login)
    }
}
