//! The pages of a list.

use backhaul_runtime::JobState;
use clap::ArgMatches;

use super::context::Prepared;
use crate::args::{Common, STATES};
use crate::call::{Answer, Reading, Slice};
use crate::failure::{Failure, Mistakes, Status};
use crate::json::{Json, compact, get, hide};
use crate::output::Printer;

/// What of a list is printed.
pub(super) struct Wanted {
    /// At most so many items.
    pub(super) limit: u64,
    /// Only jobs in these states; all if it is empty.
    pub(super) states: Vec<String>,
    /// Whether sensitive values are printed.
    pub(super) reveal: bool,
}

impl Wanted {
    /// Whether some items are left out.
    pub(super) fn is_less_than_all(&self) -> bool {
        self.limit != u64::MAX || !self.states.is_empty()
    }

    /// What the flags of an operation that lists say. A state that is none is added to `mistakes`.
    pub(super) fn of(matches: &ArgMatches, common: &Common, mistakes: &mut Mistakes) -> Self {
        let limit = matches.try_get_one::<u64>("limit").ok().flatten();
        let states = matches.try_get_many::<String>("only").ok().flatten();
        let states: Vec<String> = states.unwrap_or_default().cloned().collect();
        mistakes.noted("only", STATES.check("only", &states));
        Self {
            limit: limit.copied().unwrap_or(u64::MAX),
            states,
            reveal: common.reveal,
        }
    }
}

/// Prints the items of all pages, as far as they are wanted.
///
/// # Errors
/// If a page cannot be read, or nothing can be written. What was printed until then is not ended.
pub(super) async fn print(
    mut list: Reading,
    prepared: &Prepared,
    wanted: &Wanted,
    mut printer: Printer<'_>,
) -> Result<(), Failure> {
    let answer = prepared.operation.answer;
    let mut left = wanted.limit;
    while left > 0 {
        let page = match list.next().await {
            Ok(Some(page)) => page,
            Ok(None) => break,
            Err(error) => {
                printer.flush()?;
                return Err(prepared.failed(error));
            }
        };
        for (item, state) in items(&page, &answer, wanted)? {
            if left == 0 {
                break;
            }
            left -= 1;
            printer.item(item, state)?;
        }
        printer.pass_on()?;
    }
    printer.end()
}

/// Prints the items of `json`, an answer that has all of them, as far as they are wanted.
///
/// # Errors
/// If nothing can be written.
pub(super) fn print_whole(
    json: Json,
    answer: &Answer,
    wanted: &Wanted,
    mut printer: Printer<'_>,
) -> Result<(), Failure> {
    let states = answer.states(&compact(&json));
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    for (item, state) in chosen(json, &states, answer, wanted)
        .into_iter()
        .take(limit)
    {
        printer.item(item, state)?;
    }
    printer.end()
}

/// The items of a page, as they came but for what is hidden.
fn items(
    page: &Slice,
    answer: &Answer,
    wanted: &Wanted,
) -> Result<Vec<(Json, Option<JobState>)>, Failure> {
    let text = page.body.text().unwrap_or_default();
    let json = Json::read(&text).map_err(|error| {
        Failure::new(
            Status::NotUnderstood,
            format!("a page is not JSON: {error}"),
        )
    })?;
    let states = page.states.as_deref().unwrap_or_default();
    Ok(chosen(json, states, answer, wanted))
}

/// The items that are wanted of `json`, with their states.
fn chosen(
    mut json: Json,
    states: &[JobState],
    answer: &Answer,
    wanted: &Wanted,
) -> Vec<(Json, Option<JobState>)> {
    if !wanted.reveal {
        hide(&mut json, answer.sensitive);
    }
    let pointer = answer.items.unwrap_or_default();
    let items = match get(&json, pointer) {
        Some(Json::Array(items)) => items.clone(),
        _ => Vec::new(),
    };
    let numbered = items.into_iter().enumerate();
    let with_states = numbered.map(|(index, item)| (item, states.get(index).cloned()));
    let is_wanted = |state: Option<&JobState>| {
        wanted.states.is_empty()
            || state.is_some_and(|state| wanted.states.iter().any(|name| name == word(state)))
    };
    let kept = with_states.filter(|(_, state)| is_wanted(state.as_ref()));
    kept.collect()
}

/// The word of a state on the command line.
fn word(state: &JobState) -> &'static str {
    match state {
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Succeeded => "succeeded",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
        JobState::Expired => "expired",
        _ => "unknown",
    }
}
