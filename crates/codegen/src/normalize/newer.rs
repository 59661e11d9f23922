//! The keys of a schema that OpenAPI 3.1 has and 3.0 has not, in the words of 3.0. People write them in 3.0 too, and
//! mean the same.

use serde_json::{Value, json};

use super::findings::Findings;
use super::inner;
use super::node::Node;
use super::source::Source;
use super::{enums, types};

/// Keys that mean nothing to a client.
const IDLE: [&str; 9] = [
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
    "contentMediaType",
    "contentSchema",
];

/// Whether a key means nothing to a client.
pub(super) fn is_idle(key: &str) -> bool {
    IDLE.contains(&key)
}

/// Whether a member forbids only what nobody has named: what is read may have it, and what is sent has not.
pub(super) fn is_closing(key: &str, member: &Value) -> bool {
    matches!(key, "unevaluatedProperties" | "unevaluatedItems") && member.is_boolean()
}

/// Writes what the member `key` of `schema` says; false if it is none of 3.1.
pub(super) fn read(
    schema: &Source<'_>,
    key: &str,
    member: &Source<'_>,
    node: &mut Node,
    findings: &mut Findings<'_>,
) -> bool {
    match key {
        "type" => types::read(member, node, findings),
        "const" => enums::read(member, Some(&vec![member.value.clone()]), node),
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
        "contentEncoding" => {
            if member.value == &json!("base64") {
                node.put("format", Node::at(json!("byte"), &member.place()));
            }
        }
        // 3.1 says so what 3.0 calls `format: binary`.
        "contentMediaType" if is_file(schema, member) => {
            node.put("format", Node::at(json!("binary"), &member.place()));
        }
        "prefixItems" => read_tuple(schema, member, node, findings),
        "propertyNames" if member.value == &json!({ "type": "string" }) => {}
        "$dynamicRef" | "$recursiveRef" => findings.report(
            "idle/dynamic-reference",
            member,
            format!("`{key}` does not lead to one schema: any JSON is taken"),
            "write a `$ref` to the schema that is meant",
        ),
        "if" | "propertyNames" | "patternProperties" | "dependentRequired" | "dependentSchemas"
        | "contains" | "unevaluatedItems"
            if !is_closing(key, member.value) =>
        {
            unchecked(key, member, findings);
        }
        // Told with what they belong to, or read with the entries of an object.
        "then"
        | "else"
        | "minContains"
        | "maxContains"
        | "unevaluatedProperties"
        | "unevaluatedItems" => {}
        _ => return is_idle(key),
    }
    true
}

fn unchecked(key: &str, member: &Source<'_>, findings: &mut Findings<'_>) {
    findings.report(
        "idle/unchecked-key",
        member,
        format!("`{key}` is not checked before sending"),
        "remove it, or say in the description what is not allowed",
    );
}

/// A list whose items are described one by one. How long it is, is checked.
fn read_tuple(
    schema: &Source<'_>,
    member: &Source<'_>,
    node: &mut Node,
    findings: &mut Findings<'_>,
) {
    if !matches!(inner::items(schema), Some(inner::Items::All(_))) {
        unchecked("prefixItems", member, findings);
    }
    let is_whole = schema.value.get("items") == Some(&json!(false));
    if is_whole && !schema.has("maxItems") {
        let count = member.value.as_array().map_or(0, Vec::len);
        node.put("maxItems", Node::at(json!(count), &member.place()));
    }
}

/// Whether a text is bytes as they are, of a type that is neither text nor JSON.
fn is_file(schema: &Source<'_>, media_type: &Source<'_>) -> bool {
    let name = media_type.value.as_str().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let kinds = ["image/", "audio/", "video/", "font/"];
    let types = [
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/gzip",
    ];
    let is_bytes =
        kinds.iter().any(|kind| name.starts_with(kind)) || types.contains(&name.as_str());
    is_bytes && !schema.has("contentEncoding") && !schema.has("format")
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
