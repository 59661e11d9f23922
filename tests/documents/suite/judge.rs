//! Every check that needs nothing but the text of a document, on whatever text comes.
//!
//! `cargo xtask mutate` makes mistakes in the documents, and asks here whether one is caught: it runs
//! this test with the name of a provider in `BACKHAUL_JUDGE` and the text on standard input.

use std::io::Read;

use documents::Document;

use crate::{document_rules, facts};

/// What is wrong with the document of `provider`, each with the check that says so in front.
fn findings(provider: &str, text: &str) -> Vec<String> {
    let name = format!("specs/{provider}.yaml");
    let lint = backhaul_codegen::check(backhaul_codegen::Profile::House, &name, text);
    // The other checks may rely on what the lint has seen to.
    if !lint.is_empty() {
        let lint = lint.into_iter().map(|one| format!("lint: {one}"));
        return lint.collect();
    }
    // JSON is YAML too, and much sooner read as what it is.
    let content = serde_json::from_str(text);
    let content = content.unwrap_or_else(|_| serde_saphyr::from_str(text).unwrap());
    let document = Document::of(provider, content);
    let facts = facts::findings(&document).into_iter();
    let mut found: Vec<String> = facts.map(|one| format!("facts: {one}")).collect();
    for (name, rule) in document_rules::RULES {
        let broken = rule(&document).into_iter();
        found.extend(broken.map(|one| format!("rule: {name}: {one}")));
    }
    found
}

#[test]
#[ignore = "what `cargo xtask mutate` asks"]
fn a_document_from_standard_input_has_no_findings() {
    let provider = std::env::var("BACKHAUL_JUDGE").expect("the name of a provider");
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let found = findings(&provider, &text);
    for one in found.iter().take(5) {
        documents::report!("caught by {}", one.replace('\n', " "));
    }
    assert!(found.is_empty(), "{} findings", found.len());
}

#[test]
fn the_documents_have_no_findings() {
    let root = documents::root();
    for provider in documents::providers() {
        let text = std::fs::read_to_string(root.join(format!("specs/{provider}.yaml"))).unwrap();
        assert_eq!(findings(&provider, &text), [""; 0], "{provider}");
    }
}

/// A mistake for each of the checks, so that none of them can be asked in vain.
#[test]
fn each_check_is_asked() {
    let root = documents::root();
    let text = std::fs::read_to_string(root.join("specs/dcs.yaml")).unwrap();
    for (right, wrong, check) in [
        (
            "operationId: ListRedislog\n",
            "operationId: [a]\n",
            "lint: ",
        ),
        (
            "operationId: ListRedislog\n",
            "operationId: ListRedislogs\n",
            "facts: ",
        ),
        (
            "https://github.com/opentelekomcloud-docs/",
            "https://github.com/others/",
            "rule: sources: ",
        ),
    ] {
        let changed = text.replacen(right, wrong, 1);
        assert_ne!(changed, text, "{right}");
        let found = findings("dcs", &changed);
        assert!(
            found.iter().any(|one| one.starts_with(check)),
            "{check}: {found:?}"
        );
    }
}
