//! Prepared changes of a document, each with what must be said of it.

mod operations;
mod types;
mod wire;

use std::collections::BTreeMap;

use backhaul_codegen::{Profile, generate};

use super::change::{Change, Class};
use super::report;
use super::sides::{self, Source};

const DOCUMENT: &str = include_str!("document.yaml");

/// The document with each text replaced; a text must occur exactly once.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = DOCUMENT.to_owned();
    for (old, new) in edits {
        assert_eq!(text.matches(old).count(), 1, "{old:?} in the document");
        text = text.replace(old, new);
    }
    text
}

fn source(document: String) -> Source {
    let generated = generate(Profile::House, "specs/small.yaml", "small", &document)
        .unwrap_or_else(|findings| {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            panic!("{}", list.join("\n"))
        });
    Source {
        document,
        files: generated.files,
        surface: None,
        wire: BTreeMap::new(),
    }
}

/// What is said of the edits, sorted.
fn changes(edits: &[(&str, &str)]) -> Vec<Change> {
    of(source(edited(&[])), source(edited(edits)))
}

fn of(old: Source, new: Source) -> Vec<Change> {
    let mut changes = sides::compare("small", "BASE", old, new).unwrap();
    changes.sort();
    changes
}

/// Class, subject and member of each change, in one line each.
fn shown(changes: &[Change]) -> Vec<String> {
    let lines = changes.iter().map(|change| {
        let Change {
            class,
            subject,
            member,
            text,
            ..
        } = change;
        format!("{class:?} {subject} {member}: {text}")
    });
    lines.collect()
}

/// Fails unless exactly these changes are found, each given by what its line begins with.
#[track_caller]
fn expect(edits: &[(&str, &str)], beginnings: &[&str]) {
    let found = shown(&changes(edits));
    let fits = found.len() == beginnings.len()
        && found
            .iter()
            .zip(beginnings)
            .all(|(line, beginning)| line.starts_with(beginning));
    assert!(fits, "found {found:#?}, expected {beginnings:#?}");
}

#[test]
fn nothing_differs_from_itself() {
    expect(&[], &[]);
    let text = report::text("BASE", &[]);
    assert_eq!(text, "Nothing differs from BASE.\n");
}

#[test]
fn another_text_is_words_only() {
    let found = changes(&[("summary: List the jobs\n", "summary: List all jobs\n")]);
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|change| change.class == Class::Words),
        "{:#?}",
        shown(&found)
    );
    expect(
        &[(
            "description: Where its log is.",
            "description: The address of its log.",
        )],
        &["Words Job link: \"Where its log is.\" became \"The address of its log.\""],
    );
}

/// The generator may write other code from the same document.
#[test]
fn a_change_of_the_generator_is_seen_without_a_change_of_the_document() {
    let before = source(edited(&[]));
    let with = |file: &str, old: &str, new: &str| {
        let mut after = source(edited(&[]));
        let text = after.files.get_mut(file).unwrap();
        assert!(text.contains(old), "{old} in {text}");
        *text = text.replacen(old, new, 1);
        after
    };
    let found = |new: Source| {
        let old = source(edited(&[]));
        shown(&of(old, new))
    };
    assert!(before.files.contains_key("types.rs"));
    let mut renamed = with(
        "types.rs",
        "pub link: Option<String>",
        "pub log: Option<String>",
    );
    let text = renamed.files.get_mut("types.rs").unwrap();
    *text = text.replacen(" link \"link\" optional", " log \"log\" optional", 1);
    let field = found(renamed);
    assert_eq!(field.len(), 1, "{field:#?}");
    assert!(
        field[0].starts_with("Breaking Job link: was renamed or removed; log"),
        "{field:#?}"
    );
    let setter = found(with("builders.rs", "pub fn page_size<V>", "pub fn size<V>"));
    assert!(
        setter[0].starts_with("Breaking list_jobs page_size: was renamed"),
        "{setter:#?}"
    );
    let inside = found(with(
        "operations.rs",
        "name: \"list_jobs\",",
        "name: { \"list_jobs\" },",
    ));
    assert_eq!(
        inside,
        ["Inside  : 1 part of the generated code is written in another way, in list_jobs"]
    );
}

#[test]
fn the_report_groups_by_class_and_subject() {
    let found = changes(&[
        ("maximum: 500", "maximum: 100"),
        ("summary: Create a job\n", "summary: Make a job\n"),
    ]);
    let text = report::text("BASE", &found);
    assert!(
        text.starts_with("Compared with BASE: 1 breaking, 0 additive, 0 wire only, "),
        "{text}"
    );
    let place = "\nBreaking\n  small list_jobs (tests/snapshots/small/surface/list_jobs.snap)\n    .page_size: narrower: ";
    assert!(text.contains(place), "{text}");
    assert!(
        text.contains("\nWords only\n  small create_job (specs/small.yaml)\n"),
        "{text}"
    );
    let markdown = report::markdown("BASE", &found);
    assert!(
        markdown.contains("\n### Breaking\n\n- **small list_jobs**: .page\\_size: narrower: "),
        "{markdown}"
    );
}
