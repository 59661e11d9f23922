//! An object in a request, with the values so far.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::error::invalid_value::at_place;
use crate::sent::argument::Argument;
use crate::text::sensitive::SensitiveString;

/// The properties of an object to send. Generated builders and request types fill it.
///
/// Wrong and missing values are remembered in their place, and reported when the call is sent.
#[derive(Clone, Default)]
pub struct Fields {
    /// Sorted by name. There are few, so a list is as good as a map, and compiles faster.
    list: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    /// The name on the wire.
    name: &'static str,
    setter: &'static str,
    value: FieldValue,
}

impl Fields {
    /// Sets the property called `name` on the wire, which the method `setter` sets. A later value replaces an
    /// earlier one.
    pub fn put(&mut self, name: &'static str, setter: &'static str, value: impl Into<FieldValue>) {
        self.insert(Field {
            name,
            setter,
            value: value.into(),
        });
    }

    fn insert(&mut self, field: Field) {
        match self.position(field.name) {
            Ok(position) => self.list[position] = field,
            Err(position) => self.list.insert(position, field),
        }
    }

    /// The position of the property, or else where to insert it.
    fn position(&self, name: &str) -> Result<usize, usize> {
        self.list.binary_search_by_key(&name, |field| field.name)
    }

    /// Marks required properties that are not set as missing. Each is a name on the wire with its setter.
    #[must_use]
    pub fn require(mut self, required: &[(&'static str, &'static str)]) -> Self {
        for &(name, setter) in required {
            if self.position(name).is_err() {
                self.insert(Field {
                    name,
                    setter,
                    value: FieldValue::default(),
                });
            }
        }
        self
    }

    /// Adds all problems of the object at `place`. The place consists of the setters that lead to it; it is
    /// empty if its properties are setters of the call.
    pub(crate) fn problems(&self, place: &str, problems: &mut Vec<String>) {
        for Field { setter, value, .. } in &self.list {
            let place = match place {
                "" => (*setter).to_owned(),
                place => format!("{place}.{setter}"),
            };
            value.problems(&place, setter, problems);
        }
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for Field { setter, value, .. } in &self.list {
            map.entry(&format_args!("{setter}"), value);
        }
        map.finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.list.iter().map(|field| (field.name, &field.value)))
    }
}

/// A value in a request: checked, or the problem with it. Missing by default.
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
        /// The reason why this number of items is not allowed.
        wrong_count: Option<String>,
    },
}

impl FieldValue {
    /// JSON's `null`, which is different from a missing value.
    pub fn null() -> Self {
        Self(Kind::Plain(Value::Null))
    }

    /// A fixed string of the document.
    pub fn text(text: &str) -> Self {
        Self(Kind::Plain(Value::from(text)))
    }

    /// A string that is never shown.
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

    /// Checks the number of items. Keeps the items, so that their own problems are reported too.
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

    /// Adds all problems of the value at `place`, which `setter` sets.
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
    /// Missing and wrong values have no JSON; a call with such values is not sent.
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
