//! Lists that are read page by page.

use super::text::{assert_has, item_in_one_line as item};
use crate::support::{JOBS, accepted, edited_in};

/// One file of what comes of the document with jobs, with each text replaced.
fn file(name: &str, edits: &[(&str, &str)]) -> String {
    accepted(&edited_in(JOBS, edits)).files[name].clone()
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
    let builder = item(&file("builders.rs", &[]), "impl ListJobs {");
    assert_has(
        &builder,
        &[
            "pub fn pages(self) -> Pages<types::JobPage> { let client = self.client.clone(); \
             let first = self.page_num.given().copied();",
            "&operations::LIST_JOBS, PageStyle::Number, first, move |position| { \
             let mut call = self.clone(); call.page_num.set(position); call.send() }",
            "pub fn items(self) -> Items<types::JobPage> { self.pages().into_items() }",
            "pub fn wait_all(self, wait: impl Into<Wait>) -> WaitingAll<'static, types::JobPage>",
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
    assert_has(&item(&offset, "impl ListJobs {"), &["PageStyle::Offset"]);
}

#[test]
fn nothing_in_place_of_a_page_is_an_empty_page() {
    let builders = file("builders.rs", &[]);
    assert_has(
        &item(&builders, "impl ListJobs {"),
        &["call.send_json_or_empty()"],
    );
    assert_has(&item(&builders, "impl GetJob {"), &["call.send_json()"]);
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
        &item(&alone, "impl ListJobs {"),
        &["call.send_optional_json()"],
    );
}

/// An empty page ends a list.
#[test]
fn a_page_has_at_least_one_item_unless_the_document_says_otherwise() {
    let least = |minimum| {
        let documented = "            format: int32\n            minimum: 1\n            maximum: 500\n            default: 100\n";
        let builders = file("builders.rs", &[(documented, minimum)]);
        item(&builders, "impl ListJobs {")
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
