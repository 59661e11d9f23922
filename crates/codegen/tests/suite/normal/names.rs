//! Schemas that had no name get one that says where they are.

use serde_json::json;

use super::{normal, reference, schemas};

#[test]
fn objects_in_objects_are_named_by_owner_and_property() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    owner:
      type: object
      description: Who has it.
      properties:
        home: {type: object, properties: {zip: {type: string}}}
    parts:
      type: array
      items: {type: object, properties: {id: {type: integer}}}
    labels:
      type: object
      additionalProperties: {type: object, properties: {text: {type: string}}}
    free: {type: object}
    state: {type: string, enum: [on, off]}
    states: {type: array, items: {type: string, enum: [on, off]}}",
    );
    let expected = json!({
        "Top": {
            "type": "object",
            "properties": {
                "owner": reference("TopOwner"),
                "parts": { "type": "array", "items": reference("TopPartsItem") },
                "labels": { "type": "object", "additionalProperties": reference("TopLabelsValue") },
                "free": { "type": "object", "additionalProperties": true },
                "state": { "type": "string", "enum": ["on", "off"] },
                "states": { "type": "array", "items": { "type": "string", "enum": ["on", "off"] } },
            },
        },
        "TopOwner": {
            "type": "object",
            "description": "Who has it.",
            "properties": { "home": reference("TopOwnerHome") },
        },
        "TopOwnerHome": { "type": "object", "properties": { "zip": { "type": "string" } } },
        "TopPartsItem": { "type": "object", "properties": { "id": { "type": "integer" } } },
        "TopLabelsValue": { "type": "object", "properties": { "text": { "type": "string" } } },
    });
    assert_eq!(found, expected);
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let found = schemas(
        &["Top", "TopOwner", "top_state"],
        "\
Top:
  type: object
  properties:
    owner: {type: object, properties: {a: {type: string}}}
    state: {type: string, enum: [on, off]}
TopOwner: {type: object, properties: {b: {type: string}}}
top_state: {type: object, properties: {c: {type: string}}}",
    );
    let properties = &found["Top"]["properties"];
    assert_eq!(properties["owner"], reference("TopOwner2"));
    assert_eq!(
        properties["state"],
        reference("TopState2"),
        "it would be called as top_state in Rust"
    );
    assert_eq!(
        found["TopOwner2"]["properties"],
        json!({ "a": { "type": "string" } })
    );
    assert_eq!(
        found["TopOwner"]["properties"],
        json!({ "b": { "type": "string" } })
    );
}

#[test]
fn components_that_no_type_can_be_called_by_get_other_names() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Page[Thing]'}
components:
  schemas:
    Page[Thing]: {type: object, properties: {a: {$ref: '#/components/schemas/null-time'}}}
    null-time: {type: string, format: date-time}
    NullTime: {type: string}
";
    let normal = normal(text);
    let found = &normal.value()["components"]["schemas"];
    let names: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(names, ["PageThing", "null-time2"]);
    assert_eq!(
        found["PageThing"]["properties"]["a"],
        reference("null-time2")
    );
}

#[test]
fn bodies_and_parameters_are_named_by_the_operation() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /orders:
    post:
      operationId: placeOrder
      parameters:
        - {name: mode, in: query, schema: {type: string, enum: [fast, slow]}}
        - {name: note, in: query, schema: {type: string}}
        - {name: count, in: query, schema: {type: integer, minimum: 1}}
        - {name: tags, in: query, schema: {type: array, items: {type: string, maxLength: 9}}}
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {a: {type: string}}}}
          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}}}}
      responses:
        '201':
          description: d
          content: {application/json: {schema: {type: array, items: {type: object, properties: {b: {type: string}}}}}}
        '202': {description: d}
        '404': {description: d, content: {application/json: {schema: {type: object, properties: {c: {type: string}}}}}}
        default: {description: d, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
";
    let normal = normal(text);
    let operation = &normal.value()["paths"]["/orders"]["post"];
    let parameters = operation["parameters"].as_array().unwrap();
    let kinds: Vec<_> = parameters.iter().map(|one| one["schema"].clone()).collect();
    assert_eq!(
        kinds,
        [
            reference("PlaceOrderMode"),
            json!({ "type": "string" }),
            json!({ "type": "integer", "minimum": 1 }),
            json!({ "type": "array", "items": reference("PlaceOrderTagsItem") }),
        ]
    );
    let body = &operation["requestBody"]["content"];
    assert_eq!(
        body["application/json"]["schema"],
        reference("PlaceOrderRequest")
    );
    // A builder has the setters of one body.
    assert_eq!(body.get("multipart/form-data"), None);
    let twin = &normal.value()["paths"]["/orders#multipart"]["post"];
    assert_eq!(twin["operationId"], "placeOrder_multipart");
    assert_eq!(
        twin["requestBody"]["content"],
        json!({ "multipart/form-data": { "schema": reference("PlaceOrderRequestMultipart") } })
    );
    assert_eq!(twin["responses"], operation["responses"]);
    let answer = |status: &str| operation["responses"][status]["content"].clone();
    let json = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    assert_eq!(answer("201"), json("PlaceOrderResponse"));
    assert_eq!(answer("404"), json("PlaceOrderError404"));
    assert_eq!(
        answer("default"),
        json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
    );
    let list = &normal.value()["components"]["schemas"]["PlaceOrderResponse"];
    assert_eq!(list["items"], reference("PlaceOrderResponseItem"));
}

#[test]
fn parameters_of_one_kind_share_a_schema() {
    let operation = |id: &str, limit: u64| {
        format!(
            "  /{id}/{{key}}:\n    get:\n      operationId: {id}\n      parameters:\n        - {{name: key, in: path, \
             required: true, description: {id}, schema: {{type: string, maxLength: {limit}}}}}\n      responses: \
             {{'204': {{description: d}}}}\n"
        )
    };
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{}{}{}",
        operation("a", 5),
        operation("b", 9),
        operation("c", 9)
    );
    let normal = normal(&text);
    let kind = |id: &str| {
        normal.value()["paths"][format!("/{id}/{{key}}")]["get"]["parameters"][0]["schema"].clone()
    };
    assert_eq!(
        [kind("a"), kind("b"), kind("c")],
        [reference("AKey"), reference("Key"), reference("Key")]
    );
    assert_eq!(
        normal.value()["components"]["schemas"]["Key"]["maxLength"],
        9
    );
}

/// A part that has nothing to do with a schema does not change its name.
#[test]
fn names_stay_when_other_parts_come() {
    let small = "\
Top:
  type: object
  properties:
    owner: {type: object, properties: {a: {type: string}}}";
    let large = format!(
        "Another: {{type: object, properties: {{owner: {{type: object, properties: {{x: {{type: string}}}}}}}}}}\n{small}"
    );
    let before = schemas(&["Top"], small);
    let after = schemas(&["Another", "Top"], &large);
    for name in ["Top", "TopOwner"] {
        assert_eq!(before[name], after[name]);
        assert!(before[name].is_object());
    }
}
