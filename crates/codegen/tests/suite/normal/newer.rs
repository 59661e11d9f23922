//! Keys of OpenAPI 3.1 that restrict values, or say in a way of their own what a type can carry.

use backhaul_codegen::{Profile, Severity, check};
use serde_json::{Value, json};

use super::{answers, normal, reference};

/// A document of 3.1 with these components, of which `Top` is answered.
fn document(schemas: &str) -> String {
    answers(&["Top"], schemas).replace("openapi: 3.0.3", "openapi: 3.1.0")
}

/// Places and rules.
type Lost = Vec<(String, String)>;

/// What is lost at these places.
fn at(list: &[(&str, &str)]) -> Lost {
    let list = list.iter();
    list.map(|(place, rule)| ((*place).to_owned(), (*rule).to_owned()))
        .collect()
}

/// The properties of `Top` in the normal form, and what is lost on the way there.
fn properties(schemas: &str) -> (Value, Lost) {
    let text = document(schemas);
    let normal = normal(&text);
    let found = normal.value()["components"]["schemas"]["Top"]["properties"].clone();
    (found, lost(&text))
}

/// The place and the rule of each warning about keys, types and references.
fn lost(text: &str) -> Lost {
    let findings = check(Profile::Open, "t.yaml", text);
    let lost = findings.iter().map(|finding| {
        assert_eq!(finding.severity, Severity::Warning, "{finding}");
        assert!(finding.position.is_some(), "{finding}");
        let place = finding.path.strip_prefix("components.schemas.");
        let place = place.unwrap_or(&finding.path);
        (place.to_owned(), finding.rule.to_owned())
    });
    lost.collect()
}

#[test]
fn a_list_whose_items_are_described_one_by_one_has_what_all_of_them_are() {
    let (found, lost) = properties(
        "\
Top:
  type: object
  properties:
    same: {type: array, prefixItems: [{type: string}, {type: string}], minItems: 2, maxItems: 2}
    closed: {type: array, prefixItems: [{type: integer}, {type: integer}, {type: integer}], items: false}
    going_on: {type: array, prefixItems: [{type: integer}], items: {type: integer}}
    other: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
    open: {type: array, prefixItems: [{type: string}, {type: string}]}
    named: {type: array, prefixItems: [{$ref: '#/components/schemas/Part'}], items: false}
    old: {type: array, items: [{type: string}, {type: string}], additionalItems: false}
    without_type: {prefixItems: [{type: boolean}], items: false}
    either: {anyOf: [{type: string}, {type: array, prefixItems: [{type: string}, {type: integer}], maxItems: 2}]}
Part: {type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(
        found,
        json!({
            "same": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
            "closed": {"type": "array", "items": {"type": "integer"}, "maxItems": 3},
            "going_on": {"type": "array", "items": {"type": "integer"}},
            "other": {"type": "array", "items": {}, "maxItems": 2},
            "open": {"type": "array", "items": {}},
            "named": {"type": "array", "items": reference("Part"), "maxItems": 1},
            "old": {"type": "array", "items": {"type": "string"}},
            "without_type": {"type": "array", "items": {"type": "boolean"}, "maxItems": 1},
            "either": reference("TopEither"),
        })
    );
    assert_eq!(
        lost,
        at(&[
            ("Top.properties.other.prefixItems", "idle/unchecked-key"),
            ("Top.properties.open.prefixItems", "idle/unchecked-key"),
            (
                "Top.properties.either.anyOf.1.prefixItems",
                "idle/unchecked-key"
            ),
        ])
    );
}

#[test]
fn entries_whose_names_have_a_pattern_are_a_map() {
    let (found, lost) = properties(
        "\
Top:
  type: object
  properties:
    one: {type: object, patternProperties: {'^[a-z]+$': {type: integer}}, additionalProperties: false}
    alike: {patternProperties: {'^a': {$ref: '#/components/schemas/Part'}, '^b': {$ref: '#/components/schemas/Part'}}}
    several: {type: object, patternProperties: {'^a': {type: string}, '^b': {type: integer}}}
    rest: {type: object, patternProperties: {'^a': {type: string}}, additionalProperties: {type: integer}}
    beside: {type: object, properties: {a: {type: string}}, patternProperties: {'^x-': {}}}
    names: {type: object, propertyNames: {maxLength: 3}, additionalProperties: {type: string}}
    texts: {type: object, propertyNames: {type: string}, additionalProperties: {type: string}}
    unevaluated: {type: object, unevaluatedProperties: {type: string}}
    closed: {allOf: [{$ref: '#/components/schemas/Part'}], unevaluatedProperties: false}
Part: {type: object, properties: {a: {type: string}}}",
    );
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    assert_eq!(
        found,
        json!({
            "one": map(json!({"type": "integer"})),
            "alike": map(reference("Part")),
            "several": map(json!({})),
            "rest": map(json!({})),
            "beside": reference("TopBeside"),
            "names": map(json!({"type": "string"})),
            "texts": map(json!({"type": "string"})),
            "unevaluated": map(json!({"type": "string"})),
            "closed": reference("Part"),
        })
    );
    assert_eq!(
        lost,
        at(&[
            ("Top.properties.one.patternProperties", "idle/unchecked-key"),
            (
                "Top.properties.alike.patternProperties",
                "idle/unchecked-key"
            ),
            (
                "Top.properties.several.patternProperties",
                "idle/unchecked-key"
            ),
            (
                "Top.properties.rest.patternProperties",
                "idle/unchecked-key"
            ),
            (
                "Top.properties.beside.patternProperties",
                "idle/unchecked-key"
            ),
            ("Top.properties.names.propertyNames", "idle/unchecked-key"),
        ])
    );
}

#[test]
fn properties_that_are_there_in_some_cases_may_be_there() {
    let (found, lost) = properties(
        "\
Top:
  type: object
  required: [kind]
  properties: {kind: {type: string}, never: false}
  if: {properties: {kind: {const: a}}}
  then: {required: [size], properties: {size: {type: integer}, kind: {type: integer}, both: {type: string}}}
  else: {properties: {both: {type: boolean}, gone: false}}
  dependentSchemas: {kind: {$ref: '#/components/schemas/More'}}
  dependentRequired: {kind: [size]}
  allOf: [{if: {required: [size]}, then: {properties: {unit: {enum: [m, s]}}}}, {then: {properties: {no: {}}}}]
  contains: {type: string}
  minContains: 1
More: {properties: {part: {type: object, properties: {a: {type: string}}}}}",
    );
    assert_eq!(
        found,
        json!({
            "kind": {"type": "string"},
            "size": {"type": "integer"},
            "both": {},
            "unit": {"type": "string", "enum": ["m", "s"]},
            "part": reference("MorePart"),
        })
    );
    assert_eq!(
        lost,
        at(&[
            ("Top.if", "idle/unchecked-key"),
            ("Top.dependentSchemas", "idle/unchecked-key"),
            ("Top.dependentRequired", "idle/unchecked-key"),
            ("Top.allOf.0.if", "idle/unchecked-key"),
            ("Top.contains", "idle/unchecked-key"),
        ])
    );
}

#[test]
fn references_by_a_name_or_an_address_lead_to_the_schema_that_has_it() {
    let (found, lost) = properties(
        "\
Top:
  type: object
  properties:
    anchor: {$ref: '#part'}
    id: {$ref: 'https://example.com/tree'}
    within: {$ref: 'https://example.com/tree#/$defs/leaf'}
    tree: {$ref: '#/components/schemas/Tree'}
    filter: {$ref: '#/components/schemas/Filter'}
    page: {$ref: '#/components/schemas/Page'}
    $anchor: {type: string}
    example: {type: object, properties: {here: {$ref: '#part'}}}
  x-other: {$ref: '#nowhere'}
Part: {$anchor: part, type: object, properties: {a: {type: string}}}
Tree:
  $id: https://example.com/tree
  $dynamicAnchor: node
  type: object
  properties: {children: {type: array, items: {$dynamicRef: '#node'}}}
  $defs: {leaf: {type: object, properties: {b: {type: string}}}}
Filter:
  $recursiveAnchor: true
  type: object
  properties: {filters: {type: array, items: {oneOf: [{type: string}, {$recursiveRef: '#'}]}}}
Page:
  type: object
  properties: {items: {type: array, items: {$dynamicRef: '#item'}}}
  $defs: {one: {$dynamicAnchor: item, type: string}, other: {$dynamicAnchor: item, type: integer}}",
    );
    assert_eq!(found["anchor"], reference("Part"));
    assert_eq!(found["id"], reference("Tree"));
    assert_eq!(found["within"], reference("TreeLeaf"));
    assert_eq!(found["example"], reference("TopExample"));
    assert_eq!(found["$anchor"], json!({"type": "string"}));
    assert_eq!(
        lost,
        at(&[(
            "Page.properties.items.items.$dynamicRef",
            "idle/dynamic-reference"
        )])
    );
}

#[test]
fn a_schema_that_refers_to_itself_by_another_word_holds_itself() {
    let normal = normal(&document(
        "\
Top: {$recursiveAnchor: true, type: object, properties: {filters: {type: array, items: {$recursiveRef: '#'}}}}",
    ));
    let top = &normal.value()["components"]["schemas"]["Top"];
    assert_eq!(top["properties"]["filters"]["items"], reference("Top"));
}

#[test]
fn types_that_do_not_exist_are_what_they_mean_or_any_json() {
    let schemas = "\
Top:
  type: object
  properties:
    a: {type: unknown}
    b: {type: int, minimum: 3}
    c: {type: String}
    d: {type: [float, 'null']}
    e: {type: [string, null]}
    f: {type: null}
    g: {type: bool}
    h: {type: file}
    i: {type: [strng, integer], maxLength: 3}";
    for version in ["3.0.3", "3.1.0"] {
        let text = document(schemas).replace("3.1.0", version);
        let found = normal(&text).value()["components"]["schemas"]["Top"]["properties"].clone();
        assert_eq!(
            found,
            json!({
                "a": {},
                "b": {"type": "integer", "minimum": 3},
                "c": {"type": "string"},
                "d": {"type": "number", "nullable": true},
                "e": {"type": "string", "nullable": true},
                "f": {"nullable": true},
                "g": {"type": "boolean"},
                "h": {"type": "string", "format": "binary"},
                "i": {},
            }),
            "{version}"
        );
        let told = ["a", "b", "c", "d", "g", "h", "i"];
        let told = told.map(|name| {
            let place = format!("Top.properties.{name}.type");
            (place, "idle/unknown-type".to_owned())
        });
        assert_eq!(lost(&text), told, "{version}");
    }
    let findings = check(Profile::Open, "t.yaml", &document(schemas));
    let typo = &findings[6];
    assert!(typo.hint.starts_with("did you mean string?"), "{typo}");
    assert!(typo.message.ends_with("it is taken as any JSON"), "{typo}");
    let int = &findings[1];
    assert!(int.message.ends_with("it is taken as `integer`"), "{int}");
}

#[test]
fn what_allows_nothing_is_ignored() {
    let (found, lost) = properties(
        "\
Top:
  type: object
  properties:
    a: {type: string, enum: [], allOf: [{$ref: '#/components/schemas/State'}]}
    b: {type: string, enum: []}
    c: {type: object, additionalProperties: {not: {type: string}, anyOf: [false, {type: string}, {type: integer}]}}
State: {type: string, enum: [x, y]}",
    );
    assert_eq!(found["a"], json!({"type": "string", "enum": ["x", "y"]}));
    assert_eq!(found["b"], json!({"type": "string"}));
    for one in at(&[
        ("Top.properties.a.enum", "idle/empty-enum"),
        ("Top.properties.b.enum", "idle/empty-enum"),
        (
            "Top.properties.c.additionalProperties.anyOf.0",
            "idle/never",
        ),
    ]) {
        assert!(lost.contains(&one), "{one:?}: {lost:?}");
    }
}

#[test]
fn a_text_of_a_media_type_is_a_file_unless_it_is_encoded_or_a_text() {
    let (found, _) = properties(
        "\
Top:
  type: object
  properties:
    a: {type: string, contentMediaType: application/octet-stream}
    b: {type: string, contentMediaType: image/png, contentEncoding: base64}
    c: {type: string, contentMediaType: application/json, contentSchema: {type: object}}
    d: {contentMediaType: image/png}",
    );
    assert_eq!(
        found,
        json!({
            "a": {"type": "string", "format": "binary"},
            "b": {"type": "string", "format": "byte"},
            "c": {"type": "string"},
            "d": {"type": "string", "format": "binary"},
        })
    );
}

#[test]
fn limits_that_every_integer_keeps_say_nothing() {
    let (found, _) = properties(
        "\
Top:
  type: object
  properties:
    rounded: {type: integer, minimum: -9223372036854776000, maximum: 9223372036854776000}
    unsigned: {type: [integer, 'null'], format: uint64, minimum: 0, maximum: 18446744073709551615}
    exclusive: {type: integer, exclusiveMaximum: 1e30}
    exact: {type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807}
    never: {type: integer, minimum: 1e30}",
    );
    assert_eq!(
        found,
        json!({
            "rounded": {"type": "integer"},
            "unsigned": {"type": "integer", "format": "uint64", "minimum": 0, "nullable": true},
            "exclusive": {"type": "integer"},
            "exact": {"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX},
            "never": {"type": "integer", "minimum": 1e30},
        })
    );
}

#[test]
fn what_a_value_must_not_be_needs_no_type() {
    let text = document("Top: {type: object, properties: {a: {not: {type: string}}}}");
    assert_eq!(lost(&text), at(&[("Top.properties.a.not", "idle/not")]));
}
