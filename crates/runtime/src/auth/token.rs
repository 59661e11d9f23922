//! A ready token, sent in a header.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};

use super::{AuthError, Authorizer, sensitive};

/// Sends a token that the caller already has, unchanged, until the provider refuses it.
#[derive(Clone)]
pub struct StaticToken {
    header_name: &'static str,
    token: SecretString,
}

impl StaticToken {
    /// Sends `token` in the header `header_name`, such as `X-Auth-Token`.
    pub fn new(header_name: &'static str, token: SecretString) -> Self {
        Self { header_name, token }
    }
}

impl std::fmt::Debug for StaticToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaticToken")
            .field("header_name", &self.header_name)
            .finish_non_exhaustive()
    }
}

impl Authorizer for StaticToken {
    fn scheme(&self) -> &'static str {
        self.header_name
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        let name = HeaderName::from_bytes(self.header_name.as_bytes())
            .map_err(|_| AuthError::new(self.header_name, "this is not a header's name"))?;
        let token = sensitive(self.header_name, "token", self.token.expose_secret())?;
        request.headers_mut().insert(name, token);
        Ok(())
    }
}
