//! Schemas of every kind, in turn.

use serde_json::{Map, Value, json};

use super::texts::Texts;

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A property of one of all kinds, in turn.
fn property(index: usize, texts: &mut Texts) -> Value {
    let description = texts.next();
    match index % 15 {
        0 => json!({ "type": "string", "description": description }),
        1 => {
            json!({ "type": "integer", "format": "int32", "description": description, "default": -1 })
        }
        2 => json!({ "type": "boolean", "description": description }),
        3 => json!({ "type": "string", "format": "date-time", "description": description }),
        4 => json!({ "type": "string", "x-sensitive": true, "description": description }),
        5 => {
            json!({ "type": "array", "items": reference("SampleObject"), "description": description })
        }
        6 => {
            json!({ "type": "string", "enum": ["ERROR", "err", "ok", "none", "unknown"], "description": description })
        }
        7 => {
            json!({ "type": "string", "nullable": true, "description": description, "default": "`" })
        }
        8 => {
            json!({
                "type": "number", "description": description, "minimum": -0.5, "maximum": 1e21,
                "exclusiveMinimum": true, "default": 0.5,
            })
        }
        9 => json!({ "type": "string", "format": "date", "description": description }),
        10 => json!({ "description": description }),
        11 => {
            json!({ "type": "object", "description": description, "additionalProperties": reference("SampleObject") })
        }
        12 => {
            json!({
                "type": "array", "description": description,
                "items": { "type": "string", "enum": ["ERROR", "err"], "nullable": true },
            })
        }
        13 => {
            json!({
                "type": "object", "description": description, "maxProperties": 9,
                "additionalProperties": { "type": "string", "enum": ["None", "some"] },
            })
        }
        _ => reference("SampleObject"),
    }
}

pub(super) fn object(names: &[&str], texts: &mut Texts) -> Value {
    let properties: Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| ((*name).to_owned(), property(index, texts)))
        .collect();
    let required: Vec<&str> = names.iter().copied().step_by(2).collect();
    json!({ "type": "object", "description": texts.next(), "properties": properties, "required": required })
}

/// A component of each kind, under names of all kinds. The last value says whether answers have a type of it.
pub(super) fn component(index: usize, texts: &mut Texts) -> (Value, bool) {
    let description = texts.next();
    match index % 6 {
        4 => (
            json!({ "type": "object", "description": description, "additionalProperties": reference("SampleText") }),
            true,
        ),
        5 => (json!({ "description": description }), true),
        0 => (
            json!({
                "type": "object",
                "description": description,
                "properties": { "x": { "type": "string", "description": texts.next() } },
            }),
            true,
        ),
        1 => (
            json!({ "type": "string", "description": description, "enum": ["Error", "T", "x"] }),
            true,
        ),
        2 => (
            json!({ "type": "string", "description": description, "pattern": "^[a-z`|<]{1,9}$" }),
            false,
        ),
        _ => (
            json!({
                "type": "array",
                "description": description,
                "items": reference("SampleText"),
                "maxItems": 3,
            }),
            false,
        ),
    }
}
