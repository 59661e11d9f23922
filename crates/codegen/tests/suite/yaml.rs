//! Refused: text that is not YAML, or YAML that would use up the memory or the stack.

use std::fmt::Write;

use crate::support::{MINIMAL, accepted, edited, refused};

/// The one finding about `text`, which must be about its YAML.
fn unreadable(text: &str) -> backhaul_codegen::Diagnostic {
    let findings = refused(text);
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = findings.into_iter().next().unwrap();
    assert_eq!(finding.rule, "document/unreadable");
    assert!(
        finding.message.starts_with("not readable as YAML: "),
        "{finding}"
    );
    assert!(!finding.message.contains('\n'), "{finding}");
    assert!(!finding.hint.is_empty(), "{finding}");
    finding
}

/// The parser only says what it did not find; the indentation is the usual cause.
#[test]
fn a_wrong_indentation_is_named_with_its_lines() {
    for (right, wrong, place, says) in [
        (
            "  title: Minimal\n",
            "    title: Minimal\n",
            (5, 3),
            "the indentation does not fit: line 5 is indented by 2, but line 4 by 4 and line 3 by 0",
        ),
        (
            "      tags: [Things]\n      summary: Get one thing\n",
            "      tags: [Things]\n       summary: Get one thing\n",
            (33, 8),
            "line 33 is indented by 7, deeper than line 32 by 6, which has its value already",
        ),
    ] {
        assert_eq!(MINIMAL.matches(right).count(), 1, "{right}");
        let finding = unreadable(&MINIMAL.replace(right, wrong));
        assert_eq!(finding.position, Some(place), "{finding}");
        assert!(finding.message.contains(says), "{finding}");
        assert_eq!(
            finding.hint,
            "indent the line like its neighbours, or correct those"
        );
    }
}

/// The parser often notices a tab only on another line, and speaks of what it expected there.
#[test]
fn a_tab_is_named_on_its_own_line() {
    for (right, wrong, place) in [
        ("  title: Minimal\n", "\ttitle: Minimal\n", (4, 1)),
        (
            "      summary: Get one thing\n",
            "\tsummary: Get one thing\n",
            (33, 1),
        ),
        (
            "      summary: Get one thing\n",
            "      \tsummary: Get one thing\n",
            (33, 7),
        ),
        (
            "      summary: Get one thing\n",
            "    \t  summary: Get one thing\n",
            (33, 5),
        ),
    ] {
        assert_eq!(MINIMAL.matches(right).count(), 1, "{right}");
        let finding = unreadable(&MINIMAL.replace(right, wrong));
        assert_eq!(finding.position, Some(place), "{finding}");
        assert!(
            finding.message.ends_with("a tab indents the line"),
            "{finding}"
        );
        assert!(finding.hint.starts_with("use spaces"), "{finding}");
    }
    // A tab that is part of a text is no mistake.
    let text = MINIMAL.replace("title: Minimal\n", "title: \"Mini\tmal\"\n");
    assert_eq!(refused(&text), []);
}

#[test]
fn a_key_that_is_there_twice_is_said_without_the_words_of_the_parser() {
    let twice = MINIMAL.replace("  title: Minimal\n", "  title: Minimal\n  title: Again\n");
    let finding = unreadable(&twice);
    assert!(
        finding.message.ends_with("duplicate mapping key: title"),
        "{finding}"
    );
    assert!(
        finding.hint.starts_with("remove one of the two"),
        "{finding}"
    );
}

#[test]
fn broken_yaml_is_located() {
    for (what, text, line) in [
        (
            "a tab",
            MINIMAL.replace("  title: Minimal", "\ttitle: Minimal"),
            4,
        ),
        (
            "an open quote",
            MINIMAL.replace(
                "read: \"2026-11-21\"\nservers",
                "read: \"2026-11-21\nservers",
            ),
            0,
        ),
        (
            "an open list",
            MINIMAL.replace("[QUEUED, inProgress, all-done]", "[QUEUED"),
            0,
        ),
        (
            "a key twice",
            MINIMAL.replace("  title: Minimal\n", "  title: Minimal\n  title: Again\n"),
            5,
        ),
        (
            "a key beside a text",
            MINIMAL.replace("  title: Minimal\n", "  title: Minimal: x\n"),
            4,
        ),
        (
            "an unknown alias",
            MINIMAL.replace("  title: Minimal\n", "  title: *other\n"),
            4,
        ),
        (
            "bad indentation",
            MINIMAL.replace("  version: v1\n", " version: v1\n"),
            0,
        ),
        (
            "two documents",
            format!("{MINIMAL}---\nopenapi: 3.0.3\n"),
            0,
        ),
    ] {
        let finding = unreadable(&text);
        let (found, column) = finding.position.unwrap_or_default();
        assert!(found > 0 && column > 0, "{what}: {finding}");
        if line > 0 {
            assert_eq!(found, line, "{what}: {finding}");
        }
    }
}

#[test]
fn no_document_at_all() {
    for text in [
        "",
        "\n",
        "# only a comment\n",
        "42",
        "text",
        "- a\n- b\n",
        "null",
        "---\n...\n",
    ] {
        let findings = refused(text);
        assert_eq!(findings.len(), 1, "{text:?}: {findings:?}");
        assert_eq!(findings[0].rule, "document/no-mapping");
        assert!(
            findings[0].message.contains("not an OpenAPI document"),
            "{text:?}: {}",
            findings[0]
        );
        assert!(
            findings[0].hint.contains("openapi: 3.0.3"),
            "{text:?}: {}",
            findings[0]
        );
    }
    for text in ["{}", "a: 1\n", "swagger: \"2.0\"\n"] {
        let findings = refused(text);
        assert_eq!(findings.len(), 1, "{text:?}: {findings:?}");
        assert_eq!(findings[0].rule, "document/no-openapi");
        assert!(
            findings[0].message.contains("`openapi` is missing"),
            "{text:?}: {}",
            findings[0]
        );
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let depth = 100_000;
    let lists = format!(
        "openapi: 3.0.3\nx: {}{}\n",
        "[".repeat(depth),
        "]".repeat(depth)
    );
    let open = "[".repeat(depth);
    let mappings = "{a: ".repeat(depth);
    let mut block = String::new();
    for level in 0..3_000 {
        let _ = writeln!(block, "{}a:", " ".repeat(level));
    }
    for text in [lists, open, mappings, block] {
        unreadable(&text);
    }
}

#[test]
fn a_long_text_is_only_a_long_text() {
    let long = "x".repeat(10_000_000);
    let findings = refused(&edited(&[(
        "description: Its id.",
        &format!("description: {long}"),
    )]));
    // Whether it is too long is for the reader of YAML to say, but nothing may break.
    assert!(findings.len() <= 1, "{}", findings.len());
    assert!(
        findings
            .iter()
            .all(|finding| finding.to_string().len() < 1_000)
    );
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = "openapi: 3.0.3\nx-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "x-{level}: &a{level} [{items}]");
    }
    unreadable(&bomb);
}

/// Aliases are YAML; a document may use them.
#[test]
fn an_alias_means_what_it_stands_for() {
    let text = edited(&[
        ("description: Its id.", "description: &words Its id."),
        ("description: How far it is.", "description: *words"),
    ]);
    assert_eq!(refused(&text), []);
    let generated = accepted(&text);
    // The field `id`, the field `state`, and the enum that `state` holds.
    let described = generated.files["types.rs"].matches("/// Its id.").count();
    assert_eq!(described, 3);
}

#[test]
fn control_characters_are_told_from_other_mistakes() {
    let finding = unreadable("a: \"\u{1b}\"\nb: [\n");
    assert!(finding.hint.contains("control characters"), "{finding}");
    let finding = unreadable("a: [\n");
    assert!(finding.hint.contains("indentation"), "{finding}");
}
