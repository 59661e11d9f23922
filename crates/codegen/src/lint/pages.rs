//! `x-pages`: where a list has its items, and which parameters move through it.

use std::collections::HashMap;

use serde_json::Value;

use super::part::{Findings, Part};
use super::property;
use super::shape;
use super::walk::{is_choice, is_composed, operations};
use crate::document::{Document, map_values};
use crate::model::is_json;
use crate::openapi::{Shape, may, must};

static PAGES: Shape = Shape::Object(&[
    must("style", &Shape::Text),
    must("position", &Shape::Text),
    must("size", &Shape::Text),
    must("items", &Shape::Text),
    may("total", &Shape::Text),
]);

/// Checks the `x-pages` of one operation.
pub(super) fn check(
    document: &Document,
    method: &str,
    operation: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(pages) = operation.get("x-pages") else {
        return;
    };
    if !shape::check(document, &pages, &PAGES, findings) {
        return;
    }
    if method != "get" {
        findings.report(
            "extension/pages-method",
            &pages,
            format!("`x-pages` is on a {} operation", method.to_uppercase()),
            "only a GET may be sent once for each page",
        );
    }
    let style = pages.text("style");
    if !style.is_empty() && !["page", "offset"].contains(&style) {
        report(
            "extension/pages-style",
            &pages,
            "style",
            format!("the style {style:?} does not exist"),
            "write `page` for a page number from 1, `offset` for a number of items to skip",
            findings,
        );
    }
    for key in ["position", "size"] {
        check_parameter(document, operation, &pages, key, findings);
    }
    if pages.text("position") == pages.text("size") && !pages.text("size").is_empty() {
        report(
            "extension/pages-same-parameter",
            &pages,
            "size",
            "`position` and `size` are the same parameter".to_owned(),
            "name the parameter that says how many items a page may have",
            findings,
        );
    }
    check_properties(document, operation, &pages, findings);
}

/// Reports a member of the extension at its own line.
fn report(
    rule: &'static str,
    pages: &Part<'_>,
    key: &str,
    message: String,
    hint: &str,
    findings: &mut Findings<'_>,
) {
    let part = pages.get(key).unwrap_or_else(|| pages.clone());
    findings.report(rule, &part, message, hint);
}

fn check_parameter(
    document: &Document,
    operation: &Part<'_>,
    pages: &Part<'_>,
    key: &str,
    findings: &mut Findings<'_>,
) {
    let name = pages.text(key);
    if name.is_empty() {
        return; // without it, a finding of its own
    }
    let parameter = operation
        .items_of("parameters")
        .iter()
        .filter_map(|item| item.follow(document, "parameters"))
        .find(|parameter| parameter.text("name") == name);
    let is_fit = parameter.is_some_and(|parameter| {
        let is_integer = parameter
            .get("schema")
            .is_some_and(|schema| schema.text("type") == "integer");
        let is_offered = !parameter.flag("required") && !parameter.flag("x-omit");
        parameter.text("in") == "query" && is_integer && is_offered
    });
    if !is_fit {
        report(
            "extension/pages-parameter",
            pages,
            key,
            format!(
                "`{key}` names {name}, which is not an optional integer query parameter of this operation"
            ),
            "correct the name, or declare the parameter as one",
            findings,
        );
    }
}

fn check_properties(
    document: &Document,
    operation: &Part<'_>,
    pages: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(schema) = page_schema(document, operation) else {
        findings.report(
            "extension/pages-no-object",
            pages,
            "`x-pages` is on an operation whose success is not a JSON object",
            "remove it, or describe the page as a component `type: object`",
        );
        return;
    };
    if schema.text("type") == "array" {
        findings.report(
            "extension/pages-array",
            pages,
            "`x-pages` is on an operation whose success is an array, not a page",
            "remove it: an array on its own is always complete",
        );
    }
    let is_page = schema.text("type") == "object" && map_values(schema.value).is_none();
    if !is_page || schema.flag("nullable") {
        if schema.text("type") != "array" && !is_composed(&schema) {
            findings.report("extension/pages-no-object", 
                pages,
                "`x-pages` is on an operation whose success is not an object with properties, or may be null",
                "remove it, or describe the page as a component `type: object`",
            );
        }
        return;
    }
    if let Some(items) = property_of(document, &schema, pages, "items", findings) {
        let item = items
            .get("items")
            .and_then(|item| item.follow(document, "schemas"));
        let is_item = |item: Part<'_>| {
            item.text("type") == "object" || is_choice(&item) || is_composed(&item)
        };
        let is_list = items.text("type") == "array" && item.is_none_or(is_item);
        if !is_list {
            let message = format!(
                "`items` names {}, which is not an array of objects",
                pages.text("items")
            );
            let hint = "name the property that holds the items of a page";
            report(
                "extension/pages-items",
                pages,
                "items",
                message,
                hint,
                findings,
            );
        }
    }
    if let Some(total) = property_of(document, &schema, pages, "total", findings)
        && total.text("type") != "integer"
    {
        let message = format!(
            "`total` names {}, which is not an integer",
            pages.text("total")
        );
        let hint = "name the property that counts the items of all pages, or leave it out";
        report(
            "extension/pages-total",
            pages,
            "total",
            message,
            hint,
            findings,
        );
    }
}

/// The schema of the property of the page itself that the member `key` names.
fn property_of<'a>(
    document: &'a Document,
    schema: &Part<'a>,
    pages: &Part<'_>,
    key: &str,
    findings: &mut Findings<'_>,
) -> Option<Part<'a>> {
    let name = pages.text(key);
    if name.is_empty() {
        return None;
    }
    // Only for jobs do paths lead deeper.
    let is_property = schema
        .members_of("properties")
        .iter()
        .any(|(known, _)| *known == name);
    if !is_property {
        let owner = schema.name();
        let message = format!("`{key}` names {name}, which is not a property of {owner}");
        report(
            "extension/pages-no-property",
            pages,
            key,
            message,
            "correct the name or add the property",
            findings,
        );
        return None;
    }
    match property::find(document, schema, name) {
        Ok(found) => Some(found?.schema),
        Err(reason) => {
            let message = format!("`{key}` names {name}, which answers do not contain: {reason}");
            report(
                "extension/pages-not-answered",
                pages,
                key,
                message,
                "correct the name or the property",
                findings,
            );
            None
        }
    }
}

/// The schema of an operation's JSON success.
fn page_schema<'a>(document: &'a Document, operation: &Part<'a>) -> Option<Part<'a>> {
    let responses = operation.members_of("responses");
    let bodies = responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| response.follow(document, "responses"))
        .flat_map(|response| response.members_of("content"));
    let mut schemas = bodies
        .filter(|(media_type, _)| is_json(media_type))
        .filter_map(|(_, media)| media.get("schema")?.follow(document, "schemas"));
    schemas.next()
}

/// A page type says once where its items and its total are.
pub(super) fn check_shared(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut seen: HashMap<Vec<String>, (Value, &str)> = HashMap::new();
    for (_, _, operation) in operations(root) {
        let Some(pages) = operation.get("x-pages") else {
            continue;
        };
        let Some(schema) = page_schema(document, &operation) else {
            continue;
        };
        let reading = serde_json::json!([pages.text("items"), pages.text("total")]);
        let id = operation.text("operationId");
        match seen.get(&schema.path()) {
            None => {
                seen.insert(schema.path(), (reading, id));
            }
            Some((same, _)) if *same == reading => {}
            Some((_, other)) => {
                let name = schema.name();
                findings.report("extension/pages-differ", 
                    &pages,
                    format!(
                        "`items` or `total` differ from those of {other}, which answers the same page {name}"
                    ),
                    "write the same in both, or give each operation its own page type",
                );
            }
        }
    }
}
