//! Tokens through a store: found, fetched, refused, revoked, and stores that fail.

use std::collections::HashMap;
use std::sync::Mutex as StdMutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::SystemTime;

use secrecy::SecretString;
use tracing::subscriber::DefaultGuard;

use super::*;

const START: u64 = 1_700_000_000;
const LIFE: u64 = 3600;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(START + seconds)
}

/// Provides a new token each time, and remembers which ones were revoked.
#[derive(Debug, Default)]
struct Source {
    fetches: AtomicUsize,
    revoked: StdMutex<Vec<String>>,
    fails: AtomicBool,
    /// Some servers do not say how long a token lives.
    is_silent: AtomicBool,
    time: AtomicU64,
}

impl ProvideCredentials<Token> for Arc<Source> {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(async {
            let number = self.fetches.fetch_add(1, Ordering::SeqCst);
            if self.fails.load(Ordering::SeqCst) {
                return Err(ProvideError::new("no token today"));
            }
            let token = Provided::new(Token::new(format!("fake-marker-{number}")));
            let end = at(self.time.load(Ordering::SeqCst) + LIFE);
            Ok(match self.is_silent.load(Ordering::SeqCst) {
                true => token,
                false => token.expires_at(end),
            })
        })
    }

    fn revoke<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), ProvideError>> {
        self.revoked.lock().unwrap().push(token.expose().to_owned());
        Box::pin(async { Ok(()) })
    }
}

/// What a store can fail at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Read,
    Write,
    Remove,
    Lock,
    NoLocks,
    Held,
}

#[derive(Debug, Default)]
struct Memory {
    entries: StdMutex<HashMap<String, SecretString>>,
    fails_at: StdMutex<Option<Step>>,
}

impl Memory {
    fn result<T: Send + 'static>(&self, step: Step, value: T) -> BoxFuture<'static, io::Result<T>> {
        let fails = *self.fails_at.lock().unwrap() == Some(step);
        Box::pin(async move {
            match fails {
                true => Err(io::Error::other(format!("broken at {step:?}"))),
                false => Ok(value),
            }
        })
    }

    fn texts(&self) -> Vec<String> {
        let entries = self.entries.lock().unwrap();
        let texts = entries.values().map(|text| text.expose_secret().to_owned());
        texts.collect()
    }

    fn set(&self, text: &str) {
        let text = SecretString::from(text);
        let key = key().as_str().to_owned();
        self.entries.lock().unwrap().insert(key, text);
    }
}

impl TokenStore for Memory {
    fn read<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<SecretString>>> {
        let found = self.entries.lock().unwrap().get(key.as_str()).cloned();
        self.result(Step::Read, found)
    }

    fn write<'a>(
        &'a self,
        key: &'a TokenKey,
        entry: SecretString,
    ) -> BoxFuture<'a, io::Result<()>> {
        if *self.fails_at.lock().unwrap() != Some(Step::Write) {
            self.set(entry.expose_secret());
        }
        let _ = key;
        self.result(Step::Write, ())
    }

    fn remove<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<()>> {
        if *self.fails_at.lock().unwrap() != Some(Step::Remove) {
            self.entries.lock().unwrap().remove(key.as_str());
        }
        self.result(Step::Remove, ())
    }

    fn try_lock<'a>(&'a self, _: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<TokenLock>>> {
        let fails_at = *self.fails_at.lock().unwrap();
        match fails_at {
            Some(Step::NoLocks) => {
                Box::pin(async { Err(io::Error::new(io::ErrorKind::Unsupported, "no locks here")) })
            }
            Some(Step::Held) => Box::pin(async { Ok(None) }),
            _ => self.result(Step::Lock, Some(TokenLock::new(()))),
        }
    }
}

fn key() -> TokenKey {
    TokenKey::new(&["test"])
}

/// The world of a test: one source, one store, and a time that both go by.
#[derive(Default)]
struct World {
    source: Arc<Source>,
    store: Arc<Memory>,
    slept: Arc<AtomicU64>,
}

impl World {
    /// Another process with the same store.
    fn process(&self) -> Stored<Arc<Source>> {
        let (source, slept) = (Arc::clone(&self.source), Arc::clone(&self.slept));
        let clock = Clock::new(move || at(source.time.load(Ordering::SeqCst)));
        let clock = clock.with_sleep(move |time| {
            let millis = u64::try_from(time.as_millis()).unwrap();
            slept.fetch_add(millis, Ordering::SeqCst);
            Box::pin(async {})
        });
        Stored {
            source: Arc::clone(&self.source),
            store: Arc::clone(&self.store) as _,
            key: key(),
            clock,
            patience: Duration::from_secs(30),
            given: Mutex::new(None),
        }
    }

    fn at(&self, seconds: u64) {
        self.source.time.store(seconds, Ordering::SeqCst);
    }

    fn fetches(&self) -> usize {
        self.source.fetches.load(Ordering::SeqCst)
    }

    fn fail_at(&self, step: Step) {
        *self.store.fails_at.lock().unwrap() = Some(step);
    }
}

async fn token(process: &Stored<Arc<Source>>) -> String {
    let provided = process.provide().await.unwrap();
    provided.credentials.expose().to_owned()
}

/// What this thread logs until the guard is dropped.
#[derive(Clone, Default)]
struct Log(Arc<StdMutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone());
        let guard = tracing::subscriber::set_default(subscriber.with_ansi(false).finish());
        // A level that another thread's test has turned off for all would be remembered.
        tracing::callsite::rebuild_interest_cache();
        (log, guard)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn the_first_process_fetches_and_the_others_find_its_token_until_it_is_about_to_expire() {
    let world = World::default();
    let first = world.process();
    assert_eq!(token(&first).await, "fake-marker-0");
    for seconds in [0, 100, LIFE - 301] {
        world.at(seconds);
        let found = world.process().provide().await.unwrap();
        assert_eq!(found.credentials.expose(), "fake-marker-0");
        assert_eq!(found.expires_at, Some(at(LIFE)));
    }
    assert_eq!(world.fetches(), 1);
    // Five minutes before the end one process fetches the next, and the first one finds it too.
    world.at(LIFE - 300);
    assert_eq!(token(&world.process()).await, "fake-marker-1");
    assert_eq!(token(&first).await, "fake-marker-1");
    assert_eq!(world.fetches(), 2);
}

#[tokio::test]
async fn a_refused_token_is_removed_and_not_read_again() {
    let world = World::default();
    let (one, two) = (world.process(), world.process());
    assert_eq!(token(&one).await, token(&two).await);
    // A client asks again only after a refusal. What cannot be replaced is removed all the same.
    world.source.fails.store(true, Ordering::SeqCst);
    let error = one.provide().await.unwrap_err();
    assert_eq!(error.to_string(), "no token today");
    assert_eq!(world.store.texts(), Vec::<String>::new());
    world.source.fails.store(false, Ordering::SeqCst);
    assert_eq!(token(&one).await, "fake-marker-2");
    // The other one was refused too, and takes what the first one has fetched since.
    assert_eq!(token(&two).await, "fake-marker-2");
    assert_eq!(world.fetches(), 3);
}

#[tokio::test]
async fn a_revoked_token_is_removed_and_another_one_is_not() {
    let world = World::default();
    let (one, two) = (world.process(), world.process());
    let old = one.provide().await.unwrap().credentials;
    token(&two).await;
    two.revoke(&old).await.unwrap();
    assert_eq!(world.store.texts(), Vec::<String>::new());
    assert_eq!(token(&two).await, "fake-marker-1");
    one.revoke(&old).await.unwrap();
    assert_eq!(world.store.texts().len(), 1, "that of the other process");
    let revoked = world.source.revoked.lock().unwrap().clone();
    assert_eq!(revoked, ["fake-marker-0", "fake-marker-0"]);
}

#[tokio::test]
async fn a_token_from_the_future_is_not_believed() {
    let world = World::default();
    world.at(10_000);
    token(&world.process()).await;
    // The date was set back, or is that of another machine.
    world.at(10_000 - 60);
    assert_eq!(token(&world.process()).await, "fake-marker-0");
    world.at(10_000 - 61);
    assert_eq!(token(&world.process()).await, "fake-marker-1");
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_replaced() {
    let world = World::default();
    token(&world.process()).await;
    let good = world.store.texts().remove(0);
    let other = TokenKey::new(&["other"]);
    for (text, told) in [
        ("", "not a token that this crate saved"),
        ("fake-marker", "not a token that this crate saved"),
        ("{\"format\":\"backhaul token 1\"}", "incomplete"),
        (&good[..good.len() - 5], "not a token that this crate saved"),
        (
            &good.replace("backhaul token 1", "backhaul token 0"),
            "in another format",
        ),
        (
            &good.replace(key().as_str(), other.as_str()),
            "another account, user or endpoint",
        ),
        (
            &good.replace("fake-marker-0", "fake-marker\\n"),
            "line break",
        ),
        (
            &good.replace(&(START + LIFE).to_string(), "18446744073709551615"),
            "a date that is not possible",
        ),
    ] {
        world.store.set(text);
        let (log, guard) = Log::listen();
        let before = world.fetches();
        assert_eq!(
            token(&world.process()).await,
            format!("fake-marker-{before}")
        );
        drop(guard);
        let log = log.text();
        assert!(log.contains("WARN") && log.contains(told), "{text}: {log}");
        assert!(!log.contains("fake-marker"), "{log}");
        assert_eq!(world.store.texts().len(), 1);
        // It is whole again.
        token(&world.process()).await;
        assert_eq!(world.fetches(), before + 1, "{text}");
    }
}

#[tokio::test]
async fn a_store_that_fails_does_not_fail_the_call_and_is_told() {
    for (step, told) in [
        (Step::Read, "broken at Read"),
        (Step::Write, "broken at Write"),
        (Step::Remove, "broken at Remove"),
        (Step::Lock, "broken at Lock"),
        (Step::NoLocks, "no locks here"),
        (Step::Held, "another process has held the lock for 30 s"),
    ] {
        let world = World::default();
        let process = world.process();
        if step == Step::Remove {
            token(&process).await;
        }
        world.fail_at(step);
        let (log, guard) = Log::listen();
        let found = token(&process).await;
        drop(guard);
        assert!(found.starts_with("fake-marker"), "{step:?}");
        let log = log.text();
        assert_eq!(log.matches("WARN").count(), 1, "{step:?}: {log}");
        assert!(log.contains(told) && !log.contains("fake-marker"), "{log}");
        // Without locks the token is shared all the same.
        let is_saved = matches!(step, Step::NoLocks | Step::Held | Step::Remove);
        assert_eq!(world.store.texts().len(), usize::from(is_saved), "{step:?}");
        let slept = world.slept.load(Ordering::SeqCst);
        let is_patient = (30_000..31_000).contains(&slept);
        assert_eq!(
            is_patient,
            step == Step::Held,
            "{step:?}: waited for {slept} ms"
        );
    }
}

#[tokio::test]
async fn a_token_that_others_could_not_use_is_not_saved() {
    let world = World::default();
    world.source.is_silent.store(true, Ordering::SeqCst);
    let first = token(&world.process()).await;
    assert_ne!(token(&world.process()).await, first);
    assert_eq!(world.store.texts(), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_shows_a_token() {
    let world = World::default();
    let process = world.process();
    token(&process).await;
    let shown = format!("{process:?} {:?}", world.store.entries.lock().unwrap());
    assert!(!shown.contains("fake-marker"), "{shown}");
}
