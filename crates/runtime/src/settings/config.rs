//! Settings that every client has.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::error::Error;
use crate::intercept::interceptor::Interceptor;
use crate::intercept::interceptors::Interceptors;
use crate::retry::rule::Retry;
#[cfg(feature = "test-util")]
use crate::script::engine::Script;
use crate::settings::certificates::Certificates;
use crate::settings::given::Given;
#[cfg(any(feature = "oauth", feature = "otc"))]
use crate::token_store::TokenStore;

/// Settings that every client has, for any provider.
///
/// Provider crates offer them on their `ClientBuilder` through [`client_settings!`](crate::client_settings).
#[derive(Clone)]
pub struct Config {
    /// Longest time to set up a connection. Default 10 s.
    pub connect_timeout: Duration,
    /// Longest time for one attempt, from sending to the last byte of the answer; to the first byte of
    /// the body for an answer that is read as a stream. Default 60 s.
    pub attempt_timeout: Duration,
    /// Longest time between two pieces of a body that is streamed. Default 60 s.
    pub read_timeout: Duration,
    /// Longest time for a whole call, including all attempts and the waits between them. Default none.
    pub call_timeout: Option<Duration>,
    /// When failed calls are tried again. Default [`Retry::standard`].
    pub retry: Retry,
    /// How many polls of waits are in flight at once, not counting those that pause before a retry; 0 counts
    /// as 1. Default 64.
    pub polls_at_once: u32,
    /// The largest allowed JSON of an answer, in bytes; its arrays may take 8 times as much memory. Default
    /// 8 MiB.
    pub answer_limit: usize,
    /// Value of the `User-Agent` header. Default `backhaul-{crate}/{version}`.
    pub user_agent: String,
    /// How long a connection without a request is kept. Default 10 s.
    pub pool_idle_timeout: Duration,
    /// How many connections without a request are kept for each host. Default no limit.
    pub pool_max_idle_per_host: usize,
    /// Certificate authorities of the user's own that are trusted. Default none.
    pub ca_certificates: Vec<Certificates>,
    /// Whether those of the system are trusted too. Default yes.
    pub system_certificates: bool,
    /// The setters that were called, and the settings that were found, which `http_client` would replace.
    pub for_built_clients: Vec<String>,
    /// Follows it after a space.
    pub user_agent_suffix: Option<String>,
    /// The user's own HTTP client, instead of one built from the other settings.
    pub http_client: Option<reqwest::Client>,
    /// The user's own HTTP client for pre-signed links and redirected downloads; it must not send credentials.
    pub link_http_client: Option<reqwest::Client>,
    /// Whether plain `http` may be used to reach another machine. Default no.
    pub allow_plain_http: bool,
    /// Where processes share the tokens that they fetch. Default nowhere.
    #[cfg(any(feature = "oauth", feature = "otc"))]
    pub token_store: Option<Arc<dyn TokenStore>>,
    /// The source of the time.
    pub clock: Clock,
    pub(crate) interceptors: Interceptors,
    /// Answers in place of the network.
    #[cfg(feature = "test-util")]
    pub(crate) script: Option<Script>,
}

/// It must be shorter than the server's own limit. Otherwise a request may go out just as the server closes
/// the connection, and a request that must not be sent twice then fails. The load balancers of Alibaba
/// Cloud close after 15 s by default, those of Open Telekom Cloud and AWS after 60 s.
const LONGEST_IDLE: Duration = Duration::from_secs(10);

/// A page of 500 items, the largest page of most lists, has about 1 MB.
const ANSWER_LIMIT: usize = 8 * 1024 * 1024;

impl Config {
    /// The defaults, with `user_agent` as `User-Agent`.
    pub fn new(user_agent: &str) -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(60),
            read_timeout: Duration::from_secs(60),
            call_timeout: None,
            retry: Retry::standard(),
            polls_at_once: 64,
            answer_limit: ANSWER_LIMIT,
            user_agent: user_agent.to_owned(),
            pool_idle_timeout: LONGEST_IDLE,
            pool_max_idle_per_host: usize::MAX,
            ca_certificates: Vec::new(),
            system_certificates: true,
            for_built_clients: Vec::new(),
            user_agent_suffix: None,
            http_client: None,
            link_http_client: None,
            allow_plain_http: false,
            #[cfg(any(feature = "oauth", feature = "otc"))]
            token_store: None,
            clock: Clock::default(),
            interceptors: Interceptors::default(),
            #[cfg(feature = "test-util")]
            script: None,
        }
    }

    /// Notes that `setting` was made, which has no effect on a client of the user's own.
    pub fn for_built_clients(&mut self, setting: &str) {
        if !self.for_built_clients.iter().any(|known| known == setting) {
            self.for_built_clients.push(setting.to_owned());
        }
    }

    /// Trusts the authorities in the PEM file that a tool's setting names, and no others: so do the tools.
    pub fn trust_only(&mut self, file: &Given) {
        let named_by = file.place().unwrap_or("ca_certificates_file").to_owned();
        self.for_built_clients(&named_by);
        self.ca_certificates.push(Certificates::File {
            path: file.text().into(),
            named_by,
        });
        self.system_certificates = false;
    }

    /// Refuses settings that `http_client` would silently replace.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.http_client.is_none() || self.for_built_clients.is_empty() {
            return Ok(());
        }
        let settings = self.for_built_clients.join(", ");
        Err(Error::invalid_input(format!(
            "http_client gives a client that is used as it is, so these settings would have no effect: \
             {settings}. Leave them out, and set the same on reqwest::Client::builder()"
        )))
    }

    /// Adds an interceptor after those that are there.
    pub fn add_interceptor(&mut self, interceptor: impl Interceptor + 'static) {
        self.interceptors.push(Arc::new(interceptor));
    }

    /// Whether no request reaches the network.
    pub(crate) fn follows_script(&self) -> bool {
        #[cfg(feature = "test-util")]
        return self.script.is_some();
        #[cfg(not(feature = "test-util"))]
        false
    }

    /// Takes all answers from `script`, and the time from its clock.
    #[cfg(feature = "test-util")]
    pub fn follow_script(&mut self, script: &Script) {
        self.clock = script.clock().clock();
        self.script = Some(script.clone());
    }
}

impl fmt::Debug for Config {
    /// Shows only whether there is an own HTTP client: its `Debug` shows headers and proxies, which may hold
    /// secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = |client: &Option<reqwest::Client>| match client {
            Some(_) => "the caller's own",
            None => "built from these settings",
        };
        f.debug_struct("Config")
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.attempt_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("call_timeout", &self.call_timeout)
            .field("retry", &self.retry)
            .field("polls_at_once", &self.polls_at_once)
            .field("user_agent", &self.user_agent)
            .field("pool_idle_timeout", &self.pool_idle_timeout)
            .field("pool_max_idle_per_host", &self.pool_max_idle_per_host)
            .field("ca_certificates", &self.ca_certificates)
            .field("system_certificates", &self.system_certificates)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .field("http_client", &own(&self.http_client))
            .field("link_http_client", &own(&self.link_http_client))
            .field("allow_plain_http", &self.allow_plain_http)
            .field("clock", &self.clock)
            .field("interceptors", &self.interceptors)
            .finish_non_exhaustive()
    }
}

/// The setters for [`Config`] on a provider's `ClientBuilder`, which has a field `config`.
#[macro_export]
macro_rules! client_settings {
    ($builder:ident) => {
        $crate::network_settings!($builder);

        impl $builder {
            /// Longest time to set up a connection. Default 10 seconds.
            pub fn connect_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.config.for_built_clients("connect_timeout");
                self.config.connect_timeout = limit;
                self
            }

            /// Longest time for one attempt, from sending to the last byte of the answer; to the first
            /// byte of the body for an answer that is read as a stream. If credentials must be fetched
            /// first, that may take as long again. Default 60 seconds.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.config.attempt_timeout = limit;
                self
            }

            /// Longest time between two pieces of a streamed body, for example in a download. There is no
            /// other limit for the body. Default 60 seconds.
            pub fn read_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.config.read_timeout = limit;
                self
            }

            /// Longest time for a whole call, including all attempts and the waits between them. Default
            /// none.
            pub fn call_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.config.call_timeout = Some(limit);
                self
            }

            /// When failed calls are tried again. Default [`Retry::standard`]($crate::Retry::standard).
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.config.retry = retry;
                self
            }

            /// How many polls are in flight at once, of all waits of this client and its clones. A poll that
            /// pauses before a retry does not count. Default 64; 0 counts as 1.
            pub fn polls_at_once(mut self, number: u32) -> Self {
                self.config.polls_at_once = number;
                self
            }

            /// The largest allowed JSON of an answer, in bytes. Default 8 MiB (8 × 1024 × 1024), several times
            /// the largest page of any list. Downloads and streams have no such limit.
            ///
            /// A decoded answer may be larger than its JSON: an empty item of a list has room for all of its
            /// properties, up to 293 bytes for each byte of JSON. So the arrays of an answer may take 8 bytes
            /// for each byte of this limit, 64 MiB by default. Strings come on top; a very short one takes up
            /// to 8 bytes for each byte of JSON. With the default, the worst list of empty items took 65 MiB
            /// in a measurement, including its JSON; plan for twice as much.
            ///
            /// If an answer is larger or takes more memory, the call fails with an error of the kind
            /// [`Decode`]($crate::ErrorKind::Decode).
            pub fn answer_limit(mut self, bytes: usize) -> Self {
                self.config.answer_limit = bytes;
                self
            }

            /// Value of the `User-Agent` header.
            pub fn user_agent(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                self.config.for_built_clients("user_agent");
                self.config.user_agent = name.into();
                self
            }

            /// Adds the name of your program to the `User-Agent` header, for example `my-tool/1.2`, so that the
            /// provider can tell its requests apart: 1 to 200 printable ASCII characters. Not a place for
            /// secrets. `build` refuses it together with [`http_client`](Self::http_client), which decides on
            /// the header by itself.
            pub fn user_agent_suffix(
                mut self,
                program: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                self.config.user_agent_suffix = ::std::option::Option::Some(program.into());
                self
            }

            /// Allows plain `http` to other machines, which sends everything unencrypted. Loopback addresses
            /// are always allowed. Default no.
            pub fn allow_plain_http(mut self, allow: bool) -> Self {
                self.config.allow_plain_http = allow;
                self
            }

            /// Reads the time from `clock` instead of the machine's own. Signatures contain its date;
            /// durations are measured with its monotonic time.
            pub fn clock(mut self, clock: $crate::Clock) -> Self {
                self.config.clock = clock;
                self
            }

            /// Adds an [`Interceptor`]($crate::Interceptor), which may add headers to requests and sees how
            /// requests and calls end. Several are called in the order in which they were added. To keep a hold
            /// of it, give an `Arc` of it.
            pub fn interceptor(mut self, interceptor: impl $crate::Interceptor + 'static) -> Self {
                self.config.add_interceptor(interceptor);
                self
            }
        }

        $crate::__script_setting!($builder);
    };
}

/// The setter for a script.
#[cfg(feature = "test-util")]
#[doc(hidden)]
#[macro_export]
macro_rules! __script_setting {
    ($builder:ident) => {
        impl $builder {
            /// For tests: takes all answers from a [`Script`]($crate::testing::Script) instead of the network,
            /// and the time from its clock, whose pauses take no time. Credentials are still needed, and may be
            /// made up.
            pub fn script(mut self, script: &$crate::testing::Script) -> Self {
                self.config.follow_script(script);
                self
            }
        }
    };
}

/// The setter for the token store, for providers whose clients fetch tokens.
#[macro_export]
macro_rules! token_store_setting {
    ($builder:ident) => {
        impl $builder {
            /// Shares the tokens that this client fetches with other processes, so that they need not fetch
            /// their own. Default no. It has no effect on credentials that are not fetched.
            ///
            /// A token is fetched under a lock, by one process, and the others find it in the store until it is
            /// about to expire. A token that the provider refuses or that is revoked is removed from the store,
            /// and another one is fetched. If the store does not work, the client writes a warning with
            /// `tracing` and fetches a token of its own.
            pub fn token_store(mut self, store: impl $crate::auth::TokenStore + 'static) -> Self {
                self.config.token_store = ::std::option::Option::Some(::std::sync::Arc::new(store));
                self
            }
        }
    };
}

/// There are no scripts without the feature `test-util`.
#[cfg(not(feature = "test-util"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __script_setting {
    ($builder:ident) => {};
}
