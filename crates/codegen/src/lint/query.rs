//! Query parameters: booleans, integers with limits, checked texts and enums of texts.

use super::part::{Findings, Part};
use super::texts::{self, Place};
use super::values;
use super::walk::schema_members;
use crate::document::{Document, reference_name};

/// The keys that the schema of a boolean may have.
const BOOLEAN: [&str; 3] = ["type", "default", "description"];

/// The keys that the schema of an integer may have.
const INTEGER: [&str; 7] = [
    "type",
    "format",
    "default",
    "description",
    "minimum",
    "maximum",
    "enum",
];

/// Checks the query parameters of one operation.
pub(super) fn check(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    for item in operation.items_of("parameters") {
        let parameter = item.follow(document, "parameters");
        if let Some(parameter) = parameter.filter(|one| one.text("in") == "query") {
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
    let Some(schema) = parameter.get("schema") else {
        findings.report(
            "document/no-parameter-schema",
            parameter,
            "the parameter has no `schema`",
            "add its type",
        );
        return;
    };
    if reference_name(schema.value).is_some() {
        if let Some(kind) = schema.follow(document, "schemas") {
            texts::check(&kind, Place::Query, findings);
        }
        return;
    }
    let allowed: &[&str] = match schema.text("type") {
        "boolean" => &BOOLEAN,
        "integer" => &INTEGER,
        _ => &[],
    };
    let keys = schema_members(&schema);
    if !allowed.is_empty() && keys.iter().all(|(key, _)| allowed.contains(key)) {
        values::check(&schema, findings);
        return;
    }
    findings.report(
        "unsupported/query-schema",
        &schema,
        format!("the schema of query parameter {name} is not supported"),
        "use `boolean`, `integer` with `minimum`, `maximum` or `enum`, or a `$ref` to a text with \
         a pattern or an enum of texts",
    );
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
