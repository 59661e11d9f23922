//! The HTTP client for pre-signed links.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::error::Error;

/// The HTTP client for pre-signed links, built when the first link is fetched and shared from then on.
///
/// A link is all the proof that its server needs, and that server is not the provider's API: nothing
/// that the client for the API carries may reach it.
#[derive(Clone, Default)]
pub(crate) struct LinkClient(Arc<OnceLock<reqwest::Client>>);

impl LinkClient {
    /// The client that `config` describes.
    pub(crate) fn get(&self, config: &Config) -> Result<reqwest::Client, Error> {
        if let Some(client) = self.0.get() {
            return Ok(client.clone());
        }
        let client = match &config.link_http_client {
            Some(client) => client.clone(),
            None => build(config)?,
        };
        Ok(self.0.get_or_init(|| client).clone())
    }
}

/// Redirects are followed elsewhere: reqwest would name the link in a `Referer` header.
fn build(config: &Config) -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(config.connect_timeout)
        .user_agent(&config.user_agent)
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .build()
        .map_err(Error::from_reqwest)
}

impl fmt::Debug for LinkClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkClient")
    }
}
