//! Types, limits and jobs.

use super::{changes, expect, shown};

#[test]
fn a_new_field_of_an_answer_is_additive() {
    let new = (
        "        count:\n",
        "        extra:\n          type: string\n          description: More.\n        count:\n",
    );
    expect(&[new], &["Additive JobPage extra: is new"]);
}

#[test]
fn a_new_value_of_an_answer_is_additive_and_a_missing_one_is_breaking() {
    let all = "enum: [WAITING, RUNNING, DONE]";
    expect(
        &[(all, "enum: [WAITING, RUNNING, DONE, GONE]")],
        &["Additive JobState Gone: is new"],
    );
    // Code that names the variant no longer compiles, though answers are read as before.
    let found = shown(&changes(&[
        (all, "enum: [WAITING, RUNNING]"),
        (
            "          - {state: succeeded, property: state, is: [DONE]}\n",
            "",
        ),
    ]));
    assert!(
        found.contains(&"Breaking JobState Done: was renamed or removed".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn a_missing_value_of_a_request_is_breaking() {
    expect(
        &[("enum: [FULL, PART]", "enum: [FULL]")],
        &["Breaking parameters.JobKind Part: was renamed or removed"],
    );
}

#[test]
fn another_rule_of_a_job_is_breaking() {
    expect(
        &[
            (
                "property: state, is: [WAITING]",
                "property: state, is: [WAITING, RUNNING]",
            ),
            (
                "          - {state: running, property: state, is: [RUNNING]}\n",
                "",
            ),
        ],
        &[
            "Breaking jobs.Job : another rule of the job: queued if state is \"WAITING\"; running if",
        ],
    );
    let two = "          - {state: queued, property: state, is: [WAITING]}\n          - {state: running, property: state, is: [RUNNING]}\n";
    let swapped = "          - {state: running, property: state, is: [RUNNING]}\n          - {state: queued, property: state, is: [WAITING]}\n";
    expect(
        &[(two, swapped)],
        &["Breaking jobs.Job : another rule of the job: another order"],
    );
}

#[test]
fn a_narrower_limit_is_breaking_and_a_wider_one_is_not() {
    expect(
        &[("maximum: 500", "maximum: 100")],
        &["Breaking list_jobs .page_size: narrower: at most 500 became 100"],
    );
    expect(
        &[("maximum: 500", "maximum: 900")],
        &["Additive list_jobs .page_size: wider: at most 500 became 900"],
    );
    expect(
        &[("maximum: 9\n", "maximum: 8\n")],
        &["Breaking requests.Options .depth: narrower: "],
    );
    expect(
        &[("{1,24}", "{2,24}")],
        &[
            "Breaking parameters.GroupId : another pattern: ^[a-f0-9]{1,24}$ became ^[a-f0-9]{2,24}$",
        ],
    );
    expect(
        &[("{1,24}", "{1,32}")],
        &["Additive parameters.GroupId : a wider pattern: "],
    );
}

#[test]
fn a_field_that_becomes_sensitive_has_another_type() {
    let sensitive = (
        "          description: Where its log is.\n",
        "          description: Where its log is.\n          x-sensitive: true\n",
    );
    expect(
        &[sensitive],
        &[
            "Breaking Job link: another type: Option<String> became Option<SensitiveString>",
            "Additive create_job : errors no longer quote its answer",
            "Additive list_jobs : errors no longer quote its answer",
        ],
    );
}
