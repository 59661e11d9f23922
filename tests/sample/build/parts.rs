//! Parts of a document.

use serde_json::{Value, json};

use super::texts::Texts;

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub(super) fn body(schema: &str) -> Value {
    json!({ "application/json": { "schema": reference(schema), "example": {} } })
}

pub(super) fn answer(schema: &str, texts: &mut Texts) -> Value {
    json!({ "description": texts.next(), "content": body(schema) })
}

pub(super) fn path_parameter(name: &str, texts: &mut Texts) -> Value {
    json!({
        "name": name, "in": "path", "required": true, "description": texts.next(),
        "schema": reference("SampleText"),
    })
}

pub(super) fn query(name: &str, schema: &Value, texts: &mut Texts) -> Value {
    json!({ "name": name, "in": "query", "required": true, "description": texts.next(), "schema": schema })
}

pub(super) fn sends(schema: &str, texts: &mut Texts) -> Value {
    json!({ "required": true, "description": texts.next(), "content": body(schema) })
}
