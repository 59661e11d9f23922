//! Name clashes: two things of the document that would get one name in Rust.

use std::collections::BTreeMap;

use super::operations;
use super::part::{Findings, Part};
use super::references::components;
use crate::document::Document;
use crate::naming;

/// Checks methods, types, fields and setters.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    check_methods(root, findings);
    check_types(root, findings);
    for (_, _, operation) in operations::all(root) {
        check_setters(document, &operation, findings);
    }
}

/// Reports every later one of several parts with the same Rust name.
fn check_distinct<'a>(
    what: &str,
    named: impl IntoIterator<Item = (String, String, Part<'a>)>,
    findings: &mut Findings<'_>,
) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (rust, wire, part) in named {
        if let Some(first) = seen.get(&rust) {
            findings.report(
                &part,
                format!("name clash: {what} {first} and {wire} both give {rust}"),
                "rename one of them; if the wire demands both, teach the generator a second name",
            );
        } else {
            seen.insert(rust, wire);
        }
    }
}

fn check_methods(root: &Part<'_>, findings: &mut Findings<'_>) {
    let named = operations::all(root)
        .into_iter()
        .filter_map(|(_, _, operation)| {
            let id = operation.text("operationId").to_owned();
            (!id.is_empty()).then(|| (naming::snake(&id), id, operation))
        });
    check_distinct("operations", named, findings);
}

/// Component schemas, and the enums within them, which get the name of their owner and property.
fn check_types(root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named = Vec::new();
    for (name, schema) in components(root, "schemas") {
        if !naming::is_identifier(&naming::pascal(name)) {
            let message = format!("schema name {name:?} gives no type name");
            findings.report(&schema, message, "use letters and digits");
        }
        if matches!(
            naming::pascal(name).as_str(),
            "Option" | "Result" | "String" | "Vec"
        ) {
            let message = format!("name clash: schema {name} and Rust's own type of that name");
            findings.report(&schema, message, "give it the name of what it holds");
        }
        named.push((naming::pascal(name), name.to_owned(), schema.clone()));
        let mut fields = Vec::new();
        for (property, part) in schema.members_of("properties") {
            let field = naming::snake(property);
            if field.is_empty() {
                let message = format!("property name {property:?} gives no field name");
                findings.report(&part, message, "use letters and digits");
            }
            fields.push((field, property.to_owned(), part.clone()));
            if part.get("enum").is_some() {
                let rust = naming::pascal(&format!("{name}_{property}"));
                named.push((rust, format!("{name}.{property}"), part));
            }
        }
        check_distinct("properties", fields, findings);
    }
    check_distinct("types", named, findings);
}

fn check_setters(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named: Vec<(String, String, Part<'_>)> = Vec::new();
    for item in operation.items_of("parameters") {
        let parameter = item.follow(document);
        if !parameter.flag("x-omit") {
            let name = parameter.text("name").to_owned();
            named.push((naming::snake(&name), name, item));
        }
    }
    let taken = [
        ("client", "the client"),
        ("send", "the method `send`"),
        ("new", "`new`"),
    ];
    for (rust, what) in taken {
        for (_, wire, part) in named.iter().filter(|(name, _, _)| name == rust) {
            let message = format!("name clash: parameter {wire} and {what} both give {rust}");
            findings.report(
                part,
                message,
                "teach the generator another name for the setter",
            );
        }
    }
    if let Some(body) = operation.get("requestBody") {
        named.push(("body".to_owned(), "the request body".to_owned(), body));
    }
    check_distinct("parameters", named, findings);
}
