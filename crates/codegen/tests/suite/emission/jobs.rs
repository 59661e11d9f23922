//! Jobs: state, reason and progress, and waiting for them.

use super::text::{assert_has, item_in_one_line as item};
use crate::support::{JOBS, accepted, edited_in};

/// One file of what comes of the document with jobs, with each text replaced.
fn file(name: &str, edits: &[(&str, &str)]) -> String {
    accepted(&edited_in(JOBS, edits)).files[name].clone()
}

#[test]
fn the_first_rule_that_holds_gives_the_state() {
    let jobs = file("jobs.rs", &[]);
    let job = item(&jobs, "impl Job for types::Job {");
    let state = job.split_once("fn state(&self) -> JobState { ").unwrap().1;
    let steps = [
        "let status = self.status.as_ref().map(|text| text.as_str()).unwrap_or_default();",
        "if self.cancelled == Some(true) { return JobState::Cancelled; }",
        "if is_one_of(status, &[\"WAITING\", \"QUEUED\"]) { return JobState::Queued; }",
        "if is_one_of(status, &[\"RUNNING\"]) { return JobState::Running; }",
        "if self.reason.as_ref().is_some_and(|part| part.code.is_some()) { return JobState::Failed; }",
        "if self.fresh == Some(false) { return JobState::Expired; }",
        "if self.finished_at.is_some() { return JobState::Succeeded; }",
        "if !self.links.is_empty() { return JobState::Succeeded; }",
        "JobState::Unknown(status.to_owned()) }",
    ];
    assert!(state.starts_with(&steps.join(" ")), "{state}");
    assert_has(
        &job,
        &[
            "/// - `cancelled` is true: cancelled",
            "/// - `status` is `WAITING` or `QUEUED`: queued",
            "/// - otherwise: unknown, with the value of `status`",
        ],
    );
}

#[test]
fn what_is_always_there_is_asked_without_detours() {
    let jobs = file(
        "jobs.rs",
        &[
            (
                "required: [id, attempts]",
                "required: [id, attempts, cancelled, status, reason]",
            ),
            (
                "property: links, is: filled",
                "property: reason.message, is: filled",
            ),
        ],
    );
    let job = item(&jobs, "impl Job for types::Job {");
    assert_has(
        &job,
        &[
            "let status = self.status.as_str();",
            "if self.cancelled { return JobState::Cancelled; }",
            "if self.reason.code.is_some() { return JobState::Failed; }",
            "if self.reason.message.as_deref().is_some_and(|text| !text.is_empty())",
        ],
    );
}

#[test]
fn a_last_rule_that_always_holds_leaves_nothing_unknown() {
    let jobs = file(
        "jobs.rs",
        &[(
            "        unknown: status\n",
            "          - {state: running}\n",
        )],
    );
    let job = item(&jobs, "impl Job for types::Job {");
    assert_has(
        &job,
        &[
            "/// - otherwise: running",
            "return JobState::Succeeded; } JobState::Running }",
        ],
    );
    assert!(!job.contains("Unknown"), "{job}");
}

#[test]
fn reason_and_progress() {
    let jobs = file("jobs.rs", &[]);
    let job = item(&jobs, "impl Job for types::Job {");
    assert_has(
        &job,
        &[
            "[ self.reason.as_ref().and_then(|part| part.message.as_deref()), \
             self.reason.as_ref().and_then(|part| part.code.as_deref()), ] \
             .into_iter() .flatten() .find(|text| !text.is_empty()) .map(str::to_owned)",
            "let done = Some(self.attempts).and_then(|done| u64::try_from(done).ok())?;",
            "let total = self .effort .as_ref() .and_then(|part| part.total) \
             .and_then(|total| u64::try_from(total).ok());",
            "Some(JobProgress::new(done, total))",
        ],
    );
    let one = file(
        "jobs.rs",
        &[
            (
                "reason: [reason.message, reason.code]",
                "reason: reason.code",
            ),
            (
                "        progress: {done: attempts, total: effort.total}\n",
                "",
            ),
        ],
    );
    let job = item(&one, "impl Job for types::Job {");
    assert_has(
        &job,
        &[
            "/// The value of `reason.code`.",
            ".filter(|text| !text.is_empty())",
        ],
    );
    assert!(
        !one.contains("progress") && !one.contains("JobProgress"),
        "{one}"
    );
}

/// Nothing is known of no entries, so that a wait never succeeds on an empty list.
#[test]
fn entries_are_compared_with_what_is_beside_them() {
    let objects = (
        "          items:\n            type: string\n            x-sensitive: true\n",
        "          items:\n            $ref: \"#/components/schemas/Effort\"\n",
    );
    let text = (
        "        total:\n          type: integer\n          description: All steps.\n",
        "        total:\n          type: integer\n          description: All steps.\n        \
         error:\n          type: string\n          description: What is wrong.\n",
    );
    let rules = (
        "          - {state: succeeded, property: links, is: filled}\n",
        "          - {state: failed, any: links, property: total, is: {not: 0}}\n          \
         - {state: succeeded, all: links, property: total, is: {equals: attempts}}\n",
    );
    let reason = (
        "reason: [reason.message, reason.code]",
        "reason: {any: links, property: error}",
    );
    let jobs = file("jobs.rs", &[objects, text, rules, reason]);
    let job = item(&jobs, "impl Job for types::Job {");
    assert_has(
        &job,
        &[
            "/// - an entry of `links` has a `total` that is not 0: failed",
            "/// - `links` has entries, and each of them has a `total` that equals `attempts`: succeeded",
            "if self.links.iter().any(|entry| entry.total.is_some_and(|value| value != 0)) \
             { return JobState::Failed; }",
            "if !self.links.is_empty() && self .links .iter() .all(|entry| { entry.total\
             .is_some_and(|value| Some(self.attempts) == Some(value)) }) \
             { return JobState::Succeeded; }",
            "/// The value of `error` of the first entry of `links` that has one.",
        ],
    );
}

/// A provider that writes `{}` for "none" where it has a text otherwise gets no type.
#[test]
fn a_reason_without_a_type_counts_where_it_is_a_text() {
    let typed = "        code:\n          type: string\n          description: As a";
    let untyped = "        code:\n          description: As a";
    let alone = "reason: reason.code";
    let edits = [
        (typed, untyped),
        ("reason: [reason.message, reason.code]", alone),
    ];
    let job = item(&file("jobs.rs", &edits), "impl Job for types::Job {");
    let reason = "part.code.as_ref().map(|text| text.as_str().unwrap_or_default())";
    assert_has(&job, &[reason, ".filter(|text| !text.is_empty())"]);
}

#[test]
fn a_list_of_other_things_than_jobs_has_no_wait() {
    let text = edited_in(JOBS, &[]);
    let start = text.find("      x-job:\n").unwrap();
    let end = text.find("      properties:\n        id:\n").unwrap();
    let generated = accepted(&format!("{}{}", &text[..start], &text[end..]));
    let builders = &generated.files["builders.rs"];
    assert!(!generated.files.contains_key("jobs.rs"));
    assert!(
        !builders.contains("Wait") && !builders.contains("fn wait"),
        "{builders}"
    );
    assert_has(builders, &["fn pages(self)", "fn items(self)"]);
}

#[test]
fn one_job_can_be_waited_for() {
    let builder = item(&file("builders.rs", &[]), "impl GetJob {");
    assert_has(
        &builder,
        &[
            "pub fn wait(self, wait: impl Into<Wait>) -> Waiting<'static, types::Job> { \
             let (core, call) = (self.client.core.clone(), self.into_call().repeated()); \
             Waiting::new( core, &operations::GET_JOB, Into::into(wait), move |turn| Self::sent(call.next(turn)), )",
            "call.path(\"jobId\", \"job_id\", self.job_id); call }",
            "fn sent(call: Call) -> Sending<types::Job> { call.send_",
            "/// .job_id(job_id) /// .wait(Duration::from_secs(3600)) /// .await?;",
        ],
    );
    assert!(!builder.contains("fn pages("), "{builder}");
}

/// Reading must not start anything.
#[test]
fn only_a_get_is_sent_again_and_again() {
    let builders = file(
        "builders.rs",
        &[(
            "  /jobs/{jobId}:\n    get:\n",
            "  /jobs/{jobId}:\n    post:\n",
        )],
    );
    let builder = item(&builders, "impl GetJob {");
    assert!(!builder.contains("fn wait("), "{builder}");
}
