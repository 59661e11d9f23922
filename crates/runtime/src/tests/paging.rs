//! Reading lists: where they end, that nothing is lost, and what is refused.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::list::items::Items;
use crate::list::page::{Page, PageStyle};
use crate::list::pages::Pages;

use super::clock::ManualClock;
use super::{Notes, OPERATION, core, outage, response};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FakePage<I> {
    pub(super) items: Vec<I>,
    pub(super) total: Option<u64>,
}

impl<I> Page for FakePage<I> {
    type Item = I;

    fn items(&self) -> &[I] {
        &self.items
    }

    fn into_items(self) -> Vec<I> {
        self.items
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

/// Items `from..to`, and a total.
pub(super) fn page(from: u32, to: u32, total: impl Into<Option<u64>>) -> FakePage<u32> {
    FakePage {
        items: (from..to).collect(),
        total: total.into(),
    }
}

type Answer = Result<FakePage<u32>, Error>;

/// A list whose requests are answered from `answers` in turn, and then by empty pages; and the requested
/// positions.
pub(super) fn list(
    style: PageStyle,
    first: Option<i64>,
    answers: Vec<Answer>,
) -> (Pages<FakePage<u32>>, Notes<i64>) {
    let (positions, answers) = (Notes::new(), Arc::new(Mutex::new(answers.into_iter())));
    let noted = positions.clone();
    let core = core(&ManualClock::default(), 64);
    let pages = Pages::new(&core, &OPERATION, style, first, move |position| {
        noted.add(position);
        let answers = Arc::clone(&answers);
        async move {
            let answer = answers.lock().unwrap().next();
            answer
                .unwrap_or_else(|| Ok(FakePage::default()))
                .map(response)
        }
    });
    (pages, positions)
}

fn run<T>(future: impl Future<Output = T>) -> T {
    ManualClock::default().run(future)
}

fn items(pages: Pages<FakePage<u32>>) -> Items<FakePage<u32>> {
    pages.into_items()
}

#[test]
fn a_list_without_total_ends_at_an_empty_page() {
    let answers = vec![
        Ok(page(0, 3, None)),
        Ok(page(3, 6, None)),
        Ok(page(6, 7, None)),
    ];
    let (pages, positions) = list(PageStyle::Number, None, answers);
    assert_eq!(run(items(pages).collect()).unwrap(), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(positions.list(), [1, 2, 3, 4]);
}

#[test]
fn reaching_the_total_saves_a_request() {
    let answers = || vec![Ok(page(0, 3, 5)), Ok(page(3, 5, 5))];
    let (pages, positions) = list(PageStyle::Number, None, answers());
    assert_eq!(run(items(pages).collect()).unwrap().len(), 5);
    assert_eq!(positions.list(), [1, 2]);
    let (pages, positions) = list(PageStyle::Offset, None, answers());
    assert_eq!(run(items(pages).collect()).unwrap().len(), 5);
    assert_eq!(positions.list(), [0, 3]);
}

#[test]
fn offsets_advance_by_the_items_received_not_by_the_requested_size() {
    let answers = vec![Ok(page(0, 3, 6)), Ok(page(3, 4, 6)), Ok(page(4, 6, 6))];
    let (pages, positions) = list(PageStyle::Offset, None, answers);
    assert_eq!(run(items(pages).collect()).unwrap(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(positions.list(), [0, 3, 4]);
}

#[test]
fn the_caller_may_begin_later() {
    let (pages, positions) = list(PageStyle::Offset, Some(4), vec![Ok(page(4, 6, 6))]);
    assert_eq!(run(items(pages).collect()).unwrap(), [4, 5]);
    assert_eq!(
        positions.list(),
        [4],
        "the offset says how many came before"
    );

    // As many items as the total, but the number before them is unknown: only an empty page is the end.
    let answers = vec![Ok(page(10, 16, 6)), Ok(page(16, 20, 6))];
    let (pages, positions) = list(PageStyle::Number, Some(3), answers);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 10);
    assert_eq!(positions.list(), [3, 4, 5]);
}

#[test]
fn a_total_that_changes_loses_nothing() {
    // It grows.
    let answers = vec![Ok(page(0, 3, 6)), Ok(page(3, 6, 8)), Ok(page(6, 8, 8))];
    let (pages, positions) = list(PageStyle::Number, None, answers);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 8);
    assert_eq!(positions.list().len(), 3);
    // It shrinks.
    let answers = vec![Ok(page(0, 3, 9)), Ok(page(3, 5, 5))];
    let (pages, positions) = list(PageStyle::Number, None, answers);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 5);
    assert_eq!(positions.list().len(), 2);
    // It is smaller than the number of items: wrong, so the list is read to its empty page.
    for wrong in [0, 1, 2] {
        let answers = vec![
            Ok(page(0, 3, wrong)),
            Ok(page(3, 6, wrong)),
            Ok(page(6, 7, wrong)),
        ];
        let (pages, positions) = list(PageStyle::Offset, None, answers);
        assert_eq!(
            run(items(pages).collect()).unwrap().len(),
            7,
            "total {wrong}"
        );
        assert_eq!(positions.list(), [0, 3, 6, 7]);
    }
    // It promises more than there is.
    let (pages, _) = list(PageStyle::Number, None, vec![Ok(page(0, 3, 99))]);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 3);
}

#[test]
fn pages_are_never_empty_and_the_end_stays_the_end() {
    let (mut pages, positions) = list(PageStyle::Number, None, vec![Ok(page(0, 2, None))]);
    assert_eq!(run(pages.try_next()).unwrap().unwrap().items, [0, 1]);
    for _ in 0..3 {
        assert!(run(pages.try_next()).unwrap().is_none());
    }
    assert_eq!(positions.list(), [1, 2]);
    let (pages, _) = list(PageStyle::Number, None, vec![]);
    assert!(run(pages.collect()).unwrap().is_empty());
}

#[test]
fn after_an_error_the_same_page_is_read_again() {
    let answers = vec![
        Ok(page(0, 2, None)),
        Err(outage()),
        Err(outage()),
        Ok(page(2, 4, 4)),
    ];
    let (pages, positions) = list(PageStyle::Number, None, answers);
    let mut items = items(pages);
    let (mut read, mut errors) = (Vec::new(), 0);
    loop {
        match run(items.try_next()) {
            Ok(Some(item)) => read.push(item),
            Ok(None) => break,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Transport);
                errors += 1;
            }
        }
    }
    assert_eq!((read, errors), (vec![0, 1, 2, 3], 2));
    assert_eq!(positions.list(), [1, 2, 2, 2]);
}

#[test]
fn collecting_continues_where_the_loop_stopped() {
    let answers = vec![Ok(page(0, 3, None)), Ok(page(3, 5, None))];
    let (pages, _) = list(PageStyle::Number, None, answers);
    let mut items = items(pages);
    assert_eq!(run(items.try_next()).unwrap(), Some(0));
    assert_eq!(run(items.collect()).unwrap(), [1, 2, 3, 4]);
}

#[test]
fn a_request_continues_after_the_caller_dropped_the_future() {
    let clock = ManualClock::default();
    let core = core(&clock, 64);
    let (positions, slow) = (Notes::new(), clock.clone());
    let noted = positions.clone();
    let mut pages = Pages::new(
        &core,
        &OPERATION,
        PageStyle::Number,
        None,
        move |position| {
            noted.add(position);
            let answered = slow.sleep(Duration::from_secs(5));
            async move {
                answered.await;
                Ok(response(page(0, 2, 2)))
            }
        },
    );
    while clock.poll(pin!(pages.try_next())).is_pending() {
        clock.run(clock.sleep(Duration::from_secs(1)));
    }
    assert_eq!(positions.list(), [1]);
    assert_eq!(clock.now(), Duration::from_secs(5));
}

#[test]
fn a_repeated_page_is_an_error_that_says_how_many_items_were_read() {
    let answers = vec![
        Ok(page(0, 3, None)),
        Ok(page(3, 6, None)),
        Ok(page(3, 6, None)),
    ];
    let (pages, positions) = list(PageStyle::Number, None, answers);
    let error = run(items(pages).collect()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "get_job: Example: the server sent the same page twice in a row; 6 items were read"
    );
    assert_eq!(positions.list(), [1, 2, 3]);
}

#[test]
fn pages_that_partly_overlap_are_read() {
    // Items that were added at the front shift the rest.
    let answers = vec![Ok(page(0, 3, None)), Ok(page(2, 5, None))];
    let (pages, _) = list(PageStyle::Number, None, answers);
    assert_eq!(run(items(pages).collect()).unwrap(), [0, 1, 2, 2, 3, 4]);
}

#[test]
fn a_server_that_never_ends_is_an_error() {
    let endless = |number: u32| {
        (0..number)
            .map(|n| Ok(page(n * 2, n * 2 + 2, None)))
            .collect()
    };
    let (pages, positions) = list(PageStyle::Number, None, endless(50));
    let error = run(items(pages.page_limit(10)).collect()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    let text = error.to_string();
    assert!(
        text.contains("more than 10 pages (page_limit); 20 items were read"),
        "{text}"
    );
    assert_eq!(positions.list().len(), 11);
    // The allowed number of pages is not an error, even if only an empty page shows the end.
    let (pages, _) = list(PageStyle::Number, None, endless(10));
    assert_eq!(run(pages.page_limit(10).collect()).unwrap().len(), 10);
}

#[test]
fn every_list_has_a_page_limit_by_default() {
    let core = core(&ManualClock::default(), 64);
    let mut number = 0;
    let pages = Pages::new(&core, &OPERATION, PageStyle::Offset, None, move |_| {
        number += 1;
        async move { Ok(response(page(number, number + 1, None))) }
    });
    let error = run(pages.into_items().collect()).unwrap_err();
    assert!(error.to_string().contains("10000 pages"), "{error}");
}

#[test]
fn extreme_numbers_do_not_overflow() {
    let limit = "the number of the next page would be too large";
    for (style, first) in [
        (PageStyle::Number, i64::MAX),
        (PageStyle::Offset, i64::MAX - 2),
    ] {
        // The total is wrong, and there is always more.
        let answers = vec![Ok(page(0, 3, u64::MAX)), Ok(page(3, 6, u64::MAX))];
        let (mut pages, positions) = list(style, Some(first), answers);
        assert_eq!(run(pages.try_next()).unwrap().unwrap().items().len(), 3);
        for _ in 0..2 {
            let error = run(pages.try_next()).unwrap_err();
            assert!(error.to_string().contains(limit), "{error}");
            assert_eq!(error.kind(), ErrorKind::Paging);
        }
        assert_eq!(positions.list(), [first]);
    }
    // The largest position can be read, if the list ends there.
    let answers = vec![Ok(page(0, 3, None))];
    let (pages, positions) = list(PageStyle::Offset, Some(i64::MAX - 3), answers);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 3);
    assert_eq!(positions.list(), [i64::MAX - 3, i64::MAX]);
    // A position before the beginning counts as the beginning.
    let answers = vec![Ok(page(0, 2, 2))];
    let (pages, positions) = list(PageStyle::Offset, Some(i64::MIN), answers);
    assert_eq!(run(items(pages).collect()).unwrap().len(), 2);
    assert_eq!(positions.list(), [i64::MIN]);
}
