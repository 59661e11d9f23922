//! Media types and security requirements that nobody can send as they are written.

use backhaul_codegen::{Diagnostic, Profile, Severity, check, generate};
use serde_json::{Value, json};

use super::normal;

/// A document with one operation.
fn document(operation: &str, schemes: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post: {operation}\n\
         components:\n  securitySchemes: {schemes}\n  schemas:\n    Thing: {{type: object, properties: {{a: {{type: string}}}}}}\n"
    )
}

/// What is said about keys of `content` and about security.
fn told(text: &str) -> Vec<Diagnostic> {
    let mut findings = check(Profile::Open, "t.yaml", text);
    let rules = [
        "idle/odd-media-type",
        "idle/media-type",
        "idle/security-places",
        "idle/undeclared-scheme",
        "wire/media-type",
    ];
    findings.retain(|finding| rules.contains(&finding.rule));
    findings
}

/// The media types of the success in the normal form.
fn media_types(content: &str) -> (Vec<String>, Vec<Diagnostic>) {
    let text = document(
        &format!("{{responses: {{'200': {{description: d, content: {content}}}}}}}"),
        "{}",
    );
    let normal = normal(&text);
    let content = &normal.value()["paths"]["/a"]["post"]["responses"]["200"]["content"];
    let types = content.as_object().unwrap().keys().cloned().collect();
    (types, told(&text))
}

#[test]
fn a_key_of_content_is_what_it_can_mean() {
    let thing = "{schema: {$ref: '#/components/schemas/Thing'}}";
    let file = "{schema: {type: string, format: binary}}";
    for (content, expected) in [
        (format!("{{gzip: {file}}}"), &["*/*"][..]),
        (format!("{{json: {thing}}}"), &["application/json"]),
        (format!("{{xml: {thing}}}"), &["*/*"]),
        (format!("{{form-data: {file}}}"), &["multipart/form-data"]),
        (format!("{{'*': {thing}}}"), &["application/json"]),
        (format!("{{'*': {file}}}"), &["*/*"]),
        (format!("{{'*/*': {thing}}}"), &["application/json"]),
        (
            format!("{{'application/*+json': {thing}}}"),
            &["application/json"],
        ),
        (
            format!("{{'application/json;': {thing}}}"),
            &["application/json"],
        ),
        (format!("{{' text/csv ': {file}}}"), &["text/csv"]),
        (
            format!("{{'application/json, text/csv': {thing}, 'text/csv;': {file}}}"),
            &["application/json", "text/csv"],
        ),
        (format!("{{'a/b/c': {file}}}"), &["*/*"]),
        (format!("{{'téxt/plain': {file}}}"), &["*/*"]),
    ] {
        let (types, told) = media_types(&content);
        assert_eq!(types, expected, "{content}");
        assert!(!told.is_empty(), "{content}");
        for finding in told {
            assert_eq!(finding.severity, Severity::Warning, "{finding}");
            assert_eq!(finding.rule, "idle/odd-media-type", "{finding}");
        }
    }
    for (content, expected) in [
        (format!("{{'*/*': {file}}}"), &["*/*"][..]),
        ("{'*/*': {schema: {}}}".to_owned(), &["*/*"]),
        (
            format!("{{application/json: {thing}, 'application/json; charset=utf-8': {thing}}}"),
            &["application/json", "application/json; charset=utf-8"],
        ),
    ] {
        let (types, told) = media_types(&content);
        assert_eq!(types, expected, "{content}");
        assert!(told.is_empty(), "{content}: {told:?}");
    }
}

#[test]
fn a_key_that_stands_at_the_wrong_place_is_told() {
    let (_, told) = media_types("{schema: {type: object}}");
    let rules: Vec<&str> = told.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["wire/media-type"]);
    let (_, told) = media_types("{application/json: {}, schema: {type: object}}");
    let rules: Vec<&str> = told.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["idle/media-type"]);
}

/// What the operation needs in the normal form, and what is said about it.
fn security(requirement: &str, schemes: &str) -> (Value, Vec<String>) {
    let operation =
        format!("{{security: {requirement}, responses: {{'204': {{description: d}}}}}}");
    let text = document(&operation, schemes);
    assert!(
        generate(Profile::Open, "t.yaml", "t", &text).is_ok(),
        "{requirement}"
    );
    let normal = normal(&text);
    let told = told(&text).into_iter().map(|finding| {
        assert_eq!(finding.severity, Severity::Warning, "{finding}");
        format!("{} [{}]", finding.message, finding.rule)
    });
    (
        normal.value()["paths"]["/a"]["post"]["security"].clone(),
        told.collect(),
    )
}

#[test]
fn of_two_schemes_for_one_place_either_is_enough() {
    let schemes = "{A: {type: http, scheme: bearer}, B: {type: apiKey, in: header, name: Authorization}, \
                   C: {type: apiKey, in: query, name: k}, D: {type: apiKey, in: header, name: X-Key}}";
    let said = "A and B are needed at once, but sent in the same place: any of them is taken [idle/security-places]";
    let (found, told) = security("[{A: [], B: [r]}]", schemes);
    assert_eq!(found, json!([{"A": []}, {"B": ["r"]}]));
    assert_eq!(told, [said]);
    let (found, told) = security("[{A: [], B: [], C: []}, {D: []}]", schemes);
    assert_eq!(
        found,
        json!([{"A": [], "C": []}, {"B": [], "C": []}, {"D": []}])
    );
    assert_eq!(told, [said]);
    let (found, told) = security("[{A: [], C: [], D: []}, {B: []}, {}]", schemes);
    assert_eq!(found, json!([{"A": [], "C": [], "D": []}, {"B": []}, {}]));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_scheme_that_nobody_has_declared_is_not_sent() {
    let schemes = "{A: {type: http, scheme: bearer}}";
    let said = "security scheme B is not declared: nothing is sent for it [idle/undeclared-scheme]";
    for (requirement, expected) in [
        ("[{B: []}]", json!([{}])),
        ("[{B: []}, {A: []}]", json!([{"A": []}])),
        ("[{A: [], B: []}]", json!([{"A": []}])),
        ("[{}, {B: []}, {A: []}]", json!([{}, {"A": []}])),
    ] {
        let (found, told) = security(requirement, schemes);
        assert_eq!(found, expected, "{requirement}");
        assert_eq!(told, [said], "{requirement}");
    }
}
