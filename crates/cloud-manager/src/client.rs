//! Builds a client of Cloud Manager; methods that other clients do not have.

use backhaul_runtime::auth::env::Found;
use backhaul_runtime::auth::mongodb::{Tool, discover};
use backhaul_runtime::for_client_crates::{Connection, Core};

use crate::generated::provider::PROVIDER;
use crate::{Client, ClientBuilder, CredentialsError, Defaults, Environment, Error};

impl Client {
    /// A client with credentials and addresses from the environment, and the usual settings: short for
    /// [`ClientBuilder::from_env`] and [`build`](ClientBuilder::build).
    ///
    /// # Errors
    /// The same as for both.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Revokes the current access token of a service account; a later call fetches a new one. Other
    /// credentials are not revoked.
    ///
    /// # Errors
    /// If the provider refuses or cannot be reached.
    pub async fn revoke_token(&self) -> Result<(), Error> {
        self.core.revoke_credentials().await
    }
}

impl ClientBuilder {
    /// A builder with credentials and base address from the environment: variables, then the profiles of
    /// mongocli and Atlas CLI. The first hit wins:
    ///
    /// 1. the variables that [`Credentials::from_env`](crate::Credentials::from_env) reads
    /// 2. with the feature `config-files`: `mongocli/config.toml` in the user's settings (`$XDG_CONFIG_HOME`,
    ///    `~/.config`), the profile that `MCLI_PROFILE` names, or the only one, or `default`: `client_id`
    ///    with `client_secret`, else `public_api_key` with `private_api_key`, else `access_token`
    /// 3. the same in `atlascli/config.toml`, with `MONGODB_ATLAS_PROFILE`
    ///
    /// The base address is `MONGODB_ATLAS_OPS_MANAGER_URL`, `MONGODB_ATLAS_BASE_URL` or
    /// `MCLI_OPS_MANAGER_URL`, else `ops_manager_url` or `base_url` of the profile, else Atlas for Government
    /// if `MONGODB_ATLAS_SERVICE`, `MCLI_SERVICE` or the profile's `service` is `cloudgov`, else
    /// [`DEFAULT_BASE_URL`](crate::DEFAULT_BASE_URL). A profile is used only if its credentials are used or a
    /// variable names it; otherwise its file is not even read. The names of profiles and keys are
    /// case-insensitive, and a key outside all profiles applies to each. With the feature
    /// `keyring`, the secrets that the Atlas CLI keeps in the system's keyring are found.
    ///
    /// `MCLI_OPS_MANAGER_CA_CERTIFICATE`, else `ops_manager_ca_certificate` of the profile, names a PEM file with the
    /// only certificate authorities to trust, instead of those of the system.
    ///
    /// # Errors
    /// If no credentials are found, or only half of a pair, or one that ends with a line break, or an access
    /// token that says itself that it has expired, if a file is not valid, or if there is a setting against
    /// checking certificates, which is not honored. The error lists what was looked for and where, and shows no
    /// value.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_environment(&Environment::process())
    }

    /// Like [`from_env`](Self::from_env), but from your own environment.
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn from_environment(environment: &Environment) -> Result<Self, CredentialsError> {
        Self::from_environment_with_defaults(environment).map(|(builder, _)| builder)
    }

    /// Like [`from_env`](Self::from_env), together with the project and the organization of the same place:
    /// the variables `MONGODB_ATLAS_PROJECT_ID` or `MCLI_PROJECT_ID`, and `MONGODB_ATLAS_ORG_ID` or
    /// `MCLI_ORG_ID`, else `project_id` and `org_id` of the profile.
    ///
    /// ```no_run
    /// use backhaul_cloud_manager::ClientBuilder;
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let (builder, defaults) = ClientBuilder::from_env_with_defaults()?;
    /// let group = defaults.project_id.ok_or("set MONGODB_ATLAS_PROJECT_ID")?;
    /// # drop((builder, group));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn from_env_with_defaults() -> Result<(Self, Defaults), CredentialsError> {
        Self::from_environment_with_defaults(&Environment::process())
    }

    /// Like [`from_env_with_defaults`](Self::from_env_with_defaults), but from your own environment.
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn from_environment_with_defaults(
        environment: &Environment,
    ) -> Result<(Self, Defaults), CredentialsError> {
        let found = discover(environment, &[Tool::MongoCli, Tool::AtlasCli])?;
        let mut builder = Client::builder().credentials(found.credentials);
        if let Some(address) = found.base_url {
            builder.base_url = address;
        }
        if let Some(file) = &found.ca_file {
            builder.config.trust_only(file);
        }
        Ok((builder, found.defaults))
    }

    /// Which credentials [`from_environment`](Self::from_environment) finds, and where: for a program that tells
    /// its user.
    ///
    /// # Errors
    /// The same as for `from_env`.
    pub fn found_in(environment: &Environment) -> Result<Found, CredentialsError> {
        discover(environment, &[Tool::MongoCli, Tool::AtlasCli]).map(|found| found.found)
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// ```
    /// use backhaul_cloud_manager::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .credentials(Credentials::api_key("fakepubl", "00000000-fake-fake-fake-000000000000"))
    ///     .build()?;
    /// # drop(client);
    /// # Ok::<(), backhaul_cloud_manager::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there are no credentials, if a part of them is blank or no header can carry it, or if the base address is
    /// not valid.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let connection = Connection::open(&PROVIDER, &self.base_url, self.config)?;
        let authorization = credentials.authorization(&connection)?;
        let core = Core::new(connection, authorization);
        Ok(Client { core })
    }
}

::backhaul_runtime::token_store_setting!(ClientBuilder);

#[cfg(test)]
mod tests {
    use crate::{ClientBuilder, DEFAULT_BASE_URL, Environment};

    fn from(set: &'static [(&'static str, &'static str)]) -> Result<ClientBuilder, String> {
        let environment = Environment::of_variables(move |wanted| {
            let found = set.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        });
        ClientBuilder::from_environment(&environment).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_alone_make_a_client() {
        let mine = from(&[
            ("MONGODB_ATLAS_CLIENT_ID", "mdb_sa_id_fake"),
            ("MONGODB_ATLAS_CLIENT_SECRET", "fake-marker"),
            ("MONGODB_ATLAS_BASE_URL", "http://127.0.0.1:1"),
        ]);
        let mine = mine.unwrap();
        assert_eq!(mine.base_url.text(), "http://127.0.0.1:1");
        let client = mine.build().unwrap();
        assert!(!format!("{client:?}").contains("fake-marker"));

        let usual = from(&[("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker")]).unwrap();
        assert_eq!(usual.base_url.text(), DEFAULT_BASE_URL);
        assert!(
            from(&[])
                .unwrap_err()
                .contains("MONGODB_ATLAS_ACCESS_TOKEN")
        );
    }
}
