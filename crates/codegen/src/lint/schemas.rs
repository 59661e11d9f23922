//! Schemas: only what the generator gives a meaning to.

use serde_json::Value;

use super::part::{Findings, Part};
use super::references::components;
use crate::document::{Document, reference, reference_name};
use crate::naming;

/// Keys that any schema may have.
const COMMON: &[&str] = &[
    "type",
    "description",
    "example",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
];

/// Checks every component schema.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    for (name, schema) in components(root, "schemas") {
        if reference(schema.value).is_some() {
            continue;
        }
        if schema.text("description").trim().is_empty() {
            let message = format!("schema {name} has no `description`");
            findings.report(&schema, message, "say in our own words what it is");
        }
        check_one(document, name, &schema, findings);
    }
}

fn check_one(document: &Document, name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    if check_composition(document, name, schema, findings) {
        return;
    }
    let own: &[&str] = match schema.text("type") {
        "string" => &["enum", "format", "pattern", "minLength", "maxLength"],
        "integer" | "number" => &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "boolean" => &[],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        "object" => &["properties", "required"],
        "" => {
            check_untyped(schema, findings);
            return;
        }
        other => {
            let message = format!("type {other:?} does not exist in OpenAPI 3.0");
            findings.report(
                schema,
                message,
                "use string, integer, number, boolean, array or object",
            );
            return;
        }
    };
    for (key, member) in schema.members() {
        if !COMMON.contains(&key) && !own.contains(&key) && !key.starts_with("x-") {
            findings.report(
                &member,
                format!("`{key}` of a schema is not generated yet"),
                "remove it, or teach the generator what it means",
            );
        }
    }
    if schema.get("x-sensitive").is_some() && schema.text("type") != "string" {
        findings.report(
            schema,
            "`x-sensitive` stands on something other than a text",
            "put it on the text itself; in an array, on the items",
        );
    }
    match schema.text("type") {
        "string" => check_enum(schema, findings),
        "array" => check_items(document, schema, findings),
        "object" => check_object(document, schema, findings),
        _ => {}
    }
}

/// Unions and inheritance; true if there are any.
fn check_composition(
    document: &Document,
    name: &str,
    schema: &Part<'_>,
    findings: &mut Findings<'_>,
) -> bool {
    let mut found = false;
    for key in ["oneOf", "anyOf", "allOf", "not", "discriminator"] {
        let Some(member) = schema.get(key) else {
            continue;
        };
        found = true;
        if let Some(child) = circle_through(document, name, &member) {
            findings.report(
                &member,
                format!("`{key}` names {child}, which refers back to {name}: a circle"),
                "write arms that stand alone: progenitor overflows the stack on this circle",
            );
        } else {
            findings.report(
                &member,
                format!("`{key}` is not generated yet"),
                "write the fields out; unions come with the first operation that needs one",
            );
        }
    }
    found
}

/// The arm of a union that itself is composed of the schema `name`.
fn circle_through<'a>(document: &'a Document, name: &str, arms: &Part<'a>) -> Option<&'a str> {
    arms.items().into_iter().find_map(|arm| {
        let target = arm.follow(document);
        let refers_back = ["allOf", "oneOf", "anyOf"].iter().any(|key| {
            let parts = target.items_of(key);
            parts
                .iter()
                .any(|part| reference_name(part.value) == Some(name))
        });
        refers_back.then(|| reference_name(arm.value)).flatten()
    })
}

/// A schema without a type takes any JSON; anything beside words would be ignored.
fn check_untyped(schema: &Part<'_>, findings: &mut Findings<'_>) {
    for (key, member) in schema.members() {
        if !matches!(key, "description" | "example" | "nullable") && !key.starts_with("x-") {
            let message = format!("`{key}` without a `type` has no effect");
            findings.report(&member, message, "add the `type`");
        }
    }
}

fn check_enum(schema: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(values) = schema.get("enum") else {
        return;
    };
    let texts: Vec<&str> = values
        .items()
        .iter()
        .filter_map(|item| item.value.as_str())
        .collect();
    if texts.is_empty() || texts.len() != values.items().len() {
        findings.report(
            &values,
            "the values of `enum` are not all texts",
            "quote them",
        );
        return;
    }
    for (index, text) in texts.iter().enumerate() {
        let variant = naming::pascal(text);
        if !naming::is_identifier(&variant) || variant == "Unknown" {
            let message = format!("enum value {text:?} gives no variant name");
            findings.report(&values, message, "teach the generator a name for it");
        }
        if let Some(other) = texts[..index]
            .iter()
            .find(|other| naming::pascal(other) == variant)
        {
            findings.report(
                &values,
                format!("name clash: enum values {other:?} and {text:?} both give {variant}"),
                "leave out the one that the provider does not send, with an `x-deviation`",
            );
        }
    }
}

fn check_items(document: &Document, schema: &Part<'_>, findings: &mut Findings<'_>) {
    match schema.get("items") {
        None => findings.report(
            schema,
            "the array has no `items`",
            "add the type of its items",
        ),
        Some(items) => check_nested(document, &items, "the items", findings),
    }
}

fn check_object(document: &Document, schema: &Part<'_>, findings: &mut Findings<'_>) {
    let properties = schema.members_of("properties");
    if properties.is_empty() {
        findings.report(
            schema,
            "the object has no `properties`",
            "add them, or leave `type` out if it may hold anything",
        );
    }
    for (name, property) in &properties {
        let described = property.follow(document);
        if described.text("description").trim().is_empty() {
            let message = format!("property {name} has no `description`");
            findings.report(property, message, "say what it is, with unit and limits");
        }
        check_nested(document, property, &format!("property {name}"), findings);
    }
    for item in schema.items_of("required") {
        let known = item
            .value
            .as_str()
            .is_some_and(|name| properties.iter().any(|(p, _)| *p == name));
        if !known {
            let message = format!("`required` names {}, which is no property", item.value);
            findings.report(&item, message, "correct the name or add the property");
        }
    }
}

/// A schema within a schema: objects must have a name.
fn check_nested(document: &Document, schema: &Part<'_>, what: &str, findings: &mut Findings<'_>) {
    if reference(schema.value).is_some() {
        return;
    }
    if schema.text("type") == "object" {
        findings.report(
            schema,
            format!("{what} is an object without a name"),
            "move it to components.schemas and refer to it, so that its type gets a good name",
        );
    }
    if !matches!(schema.value, Value::Object(_)) {
        findings.report(
            schema,
            format!("{what} has no schema"),
            "write a schema object",
        );
    }
    check_one(document, "", schema, findings);
}
