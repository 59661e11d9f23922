//! Parameters in the query, in headers and in cookies, and arrays and objects in the path: booleans, numbers with limits,
//! dates, texts, enums of texts, and what is made of these.

use super::part::{Findings, Part};
use super::texts::{self, Place};
use super::walk::{
    is_composed, is_union, is_untagged, lacks_type, members, parameter_schema, schema_members,
};
use super::{lists, pieces, values};
use crate::document::{Document, reference_name};
use crate::model::{ValueForm, is_scalar};

/// The keys that the schema of an array may have.
const ARRAY: [&str; 7] = [
    "type",
    "description",
    "default",
    "example",
    "items",
    "minItems",
    "maxItems",
];

/// Checks the parameters of one operation, but for single values in the path.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    for item in operation.items_of("parameters") {
        let parameter = item.follow(document, "parameters");
        let is_here = |one: &Part<'_>| match one.text("in") {
            "query" | "header" | "cookie" => true,
            "path" => {
                let schema = parameter_schema(one);
                let target = schema.and_then(|schema| schema.follow(document, "schemas"));
                target.is_some_and(|target| matches!(target.text("type"), "array" | "object"))
            }
            _ => false,
        };
        if let Some(parameter) = parameter.filter(is_here) {
            check_one(document, &parameter, findings);
        }
    }
}

fn check_one(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if parameter.flag("x-omit") {
        check_omitted(parameter, findings);
        return;
    }
    let Some(schema) = parameter_schema(parameter) else {
        if parameter.get("content").is_some() {
            return; // a finding of its own
        }
        findings.report(
            "document/no-parameter-schema",
            parameter,
            "the parameter has no `schema`",
            "add its type",
        );
        return;
    };
    let Some(target) = schema.follow(document, "schemas") else {
        return;
    };
    let form = ValueForm::of(document, parameter.value);
    let is_list = target.text("type") == "array" && parameter.text("in") != "query";
    if form == ValueForm::Joined || is_list {
        pieces::check(document, parameter, &target, findings);
    }
    if is_list && parameter.text("in") == "path" {
        only_others(name, &schema, findings); // none of ours has one
    }
    if form != ValueForm::Plain {
        only_others(name, &schema, findings); // what it is made of is judged like a body
    } else if is_union(&target) && parameter.text("in") != "query" {
        refuse(name, &schema, findings);
    } else if is_untagged(&target) {
        check_untagged(document, name, &schema, &target, findings);
    } else if target.text("type") == "array" && !is_composed(&target) {
        check_list(document, name, &target, findings);
    } else {
        check_value(name, &schema, &target, findings);
    }
}

/// One of several single values is a text, and with an array among them an array of texts.
fn check_untagged(
    document: &Document,
    name: &str,
    schema: &Part<'_>,
    union: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let is_single = |part: &Part<'_>| {
        let target = part.follow(document, "schemas");
        let kind = target.as_ref().map_or("", |target| target.text("type"));
        matches!(kind, "string" | "boolean" | "integer" | "number")
    };
    let is_plain = |member: Part<'_>| {
        let target = member.follow(document, "schemas");
        let items = target.and_then(|target| target.get("items"));
        is_single(&items.unwrap_or(member))
    };
    if !members(union).into_iter().all(is_plain) {
        only_others(name, schema, findings); // a text that the caller writes
    }
}

/// Our own documents have no such parameter.
fn only_others(name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    findings.report(
        "house/parameter-schema",
        schema,
        format!("parameter {name} holds more than single values"),
        "use a boolean, a number, a text, a date, or an array of one of these",
    );
}

fn refuse(name: &str, schema: &Part<'_>, findings: &mut Findings<'_>) {
    findings.report(
        "unsupported/query-schema",
        schema,
        format!("the schema of parameter {name} is not supported"),
        "use a boolean, an integer or a number with limits, a text, a date, a `$ref` to a text with \
         a pattern or an enum of texts, or an array of one of these",
    );
}

/// Checks an array, whose items are single values.
fn check_list(document: &Document, name: &str, array: &Part<'_>, findings: &mut Findings<'_>) {
    for (key, member) in schema_members(array) {
        if !ARRAY.contains(&key) {
            let message =
                format!("`{key}` is not supported on parameter {name}, which is an array");
            findings.report(
                "idle/list-key",
                &member,
                message,
                "only the number of items is checked in an array",
            );
        }
    }
    lists::check_count(array, findings);
    let Some(item) = array.get("items") else {
        return; // a finding of the schema itself, if it has a name
    };
    let Some(target) = item.follow(document, "schemas") else {
        return;
    };
    if target.flag("x-sensitive") {
        refuse(name, &item, findings); // a builder would show them
    } else if !is_scalar(target.value) && !is_composed(&target) {
        only_others(name, &item, findings); // a text that the caller writes
    } else {
        if target.flag("nullable") {
            let message = format!("the items of parameter {name} cannot be null");
            findings.report(
                "unsupported/null-query-items",
                &target.at("nullable"),
                message,
                "remove `nullable`",
            );
        }
        check_value(name, &item, &target, findings);
    }
}

/// Checks a single value; `target` is what `schema` is or refers to.
fn check_value(name: &str, schema: &Part<'_>, target: &Part<'_>, findings: &mut Findings<'_>) {
    if lacks_type(target) || is_composed(target) {
        return; // a finding of the schema itself
    }
    let is_named = reference_name(schema.value).is_some();
    match target.text("type") {
        "string" if is_named => texts::check(target, Place::Query, findings),
        "" => only_others(name, schema, findings), // likewise
        "string" | "boolean" | "integer" | "number" => {
            values::check_scalar(name, target, findings);
        }
        _ => refuse(name, schema, findings),
    }
}

fn check_omitted(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if parameter.flag("required") {
        let message = format!("required parameter {name} cannot be omitted");
        findings.report(
            "extension/omit-required",
            &parameter.at("x-omit"),
            message,
            "remove `x-omit`",
        );
    }
    if parameter.text("x-deviation").is_empty() {
        let message = format!("parameter {name} is omitted without a reason");
        findings.report(
            "house/omit-reason",
            parameter,
            message,
            "say why in `x-deviation`",
        );
    }
}
