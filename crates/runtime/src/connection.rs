//! Where a client connects to.

use std::fmt;

use url::Url;

use crate::clock::Clock;
use crate::config::Config;
use crate::download::LinkClient;
use crate::error::Error;
use crate::http_clients::{HttpClients, is_loopback};
use crate::path;
use crate::provider::Provider;

/// A provider's address with the HTTP client that reaches it.
#[derive(Clone)]
pub struct Connection {
    pub(crate) provider: &'static Provider,
    pub(crate) base: Url,
    /// The path that `base` has, which that of every operation comes behind.
    pub(crate) prefix: String,
    http: reqwest::Client,
    clients: HttpClients,
    pub(crate) config: Config,
    pub(crate) link_client: LinkClient,
}

impl Connection {
    /// Prepares to reach `base`, an `http` or `https` address that may have a path but neither query
    /// nor user information. Nothing is sent yet.
    ///
    /// # Errors
    /// If `base` is no such address, is plain `http` to another machine without
    /// [`allow_plain_http`](Config::allow_plain_http), or the HTTP client cannot be built.
    pub fn open(provider: &'static Provider, base: &str, config: Config) -> Result<Self, Error> {
        let base = parse_address("base address", base, &config)?;
        let clients = HttpClients::new(&config, config.http_client.as_ref());
        Ok(Self {
            provider,
            prefix: path::prefix(&base),
            http: clients.get(&base)?.clone(),
            base,
            clients,
            link_client: LinkClient::new(&config),
            config,
        })
    }

    /// A further address that credentials are sent to, under the same rules. `what` names it in errors.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn address(&self, what: &str, text: &str) -> Result<Url, Error> {
        parse_address(what, text, &self.config)
    }

    /// The address of `path` on the base address, without the base's own path.
    pub fn at_root(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    /// The path that the base address itself has, which that of every operation comes behind: empty, or with a slash only
    /// at its beginning.
    pub fn path(&self) -> &str {
        &self.prefix
    }

    /// The HTTP client for the base address.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The HTTP client for another [`address`](Self::address): one of this machine is not reached through a
    /// proxy.
    ///
    /// # Errors
    /// If the HTTP client cannot be built.
    pub fn http_for(&self, address: &Url) -> Result<&reqwest::Client, Error> {
        self.clients.get(address)
    }

    /// Whether the user brought the HTTP client for calls.
    pub(crate) fn has_own_client(&self) -> bool {
        self.clients.are_own()
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.config.clock.clone()
    }
}

impl fmt::Debug for Connection {
    /// Whom it reaches and with which settings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("provider", &self.provider.name)
            .field("base", &self.base.as_str())
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

fn parse_address(what: &str, text: &str, config: &Config) -> Result<Url, Error> {
    let wrong = |why: &str| Error::invalid_input(format!("{what} {why}"));
    let url = Url::parse(text)
        .map_err(|error| wrong("is no absolute address (https://host)").with_source(error))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(wrong("must begin with https:// or http://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            "must not contain a user or password: give them as credentials",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must not have a query or a fragment"));
    }
    if url.scheme() == "http" && !config.allow_plain_http && !is_loopback(&url) {
        return Err(wrong(
            "is plain http to another machine, where anyone on the way can read credentials: use \
             https, or call .allow_plain_http(true)",
        ));
    }
    if cfg!(not(any(feature = "rustls", feature = "native-tls"))) && url.scheme() == "https" {
        return Err(wrong(
            "is https, but neither feature `rustls` nor `native-tls` is enabled",
        ));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::parse_address;
    use crate::config::Config;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let mut config = Config::new("test");
        for good in [
            "http://127.0.0.1:8080",
            "http://[::1]",
            "http://localhost:1/x",
        ] {
            assert!(
                parse_address("base address", good, &config).is_ok(),
                "{good}"
            );
        }
        for bad in [
            "http://opsmanager.example",
            "http://127.0.0.1.example",
            "http://10.0.0.1",
            "http://anything.localhost",
        ] {
            let refused = parse_address("base address", bad, &config).unwrap_err();
            assert!(
                refused.to_string().contains("allow_plain_http"),
                "{bad}: {refused}"
            );
        }
        config.allow_plain_http = true;
        assert!(parse_address("base address", "http://opsmanager.example", &config).is_ok());
    }

    #[test]
    fn an_address_carries_no_user_query_or_other_scheme() {
        let config = Config::new("test");
        for bad in [
            "",
            "host",
            "ftp://127.0.0.1",
            "http://u:fake-secret@127.0.0.1",
            "http://127.0.0.1/?a",
        ] {
            let refused = parse_address("base address", bad, &config).unwrap_err();
            assert!(
                refused.to_string().starts_with("base address "),
                "{bad:?}: {refused}"
            );
            assert!(!format!("{refused} {refused:?}").contains("fake-secret"));
        }
    }
}
