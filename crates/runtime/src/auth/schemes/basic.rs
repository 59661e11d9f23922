//! HTTP basic by RFC 7617.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::login::Login;
use crate::auth::authorizer::Authorizer;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::shown::Secrets;

/// Sends a user with a password, in UTF-8.
#[derive(Debug)]
pub(super) struct Basic {
    scheme: &'static str,
    /// Made once; if they cannot be sent, each call fails.
    header: Result<HeaderValue, AuthError>,
    /// A server may repeat what is in the header.
    password: SecretString,
    user: String,
}

impl Basic {
    pub(super) fn new(scheme: &'static str, login: &Login) -> Self {
        Self {
            scheme,
            header: header(scheme, login),
            password: login.password().clone(),
            user: login.user().to_owned(),
        }
    }
}

fn header(scheme: &'static str, login: &Login) -> Result<HeaderValue, AuthError> {
    let (user, password) = (login.user(), login.password().expose_secret());
    if user.contains(':') {
        let problem = "the user has a colon, which would end it";
        return Err(AuthError::new(scheme, problem));
    }
    // Either may be empty, where the other is a key.
    if user.trim().is_empty() && password.trim().is_empty() {
        return Err(AuthError::new(scheme, "user and password are empty"));
    }
    for (what, text) in [("user", user), ("password", password)] {
        if !text.is_empty() {
            carried::check_encoded(scheme, what, text)?;
        }
    }
    let pair = Zeroizing::new(format!("{user}:{password}"));
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    sensitive(scheme, "user or password", value.as_str())
}

impl Authorizer for Basic {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        let header = self.header.clone()?;
        request.headers_mut().insert(AUTHORIZATION, header);
        Ok(())
    }

    fn check(&self) -> Result<(), AuthError> {
        self.header.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn secrets(&self, secrets: &mut Secrets) {
        if let Ok(Ok(text)) = self.header.as_ref().map(HeaderValue::to_str) {
            secrets.add_proof(text);
        }
        match self.password.expose_secret() {
            // Then the user is the key.
            "" => secrets.add(&self.user),
            password => secrets.add(password),
        }
    }
}
