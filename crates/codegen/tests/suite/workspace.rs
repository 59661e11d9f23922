//! `cargo xtask regenerate` on a copy of the workspace: all or nothing, and nothing needless.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use backhaul_codegen::workspace::{plan, providers};
use tempfile::TempDir;

use crate::support::workspace_root;

/// What the workspaces hold: small documents, of which each has a crate.
const PROVIDERS: [&str; 4] = ["jobs", "nested", "requests", "unions"];

/// A workspace of these documents with all generated code, as good as the generator makes it.
fn copy() -> TempDir {
    // Generated once: each test has its own copy of that.
    static FILES: LazyLock<BTreeMap<String, (Vec<u8>, SystemTime)>> =
        LazyLock::new(|| snapshot(generated().path()));
    let copy = TempDir::new().unwrap();
    for (name, (content, _)) in FILES.iter() {
        let path = copy.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    copy
}

fn generated() -> TempDir {
    let copy = TempDir::new().unwrap();
    fs::create_dir(copy.path().join("specs")).unwrap();
    for provider in PROVIDERS {
        let name = format!("{provider}.yaml");
        let documents = workspace_root().join("crates/codegen/tests/suite/documents");
        fs::copy(documents.join(&name), copy.path().join("specs").join(&name)).unwrap();
    }
    for change in plan(copy.path(), &[]).unwrap().values() {
        change.apply().unwrap();
    }
    copy
}

/// Every file below `folder` with its content and the time of its last change.
fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            files.insert(name, (fs::read(&path).unwrap(), changed));
        }
    }
    files
}

/// Sets the time of every file back, so that any write shows.
fn age(folder: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in snapshot(folder).keys() {
        let file = fs::File::options()
            .write(true)
            .open(folder.join(name))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
}

/// How many files a provider's crate is made of: not every provider has all kinds.
fn files(root: &Path, provider: &str) -> usize {
    snapshot(&root.join(format!("crates/{provider}/src/generated"))).len()
}

fn edit(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{old:?} in {}", path.display());
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn a_second_run_changes_nothing() {
    let copy = copy();
    assert_eq!(providers(copy.path()).unwrap(), PROVIDERS);
    let plan = plan(copy.path(), &[]).unwrap();
    assert_eq!(plan.len(), PROVIDERS.len());
    let mut all = 0;
    for (provider, change) in plan {
        assert!(change.is_empty(), "{provider}");
        assert_eq!(change.diff(copy.path()), "", "{provider}");
        let count = files(copy.path(), &provider);
        assert_eq!(
            change.summary("written", "removed"),
            format!("{count} files: 0 written, 0 removed, {count} unchanged")
        );
        assert!(count >= 8, "{provider}: {count}");
        all += count;
    }
    // Nothing is written elsewhere.
    assert_eq!(snapshot(&copy.path().join("crates")).len(), all);
}

#[test]
fn one_broken_document_among_four_and_nothing_is_touched() {
    let copy = copy();
    edit(
        &copy.path().join("specs/requests.yaml"),
        "      operationId: createJob\n",
        "",
    );
    // This one is stale and would be written if it were alone.
    edit(
        &copy.path().join("specs/unions.yaml"),
        "summary: Create a bucket",
        "summary: Again, create a bucket",
    );
    age(copy.path());
    let before = snapshot(copy.path());
    let findings = plan(copy.path(), &[]).unwrap_err();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].document, "specs/requests.yaml");
    assert!(
        findings[0].message.contains("operationId"),
        "{}",
        findings[0]
    );
    assert_eq!(snapshot(copy.path()), before);
}

#[test]
fn findings_of_all_documents_come_in_one_run() {
    let copy = copy();
    edit(
        &copy.path().join("specs/jobs.yaml"),
        "openapi: 3.0.3",
        "openapi: 3.1.0",
    );
    edit(
        &copy.path().join("specs/requests.yaml"),
        "paths:",
        "paths: [",
    );
    fs::write(
        copy.path().join("specs/unions.yaml"),
        b"openapi: 3.0.3\ninfo: \xff\xfe\n",
    )
    .unwrap();
    let before = snapshot(copy.path());
    let findings = plan(copy.path(), &[]).unwrap_err();
    let documents: Vec<&str> = findings
        .iter()
        .map(|finding| finding.document.as_str())
        .collect();
    assert_eq!(
        documents,
        [
            "specs/jobs.yaml",
            "specs/requests.yaml",
            "specs/unions.yaml"
        ]
    );
    assert!(findings[2].message.contains("utf-8"), "{}", findings[2]);
    assert!(findings[2].hint.contains("UTF-8"), "{}", findings[2]);
    assert_eq!(snapshot(copy.path()), before);
}

#[test]
fn a_provider_without_a_document_is_a_finding() {
    let copy = copy();
    let findings = plan(copy.path(), &["nobody".to_owned()]).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "workspace/unreadable");
    assert_eq!(findings[0].document, "specs/nobody.yaml");
    assert!(findings[0].hint.contains("specs/PROVIDER.yaml"));
}

/// One file of each kind that can be wrong, each in another crate.
#[test]
fn just_what_is_wrong_is_mended() {
    let copy = copy();
    let generated = |provider: &str, file: &str| {
        copy.path()
            .join(format!("crates/{provider}/src/generated/{file}"))
    };
    let right = snapshot(&copy.path().join("crates"));
    let counts = PROVIDERS.map(|provider| files(copy.path(), provider));
    age(copy.path());
    // Edited by hand.
    edit(
        &generated("jobs", "types.rs"),
        "pub struct Effort",
        "pub struct MyEffort",
    );
    // Stale: the document went on.
    let document = copy.path().join("specs/nested.yaml");
    let stale = fs::read_to_string(&document).unwrap();
    let summary = stale
        .lines()
        .find(|line| line.trim().starts_with("summary: "))
        .unwrap();
    edit(&document, summary, &format!("{summary} anew"));
    // Missing.
    fs::remove_file(generated("requests", "operations.rs")).unwrap();
    // Left over: a file and a folder.
    fs::write(generated("unions", "old.rs"), "// of old\n").unwrap();
    fs::create_dir(generated("unions", "older")).unwrap();
    fs::write(generated("unions", "older/mod.rs"), "// of yore\n").unwrap();

    let before = snapshot(&copy.path().join("crates"));
    let changes = plan(copy.path(), &[]).unwrap();
    let summaries: Vec<String> = changes
        .values()
        .map(|c| c.summary("stale", "left over"))
        .collect();
    assert_eq!(
        summaries,
        [(1, 0), (2, 0), (1, 0), (0, 2)]
            .into_iter()
            .zip(counts)
            .map(|((stale, left_over), all)| {
                let unchanged = all - stale;
                format!("{all} files: {stale} stale, {left_over} left over, {unchanged} unchanged")
            })
            .collect::<Vec<_>>()
    );
    let diff: BTreeMap<&str, String> = changes
        .iter()
        .map(|(name, change)| (name.as_str(), change.diff(copy.path())))
        .collect();
    for (provider, lines) in [
        (
            "jobs",
            &[
                "--- a/crates/jobs/src/generated/types.rs\n",
                "+++ b/crates/jobs/src/generated/types.rs\n",
                "\n-pub struct MyEffort",
                "\n+pub struct Effort",
                "\n@@ ",
            ][..],
        ),
        (
            "nested",
            &["+++ b/crates/nested/src/generated/builders.rs\n", " anew"],
        ),
        (
            "requests",
            &[
                "+++ b/crates/requests/src/generated/operations.rs\n",
                "\n+pub static ALL",
            ],
        ),
        (
            "unions",
            &[
                "--- a/crates/unions/src/generated/old.rs\n",
                "\n-// of old\n",
            ],
        ),
    ] {
        for line in lines {
            assert!(
                diff[provider].contains(line),
                "{line:?} in\n{}",
                diff[provider]
            );
        }
    }
    assert!(
        diff["unions"].contains("crates/unions/src/generated/older"),
        "{}",
        diff["unions"]
    );
    assert_eq!(
        snapshot(&copy.path().join("crates")),
        before,
        "a plan and a diff write nothing"
    );

    for change in changes.values() {
        change.apply().unwrap();
    }
    assert!(
        plan(copy.path(), &[])
            .unwrap()
            .values()
            .all(backhaul_codegen::Changes::is_empty)
    );
    let after = snapshot(&copy.path().join("crates"));
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        right.keys().collect::<Vec<_>>()
    );
    assert!(!generated("unions", "older").exists());
    let written: Vec<&str> = after
        .iter()
        .filter(|(name, file)| before.get(*name) != Some(file))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        written,
        [
            "jobs/src/generated/types.rs",
            "nested/src/generated/builders.rs",
            "nested/src/generated/operations.rs",
            "requests/src/generated/operations.rs",
        ]
    );
    for (name, (content, _)) in &after {
        let is_same = *content == right[name].0;
        assert_eq!(
            is_same,
            !name.starts_with("nested") || !written.contains(&name.as_str()),
            "{name}"
        );
    }
}

const FIRST: &str = "<!-- operations: written by `cargo xtask regenerate` -->";
const LAST: &str = "<!-- end of operations -->";

#[test]
fn the_table_of_operations_in_a_readme_is_written_and_the_rest_is_left_alone() {
    let copy = copy();
    let readme = copy.path().join("crates/jobs/README.md");
    let by_hand = format!("# jobs\n\n{FIRST}\nan old table\n{LAST}\n\nMore.\n");
    fs::write(&readme, by_hand).unwrap();
    let stale = plan(copy.path(), &[]).unwrap();
    assert!(stale["nested"].is_empty());
    let diff = stale["jobs"].diff(copy.path());
    assert!(diff.contains("-an old table"), "{diff}");
    stale["jobs"].apply().unwrap();

    let text = fs::read_to_string(&readme).unwrap();
    assert!(text.starts_with(&format!("# jobs\n\n{FIRST}\n| operation |")));
    assert!(text.ends_with(&format!(" |\n{LAST}\n\nMore.\n")), "{text}");
    let row = "| `listJobs` | `list_jobs` | `items`, `pages`, `wait_all` | [";
    assert_eq!(text.matches(row).count(), 1, "{text}");
    assert!(plan(copy.path(), &[]).unwrap()["jobs"].is_empty());
}

#[test]
fn a_readme_without_a_place_for_the_table_is_a_finding() {
    let copy = copy();
    let readme = copy.path().join("crates/unions/README.md");
    for text in ["# unions\n".to_owned(), format!("{LAST}\n{FIRST}\n")] {
        fs::write(&readme, text).unwrap();
        let findings = plan(copy.path(), &[]).unwrap_err();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].rule, "workspace/no-table");
        assert_eq!(findings[0].document, "crates/unions/README.md");
        assert!(findings[0].hint.contains(FIRST), "{}", findings[0]);
    }
}
