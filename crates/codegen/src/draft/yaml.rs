//! A document as text, as we write ours: block style, two blanks, members in our order.

use serde_json::{Map, Value};

/// What comes first, in this order; everything else follows by its name.
const ORDER: [&str; 30] = [
    "openapi",
    "info",
    "x-draft",
    "x-source",
    "x-provider",
    "servers",
    "tags",
    "paths",
    "operationId",
    "summary",
    "name",
    "in",
    "type",
    "format",
    "title",
    "url",
    "description",
    "required",
    "version",
    "parameters",
    "schema",
    "requestBody",
    "security",
    "x-pages",
    "responses",
    "content",
    "properties",
    "components",
    "x-job",
    "scheme",
];

/// A line that is not longer holds a list of scalars.
const WIDTH: usize = 100;

/// The whole text.
pub(super) fn text(root: &Value) -> String {
    let mut text = String::new();
    if let Value::Object(members) = root {
        block(members, 0, &mut text);
    }
    text
}

fn block(members: &Map<String, Value>, depth: usize, text: &mut String) {
    for (key, value) in in_order(members) {
        indent(depth, text);
        text.push_str(&scalar_text(key));
        text.push(':');
        member(value, depth, text);
    }
}

/// What stands behind a key.
fn member(value: &Value, depth: usize, text: &mut String) {
    if let Some(line) =
        one_line(value).filter(|line| line.len() + 2 * depth + 20 < WIDTH || !is_filled(value))
    {
        text.push(' ');
        text.push_str(&line);
        text.push('\n');
        return;
    }
    text.push('\n');
    match value {
        Value::Object(members) => block(members, depth + 1, text),
        Value::Array(items) => items.iter().for_each(|one| item(one, depth + 1, text)),
        _ => {}
    }
}

fn item(value: &Value, depth: usize, text: &mut String) {
    indent(depth, text);
    text.push('-');
    match (one_line(value), value) {
        (None, Value::Object(members)) => {
            let mut inner = String::new();
            block(members, depth + 1, &mut inner);
            text.push(' ');
            // The first member stands behind the dash.
            text.push_str(inner.trim_start());
        }
        (Some(line), _) if !is_filled(value) => text.push_str(&format!(" {line}\n")),
        (Some(line), Value::Object(_)) => text.push_str(&format!(" {line}\n")),
        _ => {
            text.push('\n');
            if let Value::Array(items) = value {
                items.iter().for_each(|one| item(one, depth + 1, text));
            }
        }
    }
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

/// A scalar, an empty collection, a list of scalars, a reference, or one entry of `security`.
fn one_line(value: &Value) -> Option<String> {
    let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
    match value {
        Value::Object(members) => {
            let is_empty_list = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            let is_security = !members.is_empty() && members.values().all(is_empty_list);
            if members.is_empty() {
                return Some("{}".to_owned());
            }
            let is_reference = members.len() == 1 && members.contains_key("$ref");
            (is_security || is_reference).then(|| {
                let parts = members.iter().map(|(key, value)| {
                    let value = one_line(value).unwrap_or_default();
                    format!("{}: {value}", scalar_text(key))
                });
                format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
            })
        }
        Value::Array(items) if items.iter().all(is_scalar) => {
            let items: Vec<String> = items.iter().map(scalar).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Array(_) => None,
        scalar_value => Some(scalar(scalar_value)),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => scalar_text(text),
        other => other.to_string(),
    }
}

/// A text, in quotes unless nobody can read it as something else.
fn scalar_text(text: &str) -> String {
    let first = text.chars().next();
    let is_plain = first.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '$' | '/'))
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '$' | ' ' | '{' | '}')
        })
        && (text.starts_with('/') || !text.contains(['{', '}']))
        && !text.ends_with(' ');
    let is_word_of_yaml = matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "nan" | "inf"
    );
    if is_plain && !is_word_of_yaml {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// In double quotes, with escapes for what YAML does not take or nobody sees.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if crate::diagnostic::is_invisible(c) => {
                let code = u32::from(c);
                quoted.push_str(&if code > 0xffff {
                    format!("\\U{code:08x}")
                } else {
                    format!("\\u{code:04x}")
                });
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn indent(depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("  ", depth));
}

/// The members in our order.
fn in_order(members: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let rank = |key: &str| {
        ORDER
            .iter()
            .position(|known| *known == key)
            .unwrap_or(ORDER.len())
    };
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
    sorted
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::text;

    #[test]
    fn what_is_written_is_read_again_as_it_was() {
        let odd = [
            "",
            " ",
            "yes",
            "No",
            "null",
            "1",
            "1.5",
            "2024-01-02",
            "a: b",
            "a #b",
            "- a",
            "{a}",
            "[a]",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "'",
            "\"",
            "\\",
            "é",
            "a\nb",
            "a\tb",
            "\u{85}",
            "\u{202e}x",
            "\u{1f600}",
            "/a/{b}",
            "a{b}",
            "x ",
            "=",
            "~",
            "0x1f",
            "^[a-z]{1,3}$",
            "#/components/x",
        ];
        let keys: Value = odd
            .iter()
            .map(|key| ((*key).to_owned(), json!(key)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let root = json!({
            "openapi": "3.0.3", "200": {}, "empty": [], "keys": keys, "list": odd.to_vec(), "numbers": [1, -2.5, true, null],
            "nested": [[1, [2]], [], {}, {"a": {"b": [{"c": [{"d": 1}]}]}}, {"$ref": "#/x"}, {"key": [], "token": []}],
            "long": vec!["a long text that fills the line"; 9],
        });
        let written = text(&root);
        let document = crate::load::load("t.yaml", &written)
            .unwrap_or_else(|error| panic!("{error:?}\n{written}"));
        assert_eq!(document.root, root, "{written}");
        assert!(written.starts_with("openapi: \"3.0.3\"\n"), "{written}");
    }
}
