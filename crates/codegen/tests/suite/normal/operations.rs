//! An operation holds all that counts for it, and has an id.

use serde_json::{Value, json};

use super::normal;

#[test]
fn what_a_path_and_the_document_say_is_in_the_operation() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
security: [{Key: []}]
paths:
  /a/{id}:
    summary: Stays here.
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: mode, in: query, schema: {type: string}}
    servers: [{url: https://a.example.com}]
    get:
      operationId: readIt
      parameters:
        - {name: mode, in: query, schema: {type: boolean}}
        - {name: mode, in: header, schema: {type: string}}
        - {name: Accept, in: header, schema: {type: string}}
      responses: {'204': {description: d}}
      callbacks: {done: {}}
    put:
      operationId: writeIt
      security: []
      servers: [{url: https://b.example.com}]
      responses: {'204': {description: d}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
";
    let id =
        json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } });
    let mode = |place: &str, kind: &str| json!({ "name": "mode", "in": place, "schema": { "type": kind } });
    let nothing = json!({ "204": { "description": "d" } });
    assert_eq!(
        normal(text).value()["paths"],
        json!({ "/a/{id}": {
            "summary": "Stays here.",
            "get": {
                "operationId": "readIt",
                "parameters": [id, mode("query", "boolean"), mode("header", "string")],
                "security": [{ "Key": [] }],
                "servers": [{ "url": "https://a.example.com" }],
                "responses": nothing,
            },
            "put": {
                "operationId": "writeIt",
                "parameters": [id, mode("query", "string")],
                "security": [],
                "servers": [{ "url": "https://b.example.com" }],
                "responses": nothing,
            },
        } })
    );
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let cases = [
        ("/", "get", "", "get", ""),
        ("/a", "get", "", "getA_2", ""), // one that is written down keeps its id
        ("/a/{id}", "get", "", "getAById", ""),
        ("/a/{id}/b-c.d", "post", "", "postAByIdBCD", ""),
        ("/a/{x}{y}", "get", "", "getAByXByY", ""),
        (
            "/b",
            "get",
            "get things/all",
            "get_things_all",
            "get things/all",
        ),
        ("/c", "get", "Thing.list", "Thing.list", ""),
        ("/d", "get", "thing_list", "thing_list_2", "thing_list"),
        ("/e", "get", "getA", "getA", ""),
        ("/f", "get", "::", "getF", "::"),
    ];
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for (path, method, id, ..) in cases {
        text.push_str(&format!(
            "  {path}:\n    {method}:\n      responses: {{}}\n"
        ));
        if !id.is_empty() {
            text.push_str(&format!("      operationId: '{id}'\n"));
        }
    }
    let normal = normal(&text);
    for (path, method, _, id, original) in cases {
        let operation = &normal.value()["paths"][path][method];
        assert_eq!(operation["operationId"], id, "{path}");
        let kept = operation
            .get("x-original-operation-id")
            .and_then(Value::as_str);
        assert_eq!(kept.unwrap_or_default(), original, "{path}");
    }
}
