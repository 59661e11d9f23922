//! Credentials of MongoDB from variables and profiles: which win, and what an error says.
//!
//! | file | subject |
//! |---|---|
//! | `variables` | variables of the environment |
//! | `files` | profiles of the command line tools |
//! | `trust` | whom to trust |
//! | `keyring` | secrets that the Atlas CLI keeps in a keyring |

#[cfg(feature = "config-files")]
mod files;
#[cfg(feature = "config-files")]
mod keyring;
#[cfg(feature = "config-files")]
mod trust;
mod variables;

use std::time::{Duration, SystemTime};

use super::super::jwt;
use super::{Discovered, GOVERNMENT_BASE_URL, Given, Tool, discover};
use crate::auth::env::Environment;
use crate::clock::Clock;

/// An environment with these variables and nothing else.
fn variables(set: &[(&'static str, &'static str)]) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

/// 2023-11-14T22:13:20Z, by the clock that [`at_now`] gives.
const NOW: u64 = 1_700_000_000;

/// The same environment with a clock that always shows [`NOW`].
fn at_now(environment: Environment) -> Environment {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    environment.clock(Clock::new(move || now))
}

/// An access token that ends `seconds` after [`NOW`].
fn token_ending(seconds: i64) -> String {
    let end = i64::try_from(NOW).unwrap() + seconds;
    jwt::token(&format!(r#"{{"exp":{end},"sub":"fake-marker"}}"#))
}

fn in_atlas(environment: &Environment) -> Result<Discovered, String> {
    discover(environment, &[Tool::AtlasCli]).map_err(|error| error.to_string())
}

/// A home in which the tool's folder has `text` as its `config.toml`.
#[cfg(feature = "config-files")]
fn home(folder: &str, text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let environment = variables(&[]).home(home.path());
    let folder = environment.user_config().unwrap().join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), text).unwrap();
    home
}
