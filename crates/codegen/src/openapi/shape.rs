//! What kind of value a place of a document holds.

use serde_json::Value;

/// What a place may hold.
pub(crate) enum Shape {
    /// Whatever YAML can say; other rules or nobody looks at it.
    Any,
    Text,
    Boolean,
    /// A whole number from zero on.
    Count,
    Number,
    List(&'static Shape),
    /// A mapping whose keys are names.
    Map(&'static Shape),
    /// A mapping with these members; unknown ones are refused.
    Object(&'static [Member]),
    /// True or false, or the thing itself.
    OrBoolean(&'static Shape),
    /// A `$ref` into this section of `components`, or the thing itself.
    OrReference(&'static str, &'static Shape),
}

impl Shape {
    /// What a value must be, in words.
    pub(crate) fn wanted(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Text => "a text",
            Self::Boolean => "true or false",
            Self::Count => "a whole number from zero on",
            Self::Number => "a number",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Object(_) => "a mapping",
            Self::OrBoolean(inner) | Self::OrReference(_, inner) => inner.wanted(),
        }
    }

    /// Whether a member has this name here or anywhere below, except below those `seen`.
    pub(crate) fn has(&'static self, name: &str, seen: &mut Vec<&'static Shape>) -> bool {
        if seen.iter().any(|one| std::ptr::eq(*one, self)) {
            return false;
        }
        seen.push(self);
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::OrBoolean(inner)
            | Self::OrReference(_, inner) => inner.has(name, seen),
            Self::Object(members) => members
                .iter()
                .any(|member| member.name == name || member.shape.has(name, seen)),
            Self::Any | Self::Text | Self::Boolean | Self::Count | Self::Number => false,
        }
    }
}

/// One member of an object of OpenAPI.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: &'static Shape,
}

/// A member that may be left out.
pub(crate) const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        required: false,
        shape,
    }
}

/// A member that must be there.
pub(crate) const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        required: true,
        shape,
    }
}

/// What a value is, in words.
pub(crate) fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
