//! A token sent in a header.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::zeroize::Zeroizing;

use super::{AuthError, Authorizer, Token, sensitive};

/// Sends one token unchanged.
#[derive(Clone, Debug)]
pub struct StaticToken {
    scheme: &'static str,
    header_name: &'static str,
    prefix: &'static str,
    token: Token,
}

impl StaticToken {
    /// Sends `token` in the header `header_name`, such as `X-Auth-Token`.
    pub fn new(header_name: &'static str, token: Token) -> Self {
        Self {
            scheme: header_name,
            header_name,
            prefix: "",
            token,
        }
    }

    /// Sends `token` as `Authorization: Bearer`.
    pub fn bearer(token: Token) -> Self {
        Self {
            scheme: "Bearer",
            header_name: "authorization",
            prefix: "Bearer ",
            token,
        }
    }
}

impl Authorizer for StaticToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        let name = HeaderName::from_bytes(self.header_name.as_bytes())
            .map_err(|_| AuthError::new(self.scheme, "this is not a header's name"))?;
        let value = Zeroizing::new(format!("{}{}", self.prefix, self.token.expose()));
        let value = sensitive(self.scheme, "token", &value)?;
        request.headers_mut().insert(name, value);
        Ok(())
    }
}
