//! Stage 4, lower: provider truth to what progenitor 0.15.1 takes and gets right.
//!
//! - Operations go: what they are made of, the builders know from the [`Model`]. The schemas of answers
//!   stay.
//! - Constraints, formats and defaults of answers go: reading is lenient.
//! - A text that a constraint gave a name, such as an id, is a plain text in an answer.
//! - Values of enums become numbers, which give a name in any case; the emit stage gives them back.
//! - Of two properties that would give one field, the second has the name of its field, which emit takes back.
//! - Unions become formats of texts: progenitor does not look at the discriminator.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::document::{Document, entries, flag, items, map_values, reference_name, text};
use crate::model::{
    Model, description, has_a_type_of_its_own, is_union, is_untagged, read_properties, required,
};
use crate::naming;

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
    pub(crate) renamed: Renamed,
}

/// The names on the wire of fields that have another name because a property beside them has it, by type and field.
pub(crate) type Renamed = BTreeMap<String, BTreeMap<String, String>>;

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
    let mut renamed = Renamed::new();
    for name in &model.answers {
        if let Some(schema) = document.schema(name) {
            let fields: BTreeMap<String, String> = clashing(schema)
                .map(|(wire, field)| (field, wire.to_owned()))
                .collect();
            if !fields.is_empty() {
                renamed.insert(naming::pascal(name), fields);
            }
            schemas.insert(name.clone(), answer(document, schema, &mut enums));
        }
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Client", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    Lowered {
        document,
        enums,
        renamed,
    }
}

/// The properties whose field would have the name of another's, with the name that it has.
fn clashing(schema: &Value) -> impl Iterator<Item = (&str, String)> {
    let names = entries(schema, "properties").map(|(name, _)| name.as_str());
    let fields = naming::fields(names).into_iter();
    fields.filter(|(name, field)| naming::snake(name) != *field)
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
            let fields: BTreeMap<&str, String> = clashing(schema).collect();
            let field = |name: &str| fields.get(name).map_or(name, String::as_str).to_owned();
            let properties: Map<String, Value> = read_properties(document, schema)
                .map(|(name, property)| (field(name), answer(document, property, enums)))
                .collect();
            let required = required(document, schema);
            let required: Vec<String> = required.iter().map(|name| field(name)).collect();
            // A struct without fields. Without this, it would be a map.
            if properties.is_empty() {
                lowered["additionalProperties"] = json!(false);
            }
            lowered["properties"] = Value::Object(properties);
            lowered["required"] = json!(required);
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
