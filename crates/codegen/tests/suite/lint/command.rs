//! Refused: questions and columns that the command cannot use.

use crate::support::{JOBS, Refusal, check, check_in};

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

const BEFORE_PAGES: &str = "      x-pages:\n        style: page\n";
const PAGES: &str = "      x-pages:\n        style: page\n        position: pageNum\n        size: pageSize\n        items: results\n        total: totalCount\n";
const NUMBER: &str = "            minimum: 1\n            default: 1\n";

#[test]
fn items_that_are_none() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "beside pages",
                rule: "extension/items-place",
                edits: &[(
                    BEFORE_PAGES,
                    "      x-items:\n        items: results\n      x-pages:\n        style: page\n",
                )],
                path: "paths./jobs.get.x-items",
                at: "x-items:",
                says: &["that has `x-pages`"],
            },
            Refusal {
                what: "no array",
                rule: "extension/items-unfit",
                edits: &[(PAGES, "      x-items:\n        items: totalCount\n")],
                path: "paths./jobs.get.x-items.items",
                at: "items:",
                says: &["`items` is not an array in the success"],
            },
            Refusal {
                what: "half of what moves through pages",
                rule: "extension/items-unfit",
                edits: &[(
                    PAGES,
                    "      x-items:\n        items: results\n        style: page\n        position: pageNum\n",
                )],
                path: "paths./jobs.get.x-items",
                at: "x-items:",
                says: &["`size` is not an integer in the query"],
            },
        ],
    );
}

#[test]
fn times_that_are_none() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "a form of texts at a number",
                rule: "extension/time",
                edits: &[(
                    NUMBER,
                    "            minimum: 1\n            x-time: compact\n            default: 1\n",
                )],
                path: "paths./jobs.get.parameters.0.schema.x-time",
                at: "x-time:",
                says: &["`x-time: compact` is no way"],
            },
            Refusal {
                what: "a text that is no time",
                rule: "extension/time-range",
                edits: &[
                    (
                        NUMBER,
                        "            minimum: 1\n            x-time: seconds\n            default: 1\n",
                    ),
                    (
                        BEFORE_PAGES,
                        "      x-time-range:\n        from: filter\n        to: pageNum\n      x-pages:\n        style: page\n",
                    ),
                ],
                path: "paths./jobs.get.x-time-range.from",
                at: "from:",
                says: &["`from` names filter, which is no time"],
            },
            Refusal {
                what: "the same time twice",
                rule: "extension/time-range",
                edits: &[
                    (
                        NUMBER,
                        "            minimum: 1\n            x-time: seconds\n            default: 1\n",
                    ),
                    (
                        BEFORE_PAGES,
                        "      x-time-range:\n        from: pageNum\n        to: pageNum\n      x-pages:\n        style: page\n",
                    ),
                ],
                path: "paths./jobs.get.x-time-range.to",
                at: "to:",
                says: &["are the same"],
            },
        ],
    );
}
