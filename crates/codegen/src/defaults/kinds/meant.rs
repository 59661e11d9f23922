//! What a value means that is of another kind than OpenAPI says.

use serde_json::{Value, json};

use crate::methods::is_of_openapi;
use crate::openapi::{Shape, found, is_known_in_schemas};

/// What holds a value.
#[derive(Clone, Copy)]
pub(super) enum Holder {
    Object { is_required: bool },
    Map,
    List,
}

/// What a value means.
#[derive(Debug, PartialEq)]
pub(super) enum Meant {
    /// Another value.
    Value(Value),
    /// A list, of which it is the only item.
    OnlyItem,
    /// Nothing: it is as if it were not there.
    Nothing,
}

impl Meant {
    /// Says what became of `value`, which is called `key`.
    pub(super) fn message(&self, value: &Value, shape: &Shape, key: &str) -> String {
        let (found, wanted) = (found(value), shape.wanted());
        let taken = match self {
            Self::Value(new) => format!("it is taken as {new}"),
            Self::OnlyItem => "it is taken as the only item of one".to_owned(),
            Self::Nothing if is_limit(shape, key) => format!("`{key}` is not checked"),
            Self::Nothing if key.is_empty() => "this item is left out".to_owned(),
            Self::Nothing => format!("`{key}` is left out"),
        };
        format!("found {found} instead of {wanted}: {taken}")
    }
}

/// What people read, and no program does.
const WORDS: [&str; 5] = [
    "description",
    "summary",
    "termsOfService",
    "title",
    "version",
];

/// Types by whose names people write schemas.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// What `value` means, which is called `key`; nothing if it is of the right kind, or could mean several things.
pub(super) fn of(value: &Value, shape: &Shape, key: &str, holder: Holder) -> Option<Meant> {
    match shape {
        // A list of types is one of OpenAPI 3.1, and what is no type is any JSON.
        Shape::Any => None,
        _ if key == "type" => None,
        Shape::OrReference("schemas", _) => schema(value),
        Shape::OrReference(_, inner) => match value.get("$ref") {
            Some(_) => None,
            None => of(value, inner, key, holder),
        },
        Shape::OrBoolean(inner) => match value {
            Value::Bool(_) => None,
            Value::Null => Some(Meant::Nothing),
            Value::String(text) => boolean(text).map(Meant::Value),
            _ => of(value, inner, key, holder),
        },
        _ if value.is_null() => nothing(shape, key, holder),
        Shape::Text => text(value, key, holder),
        Shape::Boolean => flag(value, key),
        Shape::Count => count(value),
        Shape::Number => number(value),
        Shape::List(inner) => list(value, inner, key),
        Shape::Map(_) | Shape::Object(_) => mapping(value, shape, key, holder),
    }
}

/// What a key without a value means.
fn nothing(shape: &Shape, key: &str, holder: Holder) -> Option<Meant> {
    match (holder, shape) {
        // No credentials, or those of the document?
        _ if key == "security" => None,
        _ if key == "description" => Some(Meant::Nothing),
        (Holder::Object { is_required: true }, _) => None,
        // Nobody knows what such an operation answers.
        (Holder::Object { .. }, _) if is_of_openapi(key) => None,
        (Holder::Object { .. }, _) => Some(Meant::Nothing),
        (Holder::Map, Shape::List(_)) => Some(Meant::Value(json!([]))),
        (Holder::Map, Shape::Map(_) | Shape::Object(_)) => Some(Meant::Value(json!({}))),
        (Holder::Map, _) => Some(Meant::Nothing),
        // An alternative of `security`: of no scheme, or of one that is missing?
        (Holder::List, Shape::Map(_)) => None,
        (Holder::List, _) => Some(Meant::Nothing),
    }
}

/// A schema that is not written as one. What a boolean and a list are, is decided where schemas are read.
fn schema(value: &Value) -> Option<Meant> {
    match value {
        Value::String(name) if TYPES.contains(&name.as_str()) => {
            Some(Meant::Value(json!({ "type": name })))
        }
        Value::Array(items) if items.is_empty() => Some(Meant::Value(json!({}))),
        _ => None,
    }
}

fn text(value: &Value, key: &str, holder: Holder) -> Option<Meant> {
    let is_read = WORDS.contains(&key);
    let may_go = key == "description" || matches!(holder, Holder::Object { is_required: false });
    match value {
        Value::String(_) => None,
        // Each only restricts what is sent.
        _ if matches!(key, "pattern" | "format") => Some(Meant::Nothing),
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            Some(Meant::Value(json!(number.to_string())))
        }
        // How it was written, nobody knows: `1.10` is 1.1.
        Value::Number(_) | Value::Bool(_) if is_read || key == "operationId" => {
            Some(Meant::Value(json!(value.to_string())))
        }
        Value::Array(_) | Value::Object(_) if is_read && may_go => Some(Meant::Nothing),
        _ => None,
    }
}

fn flag(value: &Value, key: &str) -> Option<Meant> {
    match value {
        Value::String(text) => boolean(text).map(Meant::Value),
        // In OpenAPI 3.1 an exclusive limit is a number.
        _ if key.starts_with("exclusive") => None,
        Value::Number(number) => match number.as_i64() {
            Some(0) => Some(Meant::Value(json!(false))),
            Some(1) => Some(Meant::Value(json!(true))),
            _ => None,
        },
        _ => None,
    }
}

/// What YAML calls true and false, in its first version too.
fn boolean(text: &str) -> Option<Value> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(json!(true)),
        "false" | "no" | "off" => Some(json!(false)),
        _ => None,
    }
}

/// A limit that is no number is not checked: the provider does that.
fn count(value: &Value) -> Option<Meant> {
    // Up to here each whole number has a float of its own.
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let whole = match value {
        _ if value.is_u64() => return None,
        Value::String(text) => text.trim().parse::<u64>().ok(),
        Value::Number(number) => number.as_f64().and_then(|float| {
            let is_count = float.fract() == 0.0 && (0.0..=LARGEST).contains(&float);
            is_count.then(|| format!("{float:.0}").parse().ok())?
        }),
        _ => None,
    };
    Some(whole.map_or(Meant::Nothing, |whole| Meant::Value(json!(whole))))
}

fn number(value: &Value) -> Option<Meant> {
    if value.is_number() {
        return None;
    }
    let text = value.as_str().map(str::trim);
    let number = text.and_then(|text| {
        let whole = text.parse::<i64>().ok().map(|whole| json!(whole));
        let float = || text.parse::<f64>().ok().filter(|float| float.is_finite());
        whole.or_else(|| float().map(|float| json!(float)))
    });
    Some(number.map_or(Meant::Nothing, Meant::Value))
}

fn list(value: &Value, inner: &Shape, key: &str) -> Option<Meant> {
    match (value, inner) {
        (Value::Array(_), _) => None,
        // Whether it must be there says whoever holds it.
        (Value::String(text), _) if key == "required" && boolean(text).is_some() => {
            Some(Meant::Nothing)
        }
        (Value::String(_), Shape::Text | Shape::Any) => Some(Meant::OnlyItem),
        (Value::Number(_) | Value::Bool(_), Shape::Any) => Some(Meant::OnlyItem),
        (Value::Number(number), Shape::Text) if number.is_i64() || number.is_u64() => {
            Some(Meant::OnlyItem)
        }
        (Value::Object(_), _) if key == "security" => Some(Meant::OnlyItem),
        (Value::Object(members), _) if members.is_empty() => Some(Meant::Value(json!([]))),
        (Value::Object(members), _) => {
            let has = |key: &str| members.contains_key(key);
            let is_item = match key {
                "parameters" => has("$ref") || has("name") && has("in"),
                "servers" => has("url"),
                "tags" => has("name"),
                "allOf" | "anyOf" | "oneOf" => {
                    has("$ref") || members.keys().all(|key| is_known_in_schemas(key))
                }
                _ => false,
            };
            is_item.then_some(Meant::OnlyItem)
        }
        _ => None,
    }
}

fn mapping(value: &Value, shape: &Shape, key: &str, holder: Holder) -> Option<Meant> {
    match (value, shape) {
        // Where there is one kind of lists and mappings, an empty mapping is written so.
        (Value::Array(items), _) if items.is_empty() => Some(Meant::Value(json!({}))),
        // So it is in Swagger 2.0.
        (Value::String(name), Shape::Object(_)) if key == "discriminator" => {
            Some(Meant::Value(json!({ "propertyName": name })))
        }
        (Value::String(words), Shape::Object(members)) if matches!(holder, Holder::Map) => {
            let has = |name: &str, is_required: bool| {
                members
                    .iter()
                    .any(|member| member.name == name && member.required == is_required)
            };
            let is_response = has("description", true) && has("content", false);
            is_response.then(|| Meant::Value(json!({ "description": words })))
        }
        _ => None,
    }
}

/// Whether a member only restricts values.
fn is_limit(shape: &Shape, key: &str) -> bool {
    matches!(shape, Shape::Count | Shape::Number) || matches!(key, "pattern" | "format")
}
