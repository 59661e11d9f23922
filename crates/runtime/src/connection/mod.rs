//! The addresses and HTTP clients that a client uses.
//!
//! | file | subject |
//! |---|---|
//! | `mod` | a provider's address with the HTTP client that reaches it |
//! | `address` | which addresses requests may go to |
//! | `clients` | the HTTP clients that requests go through |
//! | `link_client` | the HTTP client for pre-signed links |
//! | `tls` | TLS of the HTTP clients that are built here |
//! | `wire` | the way of all requests to the network, or to a script; who watches it |
//! | `region` | regions, which become part of a host name |

pub(crate) mod address;
mod clients;
mod link_client;
pub(crate) mod region;
mod tls;
pub(crate) mod wire;

use std::fmt;

use url::Url;

use crate::clock::Clock;
use crate::connection::clients::HttpClients;
use crate::connection::link_client::LinkClient;
use crate::connection::tls::Authorities;
use crate::connection::wire::Wire;
use crate::error::Error;
use crate::provider::Provider;
use crate::request::path;
use crate::settings::config::Config;
use crate::settings::given::Given;
use crate::settings::user_agent;

/// A provider's address with the HTTP client that reaches it.
#[derive(Clone)]
pub struct Connection {
    pub(crate) provider: &'static Provider,
    pub(crate) base: Url,
    /// The path of `base`. The paths of all operations come after it.
    pub(crate) prefix: String,
    http: reqwest::Client,
    clients: HttpClients,
    pub(crate) config: Config,
    pub(crate) link_client: LinkClient,
    pub(crate) wire: Wire,
}

impl Connection {
    /// Prepares to reach `base`, an `http` or `https` address. It may have a path, but neither a query nor
    /// user information. Nothing is sent yet.
    ///
    /// # Errors
    /// If the settings contradict each other, if `base` is not such an address, has a path that the operations bring themselves,
    /// is plain `http` to another machine without
    /// [`allow_plain_http`](Config::allow_plain_http), or if the HTTP
    /// client cannot be built.
    pub fn open(
        provider: &'static Provider,
        base: impl Into<Given>,
        config: Config,
    ) -> Result<Self, Error> {
        user_agent::check(&config)?;
        let given = base.into();
        let base = address::parse("the base address", &given, &config)?;
        if let Some(doubled) = address::doubled(&base, provider.paths_begin_with) {
            return Err(given.wrong(format_args!(
                "the base address must not have {doubled}, because the paths of the operations bring it: leave it \
                 out"
            )));
        }
        config.check()?;
        let authorities = Authorities::read(&config)?;
        let own = config.http_client.as_ref();
        let clients = HttpClients::new(&config, authorities.clone(), own);
        Ok(Self {
            provider,
            prefix: path::prefix(&base),
            http: clients.get(&base)?.clone(),
            base,
            clients,
            link_client: LinkClient::new(&config, authorities.and_those_of_the_system()),
            wire: Wire::new(provider, &config),
            config,
        })
    }

    /// Checks another address that credentials are sent to, by the same rules. `what` names it in errors, after
    /// the place where it was found.
    ///
    /// # Errors
    /// The same as for [`open`](Self::open).
    pub fn address(&self, what: &str, address: &Given) -> Result<Url, Error> {
        address::parse(what, address, &self.config)
    }

    /// The same for operations at another `server` of the document, or at the address `instead`. A server without a host
    /// is at the host of the base address.
    ///
    /// # Errors
    /// The same as for [`open`](Self::open).
    pub(crate) fn beside(&self, server: &str, instead: Option<&Given>) -> Result<Self, Error> {
        let what = "the address of an operation";
        let base = match instead {
            Some(instead) => self.address(what, instead)?,
            None if server.is_empty() || server.starts_with('/') => self.at_root(server),
            None => self.address(what, &Given::from(server))?,
        };
        Ok(Self {
            prefix: path::prefix(&base),
            http: self.clients.get(&base)?.clone(),
            base,
            ..self.clone()
        })
    }

    /// The base address with `path` in place of its own path.
    pub fn at_root(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    /// The path of the base address: empty, or with a leading slash and no trailing one. The paths of all
    /// operations come after it.
    pub fn path(&self) -> &str {
        &self.prefix
    }

    /// The HTTP client for the base address.
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The HTTP client for another [`address`](Self::address). Addresses on this machine are not reached
    /// through a proxy.
    ///
    /// # Errors
    /// If the HTTP client cannot be built.
    pub fn http_for(&self, address: &Url) -> Result<&reqwest::Client, Error> {
        self.clients.get(address)
    }

    /// Whether the HTTP client for calls is the user's own.
    pub(crate) fn has_own_client(&self) -> bool {
        self.clients.are_own()
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.config.clock.clone()
    }
}

impl fmt::Debug for Connection {
    /// Shows the provider, the address and the settings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("provider", &self.provider.name)
            .field("base", &self.base.as_str())
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
