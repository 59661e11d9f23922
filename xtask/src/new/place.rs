//! Puts a draft into the workspace: all of it, or nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use backhaul_codegen::{Draft, workspace};
use tempfile::TempDir;

/// What a draft brings, below the root: two files and a folder.
fn parts(provider: &str) -> [String; 3] {
    [
        format!("specs/{provider}.yaml"),
        format!("tests/facts/{provider}.txt"),
        format!("crates/{provider}"),
    ]
}

/// Fails if anything of the provider is there already.
pub(super) fn refuse_existing(root: &Path, provider: &str) -> Result<(), String> {
    let there: Vec<String> = parts(provider)
        .into_iter()
        .filter(|part| fs::symlink_metadata(root.join(part)).is_ok())
        .collect();
    match there.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "there is {} already, and nothing is overwritten: take another name, or remove it",
            there.join(" and ")
        )),
    }
}

/// Writes everything beside its place, and then moves it there.
pub(super) fn put(root: &Path, provider: &str, draft: &Draft) -> Result<(), String> {
    let failed = |error: io::Error| format!("nothing written: {error}");
    // Within the workspace, since a file can only be moved within a file system.
    let beside = TempDir::with_prefix_in(".new-", root).map_err(failed)?;
    let made = beside.path();
    for (name, content) in &draft.files {
        write(&made.join(name), content.as_bytes()).map_err(failed)?;
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let text = fs::read(root.join(licence))
            .map_err(|error| format!("nothing written: {licence}: {error}"))?;
        write(&made.join("crates").join(provider).join(licence), &text).map_err(failed)?;
    }
    let changes = workspace::plan(made, &[provider.to_owned()]).map_err(|findings| {
        let list: String = findings
            .iter()
            .map(|finding| format!("{finding}\n"))
            .collect();
        format!("{list}nothing written")
    })?;
    for change in changes.values() {
        change.apply().map_err(failed)?;
    }
    format_tests(
        &made
            .join("crates")
            .join(provider)
            .join("tests/calls/main.rs"),
    );
    let mut moved: Vec<PathBuf> = Vec::new();
    for part in parts(provider) {
        let place = root.join(&part);
        if let Err(error) = move_to(&made.join(&part), &place) {
            for part in moved.iter().rev() {
                drop(remove(part));
            }
            return Err(format!("nothing written: {part}: {error}"));
        }
        moved.push(place);
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, content)
}

/// Moves a file or a folder to where nothing is.
fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    to.parent().map_or(Ok(()), fs::create_dir_all)?;
    if from.is_dir() {
        // Fails where there is a folder with anything in it.
        return fs::rename(from, to);
    }
    // Unlike a renamed file, a link never replaces another file.
    fs::hard_link(from, to)
}

fn remove(path: &Path) -> io::Result<()> {
    match path.is_dir() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    }
}

/// Formats the test, which is written by hand from then on. Without rustfmt it stays as it is.
fn format_tests(file: &Path) {
    let formatted = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(file)
        .status();
    if !formatted.is_ok_and(|status| status.success()) {
        eprintln!("rustfmt did not format the test: run `cargo fmt`");
    }
}
