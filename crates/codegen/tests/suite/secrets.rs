//! Where the command looks for what is sensitive in an answer.

use backhaul_codegen::{Profile, generate};
use serde_json::{Map, Value, json};

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(properties: impl IntoIterator<Item = (String, Value)>) -> Value {
    let properties: Map<String, Value> = properties.into_iter().collect();
    json!({ "type": "object", "properties": properties })
}

fn secret() -> Value {
    json!({ "type": "string", "x-sensitive": true })
}

/// The pointers that the command has for an operation that answers the component `Top`.
fn pointers(schemas: impl IntoIterator<Item = (String, Value)>) -> Vec<String> {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    let content = json!({ "application/json": { "schema": reference("Top") } });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "v1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": { "/a": { "get": {
            "operationId": "getIt",
            "responses": { "200": { "description": "d", "content": content } },
        } } },
        "components": { "schemas": schemas },
    });
    let text = document.to_string();
    let generated = generate(Profile::Open, "specs/secrets.json", "secrets", &text).unwrap();
    let (_, rest) = generated.command.split_once("sensitive: &[").unwrap();
    let (list, _) = rest.split_once(']').unwrap();
    let quoted = list.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn each_place_is_listed() {
    let found = pointers([
        (
            "Top".to_owned(),
            object([
                ("a/b".to_owned(), secret()),
                ("one".to_owned(), reference("Link")),
                (
                    "many".to_owned(),
                    json!({ "type": "array", "items": reference("Link") }),
                ),
                ("plain".to_owned(), reference("Plain")),
                (
                    "map".to_owned(),
                    json!({ "type": "object", "additionalProperties": reference("Token") }),
                ),
            ]),
        ),
        ("Link".to_owned(), object([("url".to_owned(), secret())])),
        (
            "Plain".to_owned(),
            object([("url".to_owned(), json!({ "type": "string" }))]),
        ),
        ("Token".to_owned(), secret()),
    ]);
    assert_eq!(found, ["/a~1b", "/many/*/url", "/map/*", "/one/url"]);
}

/// The values of a tree have no end of places.
#[test]
fn what_holds_itself_is_searched_as_deep_as_it_goes() {
    let nodes = json!({ "type": "array", "items": reference("Node") });
    let found = pointers([
        (
            "Top".to_owned(),
            object([
                ("root".to_owned(), reference("Node")),
                ("token".to_owned(), secret()),
            ]),
        ),
        (
            "Node".to_owned(),
            object([
                ("secrets".to_owned(), reference("Secrets")),
                ("nodes".to_owned(), nodes),
                ("name".to_owned(), json!({ "type": "string" })),
            ]),
        ),
        (
            "Secrets".to_owned(),
            json!({ "type": "array", "items": secret() }),
        ),
    ]);
    assert_eq!(found, ["/root/**/secrets", "/token"]);
    let found = pointers([
        (
            "Top".to_owned(),
            object([("map".to_owned(), reference("Map"))]),
        ),
        (
            "Map".to_owned(),
            json!({ "type": "object", "additionalProperties": { "oneOf": [secret(), reference("Map")] } }),
        ),
    ]);
    assert_eq!(found, ["/map"]);
}

/// There are more ways through these than anyone can go.
#[test]
fn schemas_that_hold_each_other() {
    let count = 60;
    let name = |index: usize| format!("S{index}x");
    let all = |from: usize, to: usize| {
        (from..to).map(move |index| (format!("to{index}x"), reference(&name(index))))
    };
    let schemas = |from: fn(usize) -> usize, to: usize| {
        let some = (0..count).map(move |index| (name(index), object(all(from(index), to))));
        let top = ("Top".to_owned(), object(all(0, count)));
        let end = object([
            ("url".to_owned(), secret()),
            ("id".to_owned(), json!({ "type": "string" })),
        ]);
        some.chain([top, (name(count), end)])
    };
    let with_end = |from: fn(usize) -> usize| pointers(schemas(from, count + 1));
    let each = |index: usize| format!("/to{index}x/**/url");
    let mut by_name: Vec<String> = (0..count).map(each).collect();
    by_name.sort();
    let mut found = with_end(|_| 0);
    found.sort();
    assert_eq!(found, by_name);
    // Each holds only later ones: no circle, and as many ways.
    assert_eq!(with_end(|index| index + 1), ["/**/url"]);
}
