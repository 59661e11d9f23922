//! What counts for all operations of a document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::Document;

/// Parts of a document, each with the place where it stands.
const PARTS: [(&str, &str); 3] = [
    ("document.servers", "/servers"),
    ("document.security", "/components/securitySchemes"),
    ("document.provider", "/x-provider"),
];

/// Members that only say something to people.
const WORDS: [&str; 2] = ["description", "x-deviation"];

/// One line per value of each part that the document has.
pub(super) fn describe(document: &Document) -> BTreeMap<String, String> {
    let parts = PARTS.iter().filter_map(|(name, place)| {
        let mut text = String::new();
        flatten("", document.root.pointer(place)?, &mut text);
        Some(((*name).to_owned(), text))
    });
    parts.collect()
}

fn flatten(path: &str, value: &Value, text: &mut String) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                if !WORDS.contains(&key.as_str()) {
                    flatten(&below(key), member, text);
                }
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (place, item) in items.iter().enumerate() {
                flatten(&below(&(place + 1).to_string()), item, text);
            }
        }
        Value::String(words) => text.push_str(&format!("{path}: {words}\n")),
        other => text.push_str(&format!("{path}: {other}\n")),
    }
}
