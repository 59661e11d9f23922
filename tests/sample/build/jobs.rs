//! A job whose properties have the names that the code for jobs uses itself.

use serde_json::{Map, Value, json};

use super::parts::reference;
use super::texts::Texts;

/// Adds the job and what it is made of.
pub(super) fn add(schemas: &mut Map<String, Value>, texts: &mut Texts) {
    schemas.insert(
        "SampleJob".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "required": ["is_one_of", "part"],
            "x-job": {
                "rules": [
                    { "state": "queued", "property": "is_one_of", "is": ["a`b", "<c>"] },
                    { "state": "running", "property": "part.text_it", "is": ["d"] },
                    { "state": "failed", "property": "part_text.it", "is": ["e"] },
                    { "state": "failed", "any": "entry", "property": "value", "is": { "not": -1 } },
                    { "state": "succeeded", "all": "entry", "property": "entry", "is": { "equals": "done" } },
                    { "state": "succeeded", "property": "type", "is": true },
                ],
                "unknown": "is_one_of",
                "reason": ["part.text_it", "self", { "any": "entry", "property": "text" }],
                "progress": { "done": "done", "total": "total" },
            },
            "properties": {
                "is_one_of": { "type": "string", "description": texts.next() },
                "part": reference("SamplePart"),
                "part_text": reference("SamplePart"),
                "type": { "type": "boolean", "description": texts.next() },
                "self": reference("Value"),
                "done": { "type": "integer", "description": texts.next() },
                "total": { "type": "integer", "description": texts.next() },
                "entry": {
                    "type": "array",
                    "description": texts.next(),
                    "items": reference("SampleEntry"),
                },
            },
        }),
    );
    schemas.insert(
        "SampleEntry".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "required": ["value", "text"],
            "properties": {
                "value": { "type": "integer", "description": texts.next() },
                "entry": { "type": "integer", "description": texts.next() },
                "text": { "type": "string", "description": texts.next() },
            },
        }),
    );
    schemas.insert(
        "Value".to_owned(),
        json!({ "type": "string", "description": texts.next(), "enum": ["Some"] }),
    );
    schemas.insert(
        "SamplePart".to_owned(),
        json!({
            "type": "object",
            "description": texts.next(),
            "properties": {
                "text_it": { "type": "string", "description": texts.next() },
                "it": { "type": "string", "description": texts.next() },
            },
        }),
    );
    schemas.insert("SamplePage".to_owned(), json!({
        "type": "object",
        "description": texts.next(),
        "properties": {
            "Self": { "type": "array", "items": reference("SampleJob"), "description": texts.next() },
            "all": { "type": "integer", "description": texts.next() },
        },
    }));
}
