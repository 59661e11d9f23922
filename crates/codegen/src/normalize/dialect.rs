//! The keys of one schema, in the words of OpenAPI 3.0: those of 3.1 that say the same are rewritten, and the
//! rest of 3.1 is refused.

use serde_json::{Value, json};

use super::findings::Findings;
use super::node::Node;
use super::references::Reading;
use super::source::Source;

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

/// Keys of 3.1 that mean nothing to a client.
const IDLE: [&str; 7] = [
    "$comment",
    "$id",
    "$schema",
    "$anchor",
    "$vocabulary",
    "contentSchema",
    "contentMediaType",
];

/// Keys of 3.1 that nothing in 3.0 says.
const REFUSED: [&str; 17] = [
    "prefixItems",
    "patternProperties",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
];

/// Whether a key only says something about a schema, and allows and forbids nothing.
pub(super) fn is_note(key: &str) -> bool {
    key.starts_with("x-")
        || IDLE.contains(&key)
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
        value == &json!("null") || value == &json!(["null"]) || value == &json!([null])
    };
    schema.value.get("type").is_some_and(only_null)
        || schema.value.get("enum") == Some(&json!([null]))
        || schema.value.get("const") == Some(&Value::Null)
}

/// The members of `schema` that are not schemas themselves.
pub(super) fn read<'a>(
    reading: &Reading<'a>,
    schema: &Source<'a>,
    findings: &mut Findings<'_>,
) -> Node {
    let mut node = Node::object_at(&schema.place());
    // A key without a value, or `true` in 3.1: any JSON.
    let is_any = schema.value.is_null() || reading.is_3_1 && schema.value == &json!(true);
    if !schema.value.is_object() && !is_any {
        refuse_kind(schema, "a schema", findings);
    }
    for (key, member) in schema.members() {
        check_kind(key, &member, findings);
        match key {
            _ if INNER.contains(&key) => {}
            // 3.0 has lists only; `true` is a habit from elsewhere.
            "required" if member.value.is_boolean() => {}
            // It goes with a list of items, which says nothing about all of them.
            "additionalItems" => {}
            // A habit of generators: the members of the choice say what it is.
            "type" if is_idle_type(schema) => {}
            "enum" => read_enum(&member, member.value.as_array(), &mut node),
            _ if reading.is_3_1 => read_3_1(schema, key, &member, &mut node, findings),
            "type" if is_null(schema) => node.put_new("nullable", json!(true)),
            _ => node.put(key, member.copy()),
        }
    }
    node
}

/// Whoever reads a list where there is none reads nothing, so this must be told first.
fn check_kind(key: &str, member: &Source<'_>, findings: &mut Findings<'_>) {
    let (is_right, wanted) = match key {
        "allOf" | "oneOf" | "anyOf" | "enum" => (member.value.is_array(), "a list"),
        "properties" | "discriminator" | "$defs" => (member.value.is_object(), "a mapping"),
        "required" => (
            member.value.is_array() || member.value.is_boolean(),
            "a list",
        ),
        "additionalProperties" => {
            let is_right = member.value.is_object() || member.value.is_boolean();
            (is_right, "a schema, true or false")
        }
        _ => return,
    };
    if !is_right {
        refuse_kind(member, wanted, findings);
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

fn read_3_1(
    schema: &Source<'_>,
    key: &str,
    member: &Source<'_>,
    node: &mut Node,
    findings: &mut Findings<'_>,
) {
    match key {
        "type" => read_types(member, node),
        "const" => {
            let only = vec![member.value.clone()];
            read_enum(member, Some(&only), node);
        }
        "examples" => {
            if let Some(first) = member.get("0") {
                node.put("example", first.copy());
            }
        }
        "exclusiveMinimum" if member.value.is_number() => {
            read_exclusive(schema, member, ["minimum", key], node);
        }
        "exclusiveMaximum" if member.value.is_number() => {
            read_exclusive(schema, member, ["maximum", key], node);
        }
        // Read with the exclusive limit.
        "minimum" if is_number(schema, "exclusiveMinimum") => {}
        "maximum" if is_number(schema, "exclusiveMaximum") => {}
        "contentEncoding" if member.value == &json!("base64") => {
            node.put("format", Node::at(json!("byte"), &member.place()));
        }
        "unevaluatedProperties" if member.value.is_boolean() => {}
        _ if IDLE.contains(&key) || key == "contentEncoding" => {}
        _ if REFUSED.contains(&key) => findings.report(
            "unsupported/new-schema-key",
            member,
            format!("`{key}` of OpenAPI 3.1 is not supported"),
            "describe the schema without it: nothing in OpenAPI 3.0 says the same",
        ),
        _ => node.put(key, member.copy()),
    }
}

fn is_number(schema: &Source<'_>, key: &str) -> bool {
    schema.value.get(key).is_some_and(Value::is_number)
}

/// An exclusive limit as a number. Of two limits, the one that allows less counts.
fn read_exclusive(
    schema: &Source<'_>,
    member: &Source<'_>,
    [limit, flag]: [&str; 2],
    node: &mut Node,
) {
    let number = |part: &Source<'_>| part.value.as_f64();
    let inclusive = schema.get(limit);
    let beside = inclusive.filter(|inclusive| match limit {
        "minimum" => number(inclusive) > number(member),
        _ => number(inclusive).is_some() && number(inclusive) < number(member),
    });
    if let Some(inclusive) = beside {
        node.put(limit, inclusive.copy());
        return;
    }
    node.put(limit, member.copy());
    node.put(flag, Node::at(json!(true), &member.place()));
}

/// A type, or a list of types. Several beside `null` allow any JSON.
fn read_types(member: &Source<'_>, node: &mut Node) {
    let texts = member.value.as_array().into_iter().flatten();
    let mut types: Vec<&str> = texts.filter_map(Value::as_str).collect();
    types.extend(member.value.as_str());
    if types.contains(&"null") {
        node.put_new("nullable", json!(true));
    }
    types.retain(|one| *one != "null");
    types.dedup();
    match types[..] {
        [] => {}
        [only] => node.put("type", Node::at(json!(only), &member.place())),
        ["integer", "number"] | ["number", "integer"] => {
            node.put("type", Node::at(json!("number"), &member.place()));
        }
        _ => node.put(SEVERAL, Node::at(json!(true), &member.place())),
    }
}

/// Stands for several types until [`finish`] has taken away what applies to only one of them.
const SEVERAL: &str = "x-several-types";

/// The values of an enum, each once; `null` among them means that the value may be null.
fn read_enum(member: &Source<'_>, values: Option<&Vec<Value>>, node: &mut Node) {
    let Some(values) = values else {
        node.put("enum", member.copy());
        return;
    };
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    let mut seen = std::collections::HashSet::new();
    for value in values {
        if value.is_null() {
            node.put_new("nullable", json!(true));
        } else if seen.insert(value.to_string()) {
            kept.push(value.clone());
        }
    }
    if kept.len() == values.len() {
        node.put(
            "enum",
            Node {
                value: Value::Array(kept),
                ..member.copy()
            },
        );
    } else if !kept.is_empty() {
        node.put("enum", Node::at(Value::Array(kept), &member.place()));
    }
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
    if members.value.get("type") != Some(&json!("string")) {
        return;
    }
    let values = members.value.get_mut("enum").and_then(Value::as_array_mut);
    for value in values.into_iter().flatten() {
        if value.is_number() || value.is_boolean() {
            *value = json!(value.to_string());
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
    } else if matches!(format, "int32" | "int64") {
        "integer"
    } else if matches!(format, "float" | "double") {
        "number"
    } else if matches!(
        format,
        "binary" | "byte" | "date" | "date-time" | "email" | "password" | "uri" | "uuid"
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
