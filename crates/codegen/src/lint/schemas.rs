//! Schemas: only what the generator gives a meaning to.

use std::collections::{HashMap, HashSet};

use super::circles::{self, Edges};
use super::literals;
use super::maps;
use super::part::{Findings, Part};
use super::walk::{components, composition, idle_keys, is_union, schema_members, within};
use crate::document::{Document, map_values, reference, reference_name};
use crate::naming;
use crate::suggest;

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
            findings.report(&schema, message, "say in your own words what it is");
        }
        if !literals::is_name(name) {
            let message = format!("the component cannot be called {name:?}");
            let hint = "OpenAPI allows ASCII letters and digits, `-`, `_` and `.`";
            findings.report(&schema, message, hint);
        }
        check_one(document, name, &schema, findings);
    }
    check_array_circles(root, findings);
}

/// How deep arrays may be nested: their types in Rust are nested too.
const MOST_LEVELS: usize = 16;

/// Arrays have no names in Rust, so one that holds itself would have no end.
fn check_array_circles(root: &Part<'_>, findings: &mut Findings<'_>) {
    let schemas = components(root, "schemas");
    let mut edges = Edges::new();
    let mut levels: HashMap<&str, usize> = HashMap::new();
    for (name, schema) in &schemas {
        let mut inner = within(schema);
        while let Some(items) = inner {
            *levels.entry(name).or_default() += 1;
            if let Some(next) = reference_name(items.value) {
                edges.insert(name, vec![next]);
            }
            inner = within(&items);
        }
    }
    let circles = circles::find(&edges);
    let circular: HashSet<&str> = circles.iter().flatten().copied().collect();
    for (name, schema) in &schemas {
        let mut depth = 0;
        let mut inner = Some(*name);
        while let Some(array) = inner.filter(|_| depth <= MOST_LEVELS) {
            if circular.contains(array) {
                depth = 0; // a finding of the circle
                break;
            }
            depth += levels.get(array).copied().unwrap_or(0);
            inner = edges.get(array).and_then(|next| next.first().copied());
        }
        if depth > MOST_LEVELS {
            let message = format!("{name} nests arrays or maps more than {MOST_LEVELS} deep");
            let hint = "put an object between them, or leave out the type of the inner arrays";
            findings.report(schema, message, hint);
        }
    }
    for circle in circles {
        // Told once, at the first of its names.
        let first = circle.iter().min();
        for (name, schema) in schemas.iter().filter(|(name, _)| Some(name) == first) {
            let message = format!("the array or map {name} contains only itself");
            let hint = "describe what is in it";
            findings.report(schema, message, hint);
        }
    }
}

fn check_one(document: &Document, name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    if check_composition(document, name, schema, findings) {
        return;
    }
    let kind = schema.text("type");
    let own: &[&str] = match kind {
        "string" => &["enum", "format", "pattern", "minLength", "maxLength"],
        "integer" => &[
            "enum",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "number" => &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "boolean" => &[],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        "" => {
            check_untyped(schema, findings);
            return;
        }
        other => {
            let message = format!("type {other:?} does not exist in OpenAPI 3.0");
            let known = ["string", "integer", "number", "boolean", "array", "object"];
            let hint = "use string, integer, number, boolean, array or object".to_owned();
            let hint = match suggest::closest(other, &known) {
                Some(meant) => format!("did you mean {meant}? If not, {hint}"),
                None => hint,
            };
            findings.report(&schema.at("type"), message, &hint);
            return;
        }
    };
    for (key, member) in schema_members(schema) {
        if !COMMON.contains(&key) && !own.contains(&key) && !key.starts_with("x-") {
            let hint = match kind {
                "array" if of_items(key) => {
                    "check the indentation of this line: what limits the items belongs below `items`"
                }
                _ => "remove it, or add support for it to the generator",
            };
            let message = format!("`{key}` is not supported in a schema of type {kind}");
            findings.report(&member, message, hint);
        }
    }
    if schema.get("x-sensitive").is_some() && schema.text("type") != "string" {
        findings.report(&schema.at("x-sensitive"), SENSITIVE_TEXT, SENSITIVE_HINT);
    }
    let optional = schema.get("x-optional-in-answers");
    if let Some(optional) = optional.filter(|_| schema.items_of("required").is_empty()) {
        let message = "`x-optional-in-answers` is on an object that requires nothing";
        let hint = "remove it, or list in `required` what must be sent";
        findings.report(&optional, message, hint);
    }
    match schema.text("type") {
        "string" => {
            check_enum(schema, findings);
            check_password(schema, findings);
        }
        "array" => check_items(document, schema, findings),
        "object" => check_object(document, schema, findings),
        _ => {}
    }
}

/// Whether a key limits a single value, as those of an array may be.
fn of_items(key: &str) -> bool {
    let keys = [
        "enum",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
    ];
    keys.contains(&key)
}

/// Unions and inheritance; true if there are any.
fn check_composition(
    document: &Document,
    name: &str,
    schema: &Part<'_>,
    findings: &mut Findings<'_>,
) -> bool {
    let Some((key, member)) = composition(schema) else {
        return false;
    };
    if is_union(schema) && schema.depth() == 3 && circle_through(document, name, &member).is_none()
    {
        return true; // judged by the rules for unions
    }
    if let Some((child, child_key)) = circle_through(document, name, &member) {
        // Both halves of a circle of a union and its heirs are one mistake: told at the union.
        if key != "allOf" || child_key == "allOf" {
            findings.report(
                &member,
                format!("`{key}` names {child}, which refers back to {name}: a circle"),
                "describe members that do not refer back",
            );
        }
    } else {
        findings.report(
            &member,
            format!("`{key}` is not supported"),
            "write the fields out; a union is a component of its own, `oneOf` with a `discriminator`",
        );
    }
    true
}

/// The arm of a union that itself is composed of the schema `name`, and by which key.
fn circle_through<'a>(
    document: &'a Document,
    name: &str,
    arms: &Part<'a>,
) -> Option<(&'a str, &'static str)> {
    arms.items().into_iter().find_map(|arm| {
        let target = arm.follow(document, "schemas")?;
        let key = ["oneOf", "anyOf", "allOf"].into_iter().find(|key| {
            let parts = target.items_of(key);
            parts
                .iter()
                .any(|part| reference_name(part.value) == Some(name))
        })?;
        Some((reference_name(arm.value)?, key))
    })
}

/// A schema without a type takes any JSON; anything beside words would be ignored.
fn check_untyped(schema: &Part<'_>, findings: &mut Findings<'_>) {
    let keys = idle_keys(schema);
    if !keys.is_empty() {
        let message = format!("without a `type` these have no effect: {}", keys.join(", "));
        findings.report(schema, message, "add the `type`");
    }
    if schema.get("x-sensitive").is_some() {
        findings.report(&schema.at("x-sensitive"), SENSITIVE_TEXT, SENSITIVE_HINT);
    }
}

const SENSITIVE_TEXT: &str = "`x-sensitive` is on something other than a text";
const SENSITIVE_HINT: &str = "put it on the text itself; in an array, on the items";

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
    let mut variants: HashMap<String, &str> = HashMap::new();
    for text in texts {
        let variant = naming::variant(text);
        if !naming::is_identifier(&variant) {
            let message = format!("enum value {text:?} does not make a valid variant name");
            let hint =
                "leave it out, with an `x-deviation`: answers that contain it can still be read";
            findings.report(&values, message, hint);
        } else if let Some(other) = variants.get(&variant) {
            findings.report(
                &values,
                format!(
                    "name clash: enum values {other:?} and {text:?} would both be called {variant}"
                ),
                "leave out the one that the provider does not send, with an `x-deviation`",
            );
        } else {
            variants.insert(variant, text);
        }
    }
}

/// A secret that `Debug` would print.
fn check_password(schema: &Part<'_>, findings: &mut Findings<'_>) {
    if schema.text("format") == "password" && !schema.flag("x-sensitive") {
        findings.report(
            &schema.at("format"),
            "`format: password` alone hides nothing",
            "add `x-sensitive: true`, which keeps the value out of errors and logs",
        );
    }
}

fn check_items(document: &Document, schema: &Part<'_>, findings: &mut Findings<'_>) {
    match schema.get("items") {
        None => findings.report(
            schema,
            "the array has no `items`",
            "add the type of its items",
        ),
        Some(items) => {
            check_nested(document, &items, "the items", findings);
        }
    }
}

fn check_object(document: &Document, schema: &Part<'_>, findings: &mut Findings<'_>) {
    let properties = schema.members_of("properties");
    let values = schema.get("additionalProperties");
    if properties.is_empty() && values.is_some_and(|values| *values.value != false) {
        if let Some(values) = within(schema) {
            check_nested(document, &values, "what a map holds", findings);
        }
        return;
    }
    maps::check_beside_properties(schema, findings);
    if properties.is_empty() {
        findings.report(
            schema,
            "the object has no `properties`",
            "add them, or leave `type` out if it may hold anything",
        );
        return;
    }
    for (name, property) in &properties {
        let is_reference = reference(property.value).is_some();
        if !is_reference && property.text("description").trim().is_empty() {
            let message = format!("property {name} has no `description`");
            findings.report(property, message, "say what it is, with unit and limits");
        }
        check_nested(document, property, &format!("property {name}"), findings);
    }
    let names: HashSet<&str> = properties.iter().map(|(name, _)| *name).collect();
    for item in schema.items_of("required") {
        let known = item.value.as_str().is_some_and(|name| names.contains(name));
        if !known {
            let message = format!("`required` names {}, which is not a property", item.value);
            findings.report(&item, message, "correct the name or add the property");
        }
    }
}

/// A schema within a schema: objects must have a name.
fn check_nested(document: &Document, schema: &Part<'_>, what: &str, findings: &mut Findings<'_>) {
    if reference(schema.value).is_some() {
        return;
    }
    if schema.text("type") == "object" && map_values(schema.value).is_none() {
        findings.report(
            schema,
            format!("{what} is an object without a name"),
            "move it to components.schemas and refer to it, so that its type gets a good name",
        );
    }
    check_one(document, "", schema, findings);
}
