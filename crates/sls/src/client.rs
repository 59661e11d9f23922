//! The client and how it is built.

use std::fmt;
use std::time::Duration;

use backhaul_runtime::for_client_crates::{
    Atom, Config, Connection, Constraint, Core, Pattern, Provider, check_region,
};
use backhaul_runtime::{Download, Error, OneLine, SensitiveString};

use crate::discovery::discover;
use crate::endpoint::Endpoint;
use crate::{Credentials, CredentialsError, Environment};

static PROVIDER: Provider = Provider {
    name: "Alibaba Cloud SLS",
    request_id_headers: &["x-log-requestid"],
    code_pointers: &["/errorCode"],
    message_pointers: &["/errorMessage"],
    // The service has no status 429.
    throttling: &[(
        403,
        &[
            "MetaOperationQpsLimitExceeded",
            "ProjectQuotaExceed",
            "ReadQuotaExceed",
            "ShardReadQuotaExceed",
            "ShardWriteQuotaExceed",
            "WriteQuotaExceed",
        ],
    )],
    // Operations have limits by the second, reading and writing of a project have some by the minute.
    throttling_window: Some(Duration::from_secs(60)),
    follows_server_date: true,
    clock_skew_codes: &["RequestTimeExpired", "RequestTimeTooSkewed"],
};

const LETTER_OR_DIGIT: Atom = Atom::new(&[('a', 'z'), ('0', '9')], 1, 1);

backhaul_runtime::validated_string! {
    /// Name of a project, 3 to 63 characters: lower-case letters, digits and hyphens, with a letter
    /// or digit first and last. It is the first label of the host, so the document cannot carry
    /// its pattern as that of a parameter.
    pub struct ProjectName;
    Constraint {
        min_length: 3,
        max_length: 63,
        pattern: Some(Pattern::new(
            "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
            &[
                LETTER_OR_DIGIT,
                Atom::new(&[('a', 'z'), ('0', '9'), ('-', '-')], 1, 61),
                LETTER_OR_DIGIT,
            ],
        )),
    }
}

/// A client for one project of the Simple Log Service. Cheap to clone; clones share connections
/// and credentials.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl Client {
    /// Begins a client; it needs [credentials](ClientBuilder::credentials), an
    /// [endpoint](ClientBuilder::endpoint) and a [project](ClientBuilder::project).
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            credentials: None,
            endpoint: None,
            project: None,
            region: None,
            config: Config::new(concat!("backhaul-sls/", env!("CARGO_PKG_VERSION"))),
        }
    }

    /// A download of a pre-signed link, such as an answer carries. The link is fetched without
    /// credentials, by an HTTP client of its own, and stands in no error and no log.
    ///
    /// A store that refuses it (403) mostly means that it has expired: ask for a new one. A file that an
    /// earlier link has begun is continued by the new one.
    pub fn download_link(&self, link: &SensitiveString) -> Download<'_> {
        self.core.download_link(link)
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }
}

/// Settings of a [`Client`] that is being built.
///
/// ```
/// use backhaul_sls::{Client, Credentials};
///
/// let client = Client::builder()
///     .credentials(Credentials::access_key("FAKEAKID0000example", "FakeSecret+NotReal"))
///     .endpoint("cn-hangzhou.log.aliyuncs.com")
///     .project("ali-test-project")
///     .build()?;
/// # drop(client);
/// # Ok::<(), backhaul_sls::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a client comes from `build`"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    endpoint: Option<String>,
    project: Option<String>,
    region: Option<String>,
    config: Config,
}

impl ClientBuilder {
    /// Begins a client with what the variables of the environment say; it still needs a [project](Self::project). The first
    /// hit wins:
    ///
    /// | | variables |
    /// |---|---|
    /// | access key | those of [`Credentials::from_env`] |
    /// | endpoint | `ALIYUN_LOG_CLI_ENDPOINT`, else from the region in `ALIBABA_CLOUD_DEFAULT_REGION`, `ALICLOUD_REGION`, `ALIBABACLOUD_REGION_ID` or `ALICLOUD_REGION_ID` |
    /// | region that v4 names | `ALIYUN_LOG_CLI_REGION_ID`, else from the endpoint |
    /// | signature | `ALIYUN_LOG_CLI_SIGN_VERSION`: `v1` or `v4`, the default |
    ///
    /// # Errors
    /// If no access key is found or only half of one, or the signature version is none. The error says what was looked for,
    /// and shows no value. A missing endpoint is not missed before [`build`](Self::build).
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_environment(&Environment::process())
    }

    /// As [`from_env`](Self::from_env), but from an environment of your own.
    ///
    /// # Errors
    /// As `from_env`.
    pub fn from_environment(environment: &Environment) -> Result<Self, CredentialsError> {
        let found = discover(environment)?;
        let mut builder = Client::builder().credentials(found.credentials);
        builder.endpoint = found.endpoint;
        builder.region = found.region;
        Ok(builder)
    }

    /// Who calls. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The endpoint of the project's region, for example `cn-hangzhou.log.aliyuncs.com`. Required.
    ///
    /// Without a scheme it is reached by `https`. The project goes in front of the host; with a raw
    /// IP address or `localhost`, for a server of your own, it goes into the `Host` header alone.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Name of the project. Required.
    pub fn project(mut self, name: impl Into<String>) -> Self {
        self.project = Some(name.into());
        self
    }

    /// The region that signature v4 names, if it cannot be read from the endpoint.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// If credentials, endpoint, project or region are missing or wrong, or the region cannot be read
    /// from the endpoint.
    pub fn build(self) -> Result<Client, Error> {
        let missing =
            |what: &str| Error::invalid_input(format!("{what} is missing: call .{what}(...)"));
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let project: ProjectName = self
            .project
            .ok_or_else(|| missing("project"))?
            .try_into()
            .map_err(|error: backhaul_runtime::InvalidValue| {
                Error::invalid_input(error.to_string())
            })?;
        let endpoint = Endpoint::parse(&self.endpoint.ok_or_else(|| {
            Error::invalid_input(
                "endpoint is missing: call .endpoint(\"cn-hangzhou.log.aliyuncs.com\"), or set \
                 ALIYUN_LOG_CLI_ENDPOINT for ClientBuilder::from_env",
            )
        })?)?;
        let region = self.region.or_else(|| endpoint.region()).ok_or_else(|| {
            Error::invalid_input(
                "the endpoint does not name a region: call .region(\"cn-hangzhou\"), or set \
                 ALIYUN_LOG_CLI_REGION_ID for ClientBuilder::from_env",
            )
        })?;
        check_region(&region, "cn-hangzhou")?;
        let connection = Connection::open(&PROVIDER, &endpoint.address(&project), self.config)?;
        let authorization = credentials.authorization(&connection, region);
        let core = match endpoint.host_header(&project) {
            Some(host) => Core::with_host(connection, &host, authorization)?,
            None => Core::new(connection, authorization),
        };
        Ok(Client { core })
    }
}

impl fmt::Debug for ClientBuilder {
    /// Of the endpoint neither user information nor a query: both may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn address(text: &Option<String>) -> Option<OneLine<'_>> {
            text.as_deref().map(OneLine::address)
        }
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("endpoint", &address(&self.endpoint))
            .field("project", &address(&self.project))
            .field("region", &address(&self.region))
            .field("config", &self.config)
            .finish()
    }
}

backhaul_runtime::client_settings!(ClientBuilder);

#[cfg(test)]
mod tests {
    use super::ClientBuilder;
    use crate::Environment;

    #[test]
    fn variables_and_a_project_make_a_client() {
        let environment = Environment::of_variables(|name| match name {
            "ALIBABA_CLOUD_ACCESS_KEY_ID" => Some("FAKEID".to_owned()),
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some("fake-marker".to_owned()),
            "ALIBABA_CLOUD_DEFAULT_REGION" => Some("cn-hangzhou".to_owned()),
            _ => None,
        });
        let builder = ClientBuilder::from_environment(&environment).unwrap();
        let client = builder.project("ali-test-project").build().unwrap();
        let shown = format!("{client:?}");
        assert!(!shown.contains("fake-marker"), "{shown}");
    }

    #[test]
    fn a_region_that_is_none_is_refused_and_not_shown_whole() {
        for region in [
            "",
            "cn hangzhou",
            "CN-HANGZHOU",
            "a/b",
            "https://u:fake-marker@h.example",
        ] {
            let builder = crate::Client::builder()
                .credentials(crate::Credentials::access_key("FAKEID", "fake-secret"))
                .endpoint("h.example")
                .project("ali-test-project");
            let error = builder.region(region).build().unwrap_err().to_string();
            assert!(error.contains("is no region: use one such as"), "{error}");
            assert!(!error.contains("fake-marker"), "{error}");
        }
    }
}
