//! The values of flags and the body that a user gave.

use std::collections::BTreeMap;

use backhaul_runtime::RequestJson;

/// What a user gave for one call: the values of parameters by their flags, and the body as JSON.
#[derive(Debug, Default)]
pub struct Given {
    values: BTreeMap<&'static str, Value>,
    body: Option<String>,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl Given {
    /// Sets the value of a flag.
    pub fn set(&mut self, flag: &'static str, value: Value) {
        self.values.insert(flag, value);
    }

    /// Takes the value of a flag away.
    pub fn unset(&mut self, flag: &str) {
        self.values.remove(flag);
    }

    /// Whether a flag has a value.
    pub fn has(&self, flag: &str) -> bool {
        self.values.contains_key(flag)
    }

    /// Sets the body, which is JSON.
    pub fn set_body(&mut self, json: String) {
        self.body = Some(json);
    }

    /// The value of a flag that takes a text.
    pub fn text(&self, flag: &str) -> Option<&str> {
        match self.values.get(flag)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a flag that takes a number.
    pub fn integer(&self, flag: &str) -> Option<i64> {
        match self.values.get(flag)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The value of a flag that takes `true` or `false`.
    pub fn boolean(&self, flag: &str) -> Option<bool> {
        match self.values.get(flag)? {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The body, for a builder.
    pub fn body(&self) -> Option<RequestJson> {
        self.body.as_deref().map(RequestJson::from)
    }
}
