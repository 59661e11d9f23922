//! The generated code is what the documents say.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use backhaul_codegen::{Changes, Diagnostic, Generated, workspace};

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

/// What `cargo xtask regenerate` has to do, which generates everything once more.
fn planned() -> &'static BTreeMap<String, Changes> {
    static PLANNED: LazyLock<BTreeMap<String, Changes>> = LazyLock::new(|| {
        let changes = workspace::plan(&documents::root(), &[]);
        changes.unwrap_or_else(|findings| panic!("{}", list(&findings)))
    });
    &PLANNED
}

#[test]
fn regenerating_would_change_nothing() {
    let root = documents::root();
    let changes = planned();
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
    let root = documents::root();
    for (provider, first) in generated() {
        // If nothing is stale, the files are what was generated for the plan.
        if planned()[provider].diff(&root).is_empty() {
            let folder = root.join(format!("crates/{provider}/src/generated"));
            let changes = Changes::compare(&folder, &first.files).unwrap();
            assert_eq!(changes.diff(&root), "", "{provider}");
        } else {
            assert_eq!(first.files, generate(provider).files);
        }
    }
}
