//! What the members of a union without a tag look like, and which of them a value can be.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What the document says of a value, as far as it tells the members of a union apart. Data that the generator
/// writes.
#[derive(Debug)]
pub enum Form {
    /// Any JSON.
    Any,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A text: one of these, if there are any.
    Text(&'static [&'static str]),
    /// An array.
    List(&'static Form),
    /// An object whose members have any name.
    Map(&'static Form),
    /// An object: what it must have, and what it may have.
    Object(
        &'static [&'static str],
        &'static [(&'static str, &'static Form)],
    ),
    /// One of several objects: a member with the texts that mean each.
    Tagged(
        &'static str,
        &'static [(&'static [&'static str], &'static Form)],
    ),
    /// One of several.
    OneOf(&'static [&'static Form]),
}

/// The members of a union without a tag.
#[derive(Debug)]
pub struct Arms {
    /// The name of the union, for messages.
    pub name: &'static str,
    /// The members in the order of the document.
    pub list: &'static [Arm],
}

/// One member of a union without a tag.
#[derive(Debug)]
pub struct Arm {
    /// Its name, for messages.
    pub name: &'static str,
    /// What it looks like.
    pub form: &'static Form,
    /// Texts that only this member has, by the property that has them.
    pub tags: &'static [(&'static str, &'static [&'static str])],
}

/// Something of a value that a member does not explain: its place, and what of it.
type Doubts = BTreeSet<(String, Doubt)>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    Unknown,
    Unlisted,
    OtherType,
}

/// How many values are looked at for one member. More are none that a person wrote.
const MOST_STEPS: usize = 1_000_000;

impl Arms {
    /// Whether `value` is the member at `index`, and no other explains more of it.
    ///
    /// # Errors
    /// Why it is not, in words, without any value.
    pub(crate) fn check(&self, value: &Value, index: usize) -> Result<(), String> {
        let Some(arm) = self.list.get(index) else {
            return Err("there is no such member".to_owned());
        };
        let mine = arm
            .doubts(value)
            .map_err(|why| format!("it is not {}: {why}", arm.name))?;
        let others = self.list.iter().enumerate();
        for (_, other) in others.filter(|(at, _)| *at != index) {
            // A map explains every name, which says nothing.
            if matches!(other.form, Form::Any | Form::Map(_)) {
                continue;
            }
            if let Ok(theirs) = other.doubts(value)
                && theirs.len() < mine.len()
                && theirs.is_subset(&mine)
                && let Some((place, _)) = mine.difference(&theirs).next()
            {
                let (name, place) = (other.name, crate::shown::OneLine::name(place));
                return Err(format!(
                    "it is not {}: {name} fits better, because of {place}",
                    arm.name
                ));
            }
        }
        Ok(())
    }

    /// Whether `value` can be any of the members.
    pub(crate) fn any_fits(&self, value: &Value) -> bool {
        self.list.iter().any(|arm| arm.doubts(value).is_ok())
    }
}

impl Arm {
    /// What of `value` this member does not explain.
    ///
    /// # Errors
    /// Why it cannot be this member.
    fn doubts(&self, value: &Value) -> Result<Doubts, String> {
        for (tag, texts) in self.tags {
            if let Some(Value::String(text)) = value.get(tag)
                && !texts.contains(&text.as_str())
            {
                return Err(format!("`{tag}` is not {}", texts.join(" or ")));
            }
        }
        let mut look = Look {
            steps: MOST_STEPS,
            doubts: Doubts::new(),
        };
        look.at_top(self.form, value)?;
        Ok(look.doubts)
    }
}

/// One look at a value.
struct Look {
    steps: usize,
    doubts: Doubts,
}

impl Look {
    /// A value is told apart by its type, which is not converted here.
    fn at_top(&mut self, form: &'static Form, value: &Value) -> Result<(), String> {
        let is_it = match (form, value) {
            (Form::Text(texts), Value::String(text)) => {
                if !texts.is_empty() && !texts.contains(&text.as_str()) {
                    return Err("it is none of its texts".to_owned());
                }
                true
            }
            (Form::Boolean, Value::Bool(_)) | (Form::Number, Value::Number(_)) => true,
            (Form::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
            (Form::Boolean | Form::Number | Form::Integer | Form::Text(_), _) => false,
            (Form::OneOf(forms), _) => return self.one_of(forms, value, "", true),
            _ => return self.within(form, value, ""),
        };
        match is_it {
            true => Ok(()),
            false => Err(wrong_type(form, value)),
        }
    }

    /// A value at `place` within a member. A scalar of another type is read all the same, but is a doubt.
    fn within(&mut self, form: &'static Form, value: &Value, place: &str) -> Result<(), String> {
        self.steps = self.steps.checked_sub(1).ok_or(TOO_LARGE)?;
        match (form, value) {
            (Form::Any, _) => {}
            (Form::Object(required, members), Value::Object(object)) => {
                return self.object(required, members, object, place);
            }
            (Form::Map(form), Value::Object(object)) => {
                for (name, value) in object {
                    self.inner(form, value, &format!("{place}.{name}"))?;
                }
            }
            (Form::List(form), Value::Array(items)) => {
                for item in items {
                    self.inner(form, item, &format!("{place}[]"))?;
                }
            }
            (Form::Tagged(tag, members), Value::Object(object)) => {
                let text = object.get(*tag).and_then(Value::as_str).unwrap_or_default();
                let meant = members.iter().find(|(texts, _)| texts.contains(&text));
                match meant {
                    Some((_, form)) => return self.within(form, value, place),
                    None => self.doubt(&format!("{place}.{tag}"), Doubt::Unlisted),
                }
            }
            (Form::OneOf(forms), _) => return self.one_of(forms, value, place, false),
            (Form::Text(texts), Value::String(text)) => {
                if !texts.is_empty() && !texts.contains(&text.as_str()) {
                    self.doubt(place, Doubt::Unlisted);
                }
            }
            (Form::Boolean, Value::Bool(_)) | (Form::Number, Value::Number(_)) => {}
            (Form::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => {}
            (
                Form::Boolean | Form::Number | Form::Integer | Form::Text(_),
                Value::Bool(_) | Value::Number(_) | Value::String(_),
            ) => self.doubt(place, Doubt::OtherType),
            _ => return Err(at(place, &wrong_type(form, value))),
        }
        Ok(())
    }

    /// The same where it may be null.
    fn inner(&mut self, form: &'static Form, value: &Value, place: &str) -> Result<(), String> {
        match value {
            Value::Null => Ok(()),
            _ => self.within(form, value, place),
        }
    }

    fn object(
        &mut self,
        required: &[&str],
        members: &'static [(&'static str, &'static Form)],
        object: &Map<String, Value>,
        place: &str,
    ) -> Result<(), String> {
        let is_there = |name: &&str| object.get(*name).is_some_and(|value| !value.is_null());
        if let Some(missing) = required.iter().find(|name| !is_there(name)) {
            return Err(at(place, &format!("`{missing}` is missing")));
        }
        for (name, value) in object {
            let inside = format!("{place}.{name}");
            match members.iter().find(|(known, _)| known == name) {
                Some((_, form)) => self.inner(form, value, &inside)?,
                None => self.doubt(&inside, Doubt::Unknown),
            }
        }
        Ok(())
    }

    /// Of several, the one that explains most.
    fn one_of(
        &mut self,
        forms: &'static [&'static Form],
        value: &Value,
        place: &str,
        is_top: bool,
    ) -> Result<(), String> {
        let mut best: Option<Doubts> = None;
        for form in forms {
            let mut look = Self {
                steps: self.steps,
                doubts: Doubts::new(),
            };
            let fits = match is_top {
                true => look.at_top(form, value),
                false => look.within(form, value, place),
            };
            self.steps = look.steps;
            let is_better = |best: &Doubts| look.doubts.len() < best.len();
            if fits.is_ok() && best.as_ref().is_none_or(is_better) {
                best = Some(look.doubts);
            }
        }
        match best {
            Some(mut doubts) => self.doubts.append(&mut doubts),
            None if self.steps == 0 => return Err(TOO_LARGE.to_owned()),
            None => return Err(at(place, "it is none of several forms")),
        }
        Ok(())
    }

    fn doubt(&mut self, place: &str, doubt: Doubt) {
        let place = place.trim_start_matches('.');
        self.doubts.insert((place.to_owned(), doubt));
    }
}

const TOO_LARGE: &str = "it is too large to say";

fn at(place: &str, why: &str) -> String {
    match place.trim_start_matches('.') {
        "" => why.to_owned(),
        place => format!("{}: {why}", crate::shown::OneLine::name(place)),
    }
}

fn wrong_type(form: &Form, value: &Value) -> String {
    let wanted = match form {
        Form::Any => "any JSON",
        Form::Boolean => "a boolean",
        Form::Integer => "a whole number",
        Form::Number => "a number",
        Form::Text(_) => "a string",
        Form::List(_) => "an array",
        Form::Map(_) | Form::Object(..) | Form::Tagged(..) => "an object",
        Form::OneOf(_) => "one of several",
    };
    format!("it is {}, not {wanted}", type_of(value))
}

/// The type of a value, in words.
pub(crate) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
