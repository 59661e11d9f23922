//! A log in memory.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use tracing::subscriber::{DefaultGuard, Subscriber};
use tracing::{Dispatch, subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::fmt::MakeWriter;

/// Sends what this thread traces to `listener` until the guard is dropped.
pub(crate) fn listen(listener: impl Subscriber + Send + Sync + 'static) -> DefaultGuard {
    // If it were the only one, another thread that comes to a span first and listens to nothing would decide
    // for all threads that nobody listens.
    static ANOTHER: OnceLock<Dispatch> = OnceLock::new();
    ANOTHER.get_or_init(|| Dispatch::new(Registry::default()));
    subscriber::set_default(listener)
}

/// Everything that is logged, as text. Clones write to the same log.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
