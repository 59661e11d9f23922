//! How much memory calls and waits take. These bounds may only become tighter.

use std::mem::{size_of, size_of_val};
use std::time::Duration;

use crate::answer::reading::Reading;
use crate::future::BoxFuture;
use crate::request::arguments::Arguments;
use crate::settings::options::CallOptions;
use crate::wait::job::{Job, JobState};
use crate::wait::one::Waiting;
use crate::wait::rule::Wait;
use crate::wait::seen::Seen;
use crate::wait::watching::Watching;

use super::clock::ManualClock;
use super::{OPERATION, core};

#[test]
fn a_call_is_small() {
    let core = core(&ManualClock::default(), 1);
    let options = CallOptions::default();
    let arguments = Arguments::made(&OPERATION, options, core.base().clone());
    let outgoing = arguments.finish(core.base()).unwrap();
    let call = core.send(outgoing, Reading::Whole { limit: 1 });
    let size = size_of_val(&*call);
    report(&format!("a call has {size} bytes, without its attempts"));
    // Up to 1032 bytes, common allocators need no search.
    assert!(size <= 968, "{size} bytes");
}

#[test]
fn a_wait_is_small() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(Duration::from_secs(60));
    let look = |_turn| -> BoxFuture<'static, _> { Box::pin(std::future::pending()) };
    let waiting = Waiting::<[u8; 1000]>::new(core.clone(), &OPERATION, wait, look);
    let alone = size_of::<Watching<'_, Seen<[u8; 1000]>>>();
    let future = size_of_val(&waiting.outcome());
    report(&format!(
        "a wait has {alone} bytes, whatever the job, its future {future}, without the answer and a timer"
    ));
    assert!(alone <= 280, "{alone} bytes");
    assert!(future <= 16, "{future} bytes: it only points to the wait");
}

#[expect(clippy::print_stdout, reason = "the figures are worth seeing")]
fn report(line: &str) {
    println!("{line}");
}

impl Job for [u8; 1000] {
    fn state(&self) -> JobState {
        JobState::Running
    }
}
