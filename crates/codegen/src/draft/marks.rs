//! What a table of facts says of one value: its kind and its marks.

use serde_json::Value;

use crate::document::{Document, entries, flag, items, reference_name, text, union_members};

/// Kinds of the tables, after which no schema may be named.
const KINDS: [&str; 13] = [
    "?",
    "absent",
    "any",
    "boolean",
    "bytes",
    "date-time",
    "int32",
    "int64",
    "integer",
    "nothing",
    "number",
    "text",
    "time",
];

/// What a table calls the component `name`.
pub(super) fn name_of(name: &str) -> String {
    match KINDS.contains(&name) {
        true => format!("{name}Schema"),
        false => name.to_owned(),
    }
}

/// Whether a component has rows of its own: an object with properties.
pub(super) fn is_object(schema: &Value) -> bool {
    union_members(schema).next().is_none()
        && text(schema, "type") == "object"
        && entries(schema, "properties").next().is_some()
}

/// Whether a property tells the members of a union apart.
pub(super) fn is_tagged(schema: &Value) -> bool {
    schema.get("oneOf").is_some() && schema.pointer("/discriminator/mapping").is_some()
}

/// The kind of a schema, as a table names it. `?` is anything.
pub(super) fn kind(document: &Document, used: &Value) -> String {
    let schema = document.follow(used);
    let named = reference_name(used).map(name_of);
    let format = text(schema, "format");
    let word = match (text(schema, "type"), named) {
        (_, Some(name)) if is_object(schema) || is_tagged(schema) => return name,
        _ if union_members(schema).next().is_some() => "?",
        ("array", _) => {
            return format!(
                "[{}]",
                kind(document, schema.get("items").unwrap_or(&Value::Null))
            );
        }
        ("string", _) if format == "date-time" => "date-time",
        ("string", _) if format == "binary" => "bytes",
        ("string", _) => "text",
        ("integer", _) if format == "int32" || format == "int64" => format,
        ("integer", _) => "integer",
        ("number", _) => "number",
        ("boolean", _) => "boolean",
        _ => "any",
    };
    word.to_owned()
}

/// The marks of a field or a parameter, each with a blank in front of it. `holder` is what holds the schema.
pub(super) fn marks(document: &Document, used: &Value, holder: &Value, required: bool) -> String {
    let schema = document.follow(used);
    let is_array = text(schema, "type") == "array";
    let inner = if is_array {
        document.follow(schema.get("items").unwrap_or(&Value::Null))
    } else {
        schema
    };
    let says = |key: &str| flag(schema, key) || flag(used, key);
    let sensitive =
        says("x-sensitive") || flag(inner, "x-sensitive") || flag(holder, "x-sensitive");
    let mut marks = String::new();
    for (mark, is_set) in [
        ("required", required),
        ("nullable", says("nullable")),
        ("readOnly", says("readOnly")),
        ("writeOnly", says("writeOnly")),
        ("sensitive", sensitive),
        ("allowEmptyValue", flag(holder, "allowEmptyValue")),
        ("omit", flag(holder, "x-omit")),
    ] {
        if is_set {
            marks += &format!(" {mark}");
        }
    }
    let limits = [
        (["minItems", "maxItems"].as_slice(), schema),
        (&["minimum", "maximum", "minLength", "maxLength"], inner),
    ];
    for (keys, owner) in limits {
        for key in keys {
            if let Some(limit) = owner.get(key) {
                marks += &format!(" {key}={limit}");
            }
        }
    }
    if let Some(default) = schema.get("default") {
        marks += &with_value("default", &plain(default));
    }
    if let Some(pattern) = inner.get("pattern") {
        marks += &with_value("pattern", &plain(pattern));
    }
    let values: Vec<String> = items(inner, "enum")
        .iter()
        .filter(|value| !value.is_null())
        .map(plain)
        .collect();
    if inner.get("enum").is_some() {
        let joined = match values.iter().any(|value| value.contains('|')) {
            // No line can say it.
            true => String::new(),
            false => values.join("|"),
        };
        marks += &with_value("enum", &joined);
    }
    marks
}

/// Which schema of a single value a field refers to, as a mark.
pub(super) fn reference(document: &Document, property: &Value) -> String {
    let used = match property.get("items") {
        Some(item) if reference_name(item).is_some() => item,
        _ => property,
    };
    let is_single =
        ["string", "integer", "number", "boolean"].contains(&text(document.follow(used), "type"));
    let name = reference_name(used).filter(|_| is_single);
    name.map(|name| format!(" is={name}")).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A mark with a value. What no line can say is unknown.
fn with_value(mark: &str, value: &str) -> String {
    let is_lost = value.is_empty()
        || value.starts_with('~')
        || value.contains(['␣', '\u{85}', '\u{2028}', '\u{2029}'])
        || value.contains(|c: char| c.is_control());
    match is_lost || value.contains(" deviation: ") {
        true => format!(" {mark}=?"),
        false => format!(" {mark}={}", value.replace(' ', "␣")),
    }
}
