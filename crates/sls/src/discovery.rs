//! Finds an access key and other settings where the provider's own tools look.
//!
//! Sources: `load_config` in `aliyunlogcli/config.py` of `aliyun-log-cli` 0.2.10 for names and order;
//! `alibabacloud_credentials/utils/auth_util.py` of `alibabacloud-credentials` 1.0.12 reads the second row
//! too. The Python SDK, `aliyun-log-python-sdk` 0.9.52, reads no variable.

use backhaul_runtime::auth::ExposeSecret;
use backhaul_runtime::auth::env::{self, Environment, Found, Given, Search};

use self::config_file::CLIENT_NAME;
use crate::{Credentials, CredentialsError, RamRole, SignatureVersion};

mod config_file;

/// Access key id, its secret, and the security token if the key is temporary.
const KEYS: [[&str; 3]; 5] = [
    [
        "ALIYUN_LOG_CLI_ACCESSID",
        "ALIYUN_LOG_CLI_ACCESSKEY",
        "ALIYUN_LOG_CLI_STS_TOKEN",
    ],
    [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
    ],
    [
        "ALICLOUD_ACCESS_KEY",
        "ALICLOUD_SECRET_KEY",
        "SECURITY_TOKEN",
    ],
    [
        "ALIBABACLOUD_ACCESS_KEY_ID",
        "ALIBABACLOUD_ACCESS_KEY_SECRET",
        "SECURITY_TOKEN",
    ],
    [
        "ALICLOUD_ACCESS_KEY_ID",
        "ALICLOUD_ACCESS_KEY_SECRET",
        "SECURITY_TOKEN",
    ],
];

const ENDPOINT: &str = "ALIYUN_LOG_CLI_ENDPOINT";

/// Each names a region, from which the tool derives the endpoint.
const REGIONS: [&str; 4] = [
    "ALIBABA_CLOUD_DEFAULT_REGION",
    "ALICLOUD_REGION",
    "ALIBABACLOUD_REGION_ID",
    "ALICLOUD_REGION_ID",
];

/// The name of the RAM role, a switch against asking for it, and an address with keys: variables of the SDKs.
const RAM_ROLE: &str = "ALIBABA_CLOUD_ECS_METADATA";
const NO_METADATA: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
const CREDENTIALS_URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

const SIGNING_REGION: &str = "ALIYUN_LOG_CLI_REGION_ID";
const SIGNATURE: &str = "ALIYUN_LOG_CLI_SIGN_VERSION";

/// The result of a search.
pub(crate) struct Discovered {
    pub(crate) credentials: Credentials,
    pub(crate) endpoint: Option<Given>,
    pub(crate) region: Option<Given>,
    pub(crate) found: Found,
}

pub(crate) fn discover(environment: &Environment) -> Result<Discovered, CredentialsError> {
    let mut search = Search::new(|name| environment.variable(name));
    let mut credentials = in_variables(&mut search)?;
    let signature = match environment.variable(SIGNATURE).as_deref() {
        None => None,
        Some("v1") => Some(SignatureVersion::V1),
        Some("v4") => Some(SignatureVersion::V4),
        Some(_) => {
            return Err(CredentialsError::setting(format!(
                "{SIGNATURE} is neither v1 nor v4"
            )));
        }
    };
    let mut endpoint = environment.setting(ENDPOINT);
    // As with a profile: who names a section wants its endpoint too.
    if (credentials.is_none() || environment.variable(CLIENT_NAME).is_some())
        && let Some((place, section)) = config_file::find(environment, &mut search)?
    {
        search.go_on_in(place, move |option| section.get(option));
        if credentials.is_none() {
            credentials = key(&mut search, ["access-id", "access-key", "sts-token"])?;
        }
        if credentials.is_some() {
            endpoint = endpoint.or_else(|| search.setting(&["region-endpoint"]));
        }
    }
    let credentials = match credentials {
        Some(credentials) => credentials,
        None => match temporary(environment, &mut search) {
            Some(credentials) => credentials,
            None => return Err(search.not_found()),
        },
    };
    let found = search.found(credentials.kind());
    let credentials = match signature {
        Some(version) => credentials.signature(version),
        None => credentials,
    };
    let regional = || {
        let found = REGIONS.iter().find_map(|name| environment.setting(name));
        found.map(|region| region.map(endpoint_of))
    };
    Ok(Discovered {
        credentials,
        endpoint: endpoint.or_else(regional),
        found,
        region: environment.setting(SIGNING_REGION),
    })
}

/// Where to get temporary keys, if a variable says so. No service is asked on the chance that it exists.
fn temporary(environment: &Environment, search: &mut Search<'_>) -> Option<Credentials> {
    let is_off = |value: String| value.eq_ignore_ascii_case("true");
    if let Some(role) = environment.setting(RAM_ROLE) {
        if !environment.variable(NO_METADATA).is_some_and(is_off) {
            search.hit("the environment", &[RAM_ROLE], Some(role.text()));
            return Some(Credentials::ram_role(RamRole::of_setting(role)));
        }
        search.note(format!(
            "{NO_METADATA} forbids the role that {RAM_ROLE} names"
        ));
    }
    if let Some(uri) = environment.setting(CREDENTIALS_URI) {
        // An address may have a secret in it.
        search.hit("the environment", &[CREDENTIALS_URI], None);
        return Some(Credentials::of_uri(uri));
    }
    search.note(format!(
        "neither {RAM_ROLE} nor {CREDENTIALS_URI} says where to get temporary keys"
    ));
    None
}

impl Credentials {
    /// An access key from environment variables, with the names that the provider's tools read, in the order
    /// of the command line tool `aliyunlog`. The first pair that is set wins:
    ///
    /// 1. `ALIYUN_LOG_CLI_ACCESSID` with `ALIYUN_LOG_CLI_ACCESSKEY`, and `ALIYUN_LOG_CLI_STS_TOKEN` if the
    ///    key is temporary
    /// 2. `ALIBABA_CLOUD_ACCESS_KEY_ID` with `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and
    ///    `ALIBABA_CLOUD_SECURITY_TOKEN`
    /// 3. `ALICLOUD_ACCESS_KEY` with `ALICLOUD_SECRET_KEY`, and `SECURITY_TOKEN`
    /// 4. `ALIBABACLOUD_ACCESS_KEY_ID` with `ALIBABACLOUD_ACCESS_KEY_SECRET`, and `SECURITY_TOKEN`
    /// 5. `ALICLOUD_ACCESS_KEY_ID` with `ALICLOUD_ACCESS_KEY_SECRET`, and `SECURITY_TOKEN`
    ///
    /// An empty variable counts as unset. `ClientBuilder::from_env` also finds endpoint, region and signature
    /// version.
    ///
    /// # Errors
    ///
    /// If no access key is found, or only half of one. The error names the variables and shows no value.
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
        in_variables(&mut search)?.ok_or_else(|| search.not_found())
    }
}

fn in_variables(search: &mut Search<'_>) -> Result<Option<Credentials>, CredentialsError> {
    for names in KEYS {
        if let Some(credentials) = key(search, names)? {
            return Ok(Some(credentials));
        }
    }
    Ok(None)
}

/// The key with these names for its id, its secret and its token.
fn key(
    search: &mut Search<'_>,
    [id, secret, token]: [&str; 3],
) -> Result<Option<Credentials>, CredentialsError> {
    let Some((id, secret)) = search.pair(&[id], &[secret])? else {
        return Ok(None);
    };
    let token = search.also_secret(&[token])?;
    let token = token.map(|token| without_key_id(&id, token.expose_secret()));
    let credentials = Credentials::access_key(id, secret);
    Ok(Some(match token {
        Some(token) => credentials.security_token(token),
        None => credentials,
    }))
}

/// The tool writes a token as `{access key id}::{token}`, and accepts it in either form.
fn without_key_id(id: &str, token: &str) -> String {
    let own = token
        .strip_prefix(id)
        .and_then(|rest| rest.strip_prefix("::"));
    own.unwrap_or(token).to_owned()
}

/// Some users write a complete endpoint instead of a region; the tool recognizes it by its ending.
fn endpoint_of(region: String) -> String {
    if region.ends_with(".com") {
        region
    } else {
        format!("{region}.log.aliyuncs.com")
    }
}

#[cfg(test)]
mod tests;
