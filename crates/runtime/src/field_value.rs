//! One value in an object that is sent.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::argument::Argument;
use crate::fields::Fields;
use crate::sensitive::SensitiveString;
use crate::validated::at_place;

/// A value in a request: checked, or what is wrong with it. Missing by default.
#[derive(Clone, Default)]
pub struct FieldValue(Kind);

#[derive(Clone, Default)]
enum Kind {
    #[default]
    Missing,
    /// The reason why the given value is not allowed.
    Wrong(String),
    Plain(Value),
    Secret(SensitiveString),
    Object(Fields),
    List {
        items: Vec<FieldValue>,
        /// The reason why there may not be so many or so few of them.
        wrong_count: Option<String>,
    },
}

impl FieldValue {
    /// JSON's `null`, which is neither a value nor absence.
    pub fn null() -> Self {
        Self(Kind::Plain(Value::Null))
    }

    /// A text that the document fixes.
    pub fn text(text: &str) -> Self {
        Self(Kind::Plain(Value::from(text)))
    }

    /// A text that never shows itself.
    pub fn secret(argument: Argument<SensitiveString>) -> Self {
        Self(match argument {
            Argument::Missing => Kind::Missing,
            Argument::Given(text) => Kind::Secret(text),
            Argument::Invalid(reason) => Kind::Wrong(reason),
        })
    }

    /// An array.
    pub fn list(items: impl IntoIterator<Item: Into<Self>>) -> Self {
        Self(Kind::List {
            items: items.into_iter().map(Into::into).collect(),
            wrong_count: None,
        })
    }

    /// Refuses an array of fewer than `min` items.
    #[must_use]
    pub fn at_least(self, min: usize) -> Self {
        self.check(|count| count >= min, &format!("at least {min}"))
    }

    /// Refuses an array of more than `max` items.
    #[must_use]
    pub fn at_most(self, max: usize) -> Self {
        self.check(|count| count <= max, &format!("at most {max}"))
    }

    /// Keeps the items, so that what is wrong with each is reported too.
    fn check(mut self, holds: impl Fn(usize) -> bool, rule: &str) -> Self {
        if let Kind::List { items, wrong_count } = &mut self.0
            && !holds(items.len())
        {
            *wrong_count = Some(format!(
                "{} items are not allowed: there must be {rule}",
                items.len()
            ));
        }
        self
    }

    /// Adds everything that is wrong with the value at `place`, which `setter` sets.
    pub(crate) fn problems(&self, place: &str, setter: &str, problems: &mut Vec<String>) {
        match &self.0 {
            Kind::Missing => problems.push(format!("{place} is missing: call .{setter}(...)")),
            Kind::Wrong(reason) => problems.push(at_place(place, reason)),
            Kind::Plain(_) | Kind::Secret(_) => {}
            Kind::Object(fields) => fields.problems(place, problems),
            Kind::List { items, wrong_count } => {
                problems.extend(wrong_count.iter().map(|reason| at_place(place, reason)));
                for (index, item) in items.iter().enumerate() {
                    item.problems(&format!("{place}[{index}]"), setter, problems);
                }
            }
        }
    }
}

impl<T: Serialize> From<Argument<T>> for FieldValue {
    fn from(argument: Argument<T>) -> Self {
        Self(match argument {
            Argument::Missing => Kind::Missing,
            Argument::Given(value) => match serde_json::to_value(value) {
                Ok(value) => Kind::Plain(value),
                Err(error) => Kind::Wrong(error.to_string()),
            },
            Argument::Invalid(reason) => Kind::Wrong(reason),
        })
    }
}

impl From<Fields> for FieldValue {
    fn from(fields: Fields) -> Self {
        Self(Kind::Object(fields))
    }
}

impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Missing => f.write_str("Missing"),
            Kind::Wrong(reason) => f.debug_tuple("Invalid").field(reason).finish(),
            Kind::Plain(value) => fmt::Display::fmt(value, f),
            Kind::Secret(text) => text.fmt(f),
            Kind::Object(fields) => fields.fmt(f),
            Kind::List { items, .. } => items.fmt(f),
        }
    }
}

impl Serialize for FieldValue {
    /// What is missing or wrong has no JSON; a call that has some is not sent.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Kind::Missing
            | Kind::Wrong(_)
            | Kind::List {
                wrong_count: Some(_),
                ..
            } => Err(serde::ser::Error::custom("not a value")),
            Kind::Plain(value) => value.serialize(serializer),
            Kind::Secret(text) => text.serialize(serializer),
            Kind::Object(fields) => fields.serialize(serializer),
            Kind::List { items, .. } => items.serialize(serializer),
        }
    }
}
