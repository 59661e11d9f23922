//! Where the workspace is.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the workspace that this run is about.
///
/// It is asked for when the program runs, not when it is compiled: two clones may share a target folder, and
/// then the program of the one is run in the other.
///
/// # Errors
/// If neither cargo nor the current folder leads to a workspace with documents.
pub(crate) fn find() -> Result<PathBuf, String> {
    // `cargo run` says where this package is; a program that is started directly asks the current folder.
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => PathBuf::from(package),
        None => env::current_dir().map_err(|error| format!("the current folder: {error}"))?,
    };
    above(&start).ok_or_else(|| {
        format!(
            "{} is not inside a checkout of Backhaul: no folder above it has specs/ and Cargo.toml",
            start.display()
        )
    })
}

fn above(start: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| {
        folder.join("specs").is_dir()
            && folder.join("Cargo.toml").is_file()
            && folder.join("crates").is_dir()
    };
    start.ancestors().find(is_root).map(Path::to_owned)
}
