//! Finding credentials and base address where MongoDB's own tools keep them.
//!
//! Sources: `internal/provider/credentials.go` of the Terraform provider for the variables and the order of the kinds;
//! `config/profile.go` and `config/viper_store.go` of Atlas CLI's core, and `internal/config/profile.go` of mongocli, for
//! the files, their keys and the choice of a profile.

use super::Credentials;
use crate::auth::env::{CredentialsError, Environment, Search};

/// Address of Atlas for Government.
pub const GOVERNMENT_BASE_URL: &str = "https://cloud.mongodbgov.com";

/// What a tool calls Atlas for Government, in `service`.
const GOVERNMENT_SERVICE: &str = "cloudgov";

/// Under these, and in this order, the tools look for a base address. Atlas CLI takes the first two, the Terraform
/// provider the last two.
const BASE_URL: &[&str] = &[
    "MONGODB_ATLAS_OPS_MANAGER_URL",
    "MONGODB_ATLAS_BASE_URL",
    "MCLI_OPS_MANAGER_URL",
];

const SERVICE: &[&str] = &["MONGODB_ATLAS_SERVICE", "MCLI_SERVICE"];

/// A command line tool whose profiles are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The Atlas CLI, `atlas`.
    AtlasCli,
    /// The MongoDB CLI, `mongocli`.
    MongoCli,
}

impl Tool {
    /// Its folder among the user's settings.
    fn folder(self) -> &'static str {
        match self {
            Self::AtlasCli => "atlascli",
            Self::MongoCli => "mongocli",
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

/// What was found.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// Who calls.
    pub credentials: Credentials,
    /// Where the API is, if something says so.
    pub base_url: Option<String>,
}

/// Searches the variables as [`Credentials::from_env`] does, then `config.toml` of each of `tools`.
///
/// A file is read if the variables give no credentials, or if a variable names one of its profiles. Without such a variable
/// the profile is the file's only one, or `default`. In a profile a service account wins over an API key, and that over an
/// access token. For the base address variables win over the profile.
///
/// # Errors
/// If there are no credentials or only half of them, or if a file that is read is not what it should be.
pub fn discover(environment: &Environment, tools: &[Tool]) -> Result<Discovered, CredentialsError> {
    let mut search = Search::new(|name| environment.variable(name));
    let mut credentials = in_variables(&mut search)?;
    let mut base_url = search.optional(BASE_URL);
    let mut service = search.optional(SERVICE);

    for &tool in tools {
        let named = environment.variable(tool.profile_variable());
        if credentials.is_some() && named.is_none() {
            continue;
        }
        if go_on_in_profile(&mut search, environment, tool, named.as_deref())? {
            if credentials.is_none() {
                credentials = in_profile(&mut search)?;
            }
            if credentials.is_some() {
                base_url = base_url.or_else(|| search.optional(&["ops_manager_url", "base_url"]));
                service = service.or_else(|| search.optional(&["service"]));
            }
        }
        // Whoever names a profile wants no other.
        if named.is_some() {
            break;
        }
    }
    let is_government = service.as_deref() == Some(GOVERNMENT_SERVICE);
    Ok(Discovered {
        credentials: credentials.ok_or_else(|| search.not_found())?,
        base_url: base_url.or_else(|| is_government.then(|| GOVERNMENT_BASE_URL.to_owned())),
    })
}

pub(super) fn in_variables(
    search: &mut Search<'_>,
) -> Result<Option<Credentials>, CredentialsError> {
    if let Some(token) = search.secret(&["MONGODB_ATLAS_ACCESS_TOKEN"]) {
        return Ok(Some(Credentials::access_token(token)));
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

fn in_profile(search: &mut Search<'_>) -> Result<Option<Credentials>, CredentialsError> {
    if let Some((id, secret)) = search.pair(&["client_id"], &["client_secret"])? {
        return Ok(Some(Credentials::service_account(id, secret)));
    }
    if let Some((public_key, private_key)) =
        search.pair(&["public_api_key"], &["private_api_key"])?
    {
        return Ok(Some(Credentials::api_key(public_key, private_key)));
    }
    let token = search.secret(&["access_token"]);
    if token.is_none() {
        search.note("the tool may keep them in the system's keyring, which is not read");
    }
    Ok(token.map(Credentials::access_token))
}

/// Lets `search` go on in the tool's profile, if there is one.
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
            "{}/config.toml was not looked for: the user's home is unknown",
            tool.folder()
        ));
        return Ok(false);
    };
    let path = folder.join(tool.folder()).join("config.toml");
    let shown = path.display();
    Ok(
        match read_file(&path, |text| Profile::select(text, named))? {
            None => {
                search.note(format!("{shown} does not exist"));
                false
            }
            Some(Selected::Missing(name)) => {
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
