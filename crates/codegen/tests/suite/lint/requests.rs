//! Refused: what the object in a request cannot have.

use crate::support::{REQUESTS, Refusal, check_in};

const TITLE: &str = "          description: Its title.\n";
const OBJECT: &str = "      description: What a job is to do.\n";

#[test]
fn fields_that_are_not_supported() {
    check_in(
        REQUESTS,
        &[
            Refusal {
                what: "a format that nobody checks",
                rule: "house/property-format",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          format: email\n",
                )],
                path: "components.schemas.JobRequest.properties.title.format",
                at: "format:",
                says: &["\"email\"", "title"],
            },
            Refusal {
                what: "a map with names of its own",
                rule: "idle/mixed-map",
                edits: &[(
                    OBJECT,
                    "      description: What a job is to do.\n      additionalProperties: {type: string}\n",
                )],
                path: "components.schemas.JobRequest.additionalProperties",
                at: "additionalProperties:",
                says: &["beside `properties`"],
            },
            Refusal {
                what: "more entries at least than at most",
                rule: "document/item-limits",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n        labels:\n          description: Labels.\n          type: object\n          additionalProperties: true\n          minProperties: 3\n          maxProperties: 2\n",
                )],
                path: "components.schemas.JobRequest.properties.labels.maxProperties",
                at: "maxProperties:",
                says: &["`minProperties` 3", "`maxProperties` 2"],
            },
            Refusal {
                what: "a limit that would not be checked",
                rule: "idle/property-limit",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          maxLength: 9\n",
                )],
                path: "components.schemas.JobRequest.properties.title.maxLength",
                at: "maxLength:",
                says: &["`maxLength`", "title"],
            },
            Refusal {
                what: "a multiple",
                rule: "idle/property-limit",
                edits: &[("          minimum: 1\n", "          multipleOf: 8\n")],
                path: "components.schemas.JobRequest.properties.maxBytes.multipleOf",
                at: "multipleOf:",
                says: &["`multipleOf`", "maxBytes"],
            },
            Refusal {
                what: "distinct items",
                rule: "idle/array-key",
                edits: &[("      minItems: 1\n", "      uniqueItems: true\n")],
                path: "components.schemas.LogKinds.uniqueItems",
                at: "uniqueItems:",
                says: &["`uniqueItems`"],
            },
            Refusal {
                what: "an object that may be null",
                rule: "idle/body-key",
                edits: &[(
                    OBJECT,
                    "      description: What a job is to do.\n      nullable: true\n",
                )],
                path: "components.schemas.JobRequest.nullable",
                at: "nullable:",
                says: &["`nullable`", "not supported"],
            },
        ],
    );
}

#[test]
fn contradictions() {
    check_in(
        REQUESTS,
        &[
            Refusal {
                what: "a minimum above the maximum",
                rule: "document/number-limits",
                edits: &[("          minimum: 1\n", "          minimum: 501\n")],
                path: "components.schemas.JobRequest.properties.maxBytes.maximum",
                at: "maximum:",
                says: &["`minimum` 501", "`maximum` 500"],
            },
            Refusal {
                what: "more items at least than at most",
                rule: "document/item-limits",
                edits: &[("      minItems: 1\n", "      minItems: 3\n")],
                path: "components.schemas.LogKinds.maxItems",
                at: "maxItems:",
                says: &["`minItems` 3", "`maxItems` 2"],
            },
            Refusal {
                what: "nothing to send",
                rule: "idle/nothing-to-send",
                edits: &[
                    (
                        "              $ref: \"#/components/schemas/JobRequest\"",
                        "              $ref: \"#/components/schemas/Nothing\"",
                    ),
                    (
                        "    CreatedJob:\n      type: object\n",
                        "    Nothing:\n      type: object\n      description: Nothing.\n      properties:\n        id:\n          type: string\n          description: Its id.\n          readOnly: true\n    CreatedJob:\n      type: object\n",
                    ),
                ],
                path: "components.schemas.Nothing",
                at: "Nothing:",
                says: &["`readOnly`", "nothing to send"],
            },
        ],
    );
}

#[test]
fn names_of_setters() {
    check_in(
        REQUESTS,
        &[Refusal {
            what: "a property and the null of another",
            rule: "house/property-clash",
            edits: &[
                (
                    "        redacted:\n",
                    "        titleNull:\n          type: string\n          description: A title.\n        redacted:\n",
                ),
                (
                    TITLE,
                    "          description: Its title.\n          nullable: true\n",
                ),
            ],
            path: "components.schemas.JobRequest.properties.titleNull",
            at: "titleNull:",
            says: &["name clash", "null for title", "title_null"],
        }],
    );
}
