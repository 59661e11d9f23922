//! Where the workspace is.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the workspace that this run is about: `BACKHAUL_ROOT`, or else what is above the package that
/// cargo tests, or else what is above the current folder.
///
/// It is asked for when the tests run, not when they are compiled: two clones may share a target folder, and
/// `BACKHAUL_ROOT` lets the same tests look at a changed copy of the documents.
pub fn root() -> PathBuf {
    if let Some(root) = env::var_os("BACKHAUL_ROOT") {
        return PathBuf::from(root);
    }
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let start = package.unwrap_or_else(|| env::current_dir().unwrap());
    let is_root = |folder: &&Path| folder.join("specs").is_dir() && folder.join("crates").is_dir();
    let root = start.ancestors().find(is_root);
    root.unwrap_or_else(|| panic!("no folder above {} has specs/ and crates/", start.display()))
        .to_owned()
}
