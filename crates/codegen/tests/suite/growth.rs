//! Large documents take time in step with their size. Each of these would take minutes if some part looked
//! at every pair: tens of thousands of things make a hundred million pairs, and a pair costs a microsecond.

use backhaul_codegen::{Profile, generate, normal_form};
use serde_json::{Map, Value, json};

fn text() -> Value {
    json!({ "type": "string", "description": "d" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(answer: &str) -> Value {
    let body = |schema: &str| json!({ "application/json": { "schema": reference(schema), "example": {} } });
    json!({
        "operationId": "getIt", "tags": ["t"], "summary": "s", "description": "d",
        "x-source": { "url": "https://example.com", "read": "2026-11-29" },
        "security": [{ "Key": [] }],
        "responses": {
            "200": { "description": "d", "content": body(answer) },
            "404": { "description": "d", "content": body("Failure") },
        },
    })
}

/// The number of findings of a document with one operation, which answers the component `Top`.
fn findings(schemas: Vec<(String, Value)>) -> usize {
    let mut all: Map<String, Value> = schemas.into_iter().collect();
    let failure = json!({ "type": "object", "description": "d", "properties": { "code": text() } });
    all.insert("Failure".to_owned(), failure);
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "v1" },
        "x-source": { "url": "https://example.com", "read": "2026-11-29" },
        "servers": [{ "url": "https://example.com" }],
        "x-provider": {
            "name": "Large", "requestId": ["x-id"], "code": ["/code"], "message": ["/code"],
        },
        "paths": { "/a": { "get": operation("Top") } },
        "components": {
            "securitySchemes": { "Key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
            "schemas": all,
        },
    });
    let outcome = generate(
        Profile::House,
        "specs/large.json",
        "large",
        &document.to_string(),
    );
    let findings = outcome.err().unwrap_or_default();
    assert!(
        findings
            .iter()
            .all(|finding| !finding.message.contains("failed")),
        "{:?}",
        findings.first()
    );
    findings.len()
}

fn top(properties: Map<String, Value>) -> (String, Value) {
    (
        "Top".to_owned(),
        json!({ "type": "object", "description": "d", "properties": properties }),
    )
}

#[test]
fn many_values_of_an_enum() {
    let values: Vec<String> = (0..20_000).map(|index| format!("value {index}")).collect();
    let property = json!({ "type": "string", "description": "d", "enum": values });
    // A clash at the end keeps the stages behind from work that is not meant here.
    let clash = json!({ "type": "string", "description": "d", "enum": ["a", "A"] });
    let properties = [("large".to_owned(), property), ("clash".to_owned(), clash)];
    assert_eq!(findings(vec![top(properties.into_iter().collect())]), 1);
}

#[test]
fn many_findings() {
    let properties = (0..20_000).map(|index| (format!("p{index}x"), json!({ "type": "string" })));
    assert_eq!(findings(vec![top(properties.collect())]), 20_000);
}

/// More than the reader of YAML takes unless it is told how long the text is.
#[test]
fn many_parts() {
    let mut properties: Map<String, Value> = (0..60_000)
        .map(|index| (format!("p{index}x"), text()))
        .collect();
    let clash = json!({ "type": "string", "description": "d", "enum": ["a", "A"] });
    properties.insert("clash".to_owned(), clash);
    assert_eq!(findings(vec![top(properties)]), 1);
}

#[test]
fn many_schemas_and_members_of_unions() {
    let count = 4_000;
    let name = |index: usize| format!("S{index}x");
    let mut schemas: Vec<(String, Value)> = (0..count)
        .map(|index| {
            let schema = json!({
                "type": "object",
                "description": "d",
                "required": ["kind"],
                "properties": { "kind": text(), "next": reference(&name((index + 1) % count)) },
            });
            (name(index), schema)
        })
        .collect();
    let mapping: Map<String, Value> = (0..count)
        .map(|index| {
            (
                format!("m{index}x"),
                Value::from(format!("#/components/schemas/{}", name(index))),
            )
        })
        .collect();
    let members: Vec<Value> = (0..count).map(|index| reference(&name(index))).collect();
    schemas.push((
        "Any".to_owned(),
        json!({
            "description": "d",
            "oneOf": members,
            "discriminator": { "propertyName": "kind", "mapping": mapping },
        }),
    ));
    let clash = json!({ "type": "string", "description": "d", "enum": ["a", "A"] });
    let properties = [
        ("any".to_owned(), reference("Any")),
        ("clash".to_owned(), clash),
    ];
    schemas.push(top(properties.into_iter().collect()));
    assert_eq!(findings(schemas), 1);
}

#[test]
fn arrays_in_arrays_without_end() {
    let name = |index: usize| format!("A{index}x");
    let mut schemas: Vec<(String, Value)> = (0..2_000)
        .map(|index| {
            let array = json!({ "type": "array", "description": "d", "items": reference(&name(index + 1)) });
            (name(index), array)
        })
        .collect();
    schemas.push((
        name(2_000),
        json!({ "type": "array", "description": "d", "items": text() }),
    ));
    schemas.push(top([("a".to_owned(), reference(&name(0)))]
        .into_iter()
        .collect()));
    assert!(findings(schemas) > 1_900);
}

/// Schemas that have the same name, heirs of one base, and references through references.
#[test]
fn the_normal_form_of_many_schemas() {
    let count = 4_000;
    let mut schemas: Map<String, Value> = Map::new();
    let inner = json!({ "type": "object", "properties": { "a": text() } });
    // All of these are called alike in Rust.
    let clash = |index: usize| (format!("p{}", "_".repeat(index + 1)), inner.clone());
    let mut properties: Map<String, Value> = (0..20_000)
        .map(|index| (format!("p{index}x"), inner.clone()))
        .chain((0..900).map(clash))
        .collect();
    let alias = |index: usize| format!("Alias{index}x");
    for index in 0..count {
        schemas.insert(alias(index), reference(&alias(index + 1)));
        let heir = json!({ "allOf": [reference("Base"), { "properties": { "own": text() } }] });
        schemas.insert(format!("Heir{index}x"), heir);
    }
    let base = json!({
        "type": "object",
        "properties": { "kind": text() },
        "discriminator": { "propertyName": "kind" },
    });
    schemas.insert(alias(count), base.clone());
    schemas.insert("Failure".to_owned(), text());
    schemas.insert("Base".to_owned(), base);
    properties.insert("any".to_owned(), reference("Base"));
    properties.insert("alias".to_owned(), reference(&alias(0)));
    schemas.insert(
        "Top".to_owned(),
        json!({ "type": "object", "properties": properties }),
    );
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "v1" },
        "paths": { "/a": { "get": operation("Top") } },
        "components": { "schemas": schemas },
    });
    let normal = normal_form("specs/large.json", &document.to_string()).unwrap();
    let found = normal.value()["components"]["schemas"].as_object().unwrap();
    assert_eq!(found["Base"]["oneOf"].as_array().unwrap().len(), count);
    assert!(found.len() > 20_000 + count, "{}", found.len());
}

/// Each schema of a chain is made of all before it: a mistake, which must not take all memory.
#[test]
fn schemas_made_of_too_many_others_are_refused() {
    let name = |index: usize| format!("S{index}x");
    let mut schemas: Map<String, Value> = (0..2_000)
        .map(|index| {
            let own = json!({ "type": "object", "properties": { format!("p{index}"): text() } });
            (
                name(index),
                json!({ "allOf": [reference(&name(index + 1)), own] }),
            )
        })
        .collect();
    schemas.insert(name(2_000), text());
    schemas.insert("Failure".to_owned(), text());
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "v1" },
        "paths": { "/a": { "get": operation(&name(0)) } },
        "components": { "schemas": schemas },
    });
    let findings = normal_form("specs/large.json", &document.to_string()).unwrap_err();
    assert!(
        findings[0].message.contains("more than 500"),
        "{}",
        findings[0]
    );
}

/// There are more ways through the unions than anyone can go.
#[test]
fn a_parameter_of_unions_of_unions() {
    let count = 40;
    let name = |index: usize| format!("S{index}x");
    let union = |index: usize| {
        let own = json!({ "type": "object", "properties": { format!("p{index}x"): text() } });
        let members: Vec<Value> = (index + 1..count)
            .map(|later| reference(&name(later)))
            .chain([own])
            .collect();
        (name(index), json!({ "oneOf": members }))
    };
    let mut schemas: Map<String, Value> = (0..count).map(union).collect();
    schemas.insert("Failure".to_owned(), text());
    let mut get = operation("S0x");
    get["parameters"] = json!([{ "name": "q", "in": "query", "schema": reference("S0x") }]);
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "v1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": { "/a": { "get": get } },
        "components": {
            "securitySchemes": { "Key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
            "schemas": schemas,
        },
    });
    let generated = generate(
        Profile::Open,
        "specs/large.json",
        "large",
        &document.to_string(),
    );
    let builders = generated.unwrap().files.remove("builders.rs").unwrap();
    assert!(builders.contains("    q: Argument<String>,"), "{builders}");
}
