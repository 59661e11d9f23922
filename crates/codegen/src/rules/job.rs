//! `extension/job-...`: mistakes in `x-job`.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "extension/job-always-present",
        "A rule asks whether a property is present that is always present.",
        "The rule would always hold.",
        "Write `is: filled` for an array, or a rule that can fail.",
    ),
    Rule::for_all(
        "extension/job-condition",
        "The `is` of a rule has none of its four forms.",
        "Nobody knows when the rule holds.",
        "Write true, false, `present`, `filled` or a list of texts.",
    )
    .with(
        "- {state: succeeded, property: state, is: DONE}",
        "- {state: succeeded, property: state, is: [DONE]}",
    ),
    Rule::for_all(
        "extension/job-half-rule",
        "A rule has `property` without `is`, or `is` without `property`.",
        "Nobody knows when the rule holds.",
        "Write both, or neither for a rule that always holds.",
    ),
    Rule::for_all(
        "extension/job-no-property",
        "A path of `x-job` leads to no property.",
        "It could not be read from an answer.",
        "Name a property of the job, or one of an object in it: `owner.name`.",
    ),
    Rule::for_all(
        "extension/job-no-rules",
        "An `x-job` has no rules.",
        "No state would ever be known.",
        "Write at least one rule.",
    ),
    Rule::for_all(
        "extension/job-no-unknown",
        "It can happen that no rule holds, and `unknown` is missing.",
        "A state that the document does not know must carry the provider's text.",
        "Name the property that has the text, or end with a rule that always holds.",
    ),
    Rule::for_all(
        "extension/job-place",
        "An `x-job` is on a schema that is not an object.",
        "A job is read from properties.",
        "Put it on the schema of the job.",
    ),
    Rule::for_all(
        "extension/job-reason",
        "`reason` is neither a text nor a list of texts.",
        "It must name properties.",
        "Name the property, or several in the order in which they are tried.",
    ),
    Rule::for_all(
        "extension/job-rule-unreached",
        "A rule comes after one that always holds.",
        "It would never be tried.",
        "Put it before the rule without `property`.",
    ),
    Rule::for_all(
        "extension/job-state",
        "A rule gives a state that does not exist.",
        "The runtime has six states, so that all providers read alike.",
        "Write queued, running, succeeded, failed, cancelled or expired.",
    ),
    Rule::for_all(
        "extension/job-unfit-property",
        "A property of `x-job` has a type that does not fit its use, or is `x-sensitive`.",
        "It could not be read as what it is used for, or would show a secret.",
        "Correct the property, or the rule.",
    ),
    Rule::for_all(
        "extension/job-unknown-value",
        "A rule names a text that is not one of the values of its property.",
        "It would never hold.",
        "Correct the text, or add it to the `enum` of the property.",
    ),
    Rule::for_all(
        "extension/job-unused-unknown",
        "`unknown` is there although a rule always holds.",
        "It would never be read.",
        "Remove it, or the rule without `property`.",
    ),
    Rule::for_all(
        "extension/job-value-unreached",
        "A rule names a text that an earlier rule has.",
        "It would never hold.",
        "Keep the text only in the rule where it belongs.",
    ),
];
