//! What was done, where the provider says nothing about it.

use backhaul_runtime::OneLine;

use super::context::{Context, Prepared};
use crate::call::{Operation, Place};

/// Says on a terminal that the operation was done. A script has the exit status.
pub(super) fn say(prepared: &Prepared, context: &mut Context) {
    let operation = prepared.operation;
    let in_path = operation
        .flags
        .iter()
        .rev()
        .find(|flag| flag.place == Place::Path);
    let id = in_path.and_then(|flag| prepared.given.text(flag.name));
    context.streams.note(&in_words(operation, id));
}

/// `Deleted: export bucket 5f00...`.
fn in_words(operation: &Operation, id: Option<&str>) -> String {
    let (verb, what) = operation
        .name
        .split_once('-')
        .unwrap_or((operation.name, ""));
    let done = match verb {
        "cancel" => "Cancelled",
        "create" => "Created",
        "delete" => "Deleted",
        "disable" => "Disabled",
        "extend" => "Extended",
        "retry" => "Started again",
        "update" => "Updated",
        _ => "Done",
    };
    let what = match done {
        "Done" => operation.name.to_owned(),
        _ => what.replace('-', " "),
    };
    match id {
        Some(id) => format!("{done}: {what} {}", OneLine::new(id)),
        None => format!("{done}: {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::providers;

    #[test]
    fn what_has_no_answer_is_said_in_words() {
        let mut said = Vec::new();
        for entry in providers::all() {
            for operation in entry.table.operations {
                let answer = operation.answer;
                if !answer.is_json && !answer.is_file {
                    said.push(in_words(operation, Some("x\u{1b}")));
                }
            }
        }
        assert!(said.len() >= 20);
        assert!(said.iter().all(|line| !line.contains('\u{1b}')), "{said:?}");
        for line in [
            "Deleted: export bucket x",
            "Started again: log collection job x",
            "Done: start-or-stop-oss-export x",
        ] {
            assert!(
                said.iter().any(|one| one.starts_with(line)),
                "{line}: {said:#?}"
            );
        }
    }
}
