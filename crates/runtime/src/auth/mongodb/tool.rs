//! The command line tools, and their profiles as places to search.

use crate::auth::env::{CredentialsError, Environment, Search};
#[cfg(feature = "config-files")]
use crate::shown::OneLine;
#[cfg(feature = "config-files")]
use secrecy::{ExposeSecret, SecretString};

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
    pub(super) fn login(self) -> &'static str {
        match self {
            Self::AtlasCli => "atlas auth login",
            Self::MongoCli => "mongocli auth login",
        }
    }

    /// The variable that names the profile to use.
    pub(super) fn profile_variable(self) -> &'static str {
        match self {
            Self::AtlasCli => "MONGODB_ATLAS_PROFILE",
            Self::MongoCli => "MCLI_PROFILE",
        }
    }
}

/// Continues `search` in the tool's profile, if there is one.
#[cfg(feature = "config-files")]
pub(super) fn go_on_in_profile(
    search: &mut Search<'_>,
    environment: &Environment,
    tool: Tool,
    named: Option<&str>,
    needs_credentials: bool,
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
                let keyring = match tool {
                    Tool::AtlasCli if needs_credentials => {
                        InKeyring::read(search, environment, profile.name())
                    }
                    _ => None,
                };
                match keyring {
                    // As the tool does, which then leaves no secret in the file.
                    Some(keyring) => {
                        let place = format!("{place} with the system's keyring");
                        search.go_on_in(place, move |key| match SECRETS.contains(&key) {
                            true => keyring.get(key),
                            false => profile.get(key),
                        });
                    }
                    None => search.go_on_in(place, move |key| profile.get(key)),
                }
                true
            }
        },
    )
}

#[cfg(not(feature = "config-files"))]
pub(super) fn go_on_in_profile(
    search: &mut Search<'_>,
    _environment: &Environment,
    tool: Tool,
    named: Option<&str>,
    _needs_credentials: bool,
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

/// What the Atlas CLI keeps in the keyring rather than in the file: each is an account of the service
/// `atlascli_{profile}`.
#[cfg(feature = "config-files")]
const SECRETS: [&str; 5] = [
    "access_token",
    "client_id",
    "client_secret",
    "private_api_key",
    "public_api_key",
];

/// The entries of a profile in the keyring.
#[cfg(feature = "config-files")]
struct InKeyring(Vec<(&'static str, SecretString)>);

#[cfg(feature = "config-files")]
impl InKeyring {
    /// The entries of `profile`; `None` if there are none.
    fn read(search: &mut Search<'_>, environment: &Environment, profile: &str) -> Option<Self> {
        // The tool knows profiles by their names in lower case.
        let service = format!("atlascli_{}", profile.to_lowercase());
        let mut found = Vec::new();
        for account in SECRETS {
            let Some(entry) = environment.in_keyring(&service, account) else {
                search.note(
                    "the tool may keep them in the system's keyring, which was not read: that takes the cargo \
                     feature `keyring`, or a keyring in the Environment",
                );
                return None;
            };
            match entry {
                Ok(Some(secret)) if !secret.expose_secret().is_empty() => {
                    found.push((account, secret));
                }
                Ok(_) => {}
                Err(error) => {
                    search.note(format!("the system's keyring was not read: {error}"));
                    return None;
                }
            }
        }
        if found.is_empty() {
            search.note(format!(
                "the system's keyring has nothing for the service {service:?}"
            ));
            return None;
        }
        Some(Self(found))
    }

    fn get(&self, key: &str) -> Option<String> {
        let found = self.0.iter().find(|(account, _)| *account == key);
        found.map(|(_, secret)| secret.expose_secret().to_owned())
    }
}
