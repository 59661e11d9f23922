//! Schemas: only what the generator gives a meaning to.

use std::collections::{HashMap, HashSet};

use super::part::{Findings, Part};
use super::walk::{
    components, composition, idle_keys, is_union, is_untagged, members, needs_type, schema_members,
    within,
};
use super::{kinds, literals, maps, times};
use crate::document::{Document, map_values, reference, reference_name};
use crate::naming;
use crate::suggest;

/// Checks every component schema.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    for (name, schema) in components(root, "schemas") {
        if reference(schema.value).is_some() {
            continue;
        }
        if schema.text("description").trim().is_empty() {
            let message = format!("schema {name} has no `description`");
            findings.report(
                "house/schema-description",
                &schema,
                message,
                "say in your own words what it is",
            );
        }
        if !literals::is_name(name) {
            let message = format!("the component cannot be called {name:?}");
            let hint = "OpenAPI allows ASCII letters and digits, `-`, `_` and `.`";
            findings.report("document/component-name", &schema, message, hint);
        }
        check_one(document, name, &schema, findings);
    }
}

fn check_one(document: &Document, name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    if check_composition(document, name, schema, findings) {
        return;
    }
    let kind = schema.text("type");
    let own = match kinds::own_keys(kind) {
        Some(own) => own,
        None if kind.is_empty() => {
            check_untyped(schema, findings);
            return;
        }
        None => {
            let message = format!("type {kind:?} does not exist in OpenAPI 3.0");
            let known = ["string", "integer", "number", "boolean", "array", "object"];
            let hint = "use string, integer, number, boolean, array or object".to_owned();
            let hint = match suggest::closest(kind, &known) {
                Some(meant) => format!("did you mean {meant}? If not, {hint}"),
                None => hint,
            };
            findings.report_alone("document/type", &schema.at("type"), message, &hint);
            return;
        }
    };
    for (key, member) in schema_members(schema) {
        if key != "not"
            && !kinds::COMMON.contains(&key)
            && !own.contains(&key)
            && !key.starts_with("x-")
        {
            let hint = match kind {
                "array" if of_items(key) => {
                    "check the indentation of this line: what limits the items belongs below `items`"
                }
                _ => "remove it: the client does nothing with it",
            };
            let message = format!("`{key}` is not supported in a schema of type {kind}");
            let holds_schema = key == "additionalProperties" && member.value.is_object();
            let rule = match key {
                _ if holds_schema => "unsupported/schema-key",
                "title" | "xml" => "house/title",
                _ => "idle/schema-key",
            };
            findings.report(rule, &member, message, hint);
        }
    }
    if schema.get("x-sensitive").is_some() && schema.text("type") != "string" {
        findings.report(
            "extension/sensitive-not-text",
            &schema.at("x-sensitive"),
            SENSITIVE_TEXT,
            SENSITIVE_HINT,
        );
    }
    times::check(schema, findings);
    let optional = schema.get("x-optional-in-answers");
    if let Some(optional) = optional.filter(|_| schema.items_of("required").is_empty()) {
        let message = "`x-optional-in-answers` is on an object that requires nothing";
        let hint = "remove it, or list in `required` what must be sent";
        findings.report("extension/optional-in-answers", &optional, message, hint);
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
    if key == "not" {
        findings.report(
            "idle/not",
            &member,
            "`not` is not checked",
            "remove it, or say in the description what is not allowed",
        );
        return false;
    }
    if is_untagged(schema) {
        for member in members(schema) {
            check_nested(document, &member, "a member of the union", findings);
        }
        return true;
    }
    if is_union(schema) && schema.depth() == 3 && circle_through(document, name, &member).is_none()
    {
        return true; // judged by the rules for unions
    }
    if let Some((child, child_key)) = circle_through(document, name, &member) {
        // Both halves of a circle of a union and its heirs are one mistake: told at the union.
        if key != "allOf" || child_key == "allOf" {
            findings.report(
                "unsupported/inheritance-circle",
                &member,
                format!("`{key}` names {child}, which refers back to {name}: a circle"),
                "describe members that do not refer back",
            );
        }
    } else {
        findings.report("unsupported/composition", 
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
        let needing: Vec<&str> = keys.into_iter().filter(|key| needs_type(key)).collect();
        let rule = match needing[..] {
            [] => "house/untyped-key",
            ["format"] => "idle/untyped-format",
            _ => "unsupported/untyped",
        };
        findings.report(rule, schema, message, "add the `type`");
    }
    if schema.get("x-sensitive").is_some() {
        findings.report(
            "extension/sensitive-not-text",
            &schema.at("x-sensitive"),
            SENSITIVE_TEXT,
            SENSITIVE_HINT,
        );
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
            "unsupported/enum-values",
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
            findings.report("house/enum-name", &values, message, hint);
        } else if let Some(other) = variants.get(&variant) {
            findings.report(
                "house/enum-clash",
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
            "house/password",
            &schema.at("format"),
            "`format: password` alone hides nothing",
            "add `x-sensitive: true`, which keeps the value out of errors and logs",
        );
    }
}

fn check_items(document: &Document, schema: &Part<'_>, findings: &mut Findings<'_>) {
    match schema.get("items") {
        None => findings.report(
            "document/no-items",
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
            "unsupported/no-properties",
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
            findings.report(
                "house/property-description",
                property,
                message,
                "say what it is, with unit and limits",
            );
        }
        check_nested(document, property, &format!("property {name}"), findings);
    }
    let names: HashSet<&str> = properties.iter().map(|(name, _)| *name).collect();
    for item in schema.items_of("required") {
        let known = item.value.as_str().is_some_and(|name| names.contains(name));
        if !known {
            let message = format!("`required` names {}, which is not a property", item.value);
            findings.report(
                "idle/unknown-required",
                &item,
                message,
                "correct the name or add the property",
            );
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
            "unsupported/inline-object",
            schema,
            format!("{what} is an object without a name"),
            "move it to components.schemas and refer to it, so that its type gets a good name",
        );
    }
    check_one(document, "", schema, findings);
}
