//! Values of another kind than OpenAPI says, in documents of others.

use std::collections::BTreeMap;

use backhaul_codegen::{Diagnostic, Profile, Severity, check};

use crate::odd::{generated, thing};

fn messages(findings: &[Diagnostic]) -> BTreeMap<&str, &str> {
    let findings = findings
        .iter()
        .filter(|one| one.rule == "document/odd-kind");
    findings
        .map(|one| (one.path.as_str(), one.message.as_str()))
        .collect()
}

#[test]
fn a_value_of_another_kind_is_taken_as_what_it_can_only_mean() {
    let text = "\
openapi: 3.0.3
info: {title: Odd, version: 1.5, description: null}
servers: {url: 'https://odd.example.com'}
tags: [{name: 7}]
paths:
  x-root: /v1
  /things/{id}:
    parameters: {name: id, in: path, required: 'true', schema: string}
    get:
      operationId: getThing
      tags: 7
      security: {key: null}
      deprecated: 'yes'
      responses:
        x-note: words
        200: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '404': Not found.
        '500': null
components:
  securitySchemes:
    key: {type: http, scheme: basic}
  schemas:
    Thing:
      type: object
      required: id
      properties:
        id: {type: string, pattern: 0, maxLength: '8', minLength: -1, nullable: 'no'}
        kinds: {type: array, items: integer, minItems: 1.0}
        size: {type: integer, minimum: '3', maximum: 9 bytes, enum: 4}
        more: {allOf: {$ref: '#/components/schemas/More'}}
    More: {type: object, properties: {a: {type: {type: string}}}, required: []}
    None: {type: object, properties: []}
";
    let odd = generated(text);
    let found = messages(&odd.warnings);
    let schema = "components.schemas.Thing.properties";
    let expected: BTreeMap<String, &str> = [
        (
            "info.version".to_owned(),
            "found a number instead of a text: it is taken as \"1.5\"",
        ),
        (
            "info.description".to_owned(),
            "found nothing instead of a text: `description` is left out",
        ),
        (
            "servers".to_owned(),
            "found a mapping instead of a list: it is taken as the only item of one",
        ),
        (
            "tags.0.name".to_owned(),
            "found a number instead of a text: it is taken as \"7\"",
        ),
        (
            "paths./things/{id}.parameters".to_owned(),
            "found a mapping instead of a list: it is taken as the only item of one",
        ),
        (
            "paths./things/{id}.parameters.0.required".to_owned(),
            "found a text instead of true or false: it is taken as true",
        ),
        (
            "paths./things/{id}.parameters.0.schema".to_owned(),
            "found a text instead of a mapping: it is taken as {\"type\":\"string\"}",
        ),
        (
            "paths./things/{id}.get.tags".to_owned(),
            "found a number instead of a list: it is taken as the only item of one",
        ),
        (
            "paths./things/{id}.get.tags.0".to_owned(),
            "found a number instead of a text: it is taken as \"7\"",
        ),
        (
            "paths./things/{id}.get.security".to_owned(),
            "found a mapping instead of a list: it is taken as the only item of one",
        ),
        (
            "paths./things/{id}.get.security.0.key".to_owned(),
            "found nothing instead of a list: it is taken as []",
        ),
        (
            "paths./things/{id}.get.responses.404".to_owned(),
            "found a text instead of a mapping: it is taken as {\"description\":\"Not found.\"}",
        ),
        (
            "paths./things/{id}.get.responses.500".to_owned(),
            "found nothing instead of a mapping: it is taken as {}",
        ),
        (
            "components.schemas.Thing.required".to_owned(),
            "found a text instead of a list: it is taken as the only item of one",
        ),
        (
            format!("{schema}.id.pattern"),
            "found a number instead of a text: `pattern` is not checked",
        ),
        (
            format!("{schema}.id.maxLength"),
            "found a text instead of a whole number from zero on: it is taken as 8",
        ),
        (
            format!("{schema}.id.minLength"),
            "found a number instead of a whole number from zero on: `minLength` is not checked",
        ),
        (
            format!("{schema}.id.nullable"),
            "found a text instead of true or false: it is taken as false",
        ),
        (
            format!("{schema}.kinds.items"),
            "found a text instead of a mapping: it is taken as {\"type\":\"integer\"}",
        ),
        (
            format!("{schema}.kinds.minItems"),
            "found a number instead of a whole number from zero on: it is taken as 1",
        ),
        (
            format!("{schema}.size.minimum"),
            "found a text instead of a number: it is taken as 3",
        ),
        (
            format!("{schema}.size.maximum"),
            "found a text instead of a number: `maximum` is not checked",
        ),
        (
            format!("{schema}.size.enum"),
            "found a number instead of a list: it is taken as the only item of one",
        ),
        (
            format!("{schema}.more.allOf"),
            "found a mapping instead of a list: it is taken as the only item of one",
        ),
        (
            "components.schemas.None.properties".to_owned(),
            "found a list instead of a mapping: it is taken as {}",
        ),
    ]
    .into();
    let expected: BTreeMap<&str, &str> = expected
        .iter()
        .map(|(path, says)| (path.as_str(), *says))
        .collect();
    assert_eq!(found, expected);
    // Each is where it stands in the file.
    let place = |path: &str| {
        let warning = odd.warnings.iter().find(|one| one.path == path);
        warning.and_then(|one| one.position)
    };
    assert_eq!(
        place("paths./things/{id}.parameters.0.required"),
        Some((8, 38))
    );
    assert!(
        odd.files["builders.rs"].contains("pub fn id"),
        "{}",
        odd.files["builders.rs"]
    );
    let types = &odd.files["types.rs"];
    assert!(types.contains("pub id: String,"), "{types}");
    assert!(
        types.contains("pub kinds: Option<Vec<i64>>,") || types.contains("pub kinds: Vec<i64>,"),
        "{types}"
    );
    let ours = check(Profile::House, "odd.yaml", text);
    let wrong = ours.iter().filter(|one| one.rule == "document/wrong-kind");
    assert!(
        wrong.count() > 10,
        "ours are judged as they are written: {ours:?}"
    );
}

/// What could mean several things is still refused, with its place.
#[test]
fn a_value_of_another_kind_that_could_mean_several_things_is_refused() {
    for (right, wrong, path) in [
        (
            "responses: {'200'",
            "security:\n      responses: {'200'",
            "security",
        ),
        (
            "required: true",
            "required: perhaps",
            "requestBody.required",
        ),
        ("title: Odd", "title: [Odd]", "info.title"),
    ] {
        let text = thing("{type: string}");
        assert_eq!(text.matches(right).count(), 1, "{right}");
        let findings = check(Profile::Open, "odd.yaml", &text.replace(right, wrong));
        let found: Vec<(&str, &str)> = findings
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| (one.rule, one.path.as_str()))
            .collect();
        let [("document/wrong-kind", place)] = found[..] else {
            panic!("{wrong}: {findings:?}")
        };
        assert!(place.ends_with(path), "{wrong}: {place}");
    }
}
