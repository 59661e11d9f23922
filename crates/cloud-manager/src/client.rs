//! The client and how it is built.

use backhaul_runtime::{Config, Core, Error, Provider};

use crate::Credentials;

static PROVIDER: Provider = Provider {
    name: "MongoDB Cloud Manager",
    request_id_headers: &["x-request-id"],
    code_pointers: &["/errorCode"],
    message_pointers: &["/detail", "/reason"],
};

/// Address of Cloud Manager.
pub const DEFAULT_BASE_URL: &str = "https://cloud.mongodb.com";

/// A client for the MongoDB Cloud Manager API. Cheap to clone; clones share connections and credentials.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl Client {
    /// Begins a client; it needs [credentials](ClientBuilder::credentials).
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            credentials: None,
            base_url: DEFAULT_BASE_URL.to_owned(),
            config: Config::new(concat!(
                "backhaul-cloud-manager/",
                env!("CARGO_PKG_VERSION")
            )),
        }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }
}

/// Settings of a [`Client`] that is being built.
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
#[derive(Clone, Debug)]
#[must_use = "a client comes from `build`"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    base_url: String,
    config: Config,
}

impl ClientBuilder {
    /// Who calls. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Scheme and host of the API, without `/api`. Default [`DEFAULT_BASE_URL`]; Ops Manager serves the same
    /// paths at an address of your own.
    pub fn base_url(mut self, address: impl Into<String>) -> Self {
        self.base_url = address.into();
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// If there are no credentials or the base address is none.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let core = Core::new(
            &PROVIDER,
            &self.base_url,
            credentials.into_authorizer(),
            self.config,
        )?;
        Ok(Client { core })
    }
}

backhaul_runtime::client_settings!(ClientBuilder);
