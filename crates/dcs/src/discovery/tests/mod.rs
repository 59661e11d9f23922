//! Credentials from variables and files: which win, and what an error says.
//!
//! | file | subject |
//! |---|---|
//! | `variables` | variables of the environment |
//! | `files` | `clouds.yaml` and `secure.yaml` |

#[cfg(feature = "config-files")]
mod files;
mod variables;

use super::{Discovered, Given, discover};
use crate::Environment;

type Variables = [(&'static str, &'static str)];

/// An environment with these variables and nothing else.
fn variables(set: &Variables) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn found(environment: &Environment) -> Discovered {
    discover(environment).unwrap_or_else(|error| panic!("nothing found: {error}"))
}

fn refused(environment: &Environment) -> String {
    match discover(environment) {
        Ok(found) => panic!("found {:?}", found.credentials),
        Err(error) => {
            assert!(!format!("{error:?}").contains("fake-marker"), "{error:?}");
            error.to_string()
        }
    }
}

/// The `Debug` output, which never shows a secret.
fn shown(found: &Discovered) -> String {
    let shown = format!("{:?}", found.credentials);
    assert!(!shown.contains("fake-marker"), "{shown}");
    shown
}

const PASSWORD: &Variables = &[
    ("OS_USERNAME", "fake-user"),
    ("OS_PASSWORD", "fake-marker"),
    ("OS_USER_DOMAIN_NAME", "OTC-FAKE"),
    ("OS_PROJECT_NAME", "eu-nl_project"),
    ("OS_AUTH_URL", "https://iam.eu-nl.otc.t-systems.com:443/v3"),
];
