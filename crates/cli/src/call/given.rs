//! The values of flags and the body that a user gave.

use std::collections::BTreeMap;

use backhaul_runtime::RequestJson;

/// What a user gave for one call: the values of parameters by their flags, and the body as JSON.
#[derive(Clone, Debug, Default)]
pub struct Given {
    values: BTreeMap<&'static str, Value>,
    body: Option<String>,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number, maybe with a fraction.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// Several.
    List(Vec<Value>),
}

impl Value {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }
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
        self.values.get(flag)?.text()
    }

    /// The value of a flag that takes a whole number.
    pub fn integer(&self, flag: &str) -> Option<i64> {
        self.values.get(flag)?.integer()
    }

    /// The value of a flag that takes a number.
    pub fn number(&self, flag: &str) -> Option<f64> {
        self.values.get(flag)?.number()
    }

    /// The value of a flag that takes `true` or `false`.
    pub fn boolean(&self, flag: &str) -> Option<bool> {
        self.values.get(flag)?.boolean()
    }

    /// The values of a flag that takes texts.
    pub fn texts(&self, flag: &str) -> Option<Vec<&str>> {
        self.list(flag, Value::text)
    }

    /// The values of a flag that takes whole numbers.
    pub fn integers(&self, flag: &str) -> Option<Vec<i64>> {
        self.list(flag, Value::integer)
    }

    /// The values of a flag that takes numbers.
    pub fn numbers(&self, flag: &str) -> Option<Vec<f64>> {
        self.list(flag, Value::number)
    }

    /// The values of a flag that takes `true` and `false`.
    pub fn booleans(&self, flag: &str) -> Option<Vec<bool>> {
        self.list(flag, Value::boolean)
    }

    fn list<'a, T>(&'a self, flag: &str, read: fn(&'a Value) -> Option<T>) -> Option<Vec<T>> {
        match self.values.get(flag)? {
            Value::List(items) => items.iter().map(read).collect(),
            _ => None,
        }
    }

    /// The body as it was given.
    pub fn json(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// The body, for a builder.
    pub fn body(&self) -> Option<RequestJson> {
        self.body.as_deref().map(RequestJson::from)
    }
}
