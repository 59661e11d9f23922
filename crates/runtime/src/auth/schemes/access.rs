//! The credentials that a user gives for each scheme, and the ways to authorize that follow.

use std::fmt;

use super::credential::Credential;
use super::key::{InCookie, InQuery, in_authorization, in_header};
#[cfg(any(feature = "basic", feature = "digest"))]
use super::login::Login;
#[cfg(feature = "oauth")]
use super::oauth_client::OAuthCredential;
use super::scheme::{Scheme, SchemeKind};
use crate::auth::authorization::Authorization;
use crate::auth::token::Token;
use crate::auth::ways::{Known, Ways};
use crate::connection::Connection;
use crate::error::Error;
use crate::request::operation::Operation;

/// What a user gives for the security schemes of a document. Generated builders fill it.
#[derive(Clone)]
pub struct Access {
    schemes: &'static [Scheme],
    given: Vec<(&'static str, Given)>,
}

#[derive(Clone)]
enum Given {
    Token(Credential<Token>),
    #[cfg(any(feature = "basic", feature = "digest"))]
    Login(Credential<Login>),
    #[cfg(feature = "oauth")]
    OAuth(OAuthCredential),
}

impl Access {
    /// Nothing is given yet for any of `schemes`.
    pub fn new(schemes: &'static [Scheme]) -> Self {
        Self {
            schemes,
            given: Vec::new(),
        }
    }

    /// Sets the token for the scheme called `name`.
    pub fn token(&mut self, name: &'static str, token: Credential<Token>) {
        self.give(name, Given::Token(token));
    }

    /// Sets the user and the password for the scheme called `name`.
    #[cfg(any(feature = "basic", feature = "digest"))]
    pub fn login(&mut self, name: &'static str, login: Credential<Login>) {
        self.give(name, Given::Login(login));
    }

    /// Sets the client or the token for the scheme called `name`.
    #[cfg(feature = "oauth")]
    pub fn oauth(&mut self, name: &'static str, credential: OAuthCredential) {
        self.give(name, Given::OAuth(credential));
    }

    fn give(&mut self, name: &'static str, given: Given) {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, given));
    }

    /// The ways to authorize `operations` with what was given, at `connection`.
    ///
    /// # Errors
    /// If some of it can never be used.
    pub fn ways(
        self,
        connection: &Connection,
        operations: &[&'static Operation],
    ) -> Result<Ways, Error> {
        let mut given = self.given;
        let mut known = Vec::new();
        for scheme in self.schemes {
            let own = given.iter().position(|(name, _)| *name == scheme.name);
            let own = own.map(|place| given.swap_remove(place).1);
            let authorization = match own {
                Some(given) => Some(authorization(scheme, given, connection)?),
                // Whoever brings an HTTP client has put the certificate into it.
                None if scheme.kind == SchemeKind::ClientCertificate => {
                    connection.has_own_client().then(Authorization::none)
                }
                None => None,
            };
            known.push(Known {
                name: scheme.name,
                setter: scheme.setter,
                authorization,
            });
        }
        Ok(Ways::by_scheme(known, operations))
    }
}

fn authorization(
    scheme: &'static Scheme,
    given: Given,
    connection: &Connection,
) -> Result<Authorization, Error> {
    let (name, clock) = (scheme.name, connection.clock());
    match (scheme.kind, given) {
        (SchemeKind::Header(header), Given::Token(token)) => {
            token.authorization(clock, move |token| in_header(name, header, token))
        }
        (SchemeKind::Authorization(word), Given::Token(token)) => {
            token.authorization(clock, move |token| in_authorization(name, word, token))
        }
        (SchemeKind::Query(parameter), Given::Token(token)) => {
            token.authorization(clock, move |token| InQuery {
                scheme: name,
                name: parameter,
                token: token.clone(),
            })
        }
        (SchemeKind::Cookie(cookie), Given::Token(token)) => {
            token.authorization(clock, move |token| InCookie {
                scheme: name,
                name: cookie,
                token: token.clone(),
            })
        }
        #[cfg(feature = "basic")]
        (SchemeKind::Basic, Given::Login(login)) => {
            login.authorization(clock, move |login| super::basic::Basic::new(name, login))
        }
        #[cfg(feature = "digest")]
        (SchemeKind::Digest, Given::Login(login)) => login.authorization(clock, |login| {
            crate::auth::digest::Digest::new(login.user(), login.password().clone())
        }),
        #[cfg(feature = "oauth")]
        (SchemeKind::ClientCredentials(token_url), Given::OAuth(credential)) => {
            credential.authorization(name, token_url, connection)
        }
        _ => Err(Error::invalid_input(format!(
            "{name} takes credentials of another kind: see .{}(...)",
            scheme.setter
        ))),
    }
}

impl fmt::Debug for Access {
    /// Shows only for which schemes there are credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.given.iter().map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}
