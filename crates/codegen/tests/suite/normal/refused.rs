//! What has no normal form is told with its place.

use std::collections::BTreeMap;

use backhaul_codegen::{Diagnostic, Profile, normal_form, survey};

use super::answers;

/// What is wrong with a document with these components.
fn refused(version: &str, schemas: &str) -> Vec<Diagnostic> {
    let text = answers(&["Top"], schemas).replace("openapi: 3.0.3", &format!("openapi: {version}"));
    normal_form("t", &text).unwrap_err()
}

/// What is said about a document with these components.
fn said(version: &str, schemas: &str) -> Vec<String> {
    let findings = refused(version, schemas);
    let lines = findings.iter().map(|finding| {
        assert!(finding.position.is_some(), "{finding}");
        assert!(!finding.hint.is_empty(), "{finding}");
        let place = finding
            .path
            .strip_prefix("components.schemas.")
            .unwrap_or(&finding.path);
        format!("{place}: {}", finding.message)
    });
    lines.collect()
}

#[test]
fn contradictions() {
    let found = said(
        "3.0.3",
        "\
Top: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: integer}, b: {multipleOf: 5}}}]}
Base: {type: object, properties: {a: {type: string}, b: {type: integer, multipleOf: 3}}}",
    );
    assert_eq!(
        found,
        [
            "Base.properties.a.type: no value can be \"string\" and \"integer\" at once: any JSON is taken",
            "Base.properties.b.multipleOf: no value can fit all parts of `allOf`: `multipleOf` is 3 here, but 5 \
             in another part",
        ]
    );
}

#[test]
fn references_that_lead_nowhere() {
    let found = said(
        "3.0.3",
        "\
Top:
  type: object
  properties:
    a: {$ref: '#/components/schemas/Gone'}
    b: {$ref: 'other.yaml#/Thing'}
    c: {$ref: 5}
    d: {$ref: '#/components/schemas/Round'}
    e: {oneOf: [{$ref: '#/components/schemas/Top'}], discriminator: {propertyName: x, mapping: {x: Gone}}}
Round: {$ref: '#/components/schemas/Around'}
Around: {allOf: [{$ref: '#/components/schemas/Round'}]}",
    );
    assert_eq!(
        found,
        [
            "Top.properties.a.$ref: `$ref` points to #/components/schemas/Gone, which does not exist",
            "Top.properties.b.$ref: `$ref` points to another file, other.yaml#/Thing",
            "Top.properties.c.$ref: `$ref` is not a text",
            "Top.properties.e.discriminator.mapping.x: the discriminator maps to Gone, which does not exist",
            "Round: the schema refers only to itself",
        ]
    );
}

#[test]
fn two_choices_at_once() {
    let found = said(
        "3.0.3",
        "\
Top:
  oneOf: [{type: string}, {type: integer}]
  anyOf: [{type: boolean}, {type: number}]",
    );
    assert_eq!(
        found,
        ["Top.anyOf: a value must fit one of several schemas twice at once"]
    );
}

#[test]
fn values_of_the_wrong_kind() {
    let found = said(
        "3.0.3",
        "\
Top:
  type: object
  required: a
  properties:
    a: text
    b: {allOf: {type: string}}
    c: {properties: [a]}
    d: {enum: x}
    e: {type: array, items: x}
    f: {additionalProperties: 5}",
    );
    assert_eq!(
        found,
        [
            "Top.required: here must be a list",
            "Top.properties.a: here must be a schema",
            "Top.properties.b.allOf: here must be a list",
            "Top.properties.c.properties: here must be a mapping",
            "Top.properties.d.enum: here must be a list",
            "Top.properties.e.items: here must be a schema",
            "Top.properties.f.additionalProperties: here must be a schema, true or false",
        ]
    );
}

#[test]
fn other_versions() {
    let version = |version: &str| said(version, "Top: {type: string}");
    for other in ["3.2.0", "2.0"] {
        let expected = format!("openapi: this is a document of OpenAPI {other}, not of 3.0 or 3.1");
        assert_eq!(version(other), [expected]);
    }
}

#[test]
fn each_refusal_names_its_rule() {
    let parts: Vec<String> = (0..501).map(|n| format!("{{description: d{n}}}")).collect();
    let many = format!("Top: {{allOf: [{}]}}", parts.join(", "));
    let property = |schema: &str| format!("Top: {{type: object, properties: {{a: {schema}}}}}");
    for (version, schemas, rule) in [
        ("3.0.3", many, "unsupported/too-many-parts"),
        (
            "3.0.3",
            "Top: {allOf: [{type: integer, multipleOf: 2}, {type: integer, multipleOf: 3}]}".to_owned(),
            "document/no-value-fits",
        ),
        (
            "3.0.3",
            property("{$ref: 5}"),
            "document/reference-kind",
        ),
        (
            "3.0.3",
            property("{$ref: '#/components/schemas/Gone'}"),
            "document/dangling-reference",
        ),
        (
            "3.0.3",
            property("{$ref: 'other.yaml'}"),
            "unsupported/other-file",
        ),
        (
            "3.0.3",
            "Top: {allOf: [{$ref: '#/components/schemas/Top'}]}".to_owned(),
            "document/schema-of-itself",
        ),
        (
            "3.0.3",
            "Top: {oneOf: [{type: string}, {type: integer}], anyOf: [{type: boolean}, {type: number}]}"
                .to_owned(),
            "unsupported/crossed-union",
        ),
        (
            "3.0.3",
            property("text"),
            "document/unfit-value",
        ),
        (
            "2.0",
            "Top: {type: string}".to_owned(),
            "unsupported/openapi-version",
        ),
    ] {
        let findings = refused(version, &schemas);
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
}

#[test]
fn a_reference_to_itself() {
    let text = "\
openapi: 3.0.3
info: {title: t, version: v}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Round'}]
      responses: {'204': {description: Nothing.}}
components:
  parameters:
    Round: {$ref: '#/components/parameters/Round'}
";
    let findings = normal_form("t", text).unwrap_err();
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["document/reference-to-itself"]);
}

#[test]
fn the_operations_of_a_document_without_a_normal_form_are_known_and_each_is_kept_back() {
    let text = answers(
        &["Top"],
        "    Top: {$ref: '#/components/schemas/Missing'}\n",
    );
    let refused = survey(Profile::Open, "t", &text).unwrap();
    assert_eq!(refused.version, "3.0.3");
    assert!(!refused.operations.is_empty());
    let rules = BTreeMap::from([("document/dangling-reference", 1)]);
    assert_eq!(refused.findings, rules);
    for operation in &refused.operations {
        assert!(
            refused.blocked[operation].contains("document/dangling-reference"),
            "{operation}"
        );
    }
    let readable = text.replace("$ref: '#/components/schemas/Missing'", "type: object");
    let readable = survey(Profile::Open, "t", &readable).unwrap();
    assert_eq!(readable.operations, refused.operations);
    assert!(readable.blocked.is_empty(), "{:?}", readable.blocked);
}

#[test]
fn what_is_wrong_with_one_operation_keeps_no_other_back() {
    let schemas = "\
Good: {type: object, properties: {a: {type: string}}}
Bad: {type: object, properties: {a: {$ref: '#/components/schemas/Missing'}}}
Far: {type: object, properties: {a: {$ref: '#/components/schemas/Bad'}}}
Odd: {type: object, properties: {a: {type: array, items: {type: array}}, b: {type: string, deprecated: 5}}}
Heir: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {c: {$ref: '#/components/schemas/Missing'}}}]}
Base: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k}}";
    let blocked = |names: &[&str]| {
        let survey = survey(Profile::Open, "t", &answers(names, schemas)).unwrap();
        assert_eq!(survey.operations.len(), names.len());
        survey.blocked
    };
    let found = blocked(&["Good", "Bad", "Far", "Odd"]);
    let rules = |name: &str| {
        found
            .get(name)
            .map(|rules| rules.iter().copied().collect::<Vec<_>>())
    };
    assert_eq!(rules("get /Good"), None);
    assert_eq!(rules("get /Bad"), Some(vec!["document/dangling-reference"]));
    assert_eq!(rules("get /Far"), Some(vec!["document/dangling-reference"]));
    // The lint looks at those that are left.
    assert_eq!(rules("get /Odd"), Some(vec!["document/wrong-kind"]));
    // No reference leads from a base to its heirs.
    let found = blocked(&["Base", "Good"]);
    let names: Vec<&String> = found.keys().collect();
    assert_eq!(names, ["get /Base"]);
}
