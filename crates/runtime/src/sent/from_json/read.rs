//! Reads JSON for a request by the rules of its document.

use std::fmt::Display;

use crate::error::Error;
use crate::error::invalid_value::{InvalidValue, excerpt};
use crate::error::problem::Place;
use crate::sent::argument::Argument;
use crate::sent::fields::{FieldValue, Fields, Found};
use crate::sent::from_json::input::RequestJson;
use crate::sent::from_json::rule::{Choice, Rule, Several, Shape};
use crate::sent::from_json::suggest::meant;
use crate::sent::from_json::tree::Tree;
use crate::text::date::Date;
use crate::text::timestamp::Timestamp;

impl Shape {
    /// The object in `json`, for the body of a builder: what is wrong is reported when it is sent, unless a
    /// setter replaces it.
    pub fn body(&self, json: RequestJson) -> Fields {
        match json.0 {
            Ok(Tree::Object(members)) => self.fields(members),
            Ok(other) => refused(wrong_type("an object", &other)),
            Err(reason) => refused(reason),
        }
    }

    /// The complete object in `json`.
    ///
    /// # Errors
    /// If anything is wrong with it: one error names all of it.
    pub fn read(&self, json: RequestJson) -> Result<Fields, Error> {
        checked(self.name, self.body(json).require(self.required))
    }

    fn fields(&self, members: Vec<(String, Tree)>) -> Fields {
        let mut fields = Fields::of_json();
        for (name, tree) in members {
            let known = self.members.iter().find(|(wire, ..)| *wire == name);
            match known {
                Some((wire, ..)) if fields.has(wire) => {
                    fields.refuse(Some(name), "is there more than once".to_owned());
                }
                Some((wire, setter, rule)) => fields.put(wire, setter, rule.value(tree)),
                None => {
                    let why = self.why_not(&name);
                    fields.refuse(Some(short(name)), why);
                }
            }
        }
        for (wire, setter, text) in self.fixed {
            if !fields.has(wire) {
                fields.put(wire, setter, FieldValue::text(text));
            }
        }
        fields
    }

    /// Why no member called `name` can be sent.
    fn why_not(&self, name: &str) -> String {
        if self.read_only.contains(&name) {
            return "only the provider sets it: leave it out".to_owned();
        }
        let names = || self.members.iter().map(|(wire, ..)| *wire);
        match meant(name, names()) {
            Some(known) => format!("there is no such member: did you mean {known}?"),
            None if self.members.is_empty() => "there is no such member".to_owned(),
            None => {
                let names: Vec<&str> = names().collect();
                format!("there is no such member; there may be {}", names.join(", "))
            }
        }
    }
}

impl Choice {
    /// The object in `json`, for the body of a builder.
    pub fn body(&self, json: RequestJson) -> FieldValue {
        match json.0 {
            Ok(tree) => self.value(tree),
            Err(reason) => FieldValue::wrong_json(reason),
        }
    }

    /// The complete object in `json`, and which of the objects it is.
    ///
    /// # Errors
    /// If anything is wrong with it: one error names all of it.
    pub fn read(&self, json: RequestJson) -> Result<(usize, Fields), Error> {
        let chosen = match json.0 {
            Ok(tree) => self.chosen(tree),
            Err(reason) => Err(refused(reason)),
        };
        match chosen {
            Ok((index, fields)) => Ok((index, checked(self.name, fields)?)),
            // It has a problem, so there is an error.
            Err(fields) => Ok((0, checked(self.name, fields)?)),
        }
    }

    fn value(&self, tree: Tree) -> FieldValue {
        match self.chosen(tree) {
            Ok((_, fields)) | Err(fields) => fields.into(),
        }
    }

    /// The object, or an object that says why it cannot be told which it is.
    fn chosen(&self, tree: Tree) -> Result<(usize, Fields), Fields> {
        let Tree::Object(members) = tree else {
            return Err(refused(wrong_type("an object", &tree)));
        };
        let all: Vec<&str> = self
            .members
            .iter()
            .flat_map(|(texts, _)| *texts)
            .copied()
            .collect();
        let wrong = |reason: String| {
            let mut fields = Fields::of_json();
            fields.put(self.tag, self.setter, FieldValue::wrong_json(reason));
            fields
        };
        let tag = members.iter().find(|(name, _)| name == self.tag);
        let tag = match tag {
            Some((_, Tree::Text(tag))) => tag,
            Some((_, other)) => return Err(wrong(wrong_type("a string", other))),
            None => {
                return Err(wrong(format!(
                    "is missing: it must be one of {}",
                    all.join(", ")
                )));
            }
        };
        let is_it = |(texts, _): &(&[&str], &Shape)| texts.contains(&tag.as_str());
        let found = self.members.iter().position(is_it);
        let Some((index, (_, shape))) = found.and_then(|at| Some((at, self.members.get(at)?)))
        else {
            return Err(wrong(InvalidValue::none_of(tag, &all).to_string()));
        };
        Ok((index, shape.fields(members).require(shape.required)))
    }
}

impl Several {
    /// The value in `json`. What is wrong is reported when it is sent.
    pub fn body(&self, json: RequestJson) -> FieldValue {
        match json.0 {
            Ok(tree) => self.value(tree),
            Err(reason) => FieldValue::wrong_json(reason),
        }
    }

    /// The complete value in `json`.
    ///
    /// # Errors
    /// If it fits none of the rules. The error says what is wrong by the one that comes closest.
    pub fn read(&self, json: RequestJson) -> Result<FieldValue, Error> {
        let value = self.body(json);
        let mut found = Found::default();
        value.inspect(&Place::Top, true, &mut found);
        if found.problems.is_empty() {
            Ok(value)
        } else {
            Err(Error::of_arguments(found.problems).about(self.name))
        }
    }

    fn value(&self, tree: Tree) -> FieldValue {
        let mut closest: Option<((bool, usize), String)> = None;
        for (name, rule) in self.members {
            let value = rule.value(tree.clone());
            let mut found = Found::default();
            value.inspect(&Place::Top, true, &mut found);
            let Some(first) = found.problems.first() else {
                return value;
            };
            let distance = (!rule.takes(&tree), found.problems.len());
            if closest.as_ref().is_none_or(|(least, _)| distance < *least) {
                let first = first.to_string();
                let first = first.strip_prefix(AT_TOP).unwrap_or(&first);
                closest = Some((distance, format!("as {name}: {first}")));
            }
        }
        let names: Vec<&str> = self.members.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        let why = closest.map(|(_, why)| why).unwrap_or_default();
        FieldValue::wrong_json(format!("fits none of {names}; {why}"))
    }
}

impl Rule {
    /// The value in `json`, for the body of a builder. What is wrong is reported when it is sent.
    pub fn body(&self, json: RequestJson) -> FieldValue {
        match json.0 {
            Ok(tree) => self.value(tree),
            Err(reason) => FieldValue::wrong_json(reason),
        }
    }

    /// `tree` as a value to send, or the problem with it.
    fn value(&self, tree: Tree) -> FieldValue {
        match (self, tree) {
            (Self::Nullable(_), Tree::Null) => FieldValue::null(),
            (Self::Nullable(rule), tree) => rule.value(tree),
            (Self::Text, Tree::Text(text)) => Argument::Given(text).into(),
            (Self::Secret, Tree::Text(text)) => FieldValue::secret(Argument::Given(text.into())),
            (Self::Boolean, Tree::Boolean(value)) => Argument::Given(value).into(),
            (Self::Only(allowed), Tree::Boolean(value)) => {
                FieldValue::from(Argument::Given(value).only(*allowed)).of_json()
            }
            (Self::Timestamp, Tree::Text(text)) => {
                let argument = Argument::<Timestamp>::from_value(text).is_date_time();
                FieldValue::from(argument).of_json()
            }
            (Self::Date, Tree::Text(text)) => {
                FieldValue::from(Argument::<Date>::from_value(text)).of_json()
            }
            (Self::Number(least, most), Tree::Number(number)) => {
                let checked = Argument::from_value(number.as_f64().unwrap_or(f64::NAN));
                match checked.in_range(*least, *most) {
                    // As it was written.
                    Argument::Given(_) => FieldValue::json(number.into()),
                    other => FieldValue::from(other).of_json(),
                }
            }
            (Self::NumberOf(allowed), Tree::Number(number)) => {
                let checked = Argument::<f64>::from_value(number.as_f64().unwrap_or(f64::NAN));
                match checked.one_of(allowed) {
                    Argument::Given(_) => FieldValue::json(number.into()),
                    other => FieldValue::from(other).of_json(),
                }
            }
            (Self::Any, tree) => match tree.into_value() {
                Ok(value) => FieldValue::json(value),
                Err(name) => FieldValue::wrong_json(format!(
                    "the member {} is there more than once",
                    excerpt(&name)
                )),
            },
            (Self::Map(rule, least, most), Tree::Object(members)) => {
                let members = members.into_iter();
                let members = members.map(|(name, tree)| (name, rule.value(tree)));
                FieldValue::map(members).at_least(*least).at_most(*most)
            }
            (Self::Checked(name, constraint), Tree::Text(text)) => {
                or_wrong(constraint.check(name, &text).map(|()| text))
            }
            (Self::OneOf(allowed), Tree::Text(text)) => {
                or_wrong(if allowed.contains(&text.as_str()) {
                    Ok(text)
                } else {
                    Err(InvalidValue::none_of(&text, allowed))
                })
            }
            (Self::Integer(least, most, allowed), Tree::Number(number)) => {
                let argument = match (number.as_i64(), number.as_u64()) {
                    (Some(number), _) => Argument::Given(number),
                    (None, Some(large)) => Argument::from_value(large),
                    (None, None) => return FieldValue::wrong_json(NOT_INTEGER.to_owned()),
                };
                let argument = argument.at_least(*least).at_most(*most);
                let argument = match allowed {
                    [] => argument,
                    _ => argument.one_of(allowed),
                };
                FieldValue::from(argument).of_json()
            }
            (Self::Object(shape), Tree::Object(members)) => {
                shape.fields(members).require(shape.required).into()
            }
            (Self::Choice(choice), tree) => choice.value(tree),
            (Self::Several(several), tree) => several.value(tree),
            (Self::List(rule, least, most), Tree::List(items)) => {
                let items = items.into_iter().map(|item| rule.value(item));
                FieldValue::list(items).at_least(*least).at_most(*most)
            }
            (Self::Upload, _) => FieldValue::wrong_json(NO_UPLOAD.to_owned()),
            (rule, other) => FieldValue::wrong_json(wrong_type(rule.type_name(), &other)),
        }
    }

    /// Whether a value is of the type that the rule is about.
    fn takes(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Null => matches!(self, Self::Nullable(_)),
            Tree::Boolean(_) => self.type_name() == "true or false",
            Tree::Number(_) => matches!(self.type_name(), "a number" | "an integer"),
            Tree::Text(_) | Tree::List(_) | Tree::Object(_) => self.type_name() == tree.type_name(),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Self::Text
            | Self::Secret
            | Self::Timestamp
            | Self::Date
            | Self::Checked(..)
            | Self::OneOf(_) => "a string",
            Self::Upload => "bytes",
            Self::Number(..) | Self::NumberOf(_) => "a number",
            Self::Any => "any JSON",
            Self::Several(_) => "one of several",
            Self::Map(..) => "an object",
            Self::Boolean | Self::Only(_) => "true or false",
            Self::Integer(..) => "an integer",
            Self::Object(_) | Self::Choice(_) => "an object",
            Self::List(..) => "an array",
            Self::Nullable(rule) => rule.type_name(),
        }
    }
}

/// How a problem begins that is not about a part of what was given.
const AT_TOP: &str = "the body: ";

/// Whoever writes JSON must not be able to name a file of this machine.
const NO_UPLOAD: &str = "bytes cannot be written in JSON: leave it out, and call its setter";

const NOT_INTEGER: &str =
    "must be an integer of at most 64 bits, without a fraction or an exponent";

impl<T> Argument<T> {
    /// The checked list of texts in `json`, for the body of a builder.
    pub fn from_json(json: RequestJson) -> Self
    where
        T: TryFrom<Vec<String>>,
        T::Error: Display,
    {
        match texts(json) {
            Ok(texts) => Self::from_value(texts),
            Err(reason) => Self::Invalid(reason),
        }
    }
}

fn texts(json: RequestJson) -> Result<Vec<String>, String> {
    let items = match json.0? {
        Tree::List(items) => items,
        other => return Err(wrong_type("an array", &other)),
    };
    let items = items.into_iter().enumerate();
    items
        .map(|(index, item)| match item {
            Tree::Text(text) => Ok(text),
            other => Err(format!("[{index}]: {}", wrong_type("a string", &other))),
        })
        .collect()
}

fn or_wrong(checked: Result<String, InvalidValue>) -> FieldValue {
    match checked {
        Ok(text) => Argument::Given(text).into(),
        Err(error) => FieldValue::wrong_json(error.to_string()),
    }
}

/// Names types only: a value in the wrong place may be a secret.
fn wrong_type(expected: &str, found: &Tree) -> String {
    format!("must be {expected}, not {}", found.type_name())
}

/// An object about whose JSON there is nothing else to say.
fn refused(reason: String) -> Fields {
    let mut fields = Fields::of_json();
    fields.refuse(None, reason);
    fields
}

/// A name that somebody gave, cut if it is longer than any in a document.
fn short(name: String) -> String {
    if name.chars().count() <= 80 {
        name
    } else {
        excerpt(&name)
    }
}

fn checked(name: &str, fields: Fields) -> Result<Fields, Error> {
    let mut found = Found::default();
    fields.inspect(&Place::Top, &mut found);
    if found.problems.is_empty() {
        Ok(fields)
    } else {
        Err(Error::of_arguments(found.problems).about(name))
    }
}
