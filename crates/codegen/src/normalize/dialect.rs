//! The keys of one schema, in the words of OpenAPI 3.0.

use serde_json::{Value, json};

use super::findings::Findings;
use super::inner::is_never;
use super::node::Node;
use super::source::Source;
use super::types::SEVERAL;
use super::{enums, newer};

/// Keys that hold other schemas, which are read on their own.
const INNER: [&str; 11] = [
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
    "properties",
    "items",
    "additionalProperties",
    "$defs",
    "definitions",
];

/// Whether a key only says something about a schema, and allows and forbids nothing.
pub(super) fn is_note(key: &str) -> bool {
    key.starts_with("x-")
        || newer::is_idle(key)
        || matches!(
            key,
            "description"
                | "title"
                | "nullable"
                | "readOnly"
                | "writeOnly"
                | "deprecated"
                | "default"
                | "example"
                | "examples"
                | "externalDocs"
                | "xml"
        )
}

/// Whether a schema allows `null` and nothing else.
pub(super) fn is_null(schema: &Source<'_>) -> bool {
    let only_null = |value: &Value| {
        value.is_null() || [json!("null"), json!(["null"]), json!([null])].contains(value)
    };
    schema.value.get("type").is_some_and(only_null)
        || schema.value.get("enum") == Some(&json!([null]))
        || schema.value.get("const") == Some(&Value::Null)
}

/// The members of `schema` that are not schemas themselves.
pub(super) fn read(schema: &Source<'_>, findings: &mut Findings<'_>) -> Node {
    let mut node = Node::object_at(&schema.place());
    if is_never(schema.value) {
        findings.report(
            "idle/never",
            schema,
            "no value fits the schema `false`: any JSON is taken",
            "describe what the value is, or leave the part out",
        );
    } else if !schema.value.is_object() && !is_any(schema.value) {
        refuse_kind(schema, "a schema", findings);
    }
    for (key, value) in schema.entries() {
        check_kind(schema, key, value, findings);
        if INNER.contains(&key) {
            continue;
        }
        let member = schema.member(key, value);
        match key {
            // 3.0 has lists only; `true` is a habit from elsewhere.
            "required" if member.value.is_boolean() => {}
            // It goes with a list of items, which says nothing about all of them.
            "additionalItems" => {}
            // A habit of generators: the members of the choice say what it is.
            "type" if is_idle_type(schema) => {}
            "enum" if member.value == &json!([]) => findings.report(
                "idle/empty-enum",
                &member,
                "an `enum` without values allows nothing: it is ignored",
                "list the values, or remove it",
            ),
            "enum" => enums::read_fitting(schema, &member, &mut node, findings),
            _ if newer::read(schema, key, &member, &mut node, findings) => {}
            _ => node.put(key, member.copy()),
        }
    }
    node
}

/// A key without a value, or the schema `true`: any JSON.
fn is_any(schema: &Value) -> bool {
    schema.is_null() || schema == &json!(true)
}

/// Whoever reads a list where there is none reads nothing, so this must be told first.
fn check_kind<'a>(
    schema: &Source<'a>,
    key: &'a str,
    value: &'a Value,
    findings: &mut Findings<'_>,
) {
    let (is_right, wanted) = match key {
        "allOf" | "oneOf" | "anyOf" | "enum" | "prefixItems" => (value.is_array(), "a list"),
        "properties" | "discriminator" | "$defs" | "patternProperties" | "dependentSchemas" => {
            (value.is_object(), "a mapping")
        }
        "required" => (value.is_array() || value.is_boolean(), "a list"),
        "additionalProperties" => {
            let is_right = value.is_object() || value.is_boolean();
            (is_right, "a schema, true or false")
        }
        _ => return,
    };
    if !is_right {
        refuse_kind(&schema.member(key, value), wanted, findings);
    }
}

fn refuse_kind(part: &Source<'_>, wanted: &str, findings: &mut Findings<'_>) {
    findings.report(
        "document/unfit-value",
        part,
        format!("here must be {wanted}"),
        "correct the value, or its indentation",
    );
}

/// Whether a schema that chooses between others says that it is an object, and nothing about this object.
fn is_idle_type(schema: &Source<'_>) -> bool {
    let has = |key: &&str| schema.has(key);
    schema.text("type") == "object"
        && ["oneOf", "anyOf"].iter().any(has)
        && !["properties", "additionalProperties", "required", "allOf"]
            .iter()
            .any(has)
}

/// Says the type of a schema that leaves it out, where its other keys allow only one, and writes the values of
/// an enum of texts as texts.
pub(super) fn finish(members: &mut Node, implied: &str) {
    if members.take(SEVERAL).is_some() {
        keep_notes(members);
        return;
    }
    if members.value.get("type").is_none() {
        let kind = match implied {
            "" => type_of(&members.value),
            known => known,
        };
        if !kind.is_empty() {
            members.put_new("type", json!(kind));
        } else if members.value.get("enum").is_some() {
            // Its values are of several types, or no scalars.
            keep_notes(members);
            return;
        }
    }
    match members.value.get("type").and_then(Value::as_str) {
        Some("string") => {}
        Some("integer") => return drop_endless(members),
        _ => return,
    }
    let values = members.value.get_mut("enum").and_then(Value::as_array_mut);
    for value in values.into_iter().flatten() {
        if value.is_number() || value.is_boolean() {
            *value = json!(value.to_string());
        }
    }
}

/// Takes away limits of an integer that every integer of 64 bits keeps: some programs round the least and the
/// greatest of these when they write them.
fn drop_endless(members: &mut Node) {
    // What a float makes of 2 to the power of 63.
    const END: f64 = 9_223_372_036_854_775_808.0;
    for (limit, flag, sign) in [
        ("minimum", "exclusiveMinimum", -1.0),
        ("maximum", "exclusiveMaximum", 1.0),
    ] {
        let number = members.value.get(limit);
        let is_whole = number.is_some_and(|number| number.is_i64());
        let number = number.and_then(Value::as_f64);
        if !is_whole && number.is_some_and(|number| number * sign >= END) {
            members.take(limit);
            members.take(flag);
        }
    }
}

/// Takes away what applies to only one of several types.
fn keep_notes(members: &mut Node) {
    let keys = members.value.as_object().into_iter().flatten();
    let limits = keys.map(|(key, _)| key.clone());
    let limits: Vec<String> = limits.filter(|key| !is_note(key)).collect();
    for key in limits {
        members.take(&key);
    }
}

/// The type that the keys of a schema are about; empty if they are about none, or more than one.
fn type_of(members: &Value) -> &'static str {
    let values = members.get("enum").and_then(Value::as_array);
    let all = |is: fn(&Value) -> bool| values.is_some_and(|values| values.iter().all(is));
    let has = |keys: &[&str]| keys.iter().any(|key| members.get(key).is_some());
    let format = crate::document::text(members, "format");
    if all(Value::is_string) || has(&["pattern", "minLength", "maxLength"]) {
        "string"
    } else if all(|value| value.is_i64() || value.is_u64()) {
        "integer"
    } else if all(Value::is_boolean) {
        "boolean"
    } else if all(Value::is_number) {
        "number"
    } else if matches!(format, "int32" | "int64" | "integer") {
        "integer"
    } else if matches!(format, "float" | "double" | "number") {
        "number"
    } else if format == "boolean" {
        "boolean"
    } else if matches!(
        format,
        "binary"
            | "byte"
            | "date"
            | "date-time"
            | "duration"
            | "email"
            | "hostname"
            | "idn-email"
            | "idn-hostname"
            | "ipv4"
            | "ipv6"
            | "iri"
            | "iri-reference"
            | "json-pointer"
            | "password"
            | "regex"
            | "relative-json-pointer"
            | "string"
            | "time"
            | "uri"
            | "uri-reference"
            | "uri-template"
            | "uuid"
    ) {
        "string"
    } else if has(&["required", "minProperties", "maxProperties"]) {
        "object"
    } else if has(&["minItems", "maxItems", "uniqueItems"]) {
        "array"
    } else {
        ""
    }
}
