//! What reviewers see, and which files there are.

use super::text::assert_has;
use crate::support::{JOBS, accepted, edited};

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
         sensitive: true\n\
         security: Key\n\
         .filter(parameters::JobFilter)  filter in the query, optional\n\
         .page_num(i64, at least 1)  pageNum in the query, optional, by default 1\n\
         .page_size(i64, at least 1, at most 500)  pageSize in the query, optional, by default 100\n\
         .send() -> JobPage\n\
         .pages() -> JobPage, pageNum is a page number, pageSize the size, items in results, total in totalCount\n\
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
        &[
            ".days(i64, one of [0, 1, 7])  days in the query, required\n.send() -> ()\nsuccess: 204\n",
        ],
    );
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
            "answers.rs",
            "builders.rs",
            "client.rs",
            "jobs.rs",
            "mod.rs",
            "operations.rs",
            "pages.rs",
            "parameters.rs",
            "provider.rs",
            "types.rs"
        ]
    );
    let none = accepted(&edited(&[]));
    assert!(!none.files["mod.rs"].contains("mod jobs"));
    assert!(!none.files["builders.rs"].contains("Waiting"));
    assert_eq!(names(none).len(), 8);
}
