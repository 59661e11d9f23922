//! The HTTP clients that requests go through.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use url::Url;

use crate::connection::address::is_loopback;
use crate::connection::tls::Authorities;
use crate::error::Error;
use crate::settings::config::Config;
use crate::settings::user_agent;

/// The user's own client, or three that are built on first use: one that uses the proxies of the environment,
/// and two that do not, for addresses on this machine. A proxy elsewhere cannot reach those, and could
/// read plain `http` to them. One of the two is for plain `http` and trusts nobody: to read the certificates of
/// the system takes longer than all else that a test against a server on this machine does to get ready.
///
/// Cheap to clone; clones share connections.
#[derive(Clone)]
pub(crate) struct HttpClients(Arc<Inner>);

struct Inner {
    own: Option<reqwest::Client>,
    authorities: Authorities,
    connect_timeout: Duration,
    pool_idle_timeout: Duration,
    pool_max_idle_per_host: usize,
    user_agent: String,
    usual: OnceLock<reqwest::Client>,
    direct: OnceLock<reqwest::Client>,
    direct_and_plain: OnceLock<reqwest::Client>,
}

impl HttpClients {
    /// Uses `own` if it is given, and otherwise builds clients from `config` that trust `authorities`.
    pub(crate) fn new(
        config: &Config,
        authorities: Authorities,
        own: Option<&reqwest::Client>,
    ) -> Self {
        Self(Arc::new(Inner {
            own: own.cloned(),
            authorities,
            connect_timeout: config.connect_timeout,
            pool_idle_timeout: config.pool_idle_timeout,
            pool_max_idle_per_host: config.pool_max_idle_per_host,
            user_agent: user_agent::of(config),
            usual: OnceLock::new(),
            direct: OnceLock::new(),
            direct_and_plain: OnceLock::new(),
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
        let is_plain = is_near && url.scheme() == "http";
        let place = match (is_near, is_plain) {
            (true, true) => &inner.direct_and_plain,
            (true, false) => &inner.direct,
            (false, _) => &inner.usual,
        };
        if let Some(client) = place.get() {
            return Ok(client);
        }
        let settings = self.settings(is_near);
        let client = if is_plain {
            Authorities::nobody().build(settings)?
        } else {
            inner.authorities.build(settings)?
        };
        Ok(place.get_or_init(|| client))
    }

    /// Whether the client is the user's own, which may do things that ours do not.
    pub(crate) fn are_own(&self) -> bool {
        self.0.own.is_some()
    }

    /// Redirects are off: a redirected request would carry credentials to a host that they were not given
    /// for, or name a link in `Referer`. Decompression is off, even if another crate of the program turned on
    /// reqwest's feature for it: files must arrive as the server stores them, and an answer must not be larger
    /// than the bytes received. HTTP/2 is off unless our own feature turns it on, for the same reason.
    fn settings(&self, without_proxy: bool) -> reqwest::ClientBuilder {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.0.connect_timeout)
            .pool_idle_timeout(self.0.pool_idle_timeout)
            .pool_max_idle_per_host(self.0.pool_max_idle_per_host)
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
        if cfg!(feature = "http2") {
            return builder;
        }
        // reqwest sends again only what HTTP/2 refuses. For that it would copy each request.
        let never = reqwest::retry::never().max_retries_per_request(0);
        builder.http1_only().retry(never)
    }
}

impl fmt::Debug for HttpClients {
    /// Leaves out the clients: they show headers and proxies, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpClients")
    }
}
