//! What the generator makes of jobs, lists, bytes and limits.

use crate::support::{JOBS, accepted, edited, edited_in};

/// One file of what comes of the document with jobs, with each text replaced.
fn file(name: &str, edits: &[(&str, &str)]) -> String {
    accepted(&edited_in(JOBS, edits)).files[name].clone()
}

/// `text` from `start` to the next closing brace in the first column, in one line.
fn item(text: &str, start: &str) -> String {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} in {text}"));
    let item = rest.split("\n}").next().unwrap_or_default();
    item.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails with the whole text if a part is missing.
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn files_come_only_where_there_is_something_in_them() {
    let names = |generated: backhaul_codegen::Generated| -> Vec<String> {
        generated.files.into_keys().collect()
    };
    let all = accepted(JOBS);
    assert_has(&all.files["mod.rs"], &["\nmod jobs;\n", "\nmod pages;\n"]);
    assert_eq!(
        names(all),
        [
            "builders.rs",
            "jobs.rs",
            "mod.rs",
            "operations.rs",
            "pages.rs",
            "parameters.rs",
            "types.rs"
        ]
    );
    let none = accepted(&edited(&[]));
    assert!(!none.files["mod.rs"].contains("mod jobs"));
    assert!(!none.files["builders.rs"].contains("Waiting"));
    assert_eq!(names(none).len(), 5);
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
            "/// - otherwise: unknown, with the text of `status`",
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
            "/// The text of `reason.code`.",
            ".filter(|text| !text.is_empty())",
        ],
    );
    assert!(
        !one.contains("progress") && !one.contains("JobProgress"),
        "{one}"
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
fn a_page_knows_its_items_and_its_total() {
    let page = item(&file("pages.rs", &[]), "impl Page for types::JobPage {");
    assert_has(
        &page,
        &[
            "type Item = types::Job;",
            "fn items(&self) -> &[Self::Item] { &self.results }",
            "fn into_items(self) -> Vec<Self::Item> { self.results }",
            "self.total_count.and_then(|total| u64::try_from(total).ok())",
        ],
    );
    let without = file("pages.rs", &[("        total: totalCount\n", "")]);
    let page = item(&without, "impl Page for types::JobPage {");
    assert_has(&page, &["fn total(&self) -> Option<u64> { None }"]);
}

#[test]
fn a_list_can_be_read_by_pages_and_by_items() {
    let builder = item(&file("builders.rs", &[]), "impl<'a> ListJobs<'a> {");
    assert_has(
        &builder,
        &[
            "pub fn pages(self) -> Pages<'a, types::JobPage> { let client = self.client; \
             let first = self.page_num.given().copied();",
            "&operations::LIST_JOBS, PageStyle::Number, first, move |position| { \
             let mut call = self.clone(); call.page_num.set(position); Box::pin(call.send()) }",
            "pub fn items(self) -> Items<'a, types::JobPage> { self.pages().into_items() }",
            "pub fn wait_all(self, wait: Wait) -> WaitingAll<'a, types::JobPage>",
            "move |turn| { let mut call = self.clone(); call.options.turn(turn); call.pages() }",
            // Its example compiles only with a call that has all it needs.
            "/// let mut items = client /// .list_jobs() /// .items();",
        ],
    );
    assert!(
        !builder.contains("fn wait(") && !builder.contains("fn download("),
        "{builder}"
    );
    let offset = file("builders.rs", &[("style: page", "style: offset")]);
    assert_has(
        &item(&offset, "impl<'a> ListJobs<'a> {"),
        &["PageStyle::Offset"],
    );
}

#[test]
fn a_list_of_what_is_no_job_is_not_waited_for() {
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
    let builder = item(&file("builders.rs", &[]), "impl<'a> GetJob<'a> {");
    assert_has(
        &builder,
        &[
            "pub fn wait(self, wait: Wait) -> Waiting<'a, types::Job> { let client = self.client; \
             Waiting::new( client.core(), &operations::GET_JOB, wait, move |turn| { let mut call = self.clone(); \
             call.options.turn(turn); Box::pin(call.send()) }, )",
            "/// .job_id(job_id) /// .wait(Wait::up_to(Duration::from_secs(3600))) /// .await?;",
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
    let builder = item(&builders, "impl<'a> GetJob<'a> {");
    assert!(!builder.contains("fn wait("), "{builder}");
}

#[test]
fn bytes_are_handed_on_as_they_come() {
    let generated = accepted(JOBS);
    let builder = item(
        &generated.files["builders.rs"],
        "impl<'a> DownloadLog<'a> {",
    );
    assert_has(
        &builder,
        &[
            "pub fn send( self, ) -> impl Future<Output = Result<Response<ByteStream>, Error>> + Send { self.open(None) }",
            "pub fn download(self) -> Download<'a> { let client = self.client; \
             Download::new( client.core(), &operations::DOWNLOAD_LOG, \
             move |range| Box::pin(self.clone().open(range)), ) }",
            "fn open( self, range: Option<Range>, ) -> impl Future<Output = Result<Response<ByteStream>, Error>> + Send",
            "call.path(\"jobId\", \"job_id\", self.job_id); call.range(range.as_ref()); call.send_stream()",
        ],
    );
    let row = item(&generated.files["operations.rs"], "pub static DOWNLOAD_LOG");
    assert_has(
        &row,
        &["accept: Some(HeaderValue::from_static(\"application/gzip\"))"],
    );
}

#[test]
fn nothing_in_place_of_a_page_is_an_empty_page() {
    let builders = file("builders.rs", &[]);
    assert_has(
        &item(&builders, "impl<'a> ListJobs<'a> {"),
        &["call.send_json_or_empty()"],
    );
    assert_has(
        &item(&builders, "impl<'a> GetJob<'a> {"),
        &["call.send_json()"],
    );
    let page = item(&file("types.rs", &[]), "/// One page of jobs.");
    assert_has(&page, &["Default"]);
    let alone = file(
        "builders.rs",
        &[(
            "        \"204\":\n          description: There are none.\n",
            "",
        )],
    );
    // Nothing of it must be there, so that an error could be taken for it.
    assert_has(
        &item(&alone, "impl<'a> ListJobs<'a> {"),
        &["call.send_optional_json()"],
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
    let builder = item(&generated.files["builders.rs"], "impl<'a> StartJob<'a> {");
    assert_has(
        &builder,
        &["Output = Result<Response<()>, Error>", "call.send_empty()"],
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
    let list = item(&builders, "impl<'a> ListJobs<'a> {");
    assert_has(
        &list,
        &[
            "/// Optional. At least 1. Left out, the provider takes 1. On the wire: `pageNum`.",
            "call.optional_query(\"pageNum\", \"page_num\", self.page_num.at_least(1));",
            "/// Optional. From 1 to 500. Left out, the provider takes 100. On the wire: `pageSize`.",
            "self.page_size.at_least(1).at_most(500)",
            "/// Optional. One of `running`, `all-done`. On the wire: `filter`.",
            "V: TryInto<i64>,",
        ],
    );
    let start = item(&builders, "impl<'a> StartJob<'a> {");
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

/// An empty page ends a list.
#[test]
fn a_page_has_at_least_one_item_unless_the_document_says_otherwise() {
    let least = |minimum| {
        let documented = "            format: int32\n            minimum: 1\n            maximum: 500\n            default: 100\n";
        let builders = file("builders.rs", &[(documented, minimum)]);
        item(&builders, "impl<'a> ListJobs<'a> {")
    };
    assert_has(
        &least(""),
        &[
            "/// Optional. At least 1. On the wire: `pageSize`.",
            "self.page_size.at_least(1));",
        ],
    );
    assert_has(
        &least("            minimum: 10\n"),
        &["self.page_size.at_least(10));"],
    );
}

#[test]
fn an_enum_that_is_sent_takes_no_other_text() {
    let generated = accepted(JOBS);
    let filter = generated.types["parameters.JobFilter"]
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

/// What reviewers see in a pull request.
#[test]
fn the_surface_tells_what_there_is() {
    let surface = accepted(JOBS).surface;
    assert_eq!(
        surface["list_jobs"],
        "list_jobs (listJobs)\n\
         GET /jobs\n\
         accept: application/json\n\
         idempotent: true\n\
         security: Key\n\
         .filter(parameters::JobFilter)\n\
         .page_num(i64) from 1\n\
         .page_size(i64) from 1 to 500\n\
         .send() -> JobPage\n\
         .pages() -> JobPage, by page_num\n\
         .items() -> Job\n\
         .wait_all(Wait) -> Vec<Job>\n\
         success: 200, or 204 for an empty one\n\
         errors: 404 as Failure\n"
    );
    assert_has(
        &surface["get_job"],
        &[".send() -> Job\n.wait(Wait) -> Job\nsuccess: 200\n"],
    );
    assert_has(
        &surface["download_log"],
        &[
            "accept: application/gzip\n",
            ".send() -> ByteStream\n.download()\nsuccess: 200\n",
        ],
    );
    assert_has(
        &surface["start_job"],
        &[".days(i64) one of 0, 1, 7\n.send() -> ()\nsuccess: 204\n"],
    );
}
