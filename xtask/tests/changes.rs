//! `cargo xtask changes` through git: a workspace of one small document, and what is said of its revisions.
#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = include_str!("../src/changes/tests/document.yaml");
const README: &str =
    "<!-- operations: written by `cargo xtask regenerate` -->\n<!-- end of operations -->\n";
const REQUEST: &str = "---\nsource: here\n---\nGET /jobs HTTP/1.1\naccept: application/json\n";

struct Workspace(tempfile::TempDir);

impl Workspace {
    /// Without git.
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        workspace.write("Cargo.toml", "[workspace]\n");
        workspace.write("specs/small.yaml", DOCUMENT);
        workspace.write("crates/small/README.md", README);
        workspace.write("tests/snapshots/small/wire/list_jobs.snap", REQUEST);
        workspace.regenerate();
        workspace
    }

    /// All of it committed to main.
    fn committed() -> Self {
        let workspace = Self::new();
        workspace.git(&["init", "--quiet", "--initial-branch", "main"]);
        workspace.commit();
        workspace
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces the one `old` of the document.
    fn edit(&self, old: &str, new: &str) {
        let path = self.root().join("specs/small.yaml");
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        for variable in [
            "BACKHAUL_ROOT",
            "CARGO_MANIFEST_DIR",
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
        ] {
            command.env_remove(variable);
        }
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            // The temporary folder may be in a checkout.
            .env("GIT_CEILING_DIRECTORIES", self.root().parent().unwrap())
            .current_dir(self.root())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let output = self.command("git", arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        let person = [
            "-c",
            "user.name=Nobody",
            "-c",
            "user.email=nobody@example.com",
        ];
        let commit = ["commit", "--quiet", "--message", "A change"];
        self.git(&[&person[..], &commit].concat());
    }

    fn regenerate(&self) {
        let output = self.command(env!("CARGO_BIN_EXE_xtask"), &["regenerate"]);
        assert!(output.status.success(), "{output:?}");
    }

    /// The exit code, and what is printed: errors if there are any.
    fn changes(&self, arguments: &[&str]) -> (i32, String) {
        let arguments = [&["changes"], arguments].concat();
        let output = self.command(env!("CARGO_BIN_EXE_xtask"), &arguments);
        let text = match output.stderr.is_empty() {
            true => output.stdout,
            false => output.stderr,
        };
        (
            output.status.code().unwrap(),
            String::from_utf8(text).unwrap(),
        )
    }
}

#[test]
fn the_tree_is_compared_with_head_on_main() {
    let workspace = Workspace::committed();
    let (code, text) = workspace.changes(&["--deny-breaking"]);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.starts_with("Nothing differs from ") && text.ends_with(" (HEAD).\n"),
        "{text}"
    );

    // Nothing needs to be written or committed for it.
    workspace.edit("maximum: 500", "maximum: 100");
    let (code, text) = workspace.changes(&[]);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.contains("1 breaking, 0 additive, 0 wire only, 0 words only, 0 inside only."),
        "{text}"
    );
    assert!(text.contains("small list_jobs (tests/snapshots/small/surface/list_jobs.snap)\n    .page_size: narrower"), "{text}");
    let (code, denied) = workspace.changes(&["--deny-breaking"]);
    let failed = "failed: 1 breaking change, and --deny-breaking is set\n";
    assert_eq!((code, denied.as_str()), (1, failed));
    let (_, markdown) = workspace.changes(&["--markdown", "main"]);
    assert!(
        markdown.starts_with("## What differs for users\n\nCompared with "),
        "{markdown}"
    );
    assert!(
        markdown.contains("\n### Breaking\n\n- **small list_jobs**: "),
        "{markdown}"
    );
}

#[test]
fn drafts_are_named_and_not_compared() {
    let workspace = Workspace::committed();
    let draft = DOCUMENT.replacen("openapi: ", "x-draft: true\nopenapi: ", 1);
    assert_ne!(draft, DOCUMENT);
    workspace.write("specs/later.yaml", &draft);
    for (format, begins) in [
        ("", "Nothing differs from "),
        ("--markdown", "## What differs"),
    ] {
        let format = Some(format).filter(|format| !format.is_empty());
        let (code, text) = workspace.changes(format.as_slice());
        assert_eq!(code, 0, "{text}");
        assert!(text.starts_with(begins), "{text}");
        let named = "\n\nNot compared, because they are drafts and no user has them: later.\n";
        assert!(text.ends_with(named), "{text}");
    }
}

#[test]
fn a_branch_is_compared_with_where_it_left_main() {
    let workspace = Workspace::committed();
    workspace.git(&["switch", "--quiet", "--create", "topic"]);
    workspace.edit("summary: List the jobs", "summary: List all jobs");
    workspace.regenerate();
    workspace.commit();
    let (code, text) = workspace.changes(&["--deny-breaking"]);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.contains(" (merge base with main): 0 breaking, 0 additive, 0 wire only"),
        "{text}"
    );
    assert!(
        text.contains("\nWords only\n  small list_jobs (specs/small.yaml)\n"),
        "{text}"
    );
}

#[test]
fn requests_come_from_the_snapshots_wherever_a_revision_has_them() {
    let workspace = Workspace::committed();
    let now = "tests/snapshots/small/wire/list_jobs.snap";
    fs::create_dir_all(workspace.root().join("tests/snapshots/wire")).unwrap();
    workspace.git(&["mv", now, "tests/snapshots/wire/small.list_jobs.snap"]);
    workspace.commit();
    workspace.write(now, &REQUEST.replace("application/json", "text/plain"));
    for base in ["HEAD", "HEAD~1"] {
        let (_, text) = workspace.changes(&[base]);
        let told = "another request: accept: application/json became accept: text/plain";
        assert!(text.contains(told), "{base}: {text}");
    }
}

#[test]
fn a_provider_comes_and_goes() {
    let workspace = Workspace::committed();
    workspace.write("specs/other.yaml", DOCUMENT);
    let (_, text) = workspace.changes(&[]);
    assert!(
        text.contains("\nAdditive\n  other (specs/other.yaml)\n    is new\n"),
        "{text}"
    );
    workspace.commit();
    fs::remove_file(workspace.root().join("specs/other.yaml")).unwrap();
    let (_, text) = workspace.changes(&[]);
    assert!(
        text.contains("\nBreaking\n  other (specs/other.yaml)\n    is gone\n"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_compared_is_said_in_words() {
    let workspace = Workspace::new();
    let (code, text) = workspace.changes(&[]);
    assert_eq!(code, 1);
    assert!(
        text.contains(" is not a git checkout, so there is nothing to compare with: "),
        "{text}"
    );

    let workspace = Workspace::committed();
    for name in ["nobody", "--end", "main:specs"] {
        let (code, text) = workspace.changes(&["--", name]);
        assert_eq!(code, 1);
        let told =
            format!("git knows no revision {name:?} here; fetch it first, or name another one\n");
        assert_eq!(text, told);
    }

    workspace.edit("        items: results\n", "        items: nothing\n");
    let (code, text) = workspace.changes(&[]);
    assert_eq!(code, 1);
    assert!(
        text.starts_with(
            "the documents have findings, so nothing can be compared\nspecs/small.yaml:"
        ),
        "{text}"
    );

    workspace.write("specs/small.yaml", "paths: [\n");
    workspace.commit();
    workspace.write("specs/small.yaml", DOCUMENT);
    let (code, text) = workspace.changes(&["HEAD"]);
    assert_eq!(code, 1);
    assert!(text.starts_with("specs/small.yaml of "), "{text}");
    assert!(text.contains(" does not generate by the rules of today, so its operations cannot be compared; name a revision with one that does\nspecs/small.yaml:"), "{text}");
}

/// Rules come with time, and a revision before them is to be compared all the same.
#[test]
fn an_old_document_that_breaks_a_rule_of_today_is_read() {
    let workspace = Workspace::committed();
    workspace.edit("      summary: Create a job\n", "");
    workspace.edit("maximum: 500", "maximum: 900");
    workspace.commit();
    workspace.write("specs/small.yaml", DOCUMENT);
    let (code, text) = workspace.changes(&["HEAD"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("    its old document breaks rules of today, and was read as well as can be: specs/small.yaml:"), "{text}");
    assert!(text.contains("    .page_size: narrower: "), "{text}");
}

#[test]
fn without_main_a_revision_is_asked_for() {
    let workspace = Workspace::committed();
    workspace.git(&["branch", "--quiet", "--move", "trunk"]);
    let (code, text) = workspace.changes(&[]);
    assert_eq!(code, 1);
    assert!(
        text.starts_with("there is neither a branch main nor origin/main to compare with"),
        "{text}"
    );
    assert_eq!(workspace.changes(&["trunk"]).0, 0);
}
