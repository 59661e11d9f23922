//! Drafts, and the tables of facts that come with them.

use std::fs;

use backhaul_codegen::Wanted;
use documents::Document;

use super::compare::compare;
use super::table::Table;

/// What a draft and its table say of each other. What only finished ones have is no finding.
fn findings_of_draft(document: &Document, table: &str) -> Vec<String> {
    match Table::parse(table) {
        Ok(table) => compare(&table, document),
        Err(error) => vec![error],
    }
}

#[test]
fn drafts_agree_with_the_facts() {
    let mut wrong = Vec::new();
    for provider in documents::drafts() {
        let path = documents::root().join(format!("tests/facts/{provider}.txt"));
        let table = fs::read_to_string(path).unwrap();
        let found = findings_of_draft(&Document::read(&provider), &table);
        wrong.extend(found.into_iter().map(|one| format!("{provider}: {one}")));
    }
    assert_eq!(wrong, [""; 0]);
}

/// A document of others, for drafts.
const LIBRARY: &str = include_str!("../../../../crates/codegen/tests/suite/documents/library.yaml");

#[test]
fn a_new_draft_agrees_with_the_facts_that_come_with_it() {
    let draft =
        backhaul_codegen::draft("library", "library.yaml", LIBRARY, &Wanted::default()).unwrap();
    let document = serde_saphyr::from_str(&draft.files["specs/library.yaml"]).unwrap();
    let document = Document::of("library", document);
    let table = &draft.files["tests/facts/library.txt"];
    assert_eq!(findings_of_draft(&document, table), [""; 0], "{table}");
    // Each of these facts is there once, so that a document without it differs.
    for (fact, other) in [
        ("maximum=200", "maximum=100"),
        ("pattern=^[0-9]{10}$", "pattern=^[0-9]{13}$"),
        ("enum=fiction|science", "enum=fiction"),
        ("security session", "security card"),
        (" optional\n", "\n"),
        ("errors 404 422", "errors 404"),
        (
            "pages offset skip take books count",
            "pages offset skip take books",
        ),
        ("  paper PaperCopy", "  paper AudioCopy"),
        ("  succeeded stage done", "  succeeded stage over"),
    ] {
        assert!(table.contains(fact), "{fact}: {table}");
        let changed = table.replace(fact, other);
        assert!(!findings_of_draft(&document, &changed).is_empty(), "{fact}");
    }
}
