//! Refused: contradictory limits of query parameters, and enums of both requests and answers.

use crate::support::{JOBS, Refusal, check_in};

const SIZE: &str = "            maximum: 500\n            default: 100\n";

#[test]
fn limits_of_integers() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "a default beyond the limit",
                edits: &[("            default: 100\n", "            default: 501\n")],
                path: "paths./jobs.get.parameters.1.schema.default",
                at: "default: 501",
                says: &["do not allow 501"],
            },
            Refusal {
                what: "a minimum above the maximum",
                edits: &[(SIZE, "            maximum: 0\n")],
                path: "paths./jobs.get.parameters.1.schema.maximum",
                at: "maximum:",
                says: &["`minimum` 1", "`maximum` 0"],
            },
            Refusal {
                what: "half an item",
                edits: &[(SIZE, "            maximum: 2.5\n")],
                path: "paths./jobs.get.parameters.1.schema.maximum",
                at: "maximum: 2.5",
                says: &["2.5", "not a whole number"],
            },
            Refusal {
                what: "a text among the integers",
                edits: &[("[0, 1, 7]", "[0, one, 7]")],
                path: "paths./jobs.post.parameters.0.schema.enum.1",
                at: "one",
                says: &["\"one\"", "not a whole number"],
            },
            Refusal {
                what: "an enum of nothing",
                edits: &[("[0, 1, 7]", "[]")],
                path: "paths./jobs.post.parameters.0.schema.enum",
                at: "enum:",
                says: &["allows nothing"],
            },
            Refusal {
                what: "a default that the enum does not have",
                edits: &[("[0, 1, 7]", "[0, 1, 7]\n            default: 3")],
                path: "paths./jobs.post.parameters.0.schema.default",
                at: "default: 3",
                says: &["do not allow 3"],
            },
            Refusal {
                what: "a boolean whose default is a text",
                edits: &[(
                    "            type: integer\n            enum: [0, 1, 7]\n",
                    "            type: boolean\n            default: \"no\"\n",
                )],
                path: "paths./jobs.post.parameters.0.schema.default",
                at: "default:",
                says: &["not a boolean"],
            },
        ],
    );
}

#[test]
fn enums_of_texts() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "an enum with a pattern",
                edits: &[(
                    "      enum: [running, all-done]\n",
                    "      enum: [running, all-done]\n      pattern: ^[a-z-]+$\n",
                )],
                path: "components.schemas.JobFilter.pattern",
                at: "pattern:",
                says: &["`pattern`", "has no effect"],
            },
            Refusal {
                what: "an enum that may be null",
                edits: &[(
                    "      enum: [running, all-done]\n",
                    "      enum: [running, all-done]\n      nullable: true\n",
                )],
                path: "components.schemas.JobFilter.nullable",
                at: "nullable:",
                says: &["`nullable`", "not supported"],
            },
        ],
    );
}
