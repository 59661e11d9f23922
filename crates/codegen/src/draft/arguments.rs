//! Values that a setter takes, as Rust writes them.

use serde_json::Value;

use super::sample::{self, Way};
use crate::document::Document;
use crate::model::Kind;

/// A made-up value that `schema` allows, for a setter of this kind; nothing if no literal can say it.
pub(super) fn literal(document: &Document, kind: &Kind, schema: &Value) -> Option<String> {
    if let Kind::Array {
        item, min_items, ..
    } = kind
    {
        let inner = document.follow(schema).get("items").unwrap_or(&Value::Null);
        let item = literal(document, item, inner)?;
        // An empty array cannot be told from none.
        let count = usize::try_from(*min_items).ok()?.clamp(1, 16);
        return Some(format!("vec![{}]", vec![item; count].join(", ")));
    }
    let value = sample::of(document, schema, Way::Sent);
    Some(match (kind, &value) {
        (Kind::Nullable(inner), _) => format!("Some({})", literal(document, inner, schema)?),
        (Kind::Integer(_), Value::Number(number)) => number.as_i64()?.to_string(),
        (Kind::Number(_), Value::Number(number)) => format!("{:?}", number.as_f64()?),
        (Kind::Boolean(_), Value::Bool(value)) => value.to_string(),
        (
            Kind::Checked(_) | Kind::Text | Kind::Secret | Kind::Timestamp | Kind::Date,
            Value::String(text),
        ) => {
            format!("{text:?}")
        }
        // A text that may be any of several things.
        (Kind::Text, Value::Number(_) | Value::Bool(_)) => format!("{:?}", value.to_string()),
        _ => return None,
    })
}
