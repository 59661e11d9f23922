//! Builds a client of one region.

use backhaul_runtime::auth::env::Found;
use backhaul_runtime::for_client_crates::{Connection, Core, Given, check_region};

use crate::discovery::discover;
use crate::generated::provider::PROVIDER;
use crate::{Client, ClientBuilder, CredentialsError, Environment, Error};

impl Client {
    /// A client with credentials and addresses from the environment, and the usual settings: short for
    /// [`ClientBuilder::from_env`] and [`build`](ClientBuilder::build).
    ///
    /// # Errors
    /// The same as for both.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// A builder with credentials, region and address of IAM from the environment.
    ///
    /// If `OS_CLOUD` is set, everything comes from the entry of that name in `clouds.yaml`, merged with the
    /// one in `secure.yaml`, which wins. As in the OpenStack SDK, the other variables are then ignored,
    /// except for the region. For each of the two files, the first that exists is used: the path in
    /// `OS_CLIENT_CONFIG_FILE` or `OS_CLIENT_SECURE_FILE`, then the current directory, the `openstack` folder
    /// in the user's settings (`$XDG_CONFIG_HOME`, `~/.config`), `/etc/openstack`; with the ending `.yaml`,
    /// `.yml` or `.json`. Without `OS_CLOUD` no file is read, even if it has only one entry.
    ///
    /// | | variables | keys of the entry or of its `auth` |
    /// |---|---|---|
    /// | 1. token | `OS_TOKEN`, `OS_AUTH_TOKEN` | `token`, `auth_token` |
    /// | 2. access key | `OS_ACCESS_KEY` with `OS_SECRET_KEY`; `OS_SECURITY_TOKEN`, project id | `access_key` or `ak` with `secret_key` or `sk`; `security_token`, project id |
    /// | 3. access key | `HUAWEICLOUD_SDK_AK` with `_SK`; `_SECURITY_TOKEN`, `_PROJECT_ID` | |
    /// | 4. password | `OS_USER_ID` or `OS_USERNAME`, `OS_PASSWORD`, project and domain | `user_id` or `username`, `password`, project and domain |
    /// | agency, with a password | `OS_AGENCY_NAME`, `OS_AGENCY_DOMAIN_NAME`, `OS_DELEGATED_PROJECT` | `target_agency_name`, `target_domain_id` or `_name`, `target_project_id` or `_name` |
    /// | project | `OS_PROJECT_ID`, `OS_TENANT_ID`, `OS_PROJECT_NAME`, `OS_TENANT_NAME` | the same in lower case, without `OS_` |
    /// | domain of the user | `OS_USER_DOMAIN_ID`, `_NAME`; `OS_PROJECT_DOMAIN_ID`, `_NAME`; `OS_DOMAIN_ID`, `_NAME`; `OS_DEFAULT_DOMAIN` | the same |
    /// | one kind only | `OS_AUTH_TYPE`: `token`, `v3token`, `aksk`, `password`, `v3password`, `agency` | `auth_type` |
    /// | region | `OS_REGION_NAME`, `OS_REGION`, else the beginning of a project's name such as `eu-de_project` | `region_name`, first of `regions`, project's name, `eu-de` for `profile: otc` |
    /// | IAM | `OS_AUTH_URL`, else by the region | `auth_url`, else by the `profile`, else by the region |
    /// | PEM file with the only certificate authorities to trust, instead of those of the system | `OS_CACERT` | `cacert` |
    ///
    /// An access key needs no project here: every call names its own, which is sent as `X-Project-Id`. The
    /// name of a project is used only for the region.
    ///
    /// # Errors
    /// If nothing is found, or only some of the parts that belong together, if a credential ends with a line
    /// break, if a file is not valid, if a setting changes whom to trust and is not honored (`OS_CERT`, `OS_KEY`,
    /// `OS_INSECURE`; `cert`, `key`, `insecure`, `verify: false`), or if
    /// `OS_CLOUD` is set and no file has the entry or the feature `config-files` is off. The error lists what
    /// was looked for and where, and shows no secret. A missing region is not an error before
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
        builder.place.region = found.region;
        builder.place.iam_url = found.iam_url;
        if let Some(file) = &found.ca_file {
            builder.config.trust_only(file);
        }
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

    /// The region, `eu-de` or `eu-nl`, which determines the address. Required unless
    /// [`base_url`](Self::base_url) is set.
    ///
    /// Any name of lower-case letters, digits and hyphens is accepted, because regions may be added. If the
    /// region does not exist, the first call fails, because its host is not found.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.place.region = Some(region.into().into());
        self
    }

    /// Scheme and host of the service, instead of the region's.
    pub fn base_url(mut self, address: impl Into<String>) -> Self {
        self.place.base_url = Some(address.into().into());
        self
    }

    /// Address of the identity service (IAM) for [`Credentials::password`](crate::Credentials::password),
    /// with or without `/v3`, instead of the region's.
    pub fn iam_url(mut self, address: impl Into<String>) -> Self {
        self.place.iam_url = Some(address.into().into());
        self
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// ```
    /// use backhaul_dcs::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .credentials(Credentials::token("MIIFAKE-not-a-real-token"))
    ///     .region("eu-de")
    ///     .build()?;
    /// # drop(client);
    /// # Ok::<(), backhaul_dcs::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are no credentials, if there is neither a region nor an address, or if one of them is not
    /// valid.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let regional = |service: &str| {
            let region = self.place.region.as_ref();
            region
                .map(|region| regional_address(service, region))
                .transpose()
        };
        let base = match self.place.base_url {
            Some(address) => address,
            None => regional("dcs")?.ok_or_else(|| {
                Error::invalid_input("the region is missing: call .region(\"eu-de\"), or set OS_REGION_NAME for ClientBuilder::from_env")
            })?,
        };
        let iam = match self.place.iam_url {
            Some(address) => Some(address),
            None => regional("iam")?,
        };
        let connection = Connection::open(&PROVIDER, base, self.config)?;
        let authorization = credentials.authorization(&connection, iam.as_ref())?;
        let core = Core::new(connection, authorization);
        Ok(Client { core })
    }
}

/// A region becomes part of the host name, so it must not bring a host of its own.
fn regional_address(service: &str, region: &Given) -> Result<Given, Error> {
    check_region(region, "eu-de")?;
    let address = |region| format!("https://{service}.{region}.otc.t-systems.com");
    Ok(region.clone().map(address))
}

::backhaul_runtime::token_store_setting!(ClientBuilder);

#[cfg(test)]
mod tests {
    use super::regional_address;

    #[test]
    fn a_region_cannot_bring_another_host() {
        assert_eq!(
            regional_address("dcs", &"eu-nl".into()).unwrap().text(),
            "https://dcs.eu-nl.otc.t-systems.com"
        );
        for region in ["", "eu-de.example.com/", "evil.example/#", "EU-DE", "eu de"] {
            assert!(
                regional_address("dcs", &region.into()).is_err(),
                "{region:?}"
            );
        }
    }
}
