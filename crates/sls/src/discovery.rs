//! Finds an access key and other settings where the provider's own tools look.
//!
//! Sources: `load_config` in `aliyunlogcli/config.py` of `aliyun-log-cli` 0.2.10 for names and order;
//! `alibabacloud_credentials/utils/auth_util.py` of `alibabacloud-credentials` 1.0.12 reads the second row
//! too. The Python SDK, `aliyun-log-python-sdk` 0.9.52, reads no variable.

use backhaul_runtime::auth::ExposeSecret;
use backhaul_runtime::auth::env::{self, Environment, Search};

use crate::{Credentials, CredentialsError, SignatureVersion};

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

const SIGNING_REGION: &str = "ALIYUN_LOG_CLI_REGION_ID";
const SIGNATURE: &str = "ALIYUN_LOG_CLI_SIGN_VERSION";

/// The result of a search.
pub(crate) struct Discovered {
    pub(crate) credentials: Credentials,
    pub(crate) endpoint: Option<String>,
    pub(crate) region: Option<String>,
}

pub(crate) fn discover(environment: &Environment) -> Result<Discovered, CredentialsError> {
    let credentials = credentials(Search::new(|name| environment.variable(name)))?;
    let credentials = match environment.variable(SIGNATURE).as_deref() {
        None => credentials,
        Some("v1") => credentials.signature(SignatureVersion::V1),
        Some("v4") => credentials.signature(SignatureVersion::V4),
        Some(_) => {
            return Err(CredentialsError::setting(format!(
                "{SIGNATURE} is neither v1 nor v4"
            )));
        }
    };
    let regional = || {
        let found = REGIONS.iter().find_map(|name| environment.variable(name));
        found.map(endpoint_of)
    };
    Ok(Discovered {
        credentials,
        endpoint: environment.variable(ENDPOINT).or_else(regional),
        region: environment.variable(SIGNING_REGION),
    })
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
        credentials(Search::new(lookup))
    }
}

fn credentials(mut search: Search<'_>) -> Result<Credentials, CredentialsError> {
    for [id, secret, token] in KEYS {
        if let Some((id, secret)) = search.pair(&[id], &[secret])? {
            let token = search.also_secret(&[token])?;
            let token = token.map(|token| without_key_id(&id, token.expose_secret()));
            let credentials = Credentials::access_key(id, secret);
            return Ok(match token {
                Some(token) => credentials.security_token(token),
                None => credentials,
            });
        }
    }
    Err(search.not_found())
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
mod tests {
    use super::*;

    fn variables(set: &[(&'static str, &'static str)]) -> Environment {
        let set = set.to_vec();
        Environment::of_variables(move |wanted| {
            let found = set.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_rows_win_in_the_order_of_the_tool_each_with_its_own_token() {
        let mut set: Vec<(&str, &str)> = vec![("SECURITY_TOKEN", "fake-marker")];
        for [id, secret, _] in KEYS {
            set.extend([(id, id), (secret, "fake-marker")]);
        }
        set.push(("ALIBABA_CLOUD_SECURITY_TOKEN", "fake-marker"));
        for ([id, secret, _], temporary) in KEYS.into_iter().zip([false, true, true, true, true]) {
            let shown = format!("{:?}", discover(&variables(&set)).unwrap().credentials);
            assert!(shown.contains(&format!("\"{id}\"")), "{shown}");
            assert!(
                shown.contains(&format!("temporary: {temporary}")),
                "{shown}"
            );
            assert!(!shown.contains("fake-marker"), "{shown}");
            set.retain(|(name, _)| *name != id && *name != secret);
        }
        let error = Credentials::from_vars(|_| None).unwrap_err().to_string();
        for name in KEYS.iter().flat_map(|[id, secret, _]| [id, secret]) {
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn half_a_key_is_an_error_even_if_an_older_name_has_a_complete_one() {
        let set = [
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
            ("ALICLOUD_ACCESS_KEY", "fake"),
            ("ALICLOUD_SECRET_KEY", "fake-marker"),
        ];
        let Err(error) = discover(&variables(&set)) else {
            panic!("half a key was taken");
        };
        let error = error.to_string();
        assert!(
            error.ends_with(
                "ALIBABA_CLOUD_ACCESS_KEY_ID is set, ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"
            ),
            "{error}"
        );
    }

    #[test]
    fn a_secret_that_ends_with_a_line_break_is_named() {
        for (secret, token, named) in [
            ("fake-marker\n", "fake", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            ("fake", "fake-marker\n", "ALIBABA_CLOUD_SECURITY_TOKEN"),
        ] {
            let set = [
                ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
                ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret),
                ("ALIBABA_CLOUD_SECURITY_TOKEN", token),
            ];
            let Err(error) = discover(&variables(&set)) else {
                panic!("it was taken");
            };
            let told = format!("{named} in the environment ends with a line break");
            assert!(error.to_string().starts_with(&told), "{error}");
            assert!(!error.to_string().contains("fake-marker"), "{error}");
        }
    }

    #[test]
    fn endpoint_region_and_signature_are_found_with_the_key() {
        let mut set = vec![
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake"),
            ("ALICLOUD_REGION", "eu-central-1"),
        ];
        let found = discover(&variables(&set)).unwrap();
        assert_eq!(
            found.endpoint.as_deref(),
            Some("eu-central-1.log.aliyuncs.com")
        );
        assert_eq!(found.region, None);
        assert!(format!("{:?}", found.credentials).contains("V4"));

        set.push((
            "ALIBABA_CLOUD_DEFAULT_REGION",
            "cn-hangzhou-intranet.log.aliyuncs.com",
        ));
        let found = discover(&variables(&set)).unwrap();
        assert_eq!(
            found.endpoint.as_deref(),
            Some("cn-hangzhou-intranet.log.aliyuncs.com")
        );

        set.extend([
            (ENDPOINT, "http://127.0.0.1:1"),
            (SIGNING_REGION, "cn-beijing"),
            (SIGNATURE, "v1"),
        ]);
        let found = discover(&variables(&set)).unwrap();
        assert_eq!(found.endpoint.as_deref(), Some("http://127.0.0.1:1"));
        assert_eq!(found.region.as_deref(), Some("cn-beijing"));
        assert!(format!("{:?}", found.credentials).contains("V1"));

        set.pop();
        set.push((SIGNATURE, "v2"));
        assert!(discover(&variables(&set)).is_err());
    }

    #[test]
    fn the_key_id_is_removed_from_the_front_of_a_token() {
        for (token, expected) in [
            ("FAKEID::fake", "fake"),
            ("fake", "fake"),
            ("OTHER::fake", "OTHER::fake"),
        ] {
            assert_eq!(without_key_id("FAKEID", token), expected);
        }
    }
}
