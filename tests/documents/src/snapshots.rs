//! What a reviewer reads in a pull request: one small file per type, operation and request.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{report, root};

/// Compares each text with `tests/snapshots/{kind}/{name}.snap` and fails with the names of all
/// that differ, are new, or have no text any more.
pub fn assert_all(kind: &str, texts: &BTreeMap<String, String>) {
    let folder = root().join("tests/snapshots").join(kind);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut differing: Vec<String> = Vec::new();
    for (name, text) in texts {
        let compared = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
        }));
        let pending = folder.join(format!("{name}.snap.new"));
        if compared.is_err() {
            differing.push(name.clone());
        } else if pending.exists() {
            // Left by an earlier run; it would offer an old text for review.
            fs::remove_file(pending).unwrap();
        }
    }
    let wanted: BTreeSet<String> = texts.keys().map(|name| format!("{name}.snap")).collect();
    let present = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let left_over: Vec<String> = present
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".snap") && !wanted.contains(name))
        .collect();
    assert!(
        differing.is_empty() && left_over.is_empty(),
        "snapshots of {kind} that differ: {differing:?}; that nothing asks for: {left_over:?}\n\
         read the differences above; accept them with `INSTA_UPDATE=always cargo test -p \
         backhaul-tests-documents -p backhaul-tests-wire`, and delete what is left over"
    );
    report!("{kind}: {} snapshots", texts.len());
}
