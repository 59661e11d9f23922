//! The snapshots as the tests make them now, in a scratch folder.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The kinds of snapshots.
pub(super) const KINDS: [&str; 4] = ["surface", "types", "wire", "help"];

/// The packages that make the snapshots: of types and surface, of the wire, and of the command's help.
const DOCUMENTS: &str = "backhaul-tests-documents";
const WIRE: &str = "backhaul-tests-wire";
const COMMAND: &str = "backhaul-cli";

pub(super) struct Made {
    folder: TempDir,
    /// What went wrong, after which some snapshots may be missing.
    failure: Option<String>,
}

impl Made {
    /// Runs the tests that make snapshots.
    pub(super) fn by_tests(root: &Path) -> Result<Self, String> {
        let folder = TempDir::new().map_err(|error| format!("a scratch folder: {error}"))?;
        let mut failure = snapshot_tests(root, folder.path(), &[DOCUMENTS, WIRE])?;
        let mut made = Self {
            folder,
            failure: None,
        };
        if failure.is_some() && made.kinds().is_empty() {
            // The calls of the wire do not compile. What a document's types and surface became is still
            // worth seeing: it says why.
            failure = snapshot_tests(root, made.folder(), &[DOCUMENTS])?.or(failure);
        }
        // The command comes last and alone: whatever else differs is seen even if it does not compile.
        let of_command = match &failure {
            None => snapshot_tests(root, made.folder(), &[COMMAND])?,
            Some(_) => None,
        };
        made.failure = failure.or(of_command);
        Ok(made)
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The kinds that the tests came to.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        let providers = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let providers: Vec<PathBuf> = providers.map(|entry| entry.path()).collect();
        let has = |kind: &&str| providers.iter().any(|one| one.join(kind).is_dir());
        KINDS.into_iter().filter(has).collect()
    }

    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }
}

/// What is built and run now: cargo itself is quiet.
pub(super) fn begun(packages: &[&str]) -> String {
    format!(
        "building and running the snapshot tests of {}, which takes minutes the first time",
        packages.join(" and ")
    )
}

/// Lets the snapshot tests of `packages` write to `folder`. Gives what they said if they failed.
fn snapshot_tests(root: &Path, folder: &Path, packages: &[&str]) -> Result<Option<String>, String> {
    println!("{}", begun(packages));
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut tests = Command::new(cargo);
    tests.args(["test", "--quiet", "--no-fail-fast"]);
    for package in packages {
        tests.args(["--package", package]);
    }
    tests.args(["--", "snapshots::"]);
    // Each file is new there: to name them all says nothing.
    tests.envs([("INSTA_UPDATE", "always"), ("INSTA_OUTPUT", "none")]);
    // A test that fails says where; the functions that led there say no more.
    tests.env("RUST_BACKTRACE", "0");
    tests.env("BACKHAUL_SNAPSHOTS", folder);
    tests.current_dir(root).stderr(Stdio::inherit());
    let output = tests.output();
    let output = output.map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let packages = packages.join(" and ");
    Ok(Some(format!(
        "{said}\nthe snapshot tests of {packages} failed; only what they made is compared above, and nothing is accepted"
    )))
}
