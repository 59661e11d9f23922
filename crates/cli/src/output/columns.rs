//! The columns of a table, with the state of a job.

use backhaul_runtime::JobState;

use super::cells::cell;
use crate::call::Answer;
use crate::json::Json;

/// The column of the state of a job. In capitals, because it follows from the rules of the document, and no
/// provider sends it.
const STATE: &str = "STATE";

/// The columns that a table of `answer` has. The state of a job is behind its id, or where its status would be.
pub fn columns(answer: &Answer, is_wide: bool) -> Vec<&'static str> {
    let number = if is_wide {
        answer.columns.len()
    } else {
        answer.narrow
    };
    let columns = answer.columns.get(..number).unwrap_or(answer.columns);
    let mut columns = columns.to_vec();
    if answer.job.is_none() {
        return columns;
    }
    let is_status = |column: &&str| Some(*column) == answer.status;
    match columns.iter().position(is_status) {
        Some(place) => columns[place] = STATE,
        None => columns.insert(columns.len().min(1), STATE),
    }
    columns
}

/// What is in a column for `item`, a job in `state` if it is one. `None` if it has no such property.
pub(super) fn value(
    column: &str,
    item: &Json,
    state: Option<&JobState>,
    answer: &Answer,
) -> Option<String> {
    if column != STATE {
        return item
            .member(column)
            .map(|value| shown(column, value, answer));
    }
    let own = answer.status.and_then(|name| item.member(name));
    Some(in_words(state?, own.and_then(Json::as_text)))
}

/// A value in a column of `answer`: what is a time, people can read as one.
pub(super) fn shown(column: &str, value: &Json, answer: &Answer) -> String {
    let text = cell(Some(value));
    let time = answer.time(column).and_then(|form| form.read(&text));
    time.unwrap_or(text)
}

/// The state, and the provider's own word for it if that is another one.
fn in_words(state: &JobState, own: Option<&str>) -> String {
    let word = match state {
        JobState::Unknown(_) => "unknown".to_owned(),
        known => known.to_string(),
    };
    let own = match (own, state) {
        (None, JobState::Unknown(text)) => text,
        (own, _) => own.unwrap_or_default(),
    };
    if own.is_empty() || own.eq_ignore_ascii_case(&word) {
        return word;
    }
    format!("{word} ({})", cell(Some(&Json::Text(own.to_owned()))))
}

#[cfg(test)]
mod tests {
    use backhaul_runtime::JobState;

    use super::{columns, in_words, value};
    use crate::call::{Answer, JobRules, Time};
    use crate::json::Json;

    #[test]
    fn the_state_takes_the_place_of_the_status() {
        let mut answer = Answer {
            columns: &["id", "status", "name"],
            narrow: 2,
            ..Answer::JSON
        };
        assert_eq!(columns(&answer, false), ["id", "status"]);
        answer.job = Some(&JobRules::Choice("kind", &[]));
        assert_eq!(columns(&answer, false), ["id", "STATE", "status"]);
        answer.status = Some("status");
        assert_eq!(columns(&answer, false), ["id", "STATE"]);
        assert_eq!(columns(&answer, true), ["id", "STATE", "name"]);
        let json = Json::read(r#"{"status": "FAILURE", "name": null}"#).unwrap();
        let shown = |column| value(column, &json, Some(&JobState::Failed), &answer);
        assert_eq!(shown("STATE").as_deref(), Some("failed (FAILURE)"));
        assert_eq!(shown("name").as_deref(), Some(""));
        assert_eq!(shown("id"), None);
    }

    #[test]
    fn a_time_is_one_that_people_can_read() {
        let answer = Answer {
            times: &[("created", Time::Seconds), ("ended", Time::Seconds)],
            ..Answer::JSON
        };
        let json = r#"{"created": 1777932000, "ended": 0, "size": 1777932000}"#;
        let json = Json::read(json).unwrap();
        let shown = |column| value(column, &json, None, &answer).unwrap();
        assert_eq!(shown("created"), "2026-05-04T22:00:00Z");
        assert_eq!(shown("ended"), "0");
        assert_eq!(shown("size"), "1777932000");
    }

    #[test]
    fn a_word_is_not_said_twice_and_does_nothing_to_a_terminal() {
        assert_eq!(in_words(&JobState::Failed, Some("FAILED")), "failed");
        assert_eq!(in_words(&JobState::Running, None), "running");
        let unknown = JobState::Unknown("NEW".to_owned());
        assert_eq!(in_words(&unknown, Some("NEW")), "unknown (NEW)");
        assert_eq!(in_words(&unknown, None), "unknown (NEW)");
        let nothing = JobState::Unknown(String::new());
        assert_eq!(in_words(&nothing, None), "unknown");
        let escape = in_words(&JobState::Failed, Some("a\u{1b}[2J"));
        assert!(!escape.contains('\u{1b}'), "{escape:?}");
    }
}
