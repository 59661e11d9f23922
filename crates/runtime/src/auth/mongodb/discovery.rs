//! Finds credentials and base address where MongoDB's own tools keep them.
//!
//! Sources: `internal/provider/credentials.go` of the Terraform provider for the variables and the order of
//! the kinds; `config/profile.go` and `config/viper_store.go` of Atlas CLI's core, and
//! `internal/config/profile.go` of mongocli, for the files, their keys and the choice of a profile.

use std::fmt;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use super::credentials::Credentials;
use super::jwt;
use crate::auth::env::{self, CredentialsError, Environment, Search};
use crate::clock::Clock;
use crate::shown::OneLine;
use crate::text::utc;

/// Address of Atlas for Government.
pub const GOVERNMENT_BASE_URL: &str = "https://cloud.mongodbgov.com";

/// The tools' name for Atlas for Government, in `service`.
const GOVERNMENT_SERVICE: &str = "cloudgov";

/// The tools' names for their services. The tools know an address of its own for only one of them.
const SERVICES: [&str; 4] = ["cloud", "cloud-manager", GOVERNMENT_SERVICE, "ops-manager"];

/// The variables in which the tools look for a base address, in this order. Atlas CLI reads the first two, the
/// Terraform provider the last two.
const BASE_URL: &[&str] = &[
    "MONGODB_ATLAS_OPS_MANAGER_URL",
    "MONGODB_ATLAS_BASE_URL",
    "MCLI_OPS_MANAGER_URL",
];

const SERVICE: &[&str] = &["MONGODB_ATLAS_SERVICE", "MCLI_SERVICE"];

impl Credentials {
    /// Credentials from environment variables, with the names that MongoDB's own tools use. The first hit wins:
    ///
    /// 1. `MONGODB_ATLAS_ACCESS_TOKEN`
    /// 2. `MONGODB_ATLAS_CLIENT_ID` with `MONGODB_ATLAS_CLIENT_SECRET`
    /// 3. `MONGODB_ATLAS_PUBLIC_API_KEY` or `MONGODB_ATLAS_PUBLIC_KEY`, with `MONGODB_ATLAS_PRIVATE_API_KEY` or
    ///    `MONGODB_ATLAS_PRIVATE_KEY`
    /// 4. `MCLI_PUBLIC_API_KEY` with `MCLI_PRIVATE_API_KEY`
    ///
    /// An empty variable counts as unset. `ClientBuilder::from_env` also finds the base address, and reads
    /// the profiles of MongoDB's command line tools.
    ///
    /// # Errors
    ///
    /// If no credentials are found, or only half of a pair, or an access token that says itself that it has
    /// expired. The error names the variables and shows no value.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_vars(env::process)
    }

    /// Like [`from_env`](Self::from_env), but from the variables that `lookup` knows.
    ///
    /// # Errors
    ///
    /// The same as for `from_env`. Halves of different pairs are not combined.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, CredentialsError> {
        let mut search = Search::new(lookup);
        match in_variables(&mut search, Clock::default().now())? {
            Some(credentials) => Ok(credentials),
            None => Err(search.not_found()),
        }
    }
}

/// A command line tool whose profiles are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The Atlas CLI, `atlas`.
    AtlasCli,
    /// The MongoDB CLI, `mongocli`.
    MongoCli,
}

impl Tool {
    /// Its folder in the user's settings.
    fn folder(self) -> &'static str {
        match self {
            Self::AtlasCli => "atlascli",
            Self::MongoCli => "mongocli",
        }
    }

    /// Its login command.
    fn login(self) -> &'static str {
        match self {
            Self::AtlasCli => "atlas auth login",
            Self::MongoCli => "mongocli auth login",
        }
    }

    /// The variable that names the profile to use.
    fn profile_variable(self) -> &'static str {
        match self {
            Self::AtlasCli => "MONGODB_ATLAS_PROFILE",
            Self::MongoCli => "MCLI_PROFILE",
        }
    }
}

/// The result of a search.
#[derive(Clone)]
pub struct Discovered {
    /// The credentials.
    pub credentials: Credentials,
    /// The address of the API, if a variable or a profile sets one.
    pub base_url: Option<String>,
}

impl fmt::Debug for Discovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref().map(OneLine::address);
        f.debug_struct("Discovered")
            .field("credentials", &self.credentials)
            .field("base_url", &base_url)
            .finish()
    }
}

/// Searches the variables as [`Credentials::from_env`] does, then `config.toml` of each of `tools`.
///
/// A file is read if the variables give no credentials, or if a variable names one of its profiles. Without
/// such a variable, the file's only profile is used, or `default`. In a profile, a service account wins over
/// an API key, and an API key over an access token, which the tool stores there when a user logs in. For the
/// base address, variables win over the profile.
///
/// # Errors
/// If there are no credentials or only half of them, if there is only an access token that says itself that
/// it has expired, if a variable names a profile or a service that does not exist, or if a file is not valid.
pub fn discover(environment: &Environment, tools: &[Tool]) -> Result<Discovered, CredentialsError> {
    let mut search = Search::new(|name| environment.variable(name));
    let now = environment.now();
    let mut credentials = in_variables(&mut search, now)?;
    let mut ended = None;
    let mut base_url = search.optional(BASE_URL);
    let mut service = search.optional(SERVICE);

    for &tool in tools {
        let named = environment.variable(tool.profile_variable());
        if credentials.is_some() && named.is_none() {
            continue;
        }
        if go_on_in_profile(&mut search, environment, tool, named.as_deref())? {
            if credentials.is_none() {
                credentials = match in_profile(&mut search)? {
                    Some(Found::Credentials(credentials)) => Some(credentials),
                    Some(Found::AccessToken(token)) => match expired_before(&token, now) {
                        None => Some(Credentials::access_token(token)),
                        Some(end) => {
                            ended = ended.or_else(|| Some(login_expired(&search, tool, &end)));
                            None
                        }
                    },
                    None => None,
                };
            }
            if credentials.is_some() {
                base_url = base_url.or_else(|| search.optional(&["ops_manager_url", "base_url"]));
                service = service.or_else(|| search.optional(&["service"]));
            }
        }
        // A user who names a profile wants no other.
        if named.is_some() {
            break;
        }
    }
    let credentials = credentials.ok_or_else(|| ended.unwrap_or_else(|| search.not_found()))?;
    let base_url = match base_url {
        None => address_of(service.as_deref())?,
        known => known,
    };
    Ok(Discovered {
        credentials,
        base_url,
    })
}

/// The address of a tool's `service`, if it differs from the client's own.
///
/// # Errors
/// If the service is unknown, or its address is: the credentials of one service must not go to another.
fn address_of(service: Option<&str>) -> Result<Option<String>, CredentialsError> {
    match service {
        None | Some("cloud" | "cloud-manager") => Ok(None),
        Some(GOVERNMENT_SERVICE) => Ok(Some(GOVERNMENT_BASE_URL.to_owned())),
        Some("ops-manager") => Err(CredentialsError::setting(format!(
            "the service is ops-manager, but its address is missing: set {}",
            BASE_URL.join(" or ")
        ))),
        Some(other) => Err(CredentialsError::setting(format!(
            "{:?} is not a service of MongoDB's tools: set {} (or `service` in the profile) to one of {}",
            OneLine::new(other).at_most(60),
            SERVICE.join(" or "),
            SERVICES.join(", ")
        ))),
    }
}

/// A variable names a profile that does not exist. This is an error because the profile may belong to another
/// service, and the credentials from variables would go to the wrong one.
#[cfg(feature = "config-files")]
fn no_such_profile(tool: Tool, name: &str, why: &str) -> CredentialsError {
    CredentialsError::setting(format!(
        "{} names the profile {:?}, but {why}: correct it, or unset it",
        tool.profile_variable(),
        OneLine::new(name).at_most(100)
    ))
}

pub(super) fn in_variables(
    search: &mut Search<'_>,
    now: SystemTime,
) -> Result<Option<Credentials>, CredentialsError> {
    const ACCESS_TOKEN: &str = "MONGODB_ATLAS_ACCESS_TOKEN";
    if let Some(token) = search.secret(&[ACCESS_TOKEN]) {
        return match expired_before(&token, now) {
            None => Ok(Some(Credentials::access_token(token))),
            Some(end) => Err(CredentialsError::setting(format!(
                "the access token in {ACCESS_TOKEN} expired at {end}: set another one, or unset it"
            ))),
        };
    }
    if let Some((id, secret)) = search.pair(
        &["MONGODB_ATLAS_CLIENT_ID"],
        &["MONGODB_ATLAS_CLIENT_SECRET"],
    )? {
        return Ok(Some(Credentials::service_account(id, secret)));
    }
    let key = match search.pair(
        &["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY"],
        &["MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY"],
    )? {
        Some(pair) => Some(pair),
        None => search.pair(&["MCLI_PUBLIC_API_KEY"], &["MCLI_PRIVATE_API_KEY"])?,
    };
    Ok(key.map(|(public_key, private_key)| Credentials::api_key(public_key, private_key)))
}

/// The credentials in a profile.
enum Found {
    Credentials(Credentials),
    /// The token of a user who has logged in.
    AccessToken(SecretString),
}

fn in_profile(search: &mut Search<'_>) -> Result<Option<Found>, CredentialsError> {
    if let Some((id, secret)) = search.pair(&["client_id"], &["client_secret"])? {
        let account = Credentials::service_account(id, secret);
        return Ok(Some(Found::Credentials(account)));
    }
    if let Some((public_key, private_key)) =
        search.pair(&["public_api_key"], &["private_api_key"])?
    {
        let key = Credentials::api_key(public_key, private_key);
        return Ok(Some(Found::Credentials(key)));
    }
    let token = search.secret(&["access_token"]);
    if token.is_none() {
        search.note("the tool may keep them in the system's keyring, which is not read");
    }
    Ok(token.map(Found::AccessToken))
}

/// When `token` expired, if it says so itself and that is not after `now`.
fn expired_before(token: &SecretString, now: SystemTime) -> Option<String> {
    let end = jwt::end_of(token.expose_secret()).filter(|end| *end <= now)?;
    utc::date_of(end).map(utc::extended)
}

fn login_expired(search: &Search<'_>, tool: Tool, end: &str) -> CredentialsError {
    CredentialsError::setting(format!(
        "the access_token in {} expired at {end}: log in again with `{}`, or put a service account or an API key there, \
         which last longer",
        search.place(),
        tool.login()
    ))
}

/// Continues `search` in the tool's profile, if there is one.
#[cfg(feature = "config-files")]
fn go_on_in_profile(
    search: &mut Search<'_>,
    environment: &Environment,
    tool: Tool,
    named: Option<&str>,
) -> Result<bool, CredentialsError> {
    use super::profile::{Profile, Selected};
    use crate::auth::env::read_file;

    let Some(folder) = environment.user_config() else {
        search.note(format!(
            "{}/config.toml was not looked for: the user's home directory is unknown",
            tool.folder()
        ));
        return Ok(false);
    };
    let path = folder.join(tool.folder()).join("config.toml");
    let shown = path.display();
    Ok(
        match read_file(&path, |text| Profile::select(text, named))? {
            None => {
                let why = format!("{shown} does not exist");
                if let Some(name) = named {
                    return Err(no_such_profile(tool, name, &why));
                }
                search.note(why);
                false
            }
            Some(Selected::Missing(name)) => {
                if named.is_some() {
                    let why = format!("{shown} has no such profile");
                    return Err(no_such_profile(tool, &name, &why));
                }
                search.note(format!("{shown} has no profile {name:?}"));
                false
            }
            Some(Selected::Found(profile)) => {
                let place = format!("profile {:?} of {shown}", profile.name());
                search.go_on_in(place, move |key| profile.get(key));
                true
            }
        },
    )
}

#[cfg(not(feature = "config-files"))]
fn go_on_in_profile(
    search: &mut Search<'_>,
    _environment: &Environment,
    tool: Tool,
    named: Option<&str>,
) -> Result<bool, CredentialsError> {
    let without = "the cargo feature `config-files` is off";
    if named.is_some() {
        return Err(CredentialsError::setting(format!(
            "{} names a profile of a file, but {without}",
            tool.profile_variable()
        )));
    }
    search.note(format!(
        "{}/config.toml was not read: {without}",
        tool.folder()
    ));
    Ok(false)
}

#[cfg(test)]
mod tests;
