//! Refused: what the object in a request cannot have.

use crate::support::{REQUESTS, Refusal, check_in};

const TITLE: &str = "          description: Its title.\n";
const OBJECT: &str = "      description: What a job is to do.\n";
const KIND: &str = "        kind:\n          $ref: \"#/components/schemas/JobKind\"\n";
const CREATED: &str = "    CreatedJob:\n      type: object\n      description: A job that was created.\n      properties:\n";

#[test]
fn fields_that_are_not_generated_yet() {
    check_in(
        REQUESTS,
        &[
            Refusal {
                what: "a field that may be null",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          nullable: true\n",
                )],
                path: "components.schemas.JobRequest.properties.title.nullable",
                at: "nullable:",
                says: &["`nullable`", "title", "not generated yet"],
            },
            Refusal {
                what: "a secret",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          x-sensitive: true\n",
                )],
                path: "components.schemas.JobRequest.properties.title.x-sensitive",
                at: "x-sensitive:",
                says: &["`x-sensitive`", "title", "not generated yet"],
            },
            Refusal {
                what: "an object within the object",
                edits: &[
                    (
                        KIND,
                        "        kind:\n          $ref: \"#/components/schemas/Inner\"\n",
                    ),
                    (
                        "    CreatedJob:\n      type: object\n",
                        "    Inner:\n      type: object\n      description: An object.\n      properties:\n        id:\n          type: string\n          description: Its id.\n    CreatedJob:\n      type: object\n",
                    ),
                ],
                path: "components.schemas.JobRequest.properties.kind",
                at: "kind:",
                says: &["kind", "\"object\"", "not generated yet"],
            },
            Refusal {
                what: "a fraction",
                edits: &[(
                    "          type: boolean\n          description: Whether names are hidden.\n          default: false\n",
                    "          type: number\n          description: A share.\n",
                )],
                path: "components.schemas.JobRequest.properties.redacted",
                at: "redacted:",
                says: &["redacted", "\"number\"", "not generated yet"],
            },
            Refusal {
                what: "any JSON",
                edits: &[(
                    "          type: boolean\n          description: Whether names are hidden.\n          default: false\n",
                    "          description: Whatever.\n",
                )],
                path: "components.schemas.JobRequest.properties.redacted",
                at: "redacted:",
                says: &["redacted", "no type"],
            },
            Refusal {
                what: "a limit that would not be checked",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          maxLength: 9\n",
                )],
                path: "components.schemas.JobRequest.properties.title.maxLength",
                at: "maxLength:",
                says: &["`maxLength`", "title"],
            },
            Refusal {
                what: "an enum without a name",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          enum: [one, two]\n",
                )],
                path: "components.schemas.JobRequest.properties.title.enum",
                at: "enum:",
                says: &["`enum`", "title"],
            },
            Refusal {
                what: "a day",
                edits: &[(
                    TITLE,
                    "          description: Its title.\n          format: date\n",
                )],
                path: "components.schemas.JobRequest.properties.title.format",
                at: "format:",
                says: &["\"date\"", "title"],
            },
            Refusal {
                what: "a multiple",
                edits: &[("          minimum: 1\n", "          multipleOf: 8\n")],
                path: "components.schemas.JobRequest.properties.maxBytes.multipleOf",
                at: "multipleOf:",
                says: &["`multipleOf`", "maxBytes"],
            },
            Refusal {
                what: "distinct items",
                edits: &[("      minItems: 1\n", "      uniqueItems: true\n")],
                path: "components.schemas.LogKinds.uniqueItems",
                at: "uniqueItems:",
                says: &["`uniqueItems`"],
            },
            Refusal {
                what: "an object that may be null",
                edits: &[(
                    OBJECT,
                    "      description: What a job is to do.\n      nullable: true\n",
                )],
                path: "components.schemas.JobRequest.nullable",
                at: "nullable:",
                says: &["`nullable`", "not generated yet"],
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
                edits: &[("          minimum: 1\n", "          minimum: 501\n")],
                path: "components.schemas.JobRequest.properties.maxBytes",
                at: "maxBytes:",
                says: &["`minimum` 501", "`maximum` 500"],
            },
            Refusal {
                what: "more items at least than at most",
                edits: &[("      minItems: 1\n", "      minItems: 3\n")],
                path: "components.schemas.LogKinds",
                at: "LogKinds:",
                says: &["`minItems` 3", "`maxItems` 2"],
            },
            Refusal {
                what: "nothing to send",
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
        &[
            Refusal {
                what: "a keyword",
                edits: &[
                    ("        title:\n", "        type:\n"),
                    ("[id, kind, title, kinds]", "[id, kind, type, kinds]"),
                ],
                path: "components.schemas.JobRequest.properties.type",
                at: "type:",
                says: &["\"type\"", "no setter name"],
            },
            Refusal {
                what: "a method of every builder",
                edits: &[
                    ("        title:\n", "        retry:\n"),
                    ("[id, kind, title, kinds]", "[id, kind, retry, kinds]"),
                ],
                path: "components.schemas.JobRequest.properties.retry",
                at: "retry:",
                says: &["name clash", "the method `retry`"],
            },
            Refusal {
                what: "a parameter of the operation",
                edits: &[
                    ("        title:\n", "        groupId:\n"),
                    ("[id, kind, title, kinds]", "[id, kind, groupId, kinds]"),
                ],
                path: "components.schemas.JobRequest.properties.groupId",
                at: "groupId:",
                says: &["name clash", "groupId", "group_id"],
            },
        ],
    );
}

#[test]
fn what_is_sent_is_not_what_is_read() {
    check_in(
        REQUESTS,
        &[
            Refusal {
                what: "an object that comes back",
                edits: &[(
                    "                $ref: \"#/components/schemas/CreatedJob\"",
                    "                $ref: \"#/components/schemas/JobRequest\"",
                )],
                path: "components.schemas.JobRequest",
                at: "JobRequest:",
                says: &["object JobRequest", "request body", "an answer"],
            },
            Refusal {
                what: "an enum that comes back",
                edits: &[(
                    CREATED,
                    "    CreatedJob:\n      type: object\n      description: A job that was created.\n      properties:\n        kind:\n          $ref: \"#/components/schemas/JobKind\"\n",
                )],
                path: "components.schemas.JobKind",
                at: "JobKind:",
                says: &["enum JobKind", "request body", "stands in CreatedJob too"],
            },
            Refusal {
                what: "an array of an enum that comes back",
                edits: &[(
                    CREATED,
                    "    CreatedJob:\n      type: object\n      description: A job that was created.\n      properties:\n        kinds:\n          $ref: \"#/components/schemas/LogKinds\"\n",
                )],
                path: "components.schemas.LogKind",
                at: "LogKind:",
                says: &["enum LogKind", "stands in CreatedJob too"],
            },
        ],
    );
}
