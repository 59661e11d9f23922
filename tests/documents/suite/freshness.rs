//! The generated code is what the documents say.

use backhaul_codegen::workspace;

use crate::documents;

#[test]
fn regenerating_would_change_nothing() {
    let root = documents::root();
    let changes = workspace::plan(&root, &[]).unwrap_or_else(|findings| {
        let text: String = findings
            .iter()
            .map(|finding| format!("{finding}\n"))
            .collect();
        panic!("the documents have findings:\n{text}");
    });
    let stale: String = changes.values().map(|change| change.diff(&root)).collect();
    assert!(
        stale.is_empty(),
        "run `cargo xtask regenerate` and commit what it writes:\n{stale}"
    );
    assert_eq!(changes.len(), 4);
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let root = documents::root();
    for provider in workspace::providers(&root).unwrap() {
        let first = workspace::generate_provider(&root, &provider).unwrap();
        let second = workspace::generate_provider(&root, &provider).unwrap();
        assert_eq!(first.files, second.files);
    }
}
