//! The generated code is what the documents say.

use backhaul_codegen::{Diagnostic, Generated, workspace};

use crate::generated;

/// Generates one provider's crate in memory.
pub(crate) fn generate(provider: &str) -> Generated {
    let generated = workspace::generate_provider(&documents::root(), provider);
    generated.unwrap_or_else(|findings| panic!("{}", list(&findings)))
}

fn list(findings: &[Diagnostic]) -> String {
    let findings = findings.iter().map(|finding| format!("{finding}\n"));
    format!(
        "the documents have findings:\n{}",
        findings.collect::<String>()
    )
}

#[test]
fn regenerating_would_change_nothing() {
    let root = documents::root();
    let changes = workspace::plan(&root, &[]);
    let changes = changes.unwrap_or_else(|findings| panic!("{}", list(&findings)));
    let stale: String = changes.values().map(|change| change.diff(&root)).collect();
    assert!(
        stale.is_empty(),
        "run `cargo xtask regenerate` and commit what it writes:\n{stale}"
    );
    let all = documents::providers().len() + documents::drafts().len();
    assert_eq!(changes.len(), all);
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for (provider, first) in generated() {
        assert_eq!(first.files, generate(provider).files);
    }
}
