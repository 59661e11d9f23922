//! A client whose waits do not pass, and whose limits end when the test says so.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::{Authorization, HeaderToken, Token};
use backhaul_runtime::for_client_crates::{Config, Connection, Core, Provider};
use backhaul_runtime::{Clock, SensitiveString};
use tokio::sync::Notify;

/// What no server but the provider's may see.
pub(crate) const TOKEN: &str = "fake-token-marker";

/// The part of a link that nothing may show.
pub(crate) const SIGNATURE: &str = "fake-signature-marker";

static PROVIDER: Provider = Provider {
    name: "Test",
    paths_begin_with: &[],
    request_id_headers: &["x-request-id"],
    code_pointers: &[],
    message_pointers: &[],
    throttling: &[],
    throttling_window: None,
    follows_server_date: false,
    clock_skew_codes: &[],
};

/// Time in the hand of a test.
#[derive(Clone, Default)]
pub(crate) struct Time {
    waits: Arc<Mutex<Vec<Duration>>>,
    over: Arc<Notify>,
}

impl Time {
    /// The waits between requests.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    /// Ends the limit that is running, or else the next one that is waited for.
    pub(crate) fn end_limit(&self) {
        self.over.notify_one();
    }

    fn clock(&self) -> Clock {
        let (sleeping, limiting) = (self.clone(), self.clone());
        Clock::new(|| SystemTime::UNIX_EPOCH)
            .with_sleep(move |wait| {
                sleeping.waits.lock().unwrap().push(wait);
                Box::pin(async {})
            })
            .with_limit(move |_| {
                let over = Arc::clone(&limiting.over);
                Box::pin(async move { over.notified().await })
            })
    }

    pub(crate) fn config(&self) -> Config {
        let mut config = Config::new("backhaul-test/1");
        config.clock = self.clock();
        config
    }
}

pub(crate) fn core_with(config: Config) -> Core {
    core_at("http://127.0.0.1:1", config)
}

pub(crate) fn core_at(address: &str, config: Config) -> Core {
    let connection = Connection::open(&PROVIDER, address, config).unwrap();
    let token = HeaderToken::bearer(Token::new(TOKEN));
    Core::new(connection, Authorization::fixed(token).unwrap())
}

pub(crate) fn core(time: &Time) -> Core {
    core_with(time.config())
}

/// A link to `path`, with a signature in its query.
pub(crate) fn link(address: &str, path: &str) -> SensitiveString {
    SensitiveString::from(format!("{address}{path}?X-Amz-Signature={SIGNATURE}"))
}

/// Bytes in which no two places look alike.
pub(crate) fn content(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}
