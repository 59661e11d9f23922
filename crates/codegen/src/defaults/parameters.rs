//! What parameters of others leave out.

use serde_json::{Map, Value, json};

use crate::model::is_json;

/// What Swagger 2.0 has at a parameter, and OpenAPI in its schema.
const IN_SCHEMA: [&str; 15] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "x-sensitive",
];

/// Fills in one parameter.
pub(super) fn fill(parameter: &mut Value) {
    let Value::Object(parameter) = parameter else {
        return;
    };
    if parameter.contains_key("$ref") {
        return;
    }
    // One of the path is required, whether the document says so or not.
    if parameter.get("in").is_some_and(|place| place == "path") {
        parameter.insert("required".to_owned(), json!(true));
    }
    if !parameter.contains_key("schema") {
        write_single_values_plainly(parameter);
    }
    if !parameter.contains_key("schema") {
        fill_schema(parameter);
    }
}

/// Outside of the query, a single value that is called JSON is one like any other: no server looks for the quotes of a
/// text in a path.
fn write_single_values_plainly(parameter: &mut Map<String, Value>) {
    if parameter.get("in").is_none_or(|place| place == "query") {
        return;
    }
    let content = parameter.get("content").and_then(Value::as_object);
    let mut content = content.into_iter().flatten();
    let json = content.find(|(media_type, _)| is_json(media_type));
    let schema = json.and_then(|(_, media)| media.get("schema")).cloned();
    let is_single = |schema: &Value| {
        let kind = schema.get("type").and_then(Value::as_str);
        matches!(kind, Some("string" | "integer" | "number" | "boolean"))
    };
    if let Some(schema) = schema.filter(is_single) {
        parameter.remove("content");
        parameter.insert("schema".to_owned(), schema);
    }
}

/// Without a schema a value is whatever the caller writes. So is one of a media type that is no JSON.
fn fill_schema(parameter: &mut Map<String, Value>) {
    let content = parameter.get("content").and_then(Value::as_object);
    let mut media_types = content.into_iter().flatten();
    let has_content = content.is_some_and(|content| !content.is_empty());
    if media_types.any(|(media_type, _)| is_json(media_type)) {
        return;
    }
    parameter.remove("content");
    let mut schema = Map::new();
    if has_content {
        schema.insert("type".to_owned(), json!("string"));
    } else if parameter.get("type").is_some_and(Value::is_string) {
        for key in IN_SCHEMA {
            let member = parameter.remove(key);
            schema.extend(member.map(|member| (key.to_owned(), member)));
        }
        set_style(parameter, schema.get("type") == Some(&json!("array")));
    }
    parameter.insert("schema".to_owned(), Value::Object(schema));
}

/// How Swagger 2.0 says how an array is written, which is with commas unless it says otherwise.
fn set_style(parameter: &mut Map<String, Value>, is_array: bool) {
    let format = parameter.remove("collectionFormat");
    if !is_array || parameter.get("in").is_none_or(|place| place != "query") {
        return;
    }
    let (style, explode) = match format.as_ref().and_then(Value::as_str) {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        _ => ("form", false),
    };
    parameter.entry("style").or_insert(json!(style));
    parameter.entry("explode").or_insert(json!(explode));
}
