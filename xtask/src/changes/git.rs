//! A revision and its files.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// What a revision has in `specs`, in the generated folders and among the snapshots.
pub(super) struct Revision {
    /// For people: the short id, and why it was chosen.
    pub(super) name: String,
    /// Path from the root of the workspace to content.
    pub(super) files: BTreeMap<String, String>,
}

impl Revision {
    /// Reads the revision `base`, or the merge base with main.
    ///
    /// # Errors
    /// If the workspace is not a checkout, or git does not know the revision.
    pub(super) fn find(root: &Path, base: Option<&str>) -> Result<Self, String> {
        git(root, &["rev-parse", "--is-inside-work-tree"]).map_err(|error| {
            format!(
                "{} is not a git checkout, so there is nothing to compare with: {error}",
                root.display()
            )
        })?;
        let (commit, why) = match base {
            Some(base) => (commit(root, base)?, base.to_owned()),
            None => default(root)?,
        };
        let short = commit.get(..10).unwrap_or(&commit);
        Ok(Self {
            name: format!("{short} ({why})"),
            files: read(root, &commit)?,
        })
    }

    /// The providers that have a document.
    pub(super) fn providers(&self) -> impl Iterator<Item = &str> {
        let names = self.files.keys();
        names.filter_map(|path| path.strip_prefix("specs/")?.strip_suffix(".yaml"))
    }
}

fn commit(root: &Path, name: &str) -> Result<String, String> {
    let wanted = format!("{name}^{{commit}}");
    let found = git(
        root,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ],
    );
    found.map_err(|_| {
        format!("git knows no revision {name:?} here; fetch it first, or name another one")
    })
}

/// The merge base with main, or HEAD if that is main itself.
fn default(root: &Path) -> Result<(String, String), String> {
    let names = ["main", "origin/main"];
    let main = names.iter().find(|name| commit(root, name).is_ok());
    let main = main
        .ok_or("there is neither a branch main nor origin/main to compare with; name a revision")?;
    let base = git(root, &["merge-base", "HEAD", main]).map_err(|_| {
        format!(
            "HEAD and {main} have no commit in common here; fetch more of them, or name a revision"
        )
    })?;
    if base == commit(root, "HEAD")? {
        return Ok((base, "HEAD".to_owned()));
    }
    Ok((base, format!("merge base with {main}")))
}

fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    let output = command.arg("-C").arg(root).args(arguments).output();
    let output = output.map_err(|error| format!("git does not run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

/// Whether a comparison needs a file.
fn is_wanted(path: &str) -> bool {
    path.starts_with("specs/") && path.ends_with(".yaml")
        || path.contains("/src/generated/") && path.ends_with(".rs")
        || path.contains("/snapshots/") && path.ends_with(".snap")
}

fn read(root: &Path, commit: &str) -> Result<BTreeMap<String, String>, String> {
    let list = git(
        root,
        &[
            "ls-tree", "-r", "-z", commit, "--", "specs", "crates", "tests",
        ],
    )?;
    // "MODE TYPE ID\tPATH"
    let entries = list.split('\0').filter_map(|entry| {
        let (about, path) = entry.split_once('\t')?;
        Some((about.rsplit(' ').next()?, path))
    });
    let wanted: Vec<(&str, &str)> = entries.filter(|(_, path)| is_wanted(path)).collect();
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git does not run: {error}"))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let ids: String = wanted.iter().map(|(id, _)| format!("{id}\n")).collect();
    let mut bytes = Vec::new();
    let transferred = thread::scope(|scope| {
        // In parallel: neither side may wait for the other with a full pipe.
        let writing = scope.spawn(move || match input {
            Some(mut input) => input.write_all(ids.as_bytes()),
            None => Ok(()),
        });
        let read = output.map_or(Ok(0), |mut output| output.read_to_end(&mut bytes));
        writing.join().is_ok_and(|written| written.is_ok()) && read.is_ok()
    });
    let status = child.wait();
    if !transferred || !status.is_ok_and(|status| status.success()) {
        return Err(format!("git cannot read the files of {commit}"));
    }
    let paths = wanted.iter().map(|(_, path)| (*path).to_owned());
    let contents = contents(&bytes);
    if contents.len() != wanted.len() {
        return Err(format!("git cannot read all files of {commit}"));
    }
    Ok(paths.zip(contents).collect())
}

/// The contents in the output of `git cat-file --batch`: each behind a line that ends in its length.
fn contents(mut bytes: &[u8]) -> Vec<String> {
    let mut contents = Vec::new();
    while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        let length = head.rsplit(' ').next().and_then(|text| text.parse().ok());
        let Some(length) = length else { break };
        let length: usize = length;
        let Some(content) = bytes.get(end + 1..end + 1 + length) else {
            break;
        };
        contents.push(String::from_utf8_lossy(content).into_owned());
        bytes = bytes.get(end + length + 2..).unwrap_or_default();
    }
    contents
}
