//! Builds a client of one project.

use backhaul_runtime::auth::env::Found;
use backhaul_runtime::for_client_crates::{Connection, Core, Given, check_region};

use crate::discovery::discover;
use crate::endpoint::Endpoint;
use crate::generated::provider::PROVIDER;
use crate::{
    Client, ClientBuilder, CredentialsError, Environment, Error, InvalidValue, ProjectName,
};

/// The server of the operations that belong to no project, with the defaults of the document.
const ENDPOINT: &str = "https://cn-hangzhou.log.aliyuncs.com";

const NO_PROJECT: &str = "project is missing: call .project(...)";

impl Client {
    /// A client of one project, with credentials, endpoint and region from the environment and the usual settings:
    /// short for [`ClientBuilder::from_env`], [`project`](ClientBuilder::project) and
    /// [`build`](ClientBuilder::build).
    ///
    /// # Errors
    /// The same as for these.
    pub fn from_env(project: impl Into<String>) -> Result<Self, Error> {
        ClientBuilder::from_env()?.project(project).build()
    }
}

impl ClientBuilder {
    /// A builder with the settings in environment variables and in the file of `aliyunlog`; it still needs a [project](Self::project). The
    /// first hit wins:
    ///
    /// | | variables |
    /// |---|---|
    /// | access key | see [`Credentials::from_env`](crate::Credentials::from_env) |
    /// | else the file `~/.aliyunlogcli` | the section that `ALIYUN_LOG_CLI_CLIENT_NAME` names, or the file's `default-client`, or `main` |
    /// | else a RAM role, or an address with keys | `ALIBABA_CLOUD_ECS_METADATA` (unless `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is `true`), `ALIBABA_CLOUD_CREDENTIALS_URI` |
    /// | endpoint | `ALIYUN_LOG_CLI_ENDPOINT`, else the section's, else from the region in `ALIBABA_CLOUD_DEFAULT_REGION`, `ALICLOUD_REGION`, `ALIBABACLOUD_REGION_ID` or `ALICLOUD_REGION_ID` |
    /// | region for signature v4 | `ALIYUN_LOG_CLI_REGION_ID`, else from the endpoint |
    /// | signature | `ALIYUN_LOG_CLI_SIGN_VERSION`: `v1` or `v4`, the default |
    ///
    /// # Errors
    /// If no access key is found, or only half of one, or one that ends with a line break, if the file is not
    /// valid or lacks the section that is named, or if the signature version is not valid. The error lists
    /// what was looked for, and shows no value. A missing endpoint is not an error before
    /// [`build`](Self::build).
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_environment(&Environment::process())
    }

    /// Like [`from_env`](Self::from_env), but from your own environment.
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn from_environment(environment: &Environment) -> Result<Self, CredentialsError> {
        let found = discover(environment)?;
        let mut builder = Client::builder().credentials(found.credentials);
        builder.place.endpoint = found.endpoint;
        builder.place.region = found.region;
        Ok(builder)
    }

    /// Which credentials [`from_environment`](Self::from_environment) finds, and where: for a program that tells
    /// its user.
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn found_in(environment: &Environment) -> Result<Found, CredentialsError> {
        discover(environment).map(|found| found.found)
    }

    /// The endpoint of the project's region, for example `cn-hangzhou.log.aliyuncs.com`. Required.
    ///
    /// The default scheme is `https`. The project is put in front of the host. For a raw IP address or
    /// `localhost`, that is, for your own server, the project is only in the `Host` header.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.place.endpoint = Some(endpoint.into().into());
        self
    }

    /// Name of the project. Required, except by [`build_without_project`](Self::build_without_project).
    pub fn project(mut self, name: impl Into<String>) -> Self {
        self.place.project = Some(name.into().into());
        self
    }

    /// The region for signature v4, if it cannot be read from the endpoint.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.place.region = Some(region.into().into());
        self
    }

    /// Builds the client. Nothing is sent yet.
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
    ///
    /// # Errors
    /// If credentials, endpoint or project are missing or not valid, or if there is no valid region and the
    /// endpoint does not name one.
    pub fn build(self) -> Result<Client, Error> {
        let project = self.place.project.clone();
        let project: ProjectName = project
            .ok_or_else(|| Error::invalid_input(NO_PROJECT))?
            .text()
            .try_into()
            .map_err(|error: InvalidValue| Error::invalid_input(error.to_string()))?;
        self.finish(Some(&project))
    }

    /// Builds a client that has no project, to list those that there are. Nothing is sent yet.
    ///
    /// It calls only [`list_project`](Client::list_project), and by [`call`](Client::call) other operations of the
    /// endpoint as a whole. Every other operation is refused before anything is sent. A project that was set is
    /// ignored.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use backhaul_sls::ClientBuilder;
    ///
    /// let client = ClientBuilder::from_env()?.build_without_project()?;
    /// for project in client.list_project().items().collect().await? {
    ///     println!("{}", project.project_name.unwrap_or_default());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The same as for [`build`](Self::build), apart from the project.
    pub fn build_without_project(self) -> Result<Client, Error> {
        self.finish(None)
    }

    fn finish(self, project: Option<&ProjectName>) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let endpoint = Endpoint::parse(&self.place.endpoint.ok_or_else(|| {
            Error::invalid_input(
                "endpoint is missing: call .endpoint(\"cn-hangzhou.log.aliyuncs.com\"), or set \
                 ALIYUN_LOG_CLI_ENDPOINT for ClientBuilder::from_env",
            )
        })?)?;
        let region = self
            .place
            .region
            .or_else(|| endpoint.region().map(Given::from))
            .ok_or_else(|| {
                Error::invalid_input(
                    "the endpoint does not name a region: call .region(\"cn-hangzhou\"), or set \
                 ALIYUN_LOG_CLI_REGION_ID for ClientBuilder::from_env",
                )
            })?;
        check_region(&region, "cn-hangzhou")?;
        let connection = Connection::open(&PROVIDER, endpoint.address(project), self.config)?;
        let authorization = credentials.authorization(&connection, region.text().to_owned())?;
        let core = match project.and_then(|project| endpoint.host_header(project)) {
            Some(host) => Core::with_host(connection, &host, authorization)?,
            None => Core::new(connection, authorization),
        };
        let missing = project.is_none().then_some(NO_PROJECT);
        let core = core.with_server(ENDPOINT, &endpoint.address(None), missing)?;
        Ok(Client { core })
    }
}

#[cfg(test)]
mod tests {
    use crate::{ClientBuilder, Environment};

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
    fn an_invalid_region_is_refused_and_not_shown_completely() {
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
            assert!(
                error.contains("is not a valid region; use one such as"),
                "{error}"
            );
            assert!(!error.contains("fake-marker"), "{error}");
        }
    }
}
