//! Whether what was generated compiles: a workspace with a crate for each document.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

use super::folder::Folder;
use super::worker;
use crate::corpus::compile::{ROOT, manifest};

/// How many crates cargo checks at a time: what they write takes room.
const AT_ONCE: usize = 50;

/// How many of the documents `numbers` give source that does not compile. Says which, and why.
pub(super) fn check(
    root: &Path,
    folder: &mut Folder,
    seed: u64,
    numbers: &[u64],
) -> Result<usize, String> {
    let mut broken = 0;
    for some in numbers.chunks(AT_ONCE) {
        let workspace = TempDir::new().map_err(|error| error.to_string())?;
        prepare(root, workspace.path(), folder, seed, some)?;
        for (number, error) in cargo_check(root, workspace.path(), some)? {
            println!("document {number} does not compile: {error}");
            broken += 1;
        }
    }
    Ok(broken)
}

fn prepare(
    root: &Path,
    workspace: &Path,
    folder: &mut Folder,
    seed: u64,
    numbers: &[u64],
) -> Result<(), String> {
    let write = |path: &Path, text: &str| {
        let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = parent.and_then(|()| fs::write(path, text));
        written.map_err(|error| format!("{}: {error}", path.display()))
    };
    write(
        &workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"document-*\"]\n",
    )?;
    let lock = fs::read_to_string(root.join("Cargo.lock")).map_err(|error| error.to_string())?;
    write(&workspace.join("Cargo.lock"), &lock)?;
    for number in numbers {
        let text = worker::document(folder, seed, *number)?;
        let Ok(generated) = worker::generated(&text) else {
            return Err(format!(
                "document {number} was generated once, and now it is not"
            ));
        };
        let home = workspace.join(format!("document-{number}"));
        let manifest = manifest(root, &format!("document-{number}"));
        write(&home.join("Cargo.toml"), &manifest)?;
        write(&home.join("src/lib.rs"), ROOT)?;
        for (file, text) in &generated.files {
            write(&home.join("src/generated").join(file), text)?;
        }
    }
    Ok(())
}

/// The numbers whose crates do not compile, each with its first error.
fn cargo_check(
    root: &Path,
    workspace: &Path,
    numbers: &[u64],
) -> Result<Vec<(u64, String)>, String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), Into::into);
    let output = Command::new(cargo)
        .args(["check", "--workspace", "--quiet", "--keep-going"])
        .arg("--message-format=short")
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target.join("damage"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let mut broken = Vec::new();
    for number in numbers {
        let place = format!("document-{number}/");
        let first = said
            .lines()
            .find(|line| line.contains(&place) && line.contains(": error"));
        broken.extend(first.map(|line| (*number, line.to_owned())));
    }
    if broken.is_empty() && !output.status.success() {
        let first = said.lines().find(|line| line.contains("error"));
        return Err(first.unwrap_or("cargo says nothing").to_owned());
    }
    Ok(broken)
}
