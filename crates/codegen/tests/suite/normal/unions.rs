//! `oneOf` and `anyOf`: unions of schemas with names, or what only looks like one.

use backhaul_codegen::{Profile, Severity, check};
use serde_json::json;

use super::{answers, normal, reference, schemas};

#[test]
fn members_get_names_and_every_value_its_member() {
    let found = schemas(
        &["Pet"],
        "\
Pet:
  description: A pet.
  type: object
  oneOf:
    - $ref: '#/components/schemas/Cat'
    - $ref: '#/components/schemas/Dog'
    - {title: Small Fish, type: object, properties: {kind: {type: string, enum: [fish, carp]}}}
  discriminator: {propertyName: kind, mapping: {cat: Cat, kitten: '#/components/schemas/Cat'}}
Cat: {type: object, properties: {kind: {type: string}}}
Dog: {type: object, properties: {kind: {type: string}}}",
    );
    assert_eq!(
        found["Pet"],
        json!({
            "description": "A pet.",
            "oneOf": [reference("Cat"), reference("Dog"), reference("PetSmallFish")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "cat": "#/components/schemas/Cat",
                    "kitten": "#/components/schemas/Cat",
                    "Dog": "#/components/schemas/Dog",
                    "fish": "#/components/schemas/PetSmallFish",
                    "carp": "#/components/schemas/PetSmallFish",
                },
            },
        })
    );
}

#[test]
fn heirs_are_the_members_of_their_base() {
    let found = schemas(
        &["Pet", "Cat"],
        "\
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind, mapping: {cat: Cat}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}",
    );
    let kind = json!({ "type": "string" });
    assert_eq!(
        found,
        json!({
            "Pet": {
                "oneOf": [reference("Cat"), reference("Dog")],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": { "cat": "#/components/schemas/Cat", "Dog": "#/components/schemas/Dog" },
                },
            },
            "Cat": {
                "type": "object",
                "required": ["kind"],
                "properties": { "kind": kind, "name": kind, "lives": { "type": "integer" } },
            },
            "Dog": {
                "type": "object",
                "required": ["kind"],
                "properties": { "kind": kind, "name": kind },
            },
        })
    );
}

/// Parent and children that name each other: the circle that makes other tools overflow.
#[test]
fn a_base_that_lists_its_heirs_is_no_circle() {
    let found = schemas(
        &["Pet"],
        "\
Pet:
  type: object
  properties: {kind: {type: string}}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Pet'}]
  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', pet: '#/components/schemas/Pet'}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {kind: {type: string, enum: [cat]}}}]}",
    );
    assert_eq!(
        found,
        json!({
            "Pet": {
                "oneOf": [reference("Cat"), reference("PetBase")],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {
                        "cat": "#/components/schemas/Cat",
                        "pet": "#/components/schemas/PetBase",
                    },
                },
            },
            "Cat": {
                "type": "object",
                "properties": { "kind": { "type": "string", "enum": ["cat"] } },
            },
            "PetBase": { "type": "object", "properties": { "kind": { "type": "string" } } },
        })
    );
}

/// What stands beside a choice counts for each member.
#[test]
fn what_is_beside_a_choice_is_in_every_member() {
    let found = schemas(
        &["Top"],
        "\
Top:
  allOf:
    - {type: object, required: [id], properties: {id: {type: string}}}
    - oneOf:
        - $ref: '#/components/schemas/Cat'
        - {type: object, properties: {wings: {type: integer}}}
Cat: {type: object, properties: {lives: {type: integer}}}",
    );
    assert_eq!(
        found["Top"]["oneOf"],
        json!([reference("TopCat"), reference("TopMember")])
    );
    let with_id = |name: &str| {
        json!({
            "type": "object",
            "required": ["id"],
            "properties": { "id": { "type": "string" }, name: { "type": "integer" } },
        })
    };
    assert_eq!(found["TopCat"], with_id("lives"));
    assert_eq!(found["TopMember"], with_id("wings"));
}

#[test]
fn what_is_no_choice_is_none() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    a: {type: string}
    level: {oneOf: [{type: string, enum: [low]}, {$ref: '#/components/schemas/High'}]}
    perhaps: {anyOf: [{$ref: '#/components/schemas/Other'}, {nullable: true}]}
    never: {oneOf: [{type: string}, {enum: [null]}]}
  anyOf: [{required: [a]}, {required: [level]}]
High: {type: string, enum: [high, higher, low]}
Other: {type: object, properties: {b: {type: string}}}",
    );
    assert_eq!(
        found["Top"],
        json!({
            "type": "object",
            "properties": {
                "a": { "type": "string" },
                "level": { "type": "string", "enum": ["low", "high", "higher"] },
                "perhaps": { "$ref": "#/components/schemas/Other", "nullable": true },
                "never": { "type": "string", "nullable": true },
            },
        })
    );
    assert_eq!(found.get("High"), None);
}

#[test]
fn a_choice_without_a_discriminator_keeps_its_key_and_its_scalars() {
    let found = schemas(
        &["Top"],
        "\
Top:
  type: object
  properties:
    value: {anyOf: [{type: string}, {type: array, items: {type: integer}}, {type: object, properties: {a: {type: string}}}]}
    state:
      oneOf:
        - {type: object, properties: {kind: {type: string, enum: [done]}, at: {type: string}}}
        - {type: object, properties: {failed: {type: string}}}
        - {type: object, properties: {a: {type: string}, b: {type: string}}}",
    );
    assert_eq!(
        found["TopValue"]["anyOf"],
        json!([
            { "type": "string" },
            { "type": "array", "items": { "type": "integer" } },
            reference("TopValueA"),
        ])
    );
    assert_eq!(
        found["TopState"]["oneOf"],
        json!([
            reference("TopStateDone"),
            reference("TopStateFailed"),
            reference("TopStateMember3")
        ])
    );
}

#[test]
fn a_value_that_two_members_allow_means_neither() {
    let found = schemas(
        &["Top"],
        "\
Top:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: kind}
A: {type: object, properties: {kind: {type: string, enum: [one, both]}}}
B: {type: object, properties: {kind: {type: string, enum: [both]}}}",
    );
    assert_eq!(
        found["Top"]["discriminator"]["mapping"],
        json!({ "one": "#/components/schemas/A", "B": "#/components/schemas/B" })
    );
}

/// The generator would rely on the property.
#[test]
fn a_discriminator_that_does_not_tell_members_apart_is_kept_beside_any_of() {
    let is_tagged = |members: &str| {
        let found = schemas(
            &["Top"],
            &format!(
                "\
Top:
  oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]
  discriminator: {{propertyName: kind, mapping: {{a: A, b: B}}}}
A: {{type: object, properties: {{kind: {{type: string}}}}}}
{members}"
            ),
        );
        let top = &found["Top"];
        assert_eq!(top["discriminator"]["propertyName"], "kind");
        let key = if top.get("oneOf").is_some() {
            "oneOf"
        } else {
            "anyOf"
        };
        assert_eq!(top[key], json!([reference("A"), reference("B")]));
        key == "oneOf"
    };
    let fits = "B: {type: object, properties: {kind: {type: string, enum: [b, c]}}}";
    assert!(is_tagged(fits));
    for odd in [
        "B: {type: object, properties: {other: {type: string}}}",
        "B: {type: object, properties: {kind: {type: integer}}}",
        "B: {type: object, properties: {kind: {type: string, enum: [c]}}}",
        "B: {type: object, properties: {kind: {type: string, writeOnly: true}}}",
        "B: {type: object, additionalProperties: true}",
        "B: {type: array, items: {type: string}}",
        "B: {type: object, properties: {kind: {type: string}, top: {$ref: '#/components/schemas/Top'}}}",
    ] {
        assert!(!is_tagged(odd), "{odd}");
    }
    // Nobody sends it.
    let read_only = "B: {type: object, properties: {kind: {type: string, readOnly: true}}}";
    assert!(is_tagged(read_only));
    let in_array = "B: {type: object, properties: {kind: {type: string}, tops: {type: array, items: {$ref: '#/components/schemas/Top'}}}}";
    assert!(is_tagged(in_array));
}

#[test]
fn an_array_without_items_and_an_object_that_can_have_nothing_hold_any_json() {
    let found = schemas(
        &["Top"],
        "Top: {type: object, properties: {list: {type: array}, none: {type: object, additionalProperties: false}}}",
    );
    assert_eq!(
        found["Top"]["properties"],
        json!({
            "list": { "type": "array", "items": {} },
            "none": { "type": "object", "additionalProperties": true },
        })
    );
}

#[test]
fn several_successes_with_different_bodies_are_one_union() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200': {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        '202': {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}
        '204': {description: d}
";
    let value = super::normal(text).value().clone();
    let of = |status: &str| {
        &value["paths"]["/a"]["get"]["responses"][status]["content"]["application/json"]["schema"]
    };
    assert_eq!(*of("200"), reference("GetASuccess"));
    assert_eq!(of("200"), of("202"));
    let members = &value["components"]["schemas"]["GetASuccess"]["anyOf"];
    assert_eq!(
        *members,
        json!([reference("GetAResponse"), reference("GetAResponse202")])
    );
}

#[test]
fn what_a_mapping_says_of_a_schema_that_is_not_there_is_left_out_with_a_warning() {
    let text = answers(
        &["Top"],
        "\
Top:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog, bird: Bird, fish: '#/fish'}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}",
    );
    assert_eq!(
        normal(&text).value()["components"]["schemas"]["Top"]["discriminator"]["mapping"],
        json!({ "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" })
    );
    let findings = check(Profile::Open, "t.yaml", &text);
    let wrong: Vec<_> = findings
        .iter()
        .filter(|one| one.rule.starts_with("document/"))
        .collect();
    let places: Vec<&str> = wrong.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(
        places,
        [
            "components.schemas.Top.discriminator.mapping.bird",
            "components.schemas.Top.discriminator.mapping.fish"
        ]
    );
    assert!(
        wrong
            .iter()
            .all(|one| one.rule == "document/mapping-target" && one.severity == Severity::Warning)
    );
}
