//! Refused: jobs whose rules cannot be read from them.

use crate::support::{JOBS, Refusal, check_in};

const JOB: &str = "components.schemas.Job.x-job";
const RULE: &str = "components.schemas.Job.x-job.rules";
const FIRST: &str = "components.schemas.Job.x-job.rules.0";
const CANCELLED: &str = "{state: cancelled, property: cancelled, is: true}";

#[test]
fn the_form_of_the_extension() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "an unknown state",
                rule: "extension/job-state",
                edits: &[("state: cancelled", "state: stopped")],
                path: FIRST,
                at: "{state: stopped",
                says: &["\"stopped\"", "does not exist"],
            },
            Refusal {
                what: "an unknown member of a rule",
                rule: "idle/unknown-member",
                edits: &[("is: true}", "is: true, unless: fresh}")],
                path: "components.schemas.Job.x-job.rules.0.unless",
                at: "unless:",
                says: &["`unless`", "not supported here"],
            },
            Refusal {
                what: "rules that are no list",
                rule: "document/wrong-kind",
                edits: &[
                    ("        unknown: status\n", "        progress: 7\n"),
                    (
                        "        progress: {done: attempts, total: effort.total}\n",
                        "",
                    ),
                ],
                path: "components.schemas.Job.x-job.progress",
                at: "progress: 7",
                says: &["a number", "instead of a mapping"],
            },
            Refusal {
                what: "a property without a condition",
                rule: "extension/job-half-rule",
                edits: &[(", is: true}", "}")],
                path: FIRST,
                at: "{state: cancelled",
                says: &["must be used together"],
            },
            Refusal {
                what: "a condition that does not exist",
                rule: "extension/job-condition",
                edits: &[("is: true}", "is: gone}")],
                path: "components.schemas.Job.x-job.rules.0.is",
                at: "is: gone",
                says: &["does not have one of its four forms"],
            },
            Refusal {
                what: "a job on an operation",
                rule: "extension/misplaced",
                edits: &[(
                    "      operationId: getJob\n",
                    "      operationId: getJob\n      x-job: {}\n",
                )],
                path: "paths./jobs/{jobId}.get.x-job",
                at: "x-job:",
                says: &["`x-job`", "no meaning here"],
            },
            Refusal {
                what: "a job on a property",
                rule: "extension/misplaced",
                edits: &[(
                    "          description: How far it is.\n",
                    "          description: How far it is.\n          x-job: {}\n",
                )],
                path: "components.schemas.Job.properties.status.x-job",
                at: "x-job:",
                says: &["`x-job`", "no meaning here"],
            },
            Refusal {
                what: "a job that is a text",
                rule: "extension/job-place",
                edits: &[(
                    "      description: A kind of jobs.\n",
                    "      description: A kind of jobs.\n      x-job: {}\n",
                )],
                path: "components.schemas.JobFilter.x-job",
                at: "x-job:",
                says: &["not an object"],
            },
        ],
    );
}

#[test]
fn conditions_that_do_not_fit_their_property() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "a property that is not there",
                rule: "extension/job-no-property",
                edits: &[("property: cancelled,", "property: canceled,")],
                path: FIRST,
                at: "{state: cancelled",
                says: &["\"canceled\"", "Job has no property"],
            },
            Refusal {
                what: "a property that is not there, deeper",
                rule: "extension/job-no-property",
                edits: &[("property: reason.code", "property: reason.number")],
                path: "components.schemas.Job.x-job.rules.3",
                at: "{state: failed",
                says: &["\"reason.number\"", "Reason has no property \"number\""],
            },
            Refusal {
                what: "a text that is to be true",
                rule: "extension/job-unfit-property",
                edits: &[("property: cancelled,", "property: id,")],
                path: FIRST,
                at: "{state: cancelled",
                says: &["id is not a boolean"],
            },
            Refusal {
                what: "a boolean that is to be a text",
                rule: "extension/job-unfit-property",
                edits: &[("is: true}", "is: [yes]}")],
                path: FIRST,
                at: "{state: cancelled",
                says: &["cancelled is not a text"],
            },
            Refusal {
                what: "a secret that is compared",
                rule: "extension/job-unfit-property",
                edits: &[(
                    CANCELLED,
                    "{state: cancelled, property: reason.token, is: [x]}",
                )],
                path: FIRST,
                at: "{state: cancelled",
                says: &["reason.token is not a text that may be shown"],
            },
            Refusal {
                what: "a value that the enum does not have",
                rule: "extension/job-unknown-value",
                edits: &[("is: [RUNNING]", "is: [RUNING]")],
                path: "components.schemas.Job.x-job.rules.2.is.0",
                at: "RUNING",
                says: &["\"RUNING\"", "not one of the values of status"],
            },
            Refusal {
                what: "a value that another rule has",
                rule: "extension/job-value-unreached",
                edits: &[("is: [RUNNING]", "is: [RUNNING, QUEUED]")],
                path: "components.schemas.Job.x-job.rules.2.is.1",
                at: "QUEUED",
                says: &["\"QUEUED\"", "never reached"],
            },
            Refusal {
                what: "an array that is to be there",
                rule: "extension/job-always-present",
                edits: &[(
                    "property: links, is: filled",
                    "property: links, is: present",
                )],
                path: "components.schemas.Job.x-job.rules.6",
                at: "{state: succeeded",
                says: &["links", "always present"],
            },
            Refusal {
                what: "what is always there",
                rule: "extension/job-always-present",
                edits: &[(
                    "property: finishedAt, is: present",
                    "property: attempts, is: present",
                )],
                path: "components.schemas.Job.x-job.rules.5",
                at: "{state: succeeded",
                says: &["attempts is required"],
            },
            Refusal {
                what: "a number with something in it",
                rule: "extension/job-unfit-property",
                edits: &[(
                    "property: links, is: filled",
                    "property: attempts, is: filled",
                )],
                path: "components.schemas.Job.x-job.rules.6",
                at: "{state: succeeded",
                says: &["attempts is not an array or a text"],
            },
        ],
    );
}

#[test]
fn rules_that_have_a_hole_or_no_use() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "no rule and no unknown",
                rule: "extension/job-no-unknown",
                edits: &[("        unknown: status\n", "")],
                path: JOB,
                at: "x-job:",
                says: &["it can happen that no rule holds", "`unknown` is missing"],
            },
            Refusal {
                what: "an unknown that is never used",
                rule: "extension/job-unused-unknown",
                edits: &[(
                    "        unknown: status\n",
                    "          - {state: running}\n        unknown: status\n",
                )],
                path: "components.schemas.Job.x-job.unknown",
                at: "unknown:",
                says: &["never used"],
            },
            Refusal {
                what: "a rule behind the one that always holds",
                rule: "extension/job-rule-unreached",
                edits: &[(
                    "          - {state: succeeded, property: links, is: filled}\n        unknown: status\n",
                    "          - {state: running}\n          - {state: succeeded, property: links, is: filled}\n",
                )],
                path: "components.schemas.Job.x-job.rules.7",
                at: "{state: succeeded",
                says: &["never reached"],
            },
            Refusal {
                what: "an unknown without text",
                rule: "extension/job-unfit-property",
                edits: &[("unknown: status", "unknown: attempts")],
                path: "components.schemas.Job.x-job.unknown",
                at: "unknown:",
                says: &["attempts is not a text"],
            },
            Refusal {
                what: "a reason that must not be shown",
                rule: "extension/job-unfit-property",
                edits: &[(
                    "reason: [reason.message, reason.code]",
                    "reason: reason.token",
                )],
                path: "components.schemas.Job.x-job.reason",
                at: "reason:",
                says: &["reason.token is not a text that may be shown"],
            },
            Refusal {
                what: "a reason that is not there",
                rule: "extension/job-no-property",
                edits: &[("reason.message, reason.code]", "reason.message, why]")],
                path: "components.schemas.Job.x-job.reason.1",
                at: "why",
                says: &["\"why\" does not lead to a property"],
            },
            Refusal {
                what: "a reason of another form",
                rule: "extension/job-reason",
                edits: &[("reason: [reason.message, reason.code]", "reason: {}")],
                path: "components.schemas.Job.x-job.reason",
                at: "reason:",
                says: &["neither a text nor a list"],
            },
            Refusal {
                what: "progress in words",
                rule: "extension/job-unfit-property",
                edits: &[("done: attempts", "done: id")],
                path: "components.schemas.Job.x-job.progress.done",
                at: "done:",
                says: &["id is not an integer"],
            },
            Refusal {
                what: "progress through an array",
                rule: "extension/job-no-property",
                edits: &[("total: effort.total", "total: links.total")],
                path: "components.schemas.Job.x-job.progress.total",
                at: "total:",
                says: &["\"links.total\" does not lead to a property"],
            },
        ],
    );
}

#[test]
fn no_rules_at_all() {
    let text = crate::support::edited_in(
        JOBS,
        &[
            ("        rules:\n", "        rules: []\n        x:\n"),
            ("        unknown: status\n", ""),
        ],
    );
    let start = text.find("        x:\n").unwrap();
    let end = text.find("        reason: [").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let findings = crate::support::refused(&text);
    let [finding] = &findings[..] else {
        panic!("{findings:#?}");
    };
    assert_eq!(finding.path, JOB);
    assert_eq!(finding.rule, "extension/job-no-rules");
    assert!(finding.message.contains("empty"), "{finding} {RULE}");
}

/// `links` are objects with a `total` here.
const OBJECTS: (&str, &str) = (
    "          items:\n            type: string\n            x-sensitive: true\n",
    "          items:\n            $ref: \"#/components/schemas/Effort\"\n",
);
const FILLED: &str = "property: links, is: filled";

#[test]
fn rules_on_entries() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "entries that are no objects",
                rule: "extension/job-entries",
                edits: &[(FILLED, "any: links, property: total, is: {not: 0}")],
                path: "components.schemas.Job.x-job.rules.6.any",
                at: "any:",
                says: &["links is not an array of objects"],
            },
            Refusal {
                what: "any and all",
                rule: "extension/job-entries",
                edits: &[
                    OBJECTS,
                    (
                        FILLED,
                        "any: links, all: links, property: total, is: {not: 0}",
                    ),
                ],
                path: "components.schemas.Job.x-job.rules.6",
                at: "{state: succeeded",
                says: &["`any` and `all` exclude each other"],
            },
            Refusal {
                what: "entries without a test",
                rule: "extension/job-entries",
                edits: &[OBJECTS, (FILLED, "all: links, property: total")],
                path: "components.schemas.Job.x-job.rules.6",
                at: "{state: succeeded",
                says: &["needs `property` and `is`"],
            },
            Refusal {
                what: "a test that does not exist",
                rule: "extension/job-entries",
                edits: &[OBJECTS, (FILLED, "all: links, property: total, is: filled")],
                path: "components.schemas.Job.x-job.rules.6.is",
                at: "is:",
                says: &["compared neither with a property nor with a number"],
            },
            Refusal {
                what: "a property that entries do not have",
                rule: "extension/job-entries",
                edits: &[
                    OBJECTS,
                    (FILLED, "all: links, property: status, is: {not: 0}"),
                ],
                path: "components.schemas.Job.x-job.rules.6.property",
                at: "property:",
                says: &["\"status\" does not lead to a property"],
            },
            Refusal {
                what: "a text in place of a number to compare with",
                rule: "extension/job-entries",
                edits: &[
                    OBJECTS,
                    (FILLED, "all: links, property: total, is: {equals: status}"),
                ],
                path: "components.schemas.Job.x-job.rules.6.is.equals",
                at: "equals:",
                says: &["\"status\" is not an integer"],
            },
            Refusal {
                what: "a number as the reason",
                rule: "extension/job-entries",
                edits: &[
                    OBJECTS,
                    (
                        "reason.message, reason.code]",
                        "{any: links, property: total}]",
                    ),
                ],
                path: "components.schemas.Job.x-job.reason.0.property",
                at: "property:",
                says: &["is not a text that may be shown"],
            },
        ],
    );
}
