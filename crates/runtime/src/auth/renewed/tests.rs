use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::SystemTime;

use super::*;
use crate::auth::{Authorization, HeaderToken, ProvideCredentials, Provided, Token};

const START: u64 = 1_700_000_000;
/// Ends at once if a fetch hangs, and never otherwise.
const LIMIT: Duration = Duration::from_secs(1);

/// Provides a new token each time, each valid for 1000 s; fails while `fails` is set.
#[derive(Debug, Default)]
struct Counter {
    fetches: AtomicUsize,
    fails: AtomicBool,
    hangs: Arc<AtomicBool>,
    clock: Arc<AtomicU64>,
}

impl ProvideCredentials<Token> for Counter {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(async {
            let number = self.fetches.fetch_add(1, Ordering::SeqCst);
            // Lets every other caller arrive while this one fetches.
            tokio::task::yield_now().await;
            if self.hangs.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            if self.fails.load(Ordering::SeqCst) {
                return Err(ProvideError::new(format!("failure {number}")));
            }
            let now = START + self.clock.load(Ordering::SeqCst);
            let end = SystemTime::UNIX_EPOCH + Duration::from_secs(now + 1000);
            Ok(Provided::new(Token::new(format!("fake-{number}"))).expires_at(end))
        })
    }
}

fn authorization(counter: &Arc<Counter>) -> Arc<Authorization> {
    let seconds = Arc::clone(&counter.clock);
    let hangs = Arc::clone(&counter.hangs);
    let clock = Clock::new(move || {
        SystemTime::UNIX_EPOCH + Duration::from_secs(START + seconds.load(Ordering::SeqCst))
    })
    .with_limit(move |_| {
        if hangs.load(Ordering::SeqCst) {
            Box::pin(async {})
        } else {
            Box::pin(std::future::pending())
        }
    });
    let provider: Arc<dyn ProvideCredentials<Token>> = Arc::clone(counter) as _;
    Arc::new(Authorization::provided(provider, clock, |token: &Token| {
        HeaderToken::new("X-Auth-Token", token.clone())
    }))
}

/// The outcomes of `count` calls at once.
async fn at_once(
    authorization: &Arc<Authorization>,
    count: usize,
) -> Vec<Result<Arc<InUse>, ProvideError>> {
    let calls = (0..count).map(|_| {
        let authorization = Arc::clone(authorization);
        tokio::spawn(async move { authorization.get(LIMIT).await })
    });
    let mut outcomes = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        outcomes.push(call.await.unwrap());
    }
    outcomes
}

#[tokio::test]
async fn a_crowd_of_first_calls_fetches_once() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    assert!(at_once(&authorization, 200).await.iter().all(Result::is_ok));
    assert_eq!(counter.fetches.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_hanging_fetch_ends_with_the_limit_of_its_call_and_fails_no_other_call() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    counter.hangs.store(true, Ordering::SeqCst);
    for outcome in at_once(&authorization, 3).await {
        assert!(outcome.is_err_and(|error| error.is_timeout()));
    }
    counter.hangs.store(false, Ordering::SeqCst);
    assert!(authorization.get(LIMIT).await.is_ok());
    // Close to their end, credentials still serve while new ones do not arrive.
    counter.clock.store(950, Ordering::SeqCst);
    assert!(authorization.at_hand().is_none());
    counter.hangs.store(true, Ordering::SeqCst);
    let fetches = counter.fetches.load(Ordering::SeqCst);
    assert!(authorization.get(LIMIT).await.is_ok());
    assert_eq!(counter.fetches.load(Ordering::SeqCst), fetches + 1);
    counter.clock.store(1000, Ordering::SeqCst);
    assert!(authorization.get(LIMIT).await.is_err());
}

#[tokio::test]
async fn a_crowd_shares_a_failure_and_a_later_call_tries_again() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    counter.fails.store(true, Ordering::SeqCst);
    let outcomes = at_once(&authorization, 200).await;
    assert!(outcomes.iter().all(|outcome| {
        outcome
            .as_ref()
            .is_err_and(|e| e.to_string() == "failure 0")
    }));
    assert_eq!(counter.fetches.load(Ordering::SeqCst), 1);
    counter.fails.store(false, Ordering::SeqCst);
    assert!(authorization.get(LIMIT).await.is_ok());
}

#[tokio::test]
async fn credentials_are_renewed_once_before_they_expire_and_the_old_ones_serve_if_that_fails() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    let first = authorization.get(LIMIT).await.unwrap();
    counter.clock.store(899, Ordering::SeqCst);
    assert!(Arc::ptr_eq(
        &first,
        &authorization.get(LIMIT).await.unwrap()
    ));
    counter.clock.store(900, Ordering::SeqCst);
    counter.fails.store(true, Ordering::SeqCst);
    assert!(
        Arc::ptr_eq(&first, &authorization.get(LIMIT).await.unwrap()),
        "still valid"
    );
    counter.fails.store(false, Ordering::SeqCst);
    let before = counter.fetches.load(Ordering::SeqCst);
    assert!(authorization.at_hand().is_some(), "not tried again at once");
    counter.clock.store(910, Ordering::SeqCst);
    assert!(at_once(&authorization, 200).await.iter().all(Result::is_ok));
    assert_eq!(counter.fetches.load(Ordering::SeqCst), before + 1);
    counter.clock.store(5000, Ordering::SeqCst);
    counter.fails.store(true, Ordering::SeqCst);
    assert!(
        authorization.get(LIMIT).await.is_err(),
        "ended, and no others to be had"
    );
}

/// A refusal of the provider.
fn refusal() -> Refused {
    Refused {
        status: Some(401),
        code: None,
    }
}

#[tokio::test]
async fn refused_credentials_are_replaced_but_the_next_ones_only_after_a_pause() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    let first = authorization.get(LIMIT).await.unwrap();
    assert!(
        !authorization.refused(&first, false, refusal),
        "not in this call"
    );
    assert!(authorization.refused(&first, true, refusal));
    assert!(
        authorization.refused(&first, true, refusal),
        "a second caller with the same credentials"
    );
    let second = authorization.get(LIMIT).await.unwrap();
    assert!(!second.is_same(&first));
    assert!(
        authorization.refused(&first, true, refusal),
        "others are here"
    );
    assert!(
        !authorization.refused(&second, true, refusal),
        "a pause is on"
    );
    assert!(
        authorization
            .at_hand()
            .is_some_and(|in_use| in_use.is_same(&second))
    );
    // Another call that is accepted with them does not end the pause: one operation may be forbidden.
    authorization.accepted(&second, false);
    assert!(!authorization.refused(&second, true, refusal));
    counter.clock.store(10, Ordering::SeqCst);
    assert!(authorization.refused(&second, true, refusal));
    let third = authorization.get(LIMIT).await.unwrap();
    assert!(!authorization.refused(&third, true, refusal));
    // A call that had asked and is accepted does: the old credentials were the problem.
    authorization.accepted(&third, true);
    assert!(authorization.refused(&third, true, refusal));
    assert_eq!(counter.fetches.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_renewal_whose_call_is_dropped_blocks_no_other_call() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    let first = authorization.get(LIMIT).await.unwrap();
    counter.clock.store(950, Ordering::SeqCst);
    let mut renewal = Box::pin(authorization.get(LIMIT));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(renewal.as_mut().poll(&mut context).is_pending());
    drop(renewal);
    let fetches = counter.fetches.load(Ordering::SeqCst);
    assert!(
        authorization
            .at_hand()
            .is_some_and(|in_use| in_use.is_same(&first))
    );
    assert_eq!(counter.fetches.load(Ordering::SeqCst), fetches);
}

/// Provides tokens that have already expired.
#[derive(Debug, Default)]
struct Late(AtomicUsize);

impl ProvideCredentials<Token> for Late {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(async {
            self.0.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(Provided::new(Token::new("fake-late")).expires_at(SystemTime::UNIX_EPOCH))
        })
    }
}

#[tokio::test]
async fn a_crowd_shares_even_credentials_that_have_already_expired() {
    let late = Arc::new(Late::default());
    let provider: Arc<dyn ProvideCredentials<Token>> = Arc::clone(&late) as _;
    let clock = Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(START));
    let authorization = Authorization::provided(provider, clock, |token: &Token| {
        HeaderToken::new("X-Auth-Token", token.clone())
    });
    let authorization = Arc::new(authorization);
    assert!(at_once(&authorization, 100).await.iter().all(Result::is_ok));
    assert_eq!(late.0.load(Ordering::SeqCst), 1);
    assert!(authorization.get(LIMIT).await.is_ok());
    assert_eq!(late.0.load(Ordering::SeqCst), 2);
}

/// IAM with a wrong password: always refuses.
#[derive(Debug, Default)]
struct Denies(AtomicUsize);

impl ProvideCredentials<Token> for Denies {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(async {
            self.0.fetch_add(1, Ordering::SeqCst);
            let refusal = Refused {
                status: Some(401),
                code: None,
            };
            Err(ProvideError::locked(&refusal, Duration::ZERO))
        })
    }
}

#[tokio::test]
async fn a_source_that_refuses_the_secret_is_not_asked_again_after_the_second_time() {
    let denies = Arc::new(Denies::default());
    let provider: Arc<dyn ProvideCredentials<Token>> = Arc::clone(&denies) as _;
    let seconds = Arc::new(AtomicU64::new(START));
    let ours = Arc::clone(&seconds);
    let clock = Clock::new(move || {
        SystemTime::UNIX_EPOCH + Duration::from_secs(ours.load(Ordering::SeqCst))
    });
    let authorization = Authorization::provided(provider, clock, |token: &Token| {
        HeaderToken::new("X-Auth-Token", token.clone())
    });
    for (pause, asked) in [(10, 2), (20, 3), (40, 4), (80, 5)] {
        for _ in 0..20 {
            let error = authorization.get(LIMIT).await.err();
            assert_eq!(error.and_then(|error| error.status()), Some(401));
        }
        assert_eq!(denies.0.load(Ordering::SeqCst), asked);
        seconds.fetch_add(pause, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_fetch_that_timed_out_leaves_no_expired_credentials_to_waiting_calls() {
    let counter = Arc::new(Counter::default());
    let authorization = authorization(&counter);
    authorization.get(LIMIT).await.unwrap();
    counter.clock.store(2000, Ordering::SeqCst);
    counter.hangs.store(true, Ordering::SeqCst);
    for outcome in at_once(&authorization, 5).await {
        assert!(outcome.is_err_and(|error| error.is_timeout()));
    }
}
