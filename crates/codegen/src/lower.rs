//! Stage 3, lower: provider truth to what progenitor 0.15.1 takes and gets right.
//!
//! - Vendor media types and answers go from the operations: the builders know them from the [`Model`].
//!   The schemas of answers stay.
//! - Constraints, formats and defaults of answers go: reading is lenient.
//! - A text that a constraint gave a name, such as an id, is a plain text in an answer.
//! - A request body that is an object goes: each of its fields becomes an argument of the builder.
//! - Paths keep nothing but their parameters.
//! - Unions become formats of texts too: progenitor does not look at the discriminator.
//! - Checked types become formats of texts, which the generate stage replaces by our own.

use serde_json::{Map, Value, json};

use crate::document::{Document, flag, items, reference_name, text};
use crate::model::{
    Model, Operation, Parameter, Sent, has_a_type_of_its_own, is_union, read_properties,
};

/// The format that marks a sensitive text for the generate stage.
pub(crate) const SENSITIVE: &str = "backhaul-sensitive";

/// A text that the generate stage replaces by the checked type of this name. It is no component, since
/// an answer may have one of the same name.
pub(crate) fn checked_text(name: &str) -> Value {
    json!({ "type": "string", "format": format!("backhaul-checked:{name}") })
}

/// A text that the generate stage replaces by the union of this name.
pub(crate) fn union_text(name: &str) -> Value {
    json!({ "type": "string", "format": format!("backhaul-union:{name}") })
}

/// The document that progenitor sees.
pub(crate) fn lower(document: &Document, model: &Model) -> Value {
    let mut paths = Map::new();
    for (index, operation) in model.operations.iter().enumerate() {
        let method = operation.method.clone();
        let path = lowered_path(index, operation);
        paths.insert(path, json!({ method: lowered_operation(operation) }));
    }
    let mut schemas = Map::new();
    for name in &model.answers {
        if let Some(schema) = document.resolve(&format!("#/components/schemas/{name}")) {
            schemas.insert(name.clone(), answer(document, schema));
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Client", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// A path of its own for each operation, with the same parameters. The true one is in the operation
/// table, and may have literals where progenitor takes none.
fn lowered_path(index: usize, operation: &Operation) -> String {
    let names = operation.path.split('/');
    let names = names.filter_map(|part| Some(part.strip_prefix('{')?.split_once('}')?.0));
    names.fold(format!("/{index}"), |path, name| {
        format!("{path}/{{{name}}}")
    })
}

fn lowered_operation(operation: &Operation) -> Value {
    let mut lowered = json!({
        "operationId": operation.id,
        "parameters": operation.parameters.iter().map(lowered_parameter).collect::<Vec<_>>(),
        "responses": { "200": { "description": "" } },
    });
    if let Some(Sent::Array(schema)) = operation.body.as_ref().map(|body| &body.content) {
        let content = json!({ "application/json": { "schema": checked_text(schema) } });
        lowered["requestBody"] = json!({ "required": true, "content": content });
    }
    lowered
}

fn lowered_parameter(parameter: &Parameter) -> Value {
    let schema = match reference_name(&parameter.schema) {
        Some(name) => checked_text(name),
        None => json!({ "type": text(&parameter.schema, "type") }),
    };
    json!({
        "name": parameter.name,
        "in": if parameter.in_path { "path" } else { "query" },
        "required": parameter.required,
        "schema": schema,
    })
}

fn component_reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A schema of an answer with everything gone that could make reading fail.
fn answer(document: &Document, schema: &Value) -> Value {
    if let Some(name) = reference_name(schema) {
        let target = document.follow(schema);
        return if is_union(target) {
            union_text(name)
        } else if has_a_type_of_its_own(target) {
            component_reference(name)
        } else {
            answer(document, target)
        };
    }
    let mut lowered = json!({});
    let kind = text(schema, "type");
    if !kind.is_empty() {
        lowered["type"] = json!(kind);
    }
    let description = text(schema, "description").trim();
    if !description.is_empty() {
        lowered["description"] = json!(description);
    }
    match kind {
        "string" if flag(schema, "x-sensitive") => lowered["format"] = json!(SENSITIVE),
        "string" if text(schema, "format") == "date-time" => lowered["format"] = json!("date-time"),
        "string" => {
            if let Some(values) = schema.get("enum") {
                lowered["enum"] = values.clone();
            }
        }
        "array" => {
            if let Some(items) = schema.get("items") {
                lowered["items"] = answer(document, items);
            }
        }
        "object" => {
            let properties: Map<String, Value> = read_properties(document, schema)
                .map(|(name, property)| (name.clone(), answer(document, property)))
                .collect();
            lowered["properties"] = Value::Object(properties);
            lowered["required"] = required(document, schema);
        }
        _ => {}
    }
    lowered
}

/// The properties that must be there and cannot be `null`: only those can do without an `Option`.
fn required(document: &Document, schema: &Value) -> Value {
    if flag(schema, "x-optional-in-answers") {
        return json!([]);
    }
    let always_there: Vec<&String> = read_properties(document, schema)
        .filter(|(_, property)| !flag(document.follow(property), "nullable"))
        .map(|(name, _)| name)
        .collect();
    items(schema, "required")
        .iter()
        .filter(|name| always_there.iter().any(|known| *name == *known))
        .cloned()
        .collect()
}
