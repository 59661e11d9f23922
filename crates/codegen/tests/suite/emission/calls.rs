//! What builders send and what they bring: bytes, nothing, limits, enums.

use super::text::{assert_has, item_in_one_line as item};
use crate::support::{JOBS, accepted, definitions, edited_in};

/// One file of what comes of the document with jobs, with each text replaced.
fn file(name: &str, edits: &[(&str, &str)]) -> String {
    accepted(&edited_in(JOBS, edits)).files[name].clone()
}

#[test]
fn bytes_are_handed_on_as_they_come() {
    let generated = accepted(JOBS);
    let builder = item(&generated.files["builders.rs"], "impl DownloadLog {");
    assert_has(
        &builder,
        &[
            "pub fn send(self) -> Sending<ByteStream> { self.open(None) }",
            "pub fn download(self) -> Download<'static> { let core = self.client.core.clone(); \
             Download::new( core, &operations::DOWNLOAD_LOG, \
             move |range| self.clone().open(range), ) }",
            "fn open(self, range: Option<Range>) -> Sending<ByteStream> {",
            "call.path(\"jobId\", \"job_id\", self.job_id); call.range(range.as_ref()); call.send_stream()",
        ],
    );
    let awaited = item(
        &generated.files["builders.rs"],
        "impl IntoFuture for DownloadLog {",
    );
    assert_has(
        &awaited,
        &[
            "type Output = Result<Response<ByteStream>, Error>;",
            "type IntoFuture = Sending<ByteStream>;",
            "fn into_future(self) -> Self::IntoFuture { self.send() }",
        ],
    );
    let row = item(&generated.files["operations.rs"], "pub static DOWNLOAD_LOG");
    assert_has(
        &row,
        &["accept: Some(HeaderValue::from_static(\"application/gzip\"))"],
    );
}

#[test]
fn an_operation_without_an_answer_asks_for_its_errors() {
    let generated = accepted(JOBS);
    let row = item(&generated.files["operations.rs"], "pub static START_JOB");
    assert_has(
        &row,
        &[
            "accept: Some(HeaderValue::from_static(\"application/json\"))",
            "content_type: None",
        ],
    );
    let builder = item(&generated.files["builders.rs"], "impl StartJob {");
    assert_has(
        &builder,
        &["pub fn send(self) -> Sending<()> {", "call.send_empty()"],
    );
}

#[test]
fn an_operation_without_an_answer_can_ask_for_a_version() {
    let version = "application/vnd.jobs.2024-11-13+json";
    let content = format!("          content:\n            {version}: {{}}\n");
    let started = "          description: Started.\n";
    let operations = file(
        "operations.rs",
        &[(started, &format!("{started}{content}"))],
    );
    let row = item(&operations, "pub static START_JOB");
    assert_has(
        &row,
        &[&format!(
            "accept: Some(HeaderValue::from_static(\"{version}\"))"
        )],
    );
}

#[test]
fn limits_are_checked_and_defaults_are_not_sent() {
    let builders = file("builders.rs", &[]);
    let list = item(&builders, "impl ListJobs {");
    assert_has(
        &list,
        &[
            "/// Optional. At least 1. If omitted, the provider uses 1. On the wire: `pageNum`.",
            "call.optional_query(\"pageNum\", \"page_num\", self.page_num.at_least(1));",
            "/// Optional. From 1 to 500. If omitted, the provider uses 100. On the wire: `pageSize`.",
            "self.page_size.at_least(1).at_most(500)",
            "/// Optional. One of `running`, `all-done`. On the wire: `filter`.",
            "V: TryInto<i64>,",
        ],
    );
    let start = item(&builders, "impl StartJob {");
    assert_has(
        &start,
        &[
            "/// Required. Allowed: 0, 1, 7. On the wire: `days`.",
            "call.query(\"days\", \"days\", self.days.one_of(&[0, 1, 7]));",
        ],
    );
    let negative = file(
        "builders.rs",
        &[(
            "            minimum: 1\n            default: 1\n",
            "            minimum: -5\n",
        )],
    );
    assert_has(&negative, &["self.page_num.at_least(-5)"]);
}

#[test]
fn an_enum_that_is_sent_takes_no_other_text() {
    let generated = accepted(JOBS);
    let filter = definitions(&generated)["parameters.JobFilter"]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert_has(
        &filter,
        &[
            "::backhaul_runtime::closed_enum! {",
            "/// Checked before sending: one of running, all-done.",
            "pub enum JobFilter {",
            "Running = \"running\",",
            "AllDone = \"all-done\",",
        ],
    );
    assert!(generated.files["parameters.rs"].contains("pub enum JobFilter"));
    assert!(!generated.files["types.rs"].contains("JobFilter"));
    let builders = &generated.files["builders.rs"];
    assert_has(builders, &["filter: Argument<parameters::JobFilter>,"]);
}
