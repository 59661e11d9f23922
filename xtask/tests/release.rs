//! `cargo xtask release --dry-run` on a small workspace: two crates without other dependencies.
#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const WORKSPACE: &str = r#"
[workspace]
resolver = "3"
members = ["crates/*"]

[workspace.dependencies]
backhaul-test-low = { version = "0.1.0", path = "crates/low" }
"#;

const PACKAGE: &str = r#"
[package]
name = "backhaul-test-NAME"
description = "A crate of a test."
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
license = "MIT OR Apache-2.0"
repository = "https://git.example/backhaul"
readme = "README.md"
keywords = ["test"]
categories = ["api-bindings"]

[package.metadata.docs.rs]
all-features = true
"#;

struct Workspace(tempfile::TempDir);

impl Workspace {
    /// Committed, and as it should be.
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        workspace.write("Cargo.toml", WORKSPACE);
        workspace.write(".gitignore", "/target\n");
        workspace.write("specs/README.md", "no documents\n");
        workspace.write(
            "CHANGELOG.md",
            "# Changelog\n\n## Unreleased\n\n- The first version.\n",
        );
        for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
            for folder in ["", "crates/low/", "crates/high/"] {
                workspace.write(&format!("{folder}{name}"), "the licence\n");
            }
        }
        for name in ["low", "high"] {
            workspace.write(&format!("crates/{name}/README.md"), "words\n");
            let manifest = PACKAGE.replace("NAME", name);
            workspace.write(&format!("crates/{name}/Cargo.toml"), &manifest);
        }
        workspace.edit(
            "crates/high/Cargo.toml",
            "[package.metadata",
            "[dependencies]\nbackhaul-test-low.workspace = true\n\n[package.metadata",
        );
        workspace.write(
            "crates/low/src/lib.rs",
            "//! Low.\npub const LOW: u8 = 1;\n",
        );
        workspace.write(
            "crates/high/src/lib.rs",
            "//! High.\npub use backhaul_test_low::LOW;\n",
        );
        assert!(
            workspace
                .run("cargo", &["generate-lockfile", "--offline"])
                .status
                .success()
        );
        workspace.git(&["init", "--quiet", "--initial-branch", "main"]);
        workspace.commit();
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let path: &Path = &self.0.path().join(path);
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(old), "{old:?} in {text}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    /// Offline, with a target folder of its own, and nothing of the cargo that runs this test.
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        self.command(program, arguments).output().unwrap()
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        let ours = |name: &str| name.starts_with("CARGO_PKG") || name.starts_with("GIT_");
        for (name, _) in std::env::vars_os() {
            if ours(&name.to_string_lossy()) {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", self.0.path().join("target"))
            .env_remove("CARGO_MANIFEST_DIR");
        command
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
        let signing = ["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"];
        let all = [&identity[..], &signing[..], arguments].concat();
        let output = self.run("git", &all);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "All"]);
    }

    /// Exit code and everything that was printed.
    fn release(&self, arguments: &[&str]) -> (Option<i32>, String) {
        self.release_with(&std::env::var("PATH").unwrap(), arguments)
    }

    /// With another list of folders that have programs.
    fn release_with(&self, path: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let arguments = [&["release"], arguments].concat();
        let mut command = self.command(env!("CARGO_BIN_EXE_xtask"), &arguments);
        let output = command.env("PATH", path).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }
}

/// Whether cargo packages crates that need each other. An older one is enough for all but a release.
fn packages_together(text: &str) -> bool {
    let output = Command::new("cargo").arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let minor = version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    let is_older = minor < 90;
    assert_eq!(
        text.contains("cargo 1.90 or later is needed"),
        is_older,
        "{text}"
    );
    !is_older
}

#[test]
fn a_workspace_that_is_as_it_should_be_is_packaged_and_nothing_is_published() {
    let workspace = Workspace::new();
    let (code, text) = workspace.release(&["--dry-run"]);
    if !packages_together(&text) {
        return;
    }
    assert_eq!(code, Some(0), "{text}");
    for expected in [
        "clean tree: ok",
        "manifests, versions, licences: ok, 2 public packages of version 0.1.0",
        "changelog: ok, its changes are still under \"Unreleased\"",
        "order: ok, backhaul-test-low, backhaul-test-high",
        "breaking changes: SKIPPED, no tag",
        "archives: ok, each builds from its archive",
        "cargo publish --locked -p backhaul-test-low -p backhaul-test-high",
    ] {
        assert!(text.contains(expected), "{expected:?} in:\n{text}");
    }
    let archive = workspace
        .0
        .path()
        .join("target/package/backhaul-test-high-0.1.0.crate");
    assert!(archive.is_file());

    let (code, text) = workspace.release(&[]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("nothing is published by this command"),
        "{text}"
    );
}

#[test]
fn a_crate_that_needs_a_file_from_outside_its_folder_fails() {
    let workspace = Workspace::new();
    workspace.write(
        "crates/low/src/lib.rs",
        "pub const LOW: &str = include_str!(\"../../../specs/README.md\");\n",
    );
    workspace.commit();
    let (code, text) = workspace.release(&["--dry-run"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("archives: FAILED"), "{text}");
}

#[test]
fn all_that_is_wrong_is_told_in_one_run() {
    let workspace = Workspace::new();
    workspace.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n");
    workspace.write("crates/low/LICENSE-MIT", "another licence\n");
    workspace.edit(
        "crates/high/Cargo.toml",
        "version = \"0.1.0\"",
        "version = \"0.1.1\"",
    );
    workspace.git(&["tag", "v0.1.0"]);
    let (code, text) = workspace.release(&["--dry-run"]);
    assert_eq!(code, Some(1), "{text}");
    for expected in [
        "clean tree: FAILED",
        "backhaul-test-low: its LICENSE-MIT is not a copy",
        "and that of others",
        "changelog: FAILED",
        "archives: not made",
    ] {
        assert!(text.contains(expected), "{expected:?} in:\n{text}");
    }
}

/// A program in its place notes how it is called, and says what the test wants.
#[cfg(unix)]
#[test]
fn cargo_semver_checks_is_asked_where_it_is_installed() {
    use std::os::unix::fs::PermissionsExt;

    let workspace = Workspace::new();
    workspace.git(&["tag", "v0.0.9"]);
    // A crate that the tag does not have is nothing to compare.
    workspace.edit(
        "crates/high/Cargo.toml",
        "backhaul-test-high",
        "backhaul-test-new",
    );
    workspace.git(&["mv", "crates/high", "crates/new"]);
    workspace.edit("Cargo.lock", "backhaul-test-high", "backhaul-test-new");
    workspace.commit();
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("cargo-semver-checks");
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", folder.path().display());
    for (status, expected) in [
        (
            0,
            "by cargo-semver-checks: ok, nothing more than 0.1.0 allows",
        ),
        (
            1,
            "by cargo-semver-checks: FAILED, `cargo semver-checks` failed",
        ),
    ] {
        let script = format!(
            "#!/bin/sh\n[ \"$2\" = --version ] && exit 0\necho \"called: $*\"\nexit {status}\n"
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let (code, text) = workspace.release_with(&path, &["--dry-run"]);
        if status == 1 || packages_together(&text) {
            assert_eq!(code, Some(status), "{text}");
        }
        assert!(text.contains(expected), "{text}");
        let call = "called: semver-checks check-release --baseline-rev v0.0.9 --package backhaul-test-low\n";
        assert!(text.contains(call), "{text}");
    }
}

/// The program itself, where it is installed: the one witness for code that is written by hand.
#[test]
fn cargo_semver_checks_tells_a_break_from_an_addition() {
    let workspace = Workspace::new();
    let installed = workspace.run("cargo", &["semver-checks", "--version"]);
    if !installed.status.success() {
        eprintln!("SKIPPED: cargo-semver-checks is not installed");
        return;
    }
    workspace.git(&["tag", "v0.1.0"]);
    for path in [
        "Cargo.toml",
        "crates/low/Cargo.toml",
        "crates/high/Cargo.toml",
        "Cargo.lock",
    ] {
        let manifest = workspace.0.path().join(path);
        let text = fs::read_to_string(&manifest).unwrap();
        let text = text.replace("version = \"0.1.0\"", "version = \"0.1.1\"");
        fs::write(manifest, text).unwrap();
    }
    let low = "crates/low/src/lib.rs";
    workspace.edit(
        low,
        "pub const",
        "/// New.\npub const NEW: u8 = 2;\npub const",
    );
    workspace.commit();
    let (_, text) = workspace.release(&["--dry-run"]);
    let allowed = "by cargo-semver-checks: ok, nothing more than 0.1.1 allows";
    assert!(text.contains(allowed), "{text}");

    workspace.edit(low, "LOW: u8", "LOWER: u8");
    workspace.edit("crates/high/src/lib.rs", "LOW", "LOWER");
    workspace.commit();
    let (code, text) = workspace.release(&["--dry-run"]);
    assert_eq!(code, Some(1), "{text}");
    let refused = "by cargo-semver-checks: FAILED, `cargo semver-checks` failed";
    assert!(text.contains(refused), "{text}");
}

/// With a document, whose generated crate is compared with that of the tag.
#[test]
fn a_break_since_the_last_tag_needs_a_version_that_says_so() {
    let workspace = Workspace::new();
    let document = include_str!("../src/changes/tests/document.yaml");
    workspace.write("specs/low.yaml", document);
    workspace.write(
        "crates/low/README.md",
        "<!-- operations: written by `cargo xtask regenerate` -->\n<!-- end of operations -->\n",
    );
    let regenerate = || {
        let output = workspace.run(env!("CARGO_BIN_EXE_xtask"), &["regenerate"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    let to = |old: &str, new: &str| {
        for path in [
            "Cargo.toml",
            "crates/low/Cargo.toml",
            "crates/high/Cargo.toml",
            "Cargo.lock",
        ] {
            let path = workspace.0.path().join(path);
            let text = fs::read_to_string(&path).unwrap();
            let (old, new) = (
                format!("version = \"{old}\""),
                format!("version = \"{new}\""),
            );
            fs::write(&path, text.replace(&old, &new)).unwrap();
        }
        workspace.commit();
    };
    regenerate();
    workspace.commit();
    workspace.git(&["tag", "v0.1.0"]);
    let (_, text) = workspace.release(&["--dry-run"]);
    assert!(
        text.contains("version: FAILED, v0.1.0 is tagged already"),
        "{text}"
    );

    // An operation that is gone.
    workspace.edit(
        "specs/low.yaml",
        "operationId: listJobs",
        "operationId: listAllJobs",
    );
    regenerate();
    to("0.1.0", "0.1.1");
    let (code, text) = workspace.release(&["--dry-run"]);
    assert_eq!(code, Some(1), "{text}");
    for expected in [
        "version: ok, 0.1.1 must not break users of 0.1.0",
        "breaking changes, by cargo xtask changes: FAILED",
        "the version must be 0.2.0 at least",
    ] {
        assert!(text.contains(expected), "{expected:?} in:\n{text}");
    }
    to("0.1.1", "0.2.0");
    let (code, text) = workspace.release(&["--dry-run"]);
    if !packages_together(&text) {
        return;
    }
    assert_eq!(code, Some(0), "{text}");
    for expected in [
        "version: ok, 0.2.0 may break users of 0.1.0",
        "breaking since v0.1.0",
        "archives: ok",
    ] {
        assert!(text.contains(expected), "{expected:?} in:\n{text}");
    }
}
