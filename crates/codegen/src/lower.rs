//! Stage 4, lower: provider truth to what progenitor 0.15.1 takes and gets right.
//!
//! - Operations go: what they are made of, the builders know from the [`Model`]. The schemas of answers
//!   stay.
//! - Constraints, formats and defaults of answers go: reading is lenient.
//! - A text that a constraint gave a name, such as an id, is a plain text in an answer.
//! - Values of enums become numbers, which give a name in any case; the emit stage gives them back.
//! - Unions become formats of texts: progenitor does not look at the discriminator.

use serde_json::{Map, Value, json};

use crate::document::{Document, flag, items, map_values, reference_name, text};
use crate::model::{
    Model, description, has_a_type_of_its_own, is_union, is_untagged, read_properties, required,
};

/// The format that marks a sensitive text for progenitor.
pub(crate) const SENSITIVE: &str = "backhaul-sensitive";

/// A text that progenitor is told to replace by the union of this name.
pub(crate) fn union_text(name: &str) -> Value {
    json!({ "type": "string", "format": format!("backhaul-union:{name}") })
}

/// A text that progenitor is told to replace by any JSON.
pub(crate) fn any_json() -> Value {
    json!({ "type": "string", "format": "backhaul-any" })
}

/// What progenitor sees, and what was taken out of it.
pub(crate) struct Lowered {
    pub(crate) document: Value,
    pub(crate) enums: Enums,
}

/// The texts of all enums in answers. The lowered document has a number in place of each.
#[derive(Default)]
pub(crate) struct Enums(Vec<Vec<String>>);

impl Enums {
    /// Keeps the texts of an enum, and gives what takes their place.
    fn put(&mut self, values: &[Value]) -> Value {
        let texts = values.iter().filter_map(Value::as_str).map(str::to_owned);
        let texts: Vec<String> = texts.collect();
        let number = self.0.len();
        let marks = (0..texts.len()).map(|index| Value::from(format!("e{number}v{index}")));
        let marks = marks.collect();
        self.0.push(texts);
        Value::Array(marks)
    }

    /// The text that `mark` replaces.
    pub(crate) fn text(&self, mark: &str) -> Option<&str> {
        let (number, index) = mark.strip_prefix('e')?.split_once('v')?;
        let texts = self.0.get(number.parse::<usize>().ok()?)?;
        Some(texts.get(index.parse::<usize>().ok()?)?)
    }
}

/// The document that progenitor sees.
pub(crate) fn lower(document: &Document, model: &Model) -> Lowered {
    let mut enums = Enums::default();
    let mut schemas = Map::new();
    for name in &model.answers {
        if let Some(schema) = document.schema(name) {
            schemas.insert(name.clone(), answer(document, schema, &mut enums));
        }
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Client", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    Lowered { document, enums }
}

fn component_reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A schema of an answer with everything gone that could make reading fail.
fn answer(document: &Document, schema: &Value, enums: &mut Enums) -> Value {
    if let Some(name) = reference_name(schema) {
        let target = document.follow(schema);
        return if is_union(target) || is_untagged(target) {
            union_text(name)
        } else if has_a_type_of_its_own(target) {
            component_reference(name)
        } else {
            answer(document, target, enums)
        };
    }
    let mut lowered = json!({});
    let kind = text(schema, "type");
    if !kind.is_empty() {
        lowered["type"] = json!(kind);
    }
    let description = description(schema);
    if !description.is_empty() {
        lowered["description"] = json!(description);
    }
    match kind {
        "string" if flag(schema, "x-sensitive") => lowered["format"] = json!(SENSITIVE),
        "string" if text(schema, "format") == "date-time" => lowered["format"] = json!("date-time"),
        "string" => {
            let values = items(schema, "enum");
            if !values.is_empty() {
                lowered["enum"] = enums.put(values);
            }
        }
        "array" => {
            if let Some(items) = schema.get("items") {
                lowered["items"] = inner(document, items, enums);
            }
        }
        "object" => {
            if let Some(values) = map_values(schema) {
                let values = match inner(document, values, enums) {
                    // Progenitor would take another type of map.
                    any if is_any(&any) => any_json(),
                    other => other,
                };
                lowered["additionalProperties"] = values;
                return lowered;
            }
            let properties: Map<String, Value> = read_properties(document, schema)
                .map(|(name, property)| (name.clone(), answer(document, property, enums)))
                .collect();
            lowered["properties"] = Value::Object(properties);
            lowered["required"] = json!(required(document, schema));
        }
        _ => {}
    }
    lowered
}

/// An item, or a value of a map, which may be null where the document says so.
fn inner(document: &Document, schema: &Value, enums: &mut Enums) -> Value {
    let mut lowered = answer(document, schema, enums);
    let target = document.follow(schema);
    if flag(target, "nullable") && !text(target, "type").is_empty() {
        if lowered.get("$ref").is_none() {
            lowered["nullable"] = true.into();
        } else {
            // Beside a reference, nothing counts.
            lowered = json!({ "nullable": true, "allOf": [lowered] });
        }
    }
    lowered
}

/// Whether a lowered schema is any JSON.
fn is_any(lowered: &Value) -> bool {
    let keys = ["type", "$ref", "allOf"];
    keys.iter().all(|key| lowered.get(key).is_none())
}
