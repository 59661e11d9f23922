//! A text that proves the caller by itself, in a header, in the query or in a cookie.

use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::{COOKIE, HeaderValue};
use secrecy::zeroize::Zeroizing;

use crate::auth::authorizer::Authorizer;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::auth::token::{HeaderToken, Token};
use crate::shown::Secrets;

/// What errors call the text.
const WHAT: &str = "key";

/// A text in the header `Authorization` after the word `before`, which belongs to the scheme.
pub(super) fn in_authorization(
    scheme: &'static str,
    before: &'static str,
    token: &Token,
) -> HeaderToken {
    HeaderToken::with_prefix(scheme, "authorization", &format!("{before} "), token)
}

/// A text in the header `name`.
pub(super) fn in_header(scheme: &'static str, name: &'static str, token: &Token) -> HeaderToken {
    HeaderToken::with_prefix(scheme, name, "", token)
}

/// A text in the query, under the name `name`.
#[derive(Debug)]
pub(super) struct InQuery {
    pub(super) scheme: &'static str,
    pub(super) name: &'static str,
    pub(super) token: Token,
}

impl Authorizer for InQuery {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        self.check()?;
        let mut query = request.url_mut().query_pairs_mut();
        query.append_pair(self.name, self.token.expose());
        Ok(())
    }

    fn check(&self) -> Result<(), AuthError> {
        carried::check_encoded(self.scheme, WHAT, self.token.expose())
    }

    fn secrets(&self, secrets: &mut Secrets) {
        secrets.add(self.token.expose());
    }
}

/// A text in the cookie `name`.
#[derive(Debug)]
pub(super) struct InCookie {
    pub(super) scheme: &'static str,
    pub(super) name: &'static str,
    pub(super) token: Token,
}

impl Authorizer for InCookie {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn authorize(&self, request: &mut Request, _now: SystemTime) -> Result<(), AuthError> {
        self.check()?;
        let (name, value) = (self.name, self.token.expose());
        // There is one header for all cookies.
        let before = request.headers().get(COOKIE).map(HeaderValue::to_str);
        let before = before.and_then(Result::ok);
        let cookies = Zeroizing::new(match before {
            Some(before) => format!("{before}; {name}={value}"),
            None => format!("{name}={value}"),
        });
        let cookies = sensitive(self.scheme, WHAT, cookies.as_str())?;
        request.headers_mut().insert(COOKIE, cookies);
        Ok(())
    }

    fn check(&self) -> Result<(), AuthError> {
        carried::check_cookie(self.scheme, WHAT, self.token.expose())
    }

    fn secrets(&self, secrets: &mut Secrets) {
        secrets.add(self.token.expose());
    }
}
