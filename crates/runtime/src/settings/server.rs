//! The address of an API as its document has it, and what a user sets of it.

use std::fmt;

use crate::error::Error;
use crate::settings::given::Given;
use crate::shown::OneLine;

/// The server of a document, as generated code describes it.
#[derive(Debug)]
pub struct Server {
    /// The address, with variables in braces. Empty, or a path alone, if only the user knows the host.
    pub url: &'static str,
    /// The variables in the address.
    pub variables: &'static [ServerVariable],
}

/// A part of an address that users may choose.
#[derive(Debug)]
pub struct ServerVariable {
    /// The name in braces.
    pub name: &'static str,
    /// The method of the client's builder that sets it.
    pub setter: &'static str,
    /// What it is unless the user sets it; nothing if only the user knows.
    pub default: Option<&'static str>,
    /// What users may choose from; anything if there are none.
    pub values: &'static [&'static str],
}

/// What the builder of a client knows of the address.
#[derive(Clone)]
pub struct ServerAddress {
    server: &'static Server,
    whole: Option<Given>,
    values: Vec<(&'static str, String)>,
    /// What is called instead of other addresses in the document.
    others: Vec<(String, Given)>,
}

impl ServerAddress {
    /// The address of the document, with its defaults.
    pub fn new(server: &'static Server) -> Self {
        Self {
            server,
            whole: None,
            values: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Another address in place of the document's.
    pub fn replace(&mut self, address: String) {
        self.whole = Some(address.into());
    }

    /// Another address in place of one that only some operations have.
    pub fn replace_other(&mut self, server: String, address: String) {
        self.others.retain(|(known, _)| *known != server);
        self.others.push((server, address.into()));
    }

    /// What operations at `server` lack before they can be called, if they lack something.
    pub(crate) fn lacks(&self, server: &str) -> Option<String> {
        if self.other(server).is_some() {
            return None;
        }
        lacks_address(server).or_else(|| self.lacks_consent(server))
    }

    /// A client that was pointed to another host, such as a test server or a proxy, takes credentials for that host.
    /// Nobody has said that they may go to the one that the document has for some operations.
    fn lacks_consent(&self, server: &str) -> Option<String> {
        let whole = self.whole.as_ref()?.text().trim_end_matches('/');
        let own = Self::new(self.server).get().ok();
        let is_own = own.is_some_and(|own| own.text().trim_end_matches('/') == whole);
        (server.contains("://") && !is_own).then(|| {
            format!(
                "the document has this operation at {server:?}, where .base_url(...) does not lead: say before .build() where \
                 to call it, .server({server:?}, ADDRESS), with the same address to leave it there"
            )
        })
    }

    /// What to call instead of `server`.
    pub(crate) fn other(&self, server: &str) -> Option<&Given> {
        let mut others = self.others.iter();
        others.find_map(|(known, address)| (known == server).then_some(address))
    }

    /// Checks that each address that was replaced is one of `servers`.
    ///
    /// # Errors
    /// The first that is not.
    pub(crate) fn check_others(&self, servers: &[&str]) -> Result<(), Error> {
        let mut names = self.others.iter().map(|(name, _)| name.as_str());
        match names.find(|name| !servers.contains(name)) {
            None => Ok(()),
            Some(name) => {
                let known: Vec<String> =
                    servers.iter().map(|server| format!("{server:?}")).collect();
                Err(Error::invalid_input(format!(
                    ".server({:?}, ...): no operation has this address; those of operations are {}",
                    OneLine::address(name).to_string(),
                    known.join(", ")
                )))
            }
        }
    }

    /// Sets the variable called `name`.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value));
    }

    /// The address with everything in it.
    ///
    /// # Errors
    /// If only the user knows a part of it and did not say it, if a variable has a value that it cannot have, or if one
    /// was set beside a whole address.
    pub fn get(&self) -> Result<Given, Error> {
        let wrong =
            |setter: &str, why: &str| Err(Error::invalid_input(format!(".{setter}(...): {why}")));
        let setters = self.server.variables.iter();
        let mut set = setters.filter(|variable| self.value(variable.name).is_some());
        match (&self.whole, set.next()) {
            (Some(_), Some(variable)) => {
                return wrong(
                    variable.setter,
                    "has no effect beside .base_url(...), which sets the whole address: leave one of them out",
                );
            }
            (Some(whole), None) => return Ok(whole.clone()),
            (None, _) => {}
        }
        let mut address = self.server.url.to_owned();
        for variable in self.server.variables {
            let value = match (self.value(variable.name), variable.default) {
                (Some(value), _) => self.checked(variable, value)?,
                (None, Some(default)) => default,
                (None, None) => {
                    return wrong(
                        variable.setter,
                        "is missing, and the address needs it: call it, or .base_url(...)",
                    );
                }
            };
            address = address.replace(&format!("{{{}}}", variable.name), value);
        }
        if address.is_empty() || address.starts_with('/') {
            return Err(Error::invalid_input(format!(
                "the address is missing, because the document has none: call .base_url(\"https://HOST{address}\")"
            )));
        }
        Ok(address.into())
    }

    /// A value that a user set.
    fn checked<'v>(&self, variable: &ServerVariable, value: &'v str) -> Result<&'v str, Error> {
        let wrong = |why: &str| {
            let setter = variable.setter;
            Err(Error::invalid_input(format!(".{setter}(...): {why}")))
        };
        if !variable.values.is_empty() {
            return match variable.values.contains(&value) {
                true => Ok(value),
                false => wrong(&format!(
                    "must be one of {}; for another address call .base_url(...)",
                    variable.values.join(", ")
                )),
            };
        }
        let is_more = self.is_more_than_a_part(variable);
        if is_part_of_address(value) || is_more && value.split(['/', ':']).all(is_part_of_address) {
            return Ok(value);
        }
        wrong(match is_more {
            true => "may have letters, digits, slashes, colons, hyphens, dots and underscores",
            false => "may have letters, digits, hyphens, dots and underscores",
        })
    }

    /// Whether a variable may be an address or a path: its default is one, or the address begins with it.
    fn is_more_than_a_part(&self, variable: &ServerVariable) -> bool {
        let rest = self.server.url.strip_prefix('{');
        let rest = rest.and_then(|rest| rest.strip_prefix(variable.name));
        let rest = rest.and_then(|rest| rest.strip_prefix('}'));
        rest.is_some_and(|rest| !rest.starts_with("://"))
            || variable
                .default
                .is_some_and(|default| default.contains(['/', ':']))
    }

    fn value(&self, name: &str) -> Option<&str> {
        let mut values = self.values.iter();
        let found = values.find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What is missing for operations at `server`, if that is no address as it is: it has a part that only the user knows.
fn lacks_address(server: &str) -> Option<String> {
    let has_host = server.starts_with("https://") || server.starts_with("http://");
    let is_path = server.is_empty() || server.starts_with('/');
    let is_whole = (has_host || is_path) && !server.contains(['{', '<']);
    (!is_whole).then(|| {
        let server = OneLine::address(server).to_string();
        format!("the address of this operation is missing, because the document only has {server:?}: call .server({server:?}, \"https://HOST\") before .build()")
    })
}

/// Whether `text` can neither end the host nor begin another part of an address.
fn is_part_of_address(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.bytes().all(is_allowed)
}

impl fmt::Debug for ServerAddress {
    /// Hides the user information and the query of an address, because both may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.whole {
            Some(whole) => whole.fmt(f),
            None => f
                .debug_struct("ServerAddress")
                .field("url", &self.server.url)
                .field("values", &self.values)
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, ServerAddress, ServerVariable};

    static SERVER: Server = Server {
        url: "https://{site}:{port}/v1",
        variables: &[
            ServerVariable {
                name: "site",
                setter: "site",
                default: Some("eu.example"),
                values: &["eu.example", "us.example"],
            },
            ServerVariable {
                name: "port",
                setter: "port",
                default: Some("443"),
                values: &[],
            },
        ],
    };

    /// The address after these variables were set.
    fn with(values: &[(&'static str, &str)]) -> Result<String, String> {
        let mut address = ServerAddress::new(&SERVER);
        for (name, value) in values {
            address.set(name, (*value).to_owned());
        }
        let address = address.get().map_err(|error| error.to_string())?;
        Ok(address.text().to_owned())
    }

    #[test]
    fn what_is_not_set_has_its_default() {
        assert_eq!(with(&[]).unwrap(), "https://eu.example:443/v1");
        let other = [("port", "1"), ("site", "us.example"), ("port", "8443")];
        assert_eq!(with(&other).unwrap(), "https://us.example:8443/v1");
    }

    #[test]
    fn a_value_stays_within_its_part() {
        for bad in ["1@other.example", "1/..", "1?a", "1#a", "[::1]", "a:b"] {
            let told = with(&[("port", bad)]).unwrap_err();
            assert!(told.starts_with(".port(...): may have letters"), "{told}");
        }
        let told = with(&[("site", "other.example")]).unwrap_err();
        assert!(told.contains("one of eu.example, us.example"), "{told}");
    }

    #[test]
    fn what_has_no_default_is_asked_for() {
        static SERVER: Server = Server {
            url: "https://api.example/{account}{path}",
            variables: &[
                ServerVariable {
                    name: "account",
                    setter: "account",
                    default: None,
                    values: &[],
                },
                ServerVariable {
                    name: "path",
                    setter: "path",
                    default: Some("/v1"),
                    values: &[],
                },
            ],
        };
        let mut address = ServerAddress::new(&SERVER);
        assert_eq!(
            address.get().unwrap_err().to_string(),
            ".account(...): is missing, and the address needs it: call it, or .base_url(...)"
        );
        address.set("account", "a/b".to_owned());
        let told = address.get().unwrap_err().to_string();
        assert!(
            told.starts_with(".account(...): may have letters"),
            "{told}"
        );
        address.set("account", "mine".to_owned());
        assert_eq!(address.get().unwrap().text(), "https://api.example/mine/v1");
        // Its default is a path, so it may be another.
        address.set("path", "/v2/beta".to_owned());
        assert_eq!(
            address.get().unwrap().text(),
            "https://api.example/mine/v2/beta"
        );
    }

    #[test]
    fn a_variable_may_be_the_host_with_its_scheme() {
        static SERVER: Server = Server {
            url: "{site}/v1",
            variables: &[ServerVariable {
                name: "site",
                setter: "site",
                default: None,
                values: &[],
            }],
        };
        let mut address = ServerAddress::new(&SERVER);
        address.set("site", "http://127.0.0.1:1".to_owned());
        assert_eq!(address.get().unwrap().text(), "http://127.0.0.1:1/v1");
        address.set("site", "http://me@127.0.0.1".to_owned());
        let told = address.get().unwrap_err().to_string();
        assert!(told.contains("may have letters, digits, slashes"), "{told}");
    }

    #[test]
    fn a_whole_address_replaces_all_or_is_asked_for() {
        let mut address = ServerAddress::new(&SERVER);
        address.replace("http://127.0.0.1:1".to_owned());
        assert_eq!(address.get().unwrap().text(), "http://127.0.0.1:1");
        address.set("port", "2".to_owned());
        let told = address.get().unwrap_err().to_string();
        assert!(told.contains(".port(...): has no effect"), "{told}");

        static OF_A_PATH: Server = Server {
            url: "/api/v2",
            variables: &[],
        };
        let told = ServerAddress::new(&OF_A_PATH).get().unwrap_err();
        let told = told.to_string();
        assert!(
            told.contains("call .base_url(\"https://HOST/api/v2\")"),
            "{told}"
        );
    }
}
