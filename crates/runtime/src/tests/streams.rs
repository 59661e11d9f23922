//! Lists and waits as streams.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;

use crate::error::ErrorKind;
use crate::list::page::PageStyle;
use crate::wait::job::{Job, JobState};
use crate::wait::rule::Wait;

use super::clock::ManualClock;
use super::jobs::{is_gone, running, succeeded, wait_for};
use super::paging::{list, page};
use super::{core, outage};

fn read<S: Stream + Unpin>(clock: &ManualClock, stream: &mut S) -> Vec<S::Item> {
    let mut all = Vec::new();
    while let Some(next) = clock.run(poll_fn(|context| Pin::new(&mut *stream).poll_next(context))) {
        all.push(next);
    }
    all
}

#[test]
fn a_list_is_a_stream_of_pages_or_items() {
    let clock = ManualClock::default();
    let answers = || vec![Ok(page(0, 2, None)), Ok(page(2, 3, None))];
    let (pages, _) = list(PageStyle::Number, None, answers());
    assert_eq!(read(&clock, &mut pages.into_stream()).len(), 2);
    let (pages, _) = list(PageStyle::Number, None, answers());
    let items = read(&clock, &mut pages.into_items().into_stream());
    let items: Result<Vec<u32>, _> = items.into_iter().collect();
    assert_eq!(items.unwrap(), [0, 1, 2]);
}

#[test]
fn a_stream_ends_after_an_error_and_its_source_can_continue() {
    let clock = ManualClock::default();
    let answers = vec![Ok(page(0, 2, None)), Err(outage()), Ok(page(2, 4, 4))];
    let (pages, _) = list(PageStyle::Number, None, answers);
    let mut stream = pages.into_items().into_stream();
    let read = read(&clock, &mut stream);
    assert_eq!(read.len(), 3);
    assert_eq!(read[2].as_ref().unwrap_err().kind(), ErrorKind::Transport);
    let rest = clock.run(stream.into_inner().collect()).unwrap();
    assert_eq!(rest, [2, 3], "no item is lost");
}

#[test]
fn a_wait_is_a_stream_of_jobs_with_an_outcome_at_its_end() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let wait = Wait::up_to(Duration::from_secs(60));
    let (waiting, _) = wait_for(&core, &clock, wait.clone(), |number| match number {
        0 | 1 => running(),
        _ => succeeded(),
    });
    let mut stream = waiting.into_stream();
    let states: Vec<JobState> = read(&clock, &mut stream)
        .into_iter()
        .map(|job| job.unwrap().state())
        .collect();
    assert_eq!(
        states,
        [JobState::Running, JobState::Running, JobState::Succeeded]
    );
    let outcome = clock.run(stream.into_inner().outcome()).unwrap();
    assert!(outcome.is_success());

    let (waiting, times) = wait_for(&core, &clock, wait, |_| is_gone());
    let seen = read(&clock, &mut waiting.into_stream());
    assert_eq!((seen.len(), times.list().len()), (1, 1));
    assert!(seen[0].as_ref().unwrap_err().is_not_found());
}
