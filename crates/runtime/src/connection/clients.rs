//! The HTTP clients that requests go through.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use url::Url;

use crate::connection::address::is_loopback;
use crate::error::Error;
use crate::settings::config::Config;
use crate::settings::user_agent;

/// How long a connection is kept for another request.
///
/// It must be shorter than the server's own limit. Otherwise a request may go out just as the server closes
/// the connection, and a request that must not be sent twice then fails. The load balancers of Alibaba
/// Cloud close after 15 s by default, those of Open Telekom Cloud and AWS after 60 s.
const LONGEST_IDLE: Duration = Duration::from_secs(10);

/// The user's own client, or two that are built on first use: one that uses the proxies of the environment,
/// and one that does not, for addresses on this machine. A proxy elsewhere cannot reach those, and could
/// read plain `http` to them.
///
/// Cheap to clone; clones share connections.
#[derive(Clone)]
pub(crate) struct HttpClients(Arc<Inner>);

struct Inner {
    own: Option<reqwest::Client>,
    connect_timeout: Duration,
    user_agent: String,
    usual: OnceLock<reqwest::Client>,
    direct: OnceLock<reqwest::Client>,
}

impl HttpClients {
    /// Uses `own` if it is given, and otherwise builds clients from `config`.
    pub(crate) fn new(config: &Config, own: Option<&reqwest::Client>) -> Self {
        Self(Arc::new(Inner {
            own: own.cloned(),
            connect_timeout: config.connect_timeout,
            user_agent: user_agent::of(config),
            usual: OnceLock::new(),
            direct: OnceLock::new(),
        }))
    }

    /// The client for a request to `url`.
    ///
    /// # Errors
    /// If the client cannot be built.
    pub(crate) fn get(&self, url: &Url) -> Result<&reqwest::Client, Error> {
        let inner = &*self.0;
        if let Some(own) = &inner.own {
            return Ok(own);
        }
        let is_near = is_loopback(url);
        let place = if is_near { &inner.direct } else { &inner.usual };
        if let Some(client) = place.get() {
            return Ok(client);
        }
        let client = self.build(is_near)?;
        Ok(place.get_or_init(|| client))
    }

    /// Whether the client is the user's own, which may do things that ours do not.
    pub(crate) fn are_own(&self) -> bool {
        self.0.own.is_some()
    }

    /// Redirects are off: a redirected request would carry credentials to a host that they were not given
    /// for, or name a link in `Referer`. Decompression is off, even if another crate of the program turned on
    /// reqwest's feature for it: files must arrive as the server stores them, and an answer must not be larger
    /// than the bytes received.
    fn build(&self, without_proxy: bool) -> Result<reqwest::Client, Error> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.0.connect_timeout)
            .pool_idle_timeout(LONGEST_IDLE)
            .user_agent(&self.0.user_agent)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        let builder = if without_proxy {
            builder.no_proxy()
        } else {
            builder
        };
        builder.build().map_err(Error::from_reqwest)
    }
}

impl fmt::Debug for HttpClients {
    /// Leaves out the clients: they show headers and proxies, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpClients")
    }
}
