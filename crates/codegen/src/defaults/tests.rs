//! A document of others before and after.

use serde_json::{Value, json};

use super::fill;
use crate::document::Document;
use crate::places::Places;

fn filled(root: Value) -> Value {
    let mut document = Document {
        name: "x.yaml".to_owned(),
        root,
        places: Places::default(),
    };
    fill(&mut document);
    document.root
}

#[test]
fn operations_get_names_tags_words_and_security() {
    let root = filled(json!({
        "info": { "title": "Zoo\nof animals" },
        "security": [{ "Key": [] }],
        "paths": { "/a/{b}": {
            "get": {
                "operationId": "meta/root",
                "description": "\nReads it.\nAll of it.",
                "parameters": [{ "name": "b", "in": "path" }, { "name": "c", "in": "query" }],
                "responses": { "200": {}, "404": { "$ref": "#/components/responses/Gone" } }
            },
            "post": { "security": [], "tags": [] },
            "put": { "operationId": "meta root", "security": [{ "Other": [] }], "summary": "Sets it" },
            "patch": { "operationId": "???" },
        } },
        "components": {
            "parameters": { "B": { "name": "b", "in": "path" } },
            "responses": { "Gone": {} },
        },
    }));
    let path = &root["paths"]["/a/{b}"];
    assert_eq!(path["get"]["operationId"], "meta_root");
    assert_eq!(path["put"]["operationId"], "meta_root_2");
    assert_eq!(path["post"]["operationId"], "post__a__b");
    assert_eq!(path["patch"]["operationId"], "patch__a__b");
    assert_eq!(path["get"]["summary"], "Reads it.");
    assert_eq!(path["put"]["summary"], "Sets it");
    assert_eq!(path["post"]["summary"], "post__a__b");
    assert_eq!(path["post"]["tags"], json!(["default"]));
    assert_eq!(path["get"]["security"], json!([{ "Key": [] }]));
    assert_eq!(path["post"]["security"], json!([{}]));
    assert_eq!(path["put"]["security"], json!([{ "Other": [] }]));
    assert_eq!(path["get"]["parameters"][0]["required"], true);
    assert_eq!(path["get"]["parameters"][1].get("required"), None);
    assert_eq!(path["get"]["responses"]["200"]["description"], "");
    assert_eq!(path["get"]["responses"]["404"].get("description"), None);
    assert_eq!(root["components"]["parameters"]["B"]["required"], true);
    assert_eq!(root["components"]["responses"]["Gone"]["description"], "");
    assert_eq!(root["x-provider"]["name"], "Zoo");
    assert_eq!(root["servers"], json!([{ "url": "" }]));
    assert_eq!(root.get("security"), None);
}

#[test]
fn the_defaults_of_variables_are_the_address() {
    let servers = json!([
        { "url": "https://{region}.example/{version}/", "variables": {
            "region": { "default": "eu" }, "version": { "default": "v1" } } },
        { "url": "https://{open}.example", "variables": { "open": {} } },
        { "url": "https://example.com/" },
    ]);
    let root = filled(json!({ "servers": servers }));
    assert_eq!(
        root["servers"][0],
        json!({ "url": "https://eu.example/v1" })
    );
    assert_eq!(root["servers"][1], servers[1]);
    assert_eq!(root["servers"][2], json!({ "url": "https://example.com" }));
}

#[test]
fn schemas_get_the_type_that_follows_from_the_rest() {
    let root = filled(json!({ "components": { "schemas": {
        "Object": { "properties": {
            "type": { "enum": ["a", "a", "b"] },
            "items": { "items": { "type": "string", "format": "password" } },
        } },
        "Text": { "pattern": "^a$", "description": "a\u{200e}b\n" },
        "Short": { "maxLength": 3, "example": { "properties": {} } },
        "Kind": { "type": "string", "enum": ["x", 1.5, true, null] },
        "Union": { "oneOf": [] },
        "Number": { "type": "integer", "enum": [1, null] },
    } } }));
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["Object"]["type"], "object");
    let properties = &schemas["Object"]["properties"];
    assert_eq!(
        properties["type"],
        json!({ "type": "string", "enum": ["a", "b"] })
    );
    assert_eq!(properties["items"]["type"], "array");
    assert_eq!(properties["items"]["items"]["x-sensitive"], true);
    assert_eq!(schemas["Text"]["type"], "string");
    assert_eq!(schemas["Text"]["description"], "ab\n");
    assert_eq!(schemas["Short"]["type"], "string");
    assert_eq!(schemas["Short"]["example"], json!({ "properties": {} }));
    assert_eq!(schemas["Kind"]["enum"], json!(["x", "1.5", "true"]));
    assert_eq!(schemas["Union"], json!({ "oneOf": [] }));
    assert_eq!(schemas["Number"]["enum"], json!([1, null]));
}
