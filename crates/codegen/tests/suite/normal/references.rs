//! References of all kinds lead to schemas with names, and everything else is written where it is used.

use serde_json::json;

use super::{normal, reference, schemas};

#[test]
fn aliases_are_gone_through_and_unused_schemas_left_out() {
    let found = schemas(
        &["Top"],
        "\
Top: {type: object, properties: {a: {$ref: '#/components/schemas/First'}}}
First: {$ref: '#/components/schemas/Second'}
Second: {description: Said on the way., allOf: [{$ref: '#/components/schemas/Third'}]}
Third: {type: object, properties: {b: {type: string}}}
Unused: {type: string}",
    );
    let expected = json!({
        "Top": {
            "type": "object",
            "properties": {
                "a": {
                    "$ref": "#/components/schemas/Third",
                    "description": "Said on the way.",
                },
            },
        },
        "Third": { "type": "object", "properties": { "b": { "type": "string" } } },
    });
    assert_eq!(found, expected);
}

#[test]
fn words_beside_a_reference_are_about_the_use() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    a: {$ref: '#/components/schemas/Kind', description: Own., nullable: true, readOnly: true, type: integer}
    b: {allOf: [{$ref: '#/components/schemas/Kind'}], default: x}
    c: {nullable: true, allOf: [{$ref: '#/components/schemas/Kind'}, {description: Inner.}]}
    d: {oneOf: [{$ref: '#/components/schemas/Kind'}]}
Kind: {type: string, enum: [x, y]}",
    );
    let target = "#/components/schemas/Kind";
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "a": { "$ref": target, "description": "Own.", "nullable": true, "readOnly": true },
            "b": { "$ref": target, "default": "x" },
            "c": { "$ref": target, "nullable": true, "description": "Inner." },
            "d": { "$ref": target },
        })
    );
}

#[test]
fn deep_references_lead_to_a_name_or_to_the_part_itself() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    owner: {$ref: '#/components/schemas/Base/properties/owner'}
    zip: {$ref: '#/components/schemas/Base/properties/owner/properties/zip'}
    again: {$ref: '#/components/schemas/Through/properties/base/properties/owner'}
Through: {type: object, properties: {base: {$ref: '#/components/schemas/Base'}}}
Base:
  type: object
  properties:
    owner: {type: object, properties: {zip: {type: string, maxLength: 5}}}",
    );
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "owner": reference("BaseOwner"),
            "zip": { "type": "string", "maxLength": 5 },
            "again": reference("BaseOwner"),
        })
    );
    assert_eq!(found.as_object().unwrap().len(), 2, "Top and BaseOwner");
}

#[test]
fn recursive_schemas_stay_recursive() {
    let text = "\
Tree:
  type: object
  properties:
    children: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    other: {type: object, properties: {back: {$ref: '#/components/schemas/Tree'}}}
Endless: {type: array, items: {$ref: '#/components/schemas/Endless'}}";
    let found = schemas(&["Tree", "Endless"], text);
    assert_eq!(
        found["Tree"]["properties"]["children"]["items"],
        reference("Tree")
    );
    assert_eq!(found["TreeOther"]["properties"]["back"], reference("Tree"));
    assert_eq!(found["Endless"]["items"], reference("Endless"));
}

#[test]
fn components_that_are_no_schemas_are_written_where_they_are_used() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {$ref: '#/components/x-items/a'}
  /b: {$ref: '#/paths/~1a'}
components:
  x-items:
    a:
      put:
        parameters: [{$ref: '#/components/parameters/Id'}, {$ref: '#/components/parameters/Alias'}]
        requestBody: {$ref: '#/components/requestBodies/Thing'}
        responses:
          '200': {$ref: '#/components/responses/Thing'}
  parameters:
    Id: {name: id, in: query, schema: {type: string, pattern: '^a$'}}
    Alias: {$ref: '#/components/parameters/Other'}
    Other: {name: other, in: query, schema: {type: string}}
  requestBodies:
    Thing: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
  responses:
    Thing:
      description: d
      headers: {X-Rate: {$ref: '#/components/headers/Rate'}}
      links: {next: {operationId: b}}
      content:
        application/json:
          schema: {type: object, properties: {b: {type: string}}}
          examples: {one: {$ref: '#/components/examples/One'}}
  headers:
    Rate: {schema: {type: integer}}
  examples:
    One: {value: {b: x}}
  securitySchemes: {Key: {type: apiKey, in: header, name: k}}
";
    let normal = normal(text);
    let operation = json!({
        "parameters": [
            { "name": "id", "in": "query", "schema": reference("Id") },
            { "name": "other", "in": "query", "schema": { "type": "string" } },
        ],
        "requestBody": { "content": { "application/json": { "schema": reference("ThingRequest") } } },
        "responses": {
            "200": {
                "description": "d",
                "headers": { "X-Rate": { "schema": { "type": "integer" } } },
                "content": {
                    "application/json": {
                        "schema": reference("ThingResponse"),
                        "examples": { "one": { "value": { "b": "x" } } },
                    },
                },
            },
        },
    });
    for path in ["/a", "/b"] {
        let mut found = normal.value()["paths"][path]["put"].clone();
        let id = found
            .as_object_mut()
            .unwrap()
            .remove("operationId")
            .unwrap();
        assert_eq!(id, format!("put{}", &path[1..].to_uppercase()));
        assert_eq!(found, operation, "{path}");
    }
    assert_eq!(
        normal.value()["components"],
        json!({
            "schemas": {
                "Id": { "type": "string", "pattern": "^a$" },
                "ThingRequest": { "type": "object", "properties": { "a": { "type": "string" } } },
                "ThingResponse": { "type": "object", "properties": { "b": { "type": "string" } } },
            },
            "securitySchemes": { "Key": { "type": "apiKey", "in": "header", "name": "k" } },
        })
    );
}

/// OpenAPI knows none there, but people write them.
#[test]
fn references_to_the_content_of_bodies() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200': {description: d, content: {$ref: '#/components/mediaTypes/thing'}}
        '404': {description: d, content: {application/json: {$ref: '#/components/mediaTypes/thing/application~1json'}}}
components:
  mediaTypes:
    thing: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}
";
    let normal = normal(text);
    let responses = &normal.value()["paths"]["/a"]["get"]["responses"];
    let content = json!({ "application/json": { "schema": reference("Thing") } });
    assert_eq!(responses["200"]["content"], content);
    assert_eq!(responses["404"]["content"], content);
}
