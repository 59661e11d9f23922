//! A loaded document: its content as JSON, and the line and column of each part.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::{Diagnostic, visible};
use crate::places::Places;
use crate::rules::Severity;

/// The rule that a reference must lead somewhere, which is one wherever it is found out.
pub(crate) const DANGLING_REFERENCE: &str = "document/dangling-reference";

/// The methods of each path that is kept.
pub(crate) type Kept = BTreeMap<String, BTreeSet<String>>;

/// A document that is YAML; nothing else is known about it yet.
#[derive(Debug)]
pub(crate) struct Document {
    /// File name for messages.
    pub(crate) name: String,
    /// The whole content.
    pub(crate) root: Value,
    /// The operations that are generated, if not all of them are. The others stay in `root`: what is generated may
    /// refer into them.
    pub(crate) kept: Option<Kept>,
    /// Line and column of each mapping entry and sequence item.
    pub(crate) places: Places,
    /// What the stages before the lint say of it: what of it has no effect.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Document {
    /// A finding about the part at `path`, or about the nearest part around it that has a position.
    pub(crate) fn finding(
        &self,
        rule: &'static str,
        path: &[String],
        message: String,
        hint: &str,
    ) -> Diagnostic {
        Diagnostic {
            rule,
            severity: Severity::Error,
            document: self.name.clone(),
            position: self.places.nearest(path),
            path: visible(&self.places.shown(path)),
            message: visible(&message),
            hint: hint.to_owned(),
        }
    }

    /// The part that a local reference (`#/components/schemas/Name`) points to.
    pub(crate) fn resolve(&self, reference: &str) -> Option<&Value> {
        self.root.pointer(reference.strip_prefix('#')?)
    }

    /// The component schema called `name`.
    pub(crate) fn schema(&self, name: &str) -> Option<&Value> {
        self.resolve(&format!("#/components/schemas/{name}"))
    }

    /// Whether a use of a schema, or the schema that is meant, says that `key` is `true`.
    pub(crate) fn flag(&self, used: &Value, key: &str) -> bool {
        flag(used, key) || flag(self.follow(used), key)
    }

    /// `value` itself, or what it refers to if it is a `$ref` that resolves.
    pub(crate) fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        reference(value)
            .and_then(|target| self.resolve(target))
            .unwrap_or(value)
    }
}

/// The member `key` of a use of a schema: what the normal form says beside `$ref` counts more than what the
/// schema itself says.
pub(crate) fn said<'a>(used: &'a Value, target: &'a Value, key: &str) -> Option<&'a Value> {
    used.get(key).or_else(|| target.get(key))
}

/// The target of a `$ref`.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// The last segment of a reference: the name of a component.
pub(crate) fn reference_name(value: &Value) -> Option<&str> {
    reference(value)?.rsplit('/').next()
}

/// A text member of an object, or the empty text.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a member of an object is `true`.
pub(crate) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The entries of an object member; empty if there is none.
pub(crate) fn entries<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// What the values of a map hold: an object whose members have any name, and which lists none itself. It is no schema
/// if they may hold anything.
pub(crate) fn map_values(schema: &Value) -> Option<&Value> {
    let is_object =
        text(schema, "type") == "object" && entries(schema, "properties").next().is_none();
    match schema.get("additionalProperties") {
        _ if !is_object => None,
        Some(Value::Bool(false)) => None,
        Some(values) => Some(values),
        None => Some(&Value::Null),
    }
}

/// The schemas that a value of a union may fit.
pub(crate) fn union_members(schema: &Value) -> impl Iterator<Item = &Value> {
    items(schema, "oneOf").iter().chain(items(schema, "anyOf"))
}

/// The items of an array member; empty if there is none.
pub(crate) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// The key of a path as it is sent, and the mark behind it that tells operations of one path and method apart. A `#` in
/// the name of a parameter is part of the name.
pub(crate) fn path_and_mark(key: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    let is_mark = |character: char| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '#' && depth == 0
    };
    match key.find(is_mark) {
        Some(at) => (&key[..at], &key[at + 1..]),
        None => (key, ""),
    }
}

/// A token of a reference without the escapes of addresses.
pub(crate) fn decoded(token: &str) -> String {
    let bytes = token.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let code = token.get(index + 1..index + 3);
        let code = code.filter(|_| *byte == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(escaped) => {
                plain.push(escaped);
                index += 3;
            }
            None => {
                plain.push(*byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::path_and_mark;

    #[test]
    fn a_mark_is_behind_the_path_and_not_in_the_name_of_a_parameter() {
        for (key, split) in [
            ("/a/{b}", ("/a/{b}", "")),
            ("/a/{b}#start", ("/a/{b}", "start")),
            ("/#endpoint", ("/", "endpoint")),
            ("/{r#type}/{c}", ("/{r#type}/{c}", "")),
            ("/{r#type}#x", ("/{r#type}", "x")),
        ] {
            assert_eq!(path_and_mark(key), split);
        }
    }
}
