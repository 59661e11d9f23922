//! What is sent is closed and checked, what is read is open and lenient: no enum and no object can be
//! both.

use super::operations;
use super::part::{Findings, Part};
use super::references::components;
use super::{fields, requests};
use crate::document::{Document, reference_name};

/// Reports the components that are sent and read.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let parameters = of_parameters(document, root);
    let bodies = of_bodies(document, root);
    let is_sent = |name: &str| parameters.contains(&name) || bodies.contains(&name);
    let schemas = components(root, "schemas");
    for (name, schema) in &schemas {
        let what = match schema.text("type") {
            "object" => "object",
            _ if schema.get("enum").is_some() => "enum",
            _ => continue, // an answer has plain texts and arrays in place of checked ones
        };
        if !is_sent(name) {
            continue;
        }
        let mut readers = schemas.iter().filter(|(other, _)| !is_sent(other));
        let reader = readers.find(|(_, other)| refers_to(document, other, name));
        let reader = match reader {
            Some((reader, _)) => (*reader).to_owned(),
            None if is_answer(document, root, name) => "an answer".to_owned(),
            None => continue,
        };
        let place = if parameters.contains(name) {
            "a parameter"
        } else {
            "a request body"
        };
        findings.report(
            schema,
            format!("the {what} {name} is the schema of {place} and stands in {reader} too"),
            "write it twice: what is sent is checked against it, what is read may have values and \
             fields that nobody knows yet",
        );
    }
}

fn of_parameters<'a>(document: &'a Document, root: &Part<'a>) -> Vec<&'a str> {
    operations::all(root)
        .iter()
        .flat_map(|(_, _, operation)| operation.items_of("parameters"))
        .filter_map(|item| item.follow(document, "parameters"))
        .filter_map(|parameter| reference_name(parameter.get("schema")?.value))
        .collect()
}

/// The bodies, what their fields refer to, and the items of arrays among them.
fn of_bodies<'a>(document: &'a Document, root: &Part<'a>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (_, _, operation) in operations::all(root) {
        let Some(schema) = requests::schema(document, &operation) else {
            continue;
        };
        let mut sent = vec![schema.clone()];
        if let Some(target) = schema.follow(document, "schemas") {
            let fields = fields::all(document, &target);
            sent.extend(fields.into_iter().map(|(_, field)| field));
        }
        for part in sent {
            let items = part
                .follow(document, "schemas")
                .and_then(|target| target.get("items"));
            names.extend(reference_name(part.value));
            names.extend(items.and_then(|items| reference_name(items.value)));
        }
    }
    names
}

/// Whether a property or an item of `schema` is a reference to the component `name`, or to an array of
/// it.
fn refers_to(document: &Document, schema: &Part<'_>, name: &str) -> bool {
    let mut inner: Vec<Part<'_>> = schema
        .members_of("properties")
        .into_iter()
        .map(|(_, property)| property)
        .collect();
    inner.extend(schema.get("items"));
    inner.iter().any(|part| {
        let items = part
            .follow(document, "schemas")
            .and_then(|target| target.get("items"));
        let of_items = items.and_then(|items| reference_name(items.value));
        reference_name(part.value) == Some(name)
            || of_items == Some(name)
            || (part.get("$ref").is_none() && refers_to(document, part, name))
    })
}

/// Whether the component `name` is the schema of an answer.
fn is_answer(document: &Document, root: &Part<'_>, name: &str) -> bool {
    operations::all(root)
        .iter()
        .flat_map(|(_, _, operation)| operation.members_of("responses"))
        .filter_map(|(_, response)| response.follow(document, "responses"))
        .flat_map(|response| response.members_of("content"))
        .filter_map(|(_, media)| media.get("schema"))
        .any(|schema| reference_name(schema.value) == Some(name))
}
