//! Answers that are no objects with a name: scalars, arrays and maps of anything, any JSON.

use serde_json::Value as Json;

use super::answers::has_a_type_of_its_own;
use crate::document::{Document, flag, map_values, reference_name, text};

/// What such an answer decodes into.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// The type of the component of this name.
    Named(String),
    Text,
    Secret,
    Timestamp,
    Integer,
    Number,
    Boolean,
    /// Any JSON.
    Any,
    List(Box<Value>),
    /// An object whose members have any name.
    Map(Box<Value>),
    /// Null, or what is within.
    Nullable(Box<Value>),
}

impl Value {
    pub(super) fn of(document: &Document, schema: &Json) -> Self {
        let target = document.follow(schema);
        let own = reference_name(schema).filter(|_| has_a_type_of_its_own(target));
        let value = match (text(target, "type"), own) {
            (_, Some(name)) => Self::Named(name.to_owned()),
            ("array", _) => {
                let item = target.get("items").unwrap_or_default();
                Self::List(Box::new(Self::of(document, item)))
            }
            ("object", _) => {
                let values = map_values(target).unwrap_or_default();
                Self::Map(Box::new(Self::of(document, values)))
            }
            ("integer", _) => Self::Integer,
            ("number", _) => Self::Number,
            ("boolean", _) => Self::Boolean,
            ("string", _) if flag(target, "x-sensitive") => Self::Secret,
            ("string", _) if text(target, "format") == "date-time" => Self::Timestamp,
            ("string", _) => Self::Text,
            // It may be null anyway.
            _ => return Self::Any,
        };
        if flag(target, "nullable") {
            Self::Nullable(Box::new(value))
        } else {
            value
        }
    }
}
