//! The client and how it is built.

use backhaul_runtime::{Config, Core, Error, Provider};

use crate::Credentials;

static PROVIDER: Provider = Provider {
    name: "Open Telekom Cloud DCS",
    request_id_headers: &["x-request-id"],
    // The service and the gateway in front of it use the first form, IAM the second.
    code_pointers: &["/error_code", "/error/code"],
    message_pointers: &["/error_msg", "/error/message"],
};

/// A client for the Distributed Cache Service of one region. Cheap to clone; clones share
/// connections and credentials.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl Client {
    /// Begins a client; it needs [credentials](ClientBuilder::credentials) and a
    /// [region](ClientBuilder::region).
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            credentials: None,
            region: None,
            base_url: None,
            config: Config::new(concat!("backhaul-dcs/", env!("CARGO_PKG_VERSION"))),
        }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }
}

/// Settings of a [`Client`] that is being built.
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
#[derive(Clone, Debug)]
#[must_use = "a client comes from `build`"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    region: Option<String>,
    base_url: Option<String>,
    config: Config,
}

impl ClientBuilder {
    /// Who calls. Required.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The region, `eu-de` or `eu-nl`, which gives the address. Required unless
    /// [`base_url`](Self::base_url) is given.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Scheme and host of the service, in place of the region's.
    pub fn base_url(mut self, address: impl Into<String>) -> Self {
        self.base_url = Some(address.into());
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// If there are no credentials, neither region nor address, or one that is none.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input(
                "credentials are missing: call .credentials(Credentials::from_env()?)",
            )
        })?;
        let base = match (self.base_url, self.region) {
            (Some(address), _) => address,
            (None, Some(region)) => regional_address(&region)?,
            (None, None) => {
                return Err(Error::invalid_input(
                    "the region is missing: call .region(\"eu-de\")",
                ));
            }
        };
        let core = Core::new(&PROVIDER, &base, credentials.into_authorizer(), self.config)?;
        Ok(Client { core })
    }
}

/// A region becomes a part of the host name, so that it must not bring a host of its own.
fn regional_address(region: &str) -> Result<String, Error> {
    let is_label = !region.is_empty()
        && region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if is_label {
        Ok(format!("https://dcs.{region}.otc.t-systems.com"))
    } else {
        Err(Error::invalid_input(format!(
            "{region:?} is no region: use one such as \"eu-de\""
        )))
    }
}

backhaul_runtime::client_settings!(ClientBuilder);

#[cfg(test)]
mod tests {
    use super::regional_address;

    #[test]
    fn a_region_cannot_bring_another_host() {
        assert_eq!(
            regional_address("eu-nl").unwrap(),
            "https://dcs.eu-nl.otc.t-systems.com"
        );
        for region in ["", "eu-de.example.com/", "evil.example/#", "EU-DE", "eu de"] {
            assert!(regional_address(region).is_err(), "{region:?}");
        }
    }
}
