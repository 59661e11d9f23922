//! Where the workspace is.

use std::env;
use std::path::{Path, PathBuf};

/// [`find_root`], for tests.
pub fn root() -> PathBuf {
    find_root().unwrap_or_else(|why| panic!("{why}"))
}

/// The root of the workspace that this run is about: `BACKHAUL_ROOT`, or else what is above the package that
/// cargo runs or tests, or else what is above the current folder.
///
/// It is asked for when a program runs, not when it is compiled: two clones may share a target folder, and then
/// the program of the one is run in the other. `BACKHAUL_ROOT` lets the same tests look at a changed copy of the
/// documents.
///
/// # Errors
/// If none of them leads to a workspace with documents.
pub fn find_root() -> Result<PathBuf, String> {
    if let Some(root) = env::var_os("BACKHAUL_ROOT") {
        return Ok(PathBuf::from(root));
    }
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => PathBuf::from(package),
        None => env::current_dir().map_err(|error| format!("the current folder: {error}"))?,
    };
    above(&start).ok_or_else(|| {
        format!(
            "{} is not inside a checkout of Backhaul: no folder above it has specs/, crates/ and Cargo.toml",
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
