//! Refused: questions and columns that the command cannot use.

use crate::support::{Refusal, check};

const ID: &str = "      operationId: retryThings\n";
const THING: &str = "    Thing:\n      type: object\n";

/// A question that is none, as YAML.
macro_rules! question {
    ($what:literal, $question:literal) => {
        Refusal {
            what: $what,
            rule: "extension/confirm-question",
            edits: &[(
                ID,
                concat!(
                    "      operationId: retryThings\n      x-confirm: ",
                    $question,
                    "\n"
                ),
            )],
            path: "paths./groups/{groupId}/things.post.x-confirm",
            at: "x-confirm:",
            says: &["is not a question in one line"],
        }
    };
}

#[test]
fn what_is_no_question_in_one_line() {
    check(&[
        question!("a question without its mark", "Retry the things."),
        question!("a question that says nothing", "Retry?"),
        question!(
            "a question with a blank at its end",
            "\"Retry the things? \""
        ),
        question!("a question in two lines", "\"Retry the\\nthings now?\""),
    ]);
}

#[test]
fn what_cannot_be_typed_as_an_answer() {
    check(&[
        Refusal {
            what: "an answer without a question",
            rule: "extension/confirm-with-alone",
            edits: &[(
                ID,
                "      operationId: retryThings\n      x-confirm-with: groupId\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-confirm-with",
            at: "x-confirm-with:",
            says: &["has no question"],
        },
        Refusal {
            what: "an answer that the call does not have",
            rule: "extension/confirm-with-unknown",
            edits: &[(
                ID,
                "      operationId: retryThings\n      x-confirm: Retry all these things?\n      x-confirm-with: thingId\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-confirm-with",
            at: "x-confirm-with:",
            says: &["`thingId` is not a parameter of the path"],
        },
    ]);
}

/// Columns that are refused for the second of them.
macro_rules! columns {
    ($what:literal, $rule:literal, $second:literal, $says:literal) => {
        Refusal {
            what: $what,
            rule: $rule,
            edits: &[(
                THING,
                concat!(
                    "    Thing:\n      type: object\n      x-columns: [id, ",
                    $second,
                    "]\n"
                ),
            )],
            path: "components.schemas.Thing.x-columns.1",
            at: concat!($second, "]"),
            says: &[$says],
        }
    };
}

#[test]
fn columns_that_no_table_can_show() {
    check(&[
        columns!(
            "a column that is no property",
            "extension/columns-unfit",
            "size",
            "`size` is not a property that a table can show"
        ),
        columns!(
            "a column that is a list",
            "extension/columns-unfit",
            "parts",
            "`parts` is not a property that a table can show"
        ),
        columns!(
            "a column that is there twice",
            "extension/columns-twice",
            "id",
            "`id` is listed twice"
        ),
        Refusal {
            what: "no columns",
            rule: "extension/columns-empty",
            edits: &[(
                THING,
                "    Thing:\n      type: object\n      x-columns: []\n",
            )],
            path: "components.schemas.Thing.x-columns",
            at: "x-columns:",
            says: &["is not a list of properties"],
        },
        Refusal {
            what: "a column that people must not see",
            rule: "extension/columns-unfit",
            edits: &[
                (
                    THING,
                    "    Thing:\n      type: object\n      x-columns: [id, state]\n",
                ),
                (
                    "          description: How far it is.\n",
                    "          description: How far it is.\n          x-sensitive: true\n",
                ),
            ],
            path: "components.schemas.Thing.x-columns.1",
            at: "state]",
            says: &["`state` is not a property that a table can show"],
        },
    ]);
}

#[test]
fn a_suffix_that_is_none_or_has_no_file() {
    check(&[
        Refusal {
            what: "no dot",
            rule: "extension/file-suffix",
            edits: &[(
                ID,
                "      operationId: retryThings\n      x-file-suffix: gz\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-file-suffix",
            at: "x-file-suffix:",
            says: &["is not the end of a file name"],
        },
        Refusal {
            what: "no file",
            rule: "extension/file-suffix-place",
            edits: &[(
                ID,
                "      operationId: retryThings\n      x-file-suffix: .gz\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-file-suffix",
            at: "x-file-suffix:",
            says: &["answers no file"],
        },
    ]);
}
