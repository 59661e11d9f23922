//! `allOf` becomes one schema.

use serde_json::json;

use super::{reference, schemas};

#[test]
fn properties_and_what_is_required_are_joined() {
    let found = schemas(
        &["Child"],
        "\
Base:
  type: object
  description: The base.
  required: [id]
  additionalProperties: false
  properties:
    id: {type: string}
    home: {type: object, properties: {zip: {type: string}}}
Child:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      description: The child.
      required: [id, name]
      properties:
        name: {type: string}
        home: {description: Where it lives.}",
    );
    let expected = json!({
        "Child": {
            "type": "object",
            "description": "The child.",
            "required": ["id", "name"],
            "properties": {
                "id": { "type": "string" },
                "name": { "type": "string" },
                "home": { "$ref": "#/components/schemas/BaseHome", "description": "Where it lives." },
            },
        },
        "BaseHome": { "type": "object", "properties": { "zip": { "type": "string" } } },
    });
    assert_eq!(found, expected);
}

#[test]
fn of_two_limits_the_narrower_counts() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    number:
      allOf:
        - {type: integer, format: int64, minimum: 1, maximum: 9, exclusiveMaximum: true, multipleOf: 2}
        - {type: number, minimum: 3, exclusiveMinimum: true, maximum: 20}
        - {format: int32, multipleOf: 6}
    text:
      allOf:
        - {type: string, minLength: 1, maxLength: 9, nullable: true}
        - {type: string, minLength: 2, maxLength: 20, enum: [a, b, c], nullable: true}
        - {enum: [b, c, d]}
    list:
      allOf:
        - {type: array, items: {type: object, properties: {a: {type: string}}}, maxItems: 3}
        - {items: {type: object, properties: {b: {type: string}}}, maxItems: 2, uniqueItems: true}",
    );
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "number": {
                "type": "integer", "format": "int32", "multipleOf": 6,
                "minimum": 3, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true,
            },
            "text": {
                "type": "string", "minLength": 2, "maxLength": 9, "enum": ["b", "c"], "nullable": true,
            },
            "list": {
                "type": "array", "maxItems": 2, "uniqueItems": true, "items": reference("TopListItem"),
            },
        })
    );
    let item = json!({ "a": { "type": "string" }, "b": { "type": "string" } });
    assert_eq!(found["TopListItem"]["properties"], item);
}

/// An heir may contradict the limits of what it is made of: it replaces them.
#[test]
fn a_nearer_limit_replaces_one_that_it_contradicts() {
    let found = schemas(
        &["Child"],
        "\
Base:
  type: object
  properties:
    kind: {$ref: '#/components/schemas/Kinds'}
    code: {type: string, pattern: '^a$'}
Kinds: {type: string, enum: [old]}
Child:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {properties: {kind: {type: string, enum: [new]}, code: {pattern: '^b$'}}}",
    );
    assert_eq!(
        found["Child"]["properties"],
        json!({
            "kind": { "type": "string", "enum": ["new"] },
            "code": { "type": "string", "pattern": "^b$" },
        })
    );
}

#[test]
fn null_is_allowed_if_the_schema_itself_or_every_part_says_so() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    own: {nullable: true, allOf: [{type: string}, {maxLength: 5}]}
    one: {allOf: [{type: string, nullable: true}, {type: string, maxLength: 5}]}
    all: {allOf: [{type: string, nullable: true}, {type: string, maxLength: 5, nullable: true}]}",
    );
    let property = |name: &str| found["Top"]["properties"][name]["nullable"].clone();
    assert_eq!(property("own"), true);
    assert_ne!(property("one"), true);
    assert_eq!(property("all"), true);
}

/// A schema together with itself is the schema.
#[test]
fn circles_of_parts_end() {
    let found = schemas(
        &["A"],
        "\
A: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {a: {type: string}}}]}
B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {type: string}}}]}",
    );
    let properties = json!({ "a": { "type": "string" }, "b": { "type": "string" } });
    assert_eq!(
        found,
        json!({ "A": { "type": "object", "properties": properties } })
    );
}

#[test]
fn types_that_are_left_out_are_said() {
    let found = schemas(
        &["Top"],
        "\
Top:
  properties:
    list: {items: {type: string}}
    map: {additionalProperties: {type: string}}
    word: {enum: [a, b]}
    number: {enum: [1, 2]}
    code: {pattern: '^a$'}
    mixed: {type: string, enum: [1, true, x, null, x]}
    several: {enum: [1, x, null], description: Of several types.}
    lists: {enum: [[1], [2]]}
    any: {description: Anything.}
    empty:
    pair: {type: array, items: [{type: string}, {type: integer}], additionalItems: false}",
    );
    assert_eq!(found["Top"]["type"], "object");
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "list": { "type": "array", "items": { "type": "string" } },
            "map": { "type": "object", "additionalProperties": { "type": "string" } },
            "word": { "type": "string", "enum": ["a", "b"] },
            "number": { "type": "integer", "enum": [1, 2] },
            "code": { "type": "string", "pattern": "^a$" },
            "mixed": { "type": "string", "enum": ["1", "true", "x"], "nullable": true },
            "several": { "description": "Of several types.", "nullable": true },
            "lists": {},
            "any": { "description": "Anything." },
            "empty": {},
            "pair": { "type": "array", "items": {} },
        })
    );
}
