//! A document as a tree: its references, and members that must be there.

use std::fmt;

use serde_json::{Map, Value};

/// How many references may follow each other.
const MAX_REFERENCES: usize = 16;

/// What is wrong with a document, and where.
#[derive(Clone, Debug)]
pub(crate) struct DocumentError {
    place: String,
    problem: String,
}

impl DocumentError {
    pub(super) fn new(place: impl Into<String>, problem: impl fmt::Display) -> Self {
        Self {
            place: place.into(),
            problem: problem.to_string(),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for DocumentError {}

/// A whole document.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    root: &'a Value,
}

impl<'a> Source<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        Self { root }
    }

    /// A schema of the document by its name.
    pub(super) fn schema(&self, name: &str) -> Option<&'a Value> {
        self.root.get("components")?.get("schemas")?.get(name)
    }

    /// Follows references within the document.
    pub(super) fn resolve(
        &self,
        value: &'a Value,
        place: &str,
    ) -> Result<&'a Value, DocumentError> {
        let mut value = value;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Ok(value);
            };
            value = reference
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(pointer))
                .ok_or_else(|| DocumentError::new(place, format!("cannot find {reference}")))?;
        }
        Err(DocumentError::new(place, "references lead nowhere"))
    }

    /// Whether a schema, or the component that it refers to, has the flag `name`.
    pub(super) fn is_flagged(&self, schema: &Value, name: &str) -> bool {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference
            .and_then(|text| text.strip_prefix('#'))
            .and_then(|pointer| self.root.pointer(pointer));
        flag(target.unwrap_or(schema), name)
    }
}

/// A value that must be a mapping.
pub(super) fn object<'a>(
    value: &'a Value,
    place: &str,
) -> Result<&'a Map<String, Value>, DocumentError> {
    value
        .as_object()
        .ok_or_else(|| DocumentError::new(place, "must be a mapping"))
}

/// A member that must be a text.
pub(super) fn text<'a>(value: &'a Value, key: &str, place: &str) -> Result<&'a str, DocumentError> {
    value
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| DocumentError::new(place, format!("has no {key}")))
}

/// The items of a list; none if there is no list.
pub(super) fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member that is true or false; false if it is not there.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}
