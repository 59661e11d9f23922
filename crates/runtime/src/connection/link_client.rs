//! The HTTP client for pre-signed links.

use std::fmt;

use url::Url;

use crate::connection::clients::HttpClients;
use crate::connection::tls::Authorities;
use crate::error::Error;
use crate::settings::config::Config;

/// The HTTP client for pre-signed links, built when the first link is fetched and shared from then on.
///
/// A link needs no other proof, and its server is not the provider's API. So nothing that the API client
/// sends may reach it.
#[derive(Clone)]
pub(crate) struct LinkClient(HttpClients);

impl LinkClient {
    /// Prepares the client that `config` describes.
    pub(crate) fn new(config: &Config, authorities: Authorities) -> Self {
        let own = config.link_http_client.as_ref();
        Self(HttpClients::new(config, authorities, own))
    }

    /// The client for a request to `url`. Ask again for each hop of a redirect: it may lead to this machine,
    /// or away from it.
    ///
    /// # Errors
    /// If the client cannot be built.
    pub(crate) fn get(&self, url: &Url) -> Result<&reqwest::Client, Error> {
        self.0.get(url)
    }

    /// Whether it is the user's own.
    pub(crate) fn is_own(&self) -> bool {
        self.0.are_own()
    }
}

impl fmt::Debug for LinkClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkClient")
    }
}
