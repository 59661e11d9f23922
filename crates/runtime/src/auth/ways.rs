//! Which credentials an operation is sent with.

use std::fmt;

use super::authorization::Authorization;
use super::provide::ProvideError;
use crate::error::{Error, ErrorKind};
use crate::request::operation::Operation;
use crate::shown::Secrets;

/// What an operation needs: one of several lists of schemes that are needed together.
type Alternative = &'static [&'static str];

/// Which credentials the operations of a client are sent with. An operation that needs none is sent without.
pub struct Ways {
    none: Authorization,
    kind: Kind,
}

enum Kind {
    /// The same for all operations.
    One(Authorization),
    /// What each operation asks for.
    ByScheme(Vec<Known>, Vec<Usable>),
}

/// A security scheme of the document.
pub(super) struct Known {
    pub(super) name: &'static str,
    /// The method of the builder that takes its credentials.
    pub(super) setter: &'static str,
    /// Nothing if the user gave no credentials for it.
    pub(super) authorization: Option<Authorization>,
}

/// Schemes that some operation needs together, and that there are credentials for.
struct Usable {
    schemes: Alternative,
    authorization: Authorization,
    /// How many operations name them.
    uses: usize,
}

impl From<Authorization> for Ways {
    fn from(authorization: Authorization) -> Self {
        Self {
            none: Authorization::none(),
            kind: Kind::One(authorization),
        }
    }
}

impl Ways {
    /// What each of `operations` asks for, as far as the schemes are `known`.
    pub(super) fn by_scheme(known: Vec<Known>, operations: &[&'static Operation]) -> Self {
        let mut usable: Vec<Usable> = Vec::new();
        for schemes in operations.iter().flat_map(|operation| operation.security) {
            if schemes.is_empty() {
                continue;
            }
            if let Some(same) = usable.iter_mut().find(|same| same.schemes == *schemes) {
                same.uses += 1;
            } else if let Some(authorization) = together(&known, schemes) {
                usable.push(Usable {
                    schemes,
                    authorization,
                    uses: 1,
                });
            }
        }
        // The first is what most operations are sent with.
        usable.sort_by_key(|usable| std::cmp::Reverse(usable.uses));
        Self {
            none: Authorization::none(),
            kind: Kind::ByScheme(known, usable),
        }
    }

    /// What `operation` is sent with: the first of its alternatives that there are credentials for, or nothing if it
    /// needs none.
    ///
    /// A call that no document has is sent with what most operations are sent with.
    ///
    /// # Errors
    /// If it needs credentials that the client does not have.
    pub(crate) fn of(&self, operation: &Operation) -> Result<&Authorization, Error> {
        let is_said = !operation.security.is_empty();
        match &self.kind {
            Kind::One(_) if is_said && operation.security.iter().all(|one| one.is_empty()) => {
                Ok(&self.none)
            }
            Kind::One(authorization) => Ok(authorization),
            Kind::ByScheme(_, usable) if !is_said => {
                Ok(usable.first().map_or(&self.none, |one| &one.authorization))
            }
            Kind::ByScheme(known, usable) => {
                let mut alternatives = operation.security.iter();
                let found = alternatives
                    .find_map(|schemes| usable.iter().find(|one| one.schemes == *schemes));
                match found {
                    Some(found) => Ok(&found.authorization),
                    None if operation.security.iter().any(|one| one.is_empty()) => Ok(&self.none),
                    None => Err(missing(operation.security, known)),
                }
            }
        }
    }

    /// Revokes the current credentials at their sources, and forgets them.
    ///
    /// # Errors
    /// The first of a source that refuses or cannot be reached. All are forgotten anyway.
    pub(crate) async fn revoke(&self) -> Result<(), ProvideError> {
        let mut outcome = Ok(());
        for authorization in self.each() {
            outcome = outcome.and(authorization.revoke().await);
        }
        outcome
    }

    /// Adds all secrets that the client has at hand.
    pub(crate) fn secrets(&self, secrets: &mut Secrets) {
        for in_use in self.each().filter_map(Authorization::at_hand) {
            in_use.authorizer.secrets(secrets);
        }
    }

    fn each(&self) -> impl Iterator<Item = &Authorization> {
        let (one, known) = match &self.kind {
            Kind::One(authorization) => (Some(authorization), &[][..]),
            Kind::ByScheme(known, _) => (None, &known[..]),
        };
        one.into_iter().chain(
            known
                .iter()
                .filter_map(|known| known.authorization.as_ref()),
        )
    }
}

fn find<'a>(known: &'a [Known], name: &str) -> Option<&'a Known> {
    known.iter().find(|known| known.name == name)
}

/// The authorization with all of `schemes`, if there are credentials for each.
fn together(known: &[Known], schemes: Alternative) -> Option<Authorization> {
    let parts = schemes
        .iter()
        .map(|name| find(known, name)?.authorization.clone());
    let mut parts: Vec<Authorization> = parts.collect::<Option<_>>()?;
    match parts.len() {
        1 => parts.pop(),
        _ => Some(Authorization::together(parts)),
    }
}

/// Says what an operation needs, and which methods of the builder are still to call for it.
fn missing(security: &[Alternative], known: &[Known]) -> Error {
    let needs: Vec<String> = security.iter().map(|one| one.join(" with ")).collect();
    let calls = security.iter().map(|schemes| {
        let missing = schemes
            .iter()
            .filter_map(|name| find(known, name))
            .filter(|known| known.authorization.is_none());
        let calls: Vec<String> = missing
            .map(|known| format!(".{}(...)", known.setter))
            .collect();
        calls.join(" and ")
    });
    let calls: Vec<String> = calls.filter(|calls| !calls.is_empty()).collect();
    Error::new(
        ErrorKind::Credentials,
        format!(
            "the client has no credentials for it: it takes {}; call {} on the builder of the client",
            needs.join(", or "),
            calls.join(", or ")
        ),
    )
}

impl fmt::Debug for Ways {
    /// Shows the schemes that there are credentials for, and nothing secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::One(authorization) => authorization.fmt(f),
            Kind::ByScheme(known, _) => {
                let given = known
                    .iter()
                    .filter_map(|known| Some((known.name, known.authorization.as_ref()?)));
                f.debug_map().entries(given).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ways;
    use crate::auth::{Authorization, HeaderToken, Token};
    use crate::request::operation::{Method, Operation};
    use crate::request::path_template::PathTemplate;

    const fn needing(security: &'static [&'static [&'static str]]) -> Operation {
        Operation {
            name: "get_thing",
            id: "getThing",
            method: Method::Get,
            path: PathTemplate::new("/thing"),
            accept: None,
            content_type: None,
            sensitive: false,
            idempotent: true,
            server: None,
            security,
            source: "",
            __may_grow: (),
        }
    }

    /// The face by hand of a provider has one way for all, whatever the schemes are called.
    #[test]
    fn only_an_operation_that_needs_none_is_sent_without_credentials() {
        let token = HeaderToken::bearer(Token::new("fake-token"));
        let ways = Ways::from(Authorization::fixed(token).unwrap());
        let schemes = |operation: &Operation| {
            let in_use = ways.of(operation).unwrap().at_hand().unwrap();
            in_use.schemes().into_owned()
        };
        assert_eq!(schemes(&needing(&[&[]])), "");
        assert_eq!(schemes(&needing(&[&["Key"], &[]])), "Bearer");
        assert_eq!(schemes(&needing(&[&["Key"]])), "Bearer");
        // Of a call that no document has, nobody knows.
        assert_eq!(schemes(&needing(&[])), "Bearer");
    }
}
