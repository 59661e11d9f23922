//! `x-items`: where a list has its items that no client offers one by one.

use super::part::{Findings, Part};
use super::shape;
use super::walk::newest_json;
use crate::document::Document;
use crate::openapi::{Shape, may, must};

static ITEMS: Shape = Shape::Object(&[
    must("items", &Shape::Text),
    may("style", &Shape::Text),
    may("position", &Shape::Text),
    may("size", &Shape::Text),
    may("total", &Shape::Text),
]);

/// Checks the `x-items` of an operation.
pub(super) fn check(
    document: &Document,
    method: &str,
    operation: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(items) = operation.get("x-items") else {
        return;
    };
    if !shape::check(document, &items, &ITEMS, findings) {
        return;
    }
    if method != "get" || operation.get("x-pages").is_some() {
        findings.report(
            "extension/items-place",
            &items,
            "`x-items` is at an operation that is no GET, or that has `x-pages`",
            "remove it: `x-pages` says where the items are, and no other method lists",
        );
    }
    let mut wrong = Vec::new();
    if !is_property(document, operation, items.text("items"), "array") {
        wrong.push(("items", "an array in the success"));
    }
    let total = items.get("total");
    if total.is_some() && !is_property(document, operation, items.text("total"), "integer") {
        wrong.push(("total", "an integer in the success"));
    }
    let style = items.get("style");
    if style.is_some() && !["page", "offset"].contains(&items.text("style")) {
        wrong.push(("style", "`page` or `offset`"));
    }
    let paging = ["style", "position", "size"];
    let has_any = paging.iter().any(|key| items.get(key).is_some());
    for key in ["position", "size"] {
        if has_any && !is_parameter(document, operation, items.text(key)) {
            wrong.push((key, "an integer in the query that may be left out"));
        }
    }
    if has_any && style.is_none() {
        wrong.push(("style", "`page` or `offset`"));
    }
    for (key, wanted) in wrong {
        findings.report(
            "extension/items-unfit",
            &items.at(key),
            format!("`{key}` is not {wanted}"),
            "correct it, or leave out what moves through pages: `style`, `position` and `size` go together",
        );
    }
}

fn is_property(document: &Document, operation: &Part<'_>, name: &str, kind: &str) -> bool {
    let success = operation.members_of("responses").into_iter();
    let mut success = success.filter(|(status, _)| status.starts_with('2'));
    let found = success.find_map(|(_, response)| {
        let response = response.follow(document, "responses")?;
        let schema = newest_json(&response)?.1.get("schema")?;
        let schema = schema.follow(document, "schemas")?;
        let property = schema.get("properties")?.get(name)?;
        property.follow(document, "schemas")
    });
    found.is_some_and(|property| property.text("type") == kind)
}

fn is_parameter(document: &Document, operation: &Part<'_>, name: &str) -> bool {
    let parameters = operation.items_of("parameters").into_iter();
    let mut parameters = parameters.filter_map(|one| one.follow(document, "parameters"));
    parameters.any(|one| {
        let kind = one
            .get("schema")
            .and_then(|schema| schema.follow(document, "schemas"));
        let is_integer = kind.is_some_and(|schema| schema.text("type") == "integer");
        let is_free = !one.flag("required") && !one.flag("x-omit");
        one.text("name") == name && one.text("in") == "query" && is_integer && is_free
    })
}
