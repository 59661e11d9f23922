//! Documents in JSON are read as JSON says, and honest YAML is read.

use std::fmt::Write;

use backhaul_codegen::{Profile, check, generate, normal_form};
use serde_json::json;

use crate::support::{MINIMAL, refused};

/// A document with this description of an operation, as it stands in JSON.
fn described(words: &str) -> String {
    format!(
        "{{\n\t\"openapi\": \"3.0.3\",\r\n\t\"info\": {{\"title\": \"T\", \"version\": \"1\"}},\n\
         \t\"paths\": {{\"/a\": {{\"get\": {{\"operationId\": \"getA\", \"description\": \"{words}\",\n\
         \t\t\"responses\": {{\"204\": {{\"description\": \"d\"}}}}}}}}}}\n}}\n"
    )
}

#[test]
fn characters_that_yaml_does_not_take_are_read_in_json() {
    for words in [
        "a\u{9f}b",
        "a\u{7f}b",
        "a\u{fffe}b",
        "a\u{85}b",
        "a\u{2028}b",
    ] {
        let text = described(words);
        let normal = normal_form("t.json", &text).unwrap();
        let read = &normal.value()["paths"]["/a"]["get"]["description"];
        assert_eq!(read, words, "{words:?}");
        let generated = generate(Profile::Open, "t.json", "t", &text).unwrap();
        for (file, content) in &generated.files {
            let shows = words == "a\u{fffe}b" || !content.contains(words);
            assert!(shows, "{file}: {words:?}");
        }
    }
    let pair = normal_form("t.json", &described("\\ud83d\\ude00 \\/ \\u0007")).unwrap();
    let read = &pair.value()["paths"]["/a"]["get"]["description"];
    assert_eq!(read, "\u{1f600} / \u{7}");
}

#[test]
fn the_places_of_a_document_in_json_are_those_of_its_keys() {
    let text = described("x").replace("\"operationId\": \"getA\"", "\"deprecated\": 5");
    for text in [text.clone(), format!("\u{feff}{text}")] {
        let findings = check(Profile::Open, "t.json", &text);
        let wrong = findings
            .iter()
            .find(|finding| finding.path.ends_with("deprecated"));
        assert_eq!(wrong.unwrap().position, Some((4, 27)), "{findings:?}");
    }
}

#[test]
fn json_with_a_mistake_is_told_as_json() {
    for (right, wrong, place, says) in [
        (
            "\"version\": \"1\"},",
            "\"version\": \"1\"}",
            (4, 2),
            "not readable as JSON: `,` or `}` is expected here, not '\"'",
        ),
        (
            "\"title\": \"T\"",
            "\"title\": \"T\", \"title\": \"U\"",
            (3, 25),
            "not readable as JSON: duplicate mapping key: title",
        ),
        (
            "\"title\": \"T\"",
            "\"title\": \"T",
            (3, 25),
            "not readable as JSON: `,` or `}` is expected here, not 'v'",
        ),
    ] {
        let text = described("x");
        assert_eq!(text.matches(right).count(), 1, "{right}");
        let findings = check(Profile::Open, "t.json", &text.replace(right, wrong));
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].rule, "document/unreadable");
        assert_eq!(findings[0].message, says);
        assert_eq!(findings[0].position, Some(place), "{}", findings[0]);
    }
}

/// What is not quite JSON may still be YAML.
#[test]
fn json_with_comments_or_a_comma_too_many_is_read_as_yaml() {
    let text = described("x").replace("\"1\"},", "\"1\",}, # the last");
    let text = text.replace('\t', "  ");
    assert!(normal_form("t.json", &text).is_ok());
}

#[test]
fn a_mark_at_the_beginning_and_other_ends_of_lines_change_nothing() {
    let windows = MINIMAL.replace('\n', "\r\n");
    for text in [
        format!("\u{feff}{MINIMAL}"),
        windows.clone(),
        format!("\u{feff}{windows}"),
    ] {
        assert_eq!(refused(&text), []);
    }
    let wrong = windows.replace("in: query", "in: body");
    let places = |text: &str| -> Vec<_> {
        refused(text)
            .into_iter()
            .map(|finding| finding.position)
            .collect()
    };
    assert_eq!(places(&wrong), places(&wrong.replace("\r\n", "\n")));
    assert!(!places(&wrong).is_empty());
}

/// A generator may write one description as an alias everywhere.
#[test]
fn an_anchor_may_have_many_aliases() {
    let mut text =
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nx-words: &words Some words.\npaths:\n"
            .to_owned();
    for number in 0..500 {
        let _ = writeln!(
            text,
            "  /a{number}:\n    get: {{responses: {{'204': {{description: *words}}}}}}"
        );
    }
    let normal = normal_form("t.yaml", &text).unwrap();
    let last = &normal.value()["paths"]["/a499"]["get"]["responses"];
    assert_eq!(last["204"]["description"], json!("Some words."));
}

#[test]
fn what_is_no_document_of_openapi_3_is_told_with_the_way_out() {
    for (text, says, hint) in [
        (
            "swagger: '2.0'\npaths: {}\n",
            "this is a document of Swagger 2.0, not of OpenAPI 3.0 or 3.1",
            "npx swagger2openapi",
        ),
        (
            "openapi: 4.0.0\npaths: {}\n",
            "this is a document of OpenAPI 4.0.0, not of 3.0 or 3.1",
            "convert it first",
        ),
        (
            "/a: {get: {}}\n",
            "this is not a document of OpenAPI 3.0 or 3.1: `openapi` is missing at the top",
            "redocly bundle",
        ),
    ] {
        let findings = check(Profile::Open, "t.yaml", text);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].rule, "unsupported/openapi-version");
        assert_eq!(findings[0].message, says);
        assert!(findings[0].hint.contains(hint), "{}", findings[0]);
        assert_eq!(findings[0].position, Some((1, 1)));
    }
    // A version without quotes is a number.
    let bare = described("x").replace("\"3.0.3\"", "3.0");
    assert!(generate(Profile::Open, "t.json", "t", &bare).is_ok());
}
