//! Finds credentials and base address where MongoDB's own tools keep them.
//!
//! Sources: `internal/provider/credentials.go` of the Terraform provider for the variables and the order of
//! the kinds; `config/profile.go` and `config/viper_store.go` of Atlas CLI's core, and
//! `internal/config/profile.go` of mongocli, for the files, their keys and the choice of a profile.

use std::fmt;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};

use super::credentials::Credentials;
use super::defaults::Defaults;
use super::jwt;
use super::tool::{Tool, go_on_in_profile};
use crate::auth::env::{self, CredentialsError, Environment, Found, Search, When};
use crate::clock::Clock;
use crate::settings::given::Given;
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

/// The variables for the ids of a project and of an organization, and their keys in a profile.
const PROJECT: (&[&str], &[&str]) = (
    &["MONGODB_ATLAS_PROJECT_ID", "MCLI_PROJECT_ID"],
    &["project_id"],
);
const ORGANIZATION: (&[&str], &[&str]) = (&["MONGODB_ATLAS_ORG_ID", "MCLI_ORG_ID"], &["org_id"]);

/// Whom to trust: mongocli has these for Ops Manager. The first is the path of a PEM file, whose authorities
/// replace those of the system (`internal/store/store.go`).
const CA_CERTIFICATE: (&[&str], &[&str]) = (
    &["MCLI_OPS_MANAGER_CA_CERTIFICATE"],
    &["ops_manager_ca_certificate"],
);
const SKIP_VERIFY: (&[&str], &[&str]) = (
    &["MCLI_OPS_MANAGER_SKIP_VERIFY"],
    &["ops_manager_skip_verify"],
);

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

/// The result of a search.
#[derive(Clone)]
pub struct Discovered {
    /// The credentials.
    pub credentials: Credentials,
    /// The address of the API, if a variable or a profile sets one.
    pub base_url: Option<Given>,
    /// A PEM file with the only certificate authorities to trust, if a variable or a profile names one.
    pub ca_file: Option<Given>,
    /// The project and the organization of the same place.
    pub defaults: Defaults,
    /// Which credentials they are, and where they were found.
    pub found: Found,
}

impl fmt::Debug for Discovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Discovered")
            .field("credentials", &self.credentials)
            .field("base_url", &self.base_url)
            .field("ca_file", &self.ca_file)
            .field("defaults", &self.defaults)
            .field("found", &self.found)
            .finish()
    }
}

/// Searches the variables as [`Credentials::from_env`] does, then `config.toml` of each of `tools`.
///
/// A file is read if the variables give no credentials, or if a variable names one of its profiles. Without
/// such a variable, the file's only profile is used, or `default`. In a profile, a service account wins over
/// an API key, and an API key over an access token, which the tool stores there when a user logs in. For the
/// base address and the file of certificate authorities, variables win over the profile.
///
/// # Errors
/// If there are no credentials or only half of them, if there is only an access token that says itself that
/// it has expired, if a variable names a profile or a service that does not exist, if a file is not valid, or
/// if there is a setting against checking certificates.
pub fn discover(environment: &Environment, tools: &[Tool]) -> Result<Discovered, CredentialsError> {
    let mut search = Search::new(|name| environment.variable(name));
    let now = environment.now();
    let mut credentials = in_variables(&mut search, now)?;
    let mut ended = None;
    let mut base_url = search.setting(BASE_URL);
    let mut ca_file = search.setting(CA_CERTIFICATE.0);
    let mut service = search.optional(SERVICE);
    let mut defaults = Defaults::default().or(&search, PROJECT.0, ORGANIZATION.0);

    for &tool in tools {
        let named = environment.variable(tool.profile_variable());
        if credentials.is_some() && named.is_none() {
            continue;
        }
        if go_on_in_profile(
            &mut search,
            environment,
            tool,
            named.as_deref(),
            credentials.is_none(),
        )? {
            if credentials.is_none() {
                credentials = match in_profile(&mut search)? {
                    Some(InProfile::Credentials(credentials)) => Some(credentials),
                    Some(InProfile::AccessToken(token)) => match expired_before(&token, now) {
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
                refuse_unchecked(&search, SKIP_VERIFY.1)?;
                defaults = defaults.or(&search, PROJECT.1, ORGANIZATION.1);
                ca_file = ca_file.or_else(|| search.setting(CA_CERTIFICATE.1));
                base_url = base_url.or_else(|| search.setting(&["ops_manager_url", "base_url"]));
                service = service.or_else(|| search.optional(&["service"]));
            }
        }
        // A user who names a profile wants no other.
        if named.is_some() {
            break;
        }
    }
    let Some(credentials) = credentials else {
        return Err(ended.unwrap_or_else(|| search.not_found()));
    };
    let found = search.found(credentials.kind());
    let variables = Search::new(|name| environment.variable(name));
    refuse_unchecked(&variables, SKIP_VERIFY.0)?;
    let base_url = match base_url {
        None => address_of(service.as_deref())?,
        known => known,
    };
    Ok(Discovered {
        credentials,
        base_url,
        ca_file,
        defaults,
        found,
    })
}

/// Refuses what mongocli has for Ops Manager to trust everybody.
fn refuse_unchecked(search: &Search<'_>, skip: &[&str]) -> Result<(), CredentialsError> {
    search.refuse(skip, When::On, "calls that do not check certificates")
}

/// The address of a tool's `service`, if it differs from the client's own.
///
/// # Errors
/// If the service is unknown, or its address is: the credentials of one service must not go to another.
fn address_of(service: Option<&str>) -> Result<Option<Given>, CredentialsError> {
    match service {
        None | Some("cloud" | "cloud-manager") => Ok(None),
        Some(GOVERNMENT_SERVICE) => Ok(Some(GOVERNMENT_BASE_URL.into())),
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

pub(super) fn in_variables(
    search: &mut Search<'_>,
    now: SystemTime,
) -> Result<Option<Credentials>, CredentialsError> {
    const ACCESS_TOKEN: &str = "MONGODB_ATLAS_ACCESS_TOKEN";
    if let Some(token) = search.secret(&[ACCESS_TOKEN])? {
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
enum InProfile {
    Credentials(Credentials),
    /// The token of a user who has logged in.
    AccessToken(SecretString),
}

fn in_profile(search: &mut Search<'_>) -> Result<Option<InProfile>, CredentialsError> {
    if let Some((id, secret)) = search.pair(&["client_id"], &["client_secret"])? {
        let account = Credentials::service_account(id, secret);
        return Ok(Some(InProfile::Credentials(account)));
    }
    if let Some((public_key, private_key)) =
        search.pair(&["public_api_key"], &["private_api_key"])?
    {
        let key = Credentials::api_key(public_key, private_key);
        return Ok(Some(InProfile::Credentials(key)));
    }
    let token = search.secret(&["access_token"])?;
    Ok(token.map(InProfile::AccessToken))
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

#[cfg(test)]
mod tests;
