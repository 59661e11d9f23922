//! OpenAPI 3.1: what 3.0 can say too.

use serde_json::{Value, json};

use super::{answers, normal, reference};

fn schemas_3_1(names: &[&str], schemas: &str) -> Value {
    let text = answers(names, schemas).replace("openapi: 3.0.3", "openapi: 3.1.0");
    let normal = normal(&text);
    assert_eq!(normal.value()["openapi"], "3.0.3");
    normal.value()["components"]["schemas"].clone()
}

#[test]
fn types_values_limits_and_examples() {
    let found = schemas_3_1(
        &["Top"],
        "\
Top:
  $schema: https://json-schema.org/draft/2020-12/schema
  type: [object, 'null']
  unevaluatedProperties: false
  properties:
    a: {type: [string, 'null'], examples: [x, y]}
    b: {const: fixed}
    c: {type: integer, exclusiveMinimum: 3, minimum: 1}
    d: {type: number, exclusiveMaximum: 3.5, maximum: 2}
    e: {type: 'null'}
    f: {type: [string, integer], maxLength: 3, description: Two types.}
    g: {anyOf: [{type: string}, {type: 'null'}]}
    h: {oneOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}], description: Perhaps.}
    i: {$ref: '#/components/schemas/Other', description: Beside.}
    j: {type: string, contentEncoding: base64}
    k: true
    l: {oneOf: [{const: one}, {const: two}]}
Other: {type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(found["Top"]["nullable"], true);
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "a": { "type": "string", "nullable": true, "example": "x" },
            "b": { "type": "string", "enum": ["fixed"] },
            "c": { "type": "integer", "minimum": 3, "exclusiveMinimum": true },
            "d": { "type": "number", "maximum": 2 },
            "e": { "nullable": true },
            "f": { "description": "Two types." },
            "g": { "type": "string", "nullable": true },
            "h": { "$ref": "#/components/schemas/Other", "description": "Perhaps.", "nullable": true },
            "i": { "$ref": "#/components/schemas/Other", "description": "Beside." },
            "j": { "type": "string", "format": "byte" },
            "k": {},
            "l": { "type": "string", "enum": ["one", "two"] },
        })
    );
}

#[test]
fn limits_beside_a_reference_count_in_3_1_alone() {
    let schemas = "\
Top: {type: object, properties: {a: {$ref: '#/components/schemas/Name', maxLength: 3}}}
Name: {type: string, maxLength: 9}";
    let found = schemas_3_1(&["Top"], schemas);
    assert_eq!(
        found["Top"]["properties"]["a"],
        json!({ "type": "string", "maxLength": 3 })
    );
    let found = super::schemas(&["Top"], schemas);
    assert_eq!(found["Top"]["properties"]["a"], reference("Name"));
}

#[test]
fn definitions_within_a_schema_have_names() {
    let found = schemas_3_1(
        &["Top"],
        "\
Top:
  type: object
  $defs: {part: {type: object, properties: {a: {type: string}}}}
  properties:
    one: {$ref: '#/components/schemas/Top/$defs/part'}
    two: {$ref: '#/components/schemas/Top/$defs/part'}",
    );
    assert_eq!(
        found["Top"]["properties"],
        json!({ "one": reference("TopPart"), "two": reference("TopPart") })
    );
}
