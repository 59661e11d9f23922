//! An object in a request, with the values so far.

mod parts;

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::error::problem::{Place, Problem};
use crate::sent::argument::Argument;
use crate::sent::upload::Upload;
use crate::text::sensitive::SensitiveString;

/// The properties of an object to send. Generated builders and request types fill it.
///
/// Wrong and missing values are remembered in their place, and reported when the call is sent.
#[derive(Clone, Default)]
pub struct Fields {
    /// Sorted by name. There are few, so a list is as good as a map, and compiles faster.
    list: Vec<Field>,
    /// What else was in the JSON that the object was read from, if it was.
    strays: Option<Box<Strays>>,
}

/// What else was in JSON. Boxed, because nearly every object is made by setters.
#[derive(Clone, Default)]
struct Strays(Vec<Stray>);

/// Something in JSON that is no property of the object.
#[derive(Clone)]
struct Stray {
    /// The name of the member; `None` if the JSON itself is wrong.
    name: Option<String>,
    reason: String,
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

    /// Whether nobody has set anything of the object, nor read it from JSON.
    pub fn is_untouched(&self) -> bool {
        self.list.is_empty() && self.strays.is_none()
    }

    /// No properties yet, of an object that is read from JSON.
    pub(crate) fn of_json() -> Self {
        Self {
            list: Vec::new(),
            strays: Some(Box::default()),
        }
    }

    /// Whether the property is set.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.position(name).is_ok()
    }

    /// Remembers a member of the JSON that cannot be sent, or with no `name` that the JSON itself is wrong.
    pub(crate) fn refuse(&mut self, name: Option<String>, reason: String) {
        let strays = self.strays.get_or_insert_default();
        strays.0.push(Stray { name, reason });
    }

    /// Passes all problems of the object at `place` to `found`.
    pub(crate) fn inspect(&self, place: &Place<'_>, found: &mut Found) {
        for Stray { name, reason } in self.strays.iter().flat_map(|strays| &strays.0) {
            found.problems.push(match name {
                Some(name) => Problem::unknown(&place.member(name, name), reason.clone()),
                None => Problem::not_allowed(place, reason, true),
            });
        }
        let of_json = self.strays.is_some();
        for Field {
            name,
            setter,
            value,
        } in &self.list
        {
            // What the JSON would have had is not missing, if there is no JSON to read.
            if !(matches!(value.0, Kind::Missing) && self.is_unreadable()) {
                value.inspect(&place.member(setter, name), of_json, found);
            }
        }
    }

    /// Whether the JSON that it was read from is wrong as a whole.
    fn is_unreadable(&self) -> bool {
        let mut strays = self.strays.iter().flat_map(|strays| &strays.0);
        strays.any(|stray| stray.name.is_none())
    }
}

/// What was found in an object that is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// What is wrong.
    pub(crate) problems: Vec<Problem>,
    /// Where it has secrets, as JSON pointers.
    pub(crate) secrets: Vec<String>,
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
    /// The same for a value that was read from JSON.
    WrongJson(String),
    Plain(Value),
    Secret(SensitiveString),
    /// Bytes, which only a form can carry.
    Upload(Upload),
    Object(Fields),
    List {
        items: Vec<FieldValue>,
        /// The reason why this number of items is not allowed.
        wrong_count: Option<String>,
    },
    /// An object whose members the caller names, sorted by their names.
    Map {
        members: Vec<(String, FieldValue)>,
        /// The reason why these names, or so many of them, are not allowed.
        wrong: Option<String>,
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

    /// Bytes as they are, in a form.
    pub fn upload(argument: Argument<Upload>) -> Self {
        Self(match argument {
            Argument::Missing => Kind::Missing,
            Argument::Given(upload) => Kind::Upload(upload),
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

    /// An object whose members the caller names.
    pub fn map(members: impl IntoIterator<Item = (String, Self)>) -> Self {
        let mut members: Vec<(String, Self)> = members.into_iter().collect();
        // Stable, and so is what is sent, whatever order the caller's map has.
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        let twice = members.windows(2).find(|pair| pair[0].0 == pair[1].0);
        let wrong = twice.map(|pair| format!("{:?} is there more than once", pair[0].0));
        Self(Kind::Map { members, wrong })
    }

    /// Any JSON.
    pub fn json(value: Value) -> Self {
        Self(Kind::Plain(value))
    }

    /// An array item or a member that may be null: `value`, or null for `None`.
    pub fn or_null(value: Option<impl Into<Self>>) -> Self {
        value.map_or_else(Self::null, Into::into)
    }

    /// Whether no value was given at all.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Kind::Missing)
    }

    /// Refuses an array of fewer than `min` items, or a map of fewer entries.
    #[must_use]
    pub fn at_least(self, min: usize) -> Self {
        self.check(|count| count >= min, &format!("at least {min}"))
    }

    /// Refuses an array of more than `max` items, or a map of more entries.
    #[must_use]
    pub fn at_most(self, max: usize) -> Self {
        self.check(|count| count <= max, &format!("at most {max}"))
    }

    /// Checks the number of items. Keeps the items, so that their own problems are reported too.
    fn check(mut self, holds: impl Fn(usize) -> bool, rule: &str) -> Self {
        let (count, what, wrong) = match &mut self.0 {
            Kind::List { items, wrong_count } => (items.len(), "items", wrong_count),
            Kind::Map { members, wrong } => (members.len(), "entries", wrong),
            _ => return self,
        };
        if !holds(count) {
            *wrong = Some(format!(
                "{count} {what} are not allowed: there must be {rule}"
            ));
        }
        self
    }

    /// A value in JSON, which the rules of a setter have checked.
    pub(crate) fn of_json(self) -> Self {
        Self(match self.0 {
            Kind::Wrong(reason) => Kind::WrongJson(reason),
            other => other,
        })
    }

    /// A value in JSON that is not allowed.
    pub(crate) fn wrong_json(reason: String) -> Self {
        Self(Kind::WrongJson(reason))
    }

    /// Passes all problems of the value at `place` to `found`. It is missing in JSON if the object around it is
    /// `of_json`.
    pub(crate) fn inspect(&self, place: &Place<'_>, of_json: bool, found: &mut Found) {
        let mut wrong = |reason: &str, of_json| {
            let problem = Problem::not_allowed(place, reason, of_json);
            found.problems.push(problem);
        };
        match &self.0 {
            Kind::Missing => found.problems.push(Problem::missing(place, of_json)),
            Kind::Wrong(reason) => wrong(reason, false),
            Kind::WrongJson(reason) => wrong(reason, true),
            Kind::Plain(_) | Kind::Upload(_) => {}
            Kind::Secret(_) => found.secrets.push(place.pointer()),
            Kind::Object(fields) => fields.inspect(place, found),
            Kind::List { items, wrong_count } => {
                if let Some(reason) = wrong_count {
                    wrong(reason, of_json);
                }
                for (index, item) in items.iter().enumerate() {
                    item.inspect(&place.item(index), of_json, found);
                }
            }
            Kind::Map {
                members,
                wrong: why,
            } => {
                if let Some(reason) = why {
                    wrong(reason, of_json);
                }
                for (name, value) in members {
                    value.inspect(&place.member(name, name), of_json, found);
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
            Kind::Wrong(reason) | Kind::WrongJson(reason) => {
                f.debug_tuple("Invalid").field(reason).finish()
            }
            Kind::Plain(value) => fmt::Display::fmt(value, f),
            Kind::Secret(text) => text.fmt(f),
            Kind::Upload(upload) => upload.fmt(f),
            Kind::Object(fields) => fields.fmt(f),
            Kind::List { items, .. } => items.fmt(f),
            Kind::Map { members, .. } => {
                let members = members.iter().map(|(name, value)| (name, value));
                f.debug_map().entries(members).finish()
            }
        }
    }
}

impl Serialize for FieldValue {
    /// Missing and wrong values have no JSON; a call with such values is not sent.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Kind::Missing
            | Kind::Wrong(_)
            | Kind::WrongJson(_)
            | Kind::Upload(_)
            | Kind::List {
                wrong_count: Some(_),
                ..
            }
            | Kind::Map { wrong: Some(_), .. } => Err(serde::ser::Error::custom("not a value")),
            Kind::Plain(value) => value.serialize(serializer),
            Kind::Secret(text) => text.serialize(serializer),
            Kind::Object(fields) => fields.serialize(serializer),
            Kind::List { items, .. } => items.serialize(serializer),
            Kind::Map { members, .. } => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}
