//! Secrets of documents of others, and what a build script says of them.

use std::fs;

use backhaul_codegen::{Build, BuildError, Profile, check};

/// The rule that a build script breaks.
const RULE: &str = "workspace/no-such-secret";

/// A document with one object that is sent and read, whose properties are `properties`.
fn document(properties: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: sendThing\n      \
         requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}\n      \
         responses: {{'200': {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}\n\
         components:\n  schemas:\n    Word: {{type: string, pattern: '^[a-z]+$'}}\n    \
         Thing: {{type: object, properties: {{{properties}}}}}\n"
    )
}

/// What the build of `text` by `how` finds wrong, or the fields of the type `Thing` that are secrets.
fn secrets(text: &str, how: impl Fn(Build) -> Build) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("things.yaml");
    fs::write(&file, text).unwrap();
    let generated = match how(Build::of(&file)).generate() {
        Ok(generated) => generated,
        Err(BuildError::Document { findings, .. }) => {
            let all = findings
                .iter()
                .map(|finding| format!("{}: {} {}", finding.rule, finding.message, finding.hint));
            return Err(all.collect::<Vec<_>>().join("\n"));
        }
        Err(other) => panic!("{other}"),
    };
    let types = generated.types().unwrap();
    let lines = types["Thing"]
        .lines()
        .filter(|line| line.contains("SensitiveString"));
    Ok(lines
        .map(|line| line.split(':').next().unwrap().trim().to_owned())
        .collect())
}

#[test]
fn what_the_document_says_counts_more_than_a_name_and_what_a_build_script_says_most() {
    let text = document(
        "password: {type: string}, client_secret: {type: string, x-sensitive: false}, \
         mask: {type: string, format: password}, pin: {type: string}, note: {type: string, x-sensitive: true}",
    );
    let plain = secrets(&text, |build| build).unwrap();
    assert_eq!(plain, ["mask", "note", "password"], "{text}");
    let said = |build: Build| {
        build
            .secret("pin")
            .secret("client_secret")
            .not_secret("password")
            .not_secret("mask")
    };
    assert_eq!(
        secrets(&text, said).unwrap(),
        ["client_secret", "note", "pin"]
    );
    // The last word counts.
    let again = |build: Build| {
        build
            .secret("password")
            .not_secret("password")
            .not_secret("pin")
            .secret("pin")
    };
    assert_eq!(secrets(&text, again).unwrap(), ["mask", "note", "pin"]);
}

#[test]
fn a_name_that_no_text_has_is_refused_with_what_was_meant() {
    let text = document("doorCode: {type: string}, pin: {type: integer}");
    let refused = secrets(&text, |build| build.secret("doorcode").not_secret("pin")).unwrap_err();
    let lines: Vec<&str> = refused.lines().collect();
    assert_eq!(lines.len(), 2, "{refused}");
    for (line, name) in lines.iter().zip(["doorcode", "pin"]) {
        let begins =
            format!("{RULE}: `{name}` is neither a property nor a parameter that is a text");
        assert!(line.starts_with(&begins), "{line}");
    }
    assert!(lines[0].contains("did you mean `doorCode`?"), "{refused}");
    let ours = secrets(&text, |build| {
        build.target(Profile::House).secret("doorCode")
    })
    .unwrap_err();
    assert!(ours.contains("`x-sensitive: true`"), "{ours}");
}

#[test]
fn a_secret_is_found_in_whatever_way_a_text_is_written() {
    let text = document(
        "a_password: {$ref: '#/components/schemas/Word'}, b_password: {allOf: [{$ref: '#/components/schemas/Word'}]}, \
         c_password: {type: [string, 'null'], minLength: 3}, d_password: {anyOf: [{type: string}, {type: 'null'}]}, \
         e: {type: [string, 'null'], format: password}, f: {$ref: '#/components/schemas/Word', x-sensitive: true}, \
         g_password: {pattern: '^a$'}, h_password: {type: array, items: {type: string}}, \
         i_password: {type: string, enum: [none]}, j_password: {type: integer}, k_password: {type: string, format: date}, \
         l: {$ref: '#/components/schemas/Word'}",
    );
    let found = secrets(&text, |build| build).unwrap();
    let all = [
        "a_password",
        "b_password",
        "c_password",
        "d_password",
        "e",
        "f",
        "g_password",
        "h_password",
    ];
    assert_eq!(found, all);
}

#[test]
fn a_parameter_is_a_secret_wherever_the_document_says_it() {
    for parameter in [
        "{name: q, in: query, type: string, format: password}",
        "{name: q, in: header, x-sensitive: true, schema: {type: string, maxLength: 3}}",
        "{name: q, in: query, schema: {type: string, x-sensitive: false}}",
        "{name: password, in: query, x-sensitive: false, schema: {type: string, maxLength: 3}}",
        "{name: password, in: query}",
        "{name: password, in: query, schema: {type: array, items: {type: string}}}",
    ] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      parameters: [{parameter}]\n      \
             responses: {{'204': {{description: Done.}}}}\n"
        );
        assert_eq!(check(Profile::Open, "t.yaml", &text), [], "{parameter}");
    }
}
