//! A folder that a download writes to, and what it has in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backhaul_runtime::for_client_crates::Core;
use backhaul_runtime::{Downloaded, Error, Retry};
use tempfile::TempDir;

use crate::client::link;

/// A folder with nothing in it, and the file that a download is to make there.
pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    (folder, target)
}

pub(crate) fn names(folder: &TempDir) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

pub(crate) fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

/// What is left when a download did not come to its end.
pub(crate) fn left_over() -> BTreeSet<String> {
    set(&[".log.gz.part", ".log.gz.part-info"])
}

/// A run that ends at the first failure.
pub(crate) async fn run(core: &Core, address: &str, target: &Path) -> Result<Downloaded, Error> {
    core.download_link(&link(address, "/log.gz"))
        .retry(Retry::off())
        .to_file(target)
        .await
}
