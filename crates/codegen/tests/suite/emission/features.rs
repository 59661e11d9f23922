//! Features by tag: what only the operations of one tag need, and what is always there.

use backhaul_codegen::Generated;

use super::text::assert_has;
use crate::support::{JOBS, accepted};

/// The document of jobs with a feature for each of these tags, in the order of its operations.
fn by_tag(tags: [&str; 4]) -> Generated {
    let mut parts = JOBS.split("tags: [Jobs]");
    let mut text = parts.next().unwrap().replace(
        "\nservers:\n",
        "\nx-features: tags\ntags:\n  - name: Log Jobs\n  - name: Files\nservers:\n",
    );
    for tag in tags {
        text.push_str(&format!("tags: [{tag}]{}", parts.next().unwrap()));
    }
    assert_eq!(parts.next(), None);
    accepted(&text)
}

#[test]
fn what_only_one_tag_needs_is_compiled_with_its_feature() {
    let generated = by_tag(["Log Jobs", "Files", "Log Jobs", "Files"]);
    let files = &generated.files;
    let log_jobs = "#[cfg(feature = \"log-jobs\")]\n";
    assert_has(
        &files["builders.rs"],
        &[
            "    #[cfg(feature = \"log-jobs\")]\n    /// ",
            &format!("{log_jobs}impl GetJob {{"),
            &format!("{log_jobs}impl IntoFuture for GetJob {{"),
            &format!("{log_jobs}::backhaul_runtime::call_options!(GetJob);"),
            "#[cfg(feature = \"files\")]\nimpl DownloadLog {",
        ],
    );
    assert_has(
        &files["jobs.rs"],
        &[&format!("{log_jobs}impl Job for types::Job {{")],
    );
    assert_has(
        &files["pages.rs"],
        &[&format!("{log_jobs}impl Page for types::JobPage {{")],
    );
    let described = generated.types().unwrap();
    for name in ["Job", "JobPage", "Reason", "Effort"] {
        assert_has(&described[name], &["compiled with feature log-jobs\n"]);
    }
    assert_has(
        &generated.surface["download_log"],
        &["compiled with feature files\n"],
    );
    assert_eq!(
        generated.operation_features,
        "all-operations = [\n    \"files\",\n    \"log-jobs\",\n]\nfiles = []\nlog-jobs = []\n"
    );
    assert_has(&generated.readme_table, &["| feature |\n", "| `files` |\n"]);
    assert_has(
        &files["mod.rs"],
        &[
            "#![cfg_attr(not(feature = \"all-operations\"), allow(dead_code, unused_imports))]",
            "#[cfg(all(feature = \"schemars\", feature = \"all-operations\"))] // only tests use it\nmod answers;",
        ],
    );
}

#[test]
fn what_several_tags_need_is_always_there() {
    let generated = by_tag(["Log Jobs", "Files", "Files", "Files"]);
    let files = &generated.files;
    assert_has(&files["jobs.rs"], &["impl Job for types::Job {"]);
    assert!(
        !files["jobs.rs"].contains("cfg(feature"),
        "{}",
        files["jobs.rs"]
    );
    let described = generated.types().unwrap();
    for name in ["Job", "Reason", "Effort"] {
        assert!(
            !described[name].contains("compiled with"),
            "{}",
            described[name]
        );
    }
    assert_has(&described["JobPage"], &["compiled with feature log-jobs\n"]);
    // What is never needed by an operation of ours is not left out either.
    assert!(!described["Failure"].contains("compiled with"));
}

#[test]
fn without_the_extension_there_are_no_features() {
    let generated = accepted(JOBS);
    assert_eq!(generated.operation_features, "");
    for (name, text) in &generated.files {
        let features = text.matches("feature = \"").count();
        assert_eq!(
            features,
            text.matches("feature = \"schemars\"").count(),
            "{name}"
        );
    }
}
