//! What a reviewer reads in a pull request: one small file per type, operation and request.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::{providers, report, root};

/// The kinds of texts; each has a folder in each provider's.
const KINDS: [&str; 4] = ["help", "surface", "types", "wire"];

/// Compares each text with `tests/snapshots/{provider}/{kind}/{name}.snap` and fails with the names of
/// all that differ, are new, or have no text any more.
///
/// The key of a text is the provider, a dot and the name.
pub fn assert_all(kind: &str, texts: &BTreeMap<String, String>) {
    let mut differing: Vec<&str> = Vec::new();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for (key, text) in texts {
        let (provider, name) = key.split_once('.').unwrap();
        wanted.insert(format!("{provider}/{kind}/{name}.snap"));
        let folder = folder().join(provider).join(kind);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let compared = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(name, text));
        }));
        let pending = folder.join(format!("{name}.snap.new"));
        if compared.is_err() {
            differing.push(key);
        } else if pending.exists() {
            // Left by an earlier run; it would offer an old text for review.
            fs::remove_file(pending).unwrap();
        }
    }
    let left_over = left_over(kind, &wanted);
    assert!(
        differing.is_empty() && left_over.is_empty(),
        "snapshots of {kind} that differ: {differing:?}; that nothing asks for: {left_over:?}\n\
         read the differences above; accept them with `cargo xtask review --accept`"
    );
    report!("{kind}: {} snapshots", texts.len());
}

/// Snapshots of a kind that are not `wanted`, and folders of no kind or no provider.
fn left_over(kind: &str, wanted: &BTreeSet<String>) -> Vec<String> {
    let mut left_over = Vec::new();
    for provider in names_in(&folder()) {
        if !providers().contains(&provider) {
            left_over.push(provider);
            continue;
        }
        for found in names_in(&folder().join(&provider)) {
            if !KINDS.contains(&found.as_str()) {
                left_over.push(format!("{provider}/{found}"));
            }
        }
        for file in names_in(&folder().join(&provider).join(kind)) {
            let path = format!("{provider}/{kind}/{file}");
            // A `.snap.new` is one that differs.
            if path.ends_with(".snap") && !wanted.contains(&path) {
                left_over.push(path);
            }
        }
    }
    left_over
}

/// `BACKHAUL_SNAPSHOTS`, where `cargo xtask review` lets the snapshots be made anew, or else the accepted ones.
fn folder() -> PathBuf {
    let made_anew = env::var_os("BACKHAUL_SNAPSHOTS").map(PathBuf::from);
    made_anew.unwrap_or_else(|| root().join("tests/snapshots"))
}

/// The names in a folder; none if there is no such folder yet.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}
