//! What the help of a wait says about the states of its jobs.

use backhaul_runtime::JobState;

use crate::call::{Condition, JobRules, Operation};

/// All states, in the order in which a job has them.
const STATES: [JobState; 6] = [
    JobState::Queued,
    JobState::Running,
    JobState::Succeeded,
    JobState::Failed,
    JobState::Cancelled,
    JobState::Expired,
];

/// What waiting for what `operation` reads is: which states it goes through and which of them end it, and the exit
/// statuses.
pub(super) fn told(operation: &Operation) -> String {
    let several = operation.answer.has_jobs;
    let job = if several {
        "all jobs of the list have ended"
    } else {
        "the job has ended"
    };
    let mut text = format!(
        "Waits until {job}, or --timeout is over. States, with the words of the provider:\n"
    );
    let rules = operation.answer.job;
    for state in STATES {
        let Some(words) = rules.and_then(|rules| words(rules, &state)) else {
            continue;
        };
        let ends = if state.is_final() {
            "ends the wait"
        } else {
            "goes on"
        };
        let name = state.to_string();
        let line = format!("  {name:<9}  {ends:<13}  {}", words.join(", "));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str("  unknown    goes on        any other word\n\n");
    text.push_str(if several {
        "Exit statuses: 0 all succeeded, 10 none did, 11 some did not, "
    } else {
        "Exit statuses: 0 succeeded, 10 ended in another way, "
    });
    text.push_str("124 the time was over, 130 interrupted. After the last two, what was started goes on at the provider.");
    text
}

/// The words that mean `state`; `None` if a job cannot have it.
fn words(rules: &JobRules, state: &JobState) -> Option<Vec<&'static str>> {
    let mut found: Option<Vec<&str>> = None;
    match rules {
        JobRules::Of(rules) => {
            for (_, condition) in rules.states.iter().filter(|(known, _)| known == state) {
                let found = found.get_or_insert_default();
                if let Some((_, Condition::OneOf(words))) = condition {
                    found.extend(words.iter());
                }
            }
        }
        JobRules::Choice(_, members) => {
            for words in members.iter().filter_map(|(_, rules)| words(rules, state)) {
                let found = found.get_or_insert_default();
                found.extend(words);
            }
        }
    }
    if let Some(words) = &mut found {
        let mut known = Vec::new();
        words.retain(|word| {
            !known.contains(word) && {
                known.push(*word);
                true
            }
        });
    }
    found
}
