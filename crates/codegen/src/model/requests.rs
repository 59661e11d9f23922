//! What requests are made of below their top, read: objects by name, and types that are checked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::checked::Checked;
use super::description::description;
use super::field::{Field, Kind, name_nulls};
use super::limits::{Limits, Range, only_boolean};
use super::scalar::is_scalar;
use super::times::Time;
use super::union::{self, Union, is_union, is_untagged};
use super::untagged;
use super::value::Value as Read;
use crate::document::{
    Document, entries, flag, items, map_values, reference_name, said, text, union_members,
};
use crate::naming;

/// A type that a request carries below its top, or as a whole.
#[derive(Debug)]
pub(crate) enum Request {
    Object {
        description: String,
        fields: Vec<Field>,
        /// What the type itself says: the property that tells it from other members of a union, its
        /// setter's name, and its text.
        fixed: Option<(String, String, String)>,
        /// The properties that only the provider writes.
        read_only: Vec<String>,
    },
    Union(Union),
    /// One of several, where nothing says which: each with a name for messages.
    Untagged {
        description: String,
        members: Vec<(String, Kind)>,
    },
}

/// Everything that requests need, collected while their parameters and bodies are read.
pub(super) struct Requests<'a> {
    pub(super) document: &'a Document,
    /// Types that are checked before sending, by name.
    pub(super) checked: BTreeMap<String, Checked>,
    /// Objects below the top of a body, and unions, by component name.
    pub(super) types: BTreeMap<String, Request>,
    /// The components that are being read or were read: an object may hold itself.
    begun: BTreeSet<String>,
    /// For each member of a union: the property that tells it apart, and the texts that mean it.
    tags: BTreeMap<String, (String, Vec<String>)>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            checked: BTreeMap::new(),
            types: BTreeMap::new(),
            begun: BTreeSet::new(),
            tags: union::tags(document),
        }
    }

    /// Adds the checked type of a component.
    pub(super) fn add_checked(&mut self, name: &str) {
        let Some(schema) = self.document.schema(name) else {
            return;
        };
        if let Some(item) = schema.get("items").and_then(reference_name) {
            self.add_checked(item);
        }
        self.checked.insert(name.to_owned(), Checked::of(schema));
    }

    /// The properties of the component `owner` that a client may write, but for `skip`.
    pub(super) fn fields(
        &mut self,
        owner: &str,
        schema: &'a Value,
        skip: Option<&str>,
    ) -> Vec<Field> {
        let required: BTreeSet<&str> = items(schema, "required")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let mut fields = Vec::new();
        let properties = entries(schema, "properties");
        for (name, field) in naming::fields(properties.map(|(name, _)| name.as_str())) {
            let property = &schema["properties"][name];
            let target = self.document.follow(property);
            if self.document.flag(property, "readOnly") || Some(name) == skip {
                continue;
            }
            fields.push(Field {
                name: name.to_owned(),
                setter: naming::object_setter(&field),
                null: String::new(),
                required: required.contains(name),
                nullable: self.document.flag(property, "nullable"),
                description: match description(property) {
                    own if own.is_empty() => description(target),
                    own => own,
                },
                kind: self.kind(property, &inner_name(owner, name)),
                field,
                default: said(property, target, "default").cloned(),
                time: Time::of(self.document, property),
            });
        }
        name_nulls(&mut fields, &[]);
        fields
    }

    /// The properties of `schema` that only the provider writes.
    pub(super) fn read_only(&self, schema: &Value) -> Vec<String> {
        let properties = entries(schema, "properties");
        let read_only = properties.filter(|(_, property)| self.document.flag(property, "readOnly"));
        read_only.map(|(name, _)| name.clone()).collect()
    }

    /// The kind of a parameter with this `schema`. An array is none of the checked types: its items are written
    /// one by one.
    pub(super) fn parameter(&mut self, schema: &'a Value, inner_name: &str) -> Kind {
        let target = self.document.follow(schema);
        match text(target, "type") {
            _ if is_untagged(target) => match may_be_array(self.document, target) {
                true => texts(),
                false => Kind::Text,
            },
            // What is within an item is written in a way that only the provider knows.
            "array" if !self.holds_scalars(target) => texts(),
            "array" => self.array(target, inner_name),
            "" => Kind::Text,
            _ => self.kind(schema, inner_name),
        }
    }

    fn holds_scalars(&self, array: &Value) -> bool {
        let item = array.get("items").unwrap_or_default();
        is_scalar(self.document.follow(item))
    }

    /// The kind of a parameter that is written like a body.
    pub(super) fn value(&mut self, schema: &'a Value, inner_name: &str) -> Kind {
        self.kind(schema, inner_name)
    }

    fn array(&mut self, array: &'a Value, inner_name: &str) -> Kind {
        let number = |key: &str| array.get(key).and_then(Value::as_u64);
        let item = array.get("items").unwrap_or_default();
        Kind::Array {
            item: Box::new(self.inner(item, &format!("{inner_name}_item"))),
            min_items: number("minItems").unwrap_or(0),
            max_items: number("maxItems"),
        }
    }

    /// The kind of an item, or of a value of a map.
    fn inner(&mut self, schema: &'a Value, inner_name: &str) -> Kind {
        let kind = self.kind(schema, inner_name);
        match kind {
            // Null is any JSON.
            Kind::Any => kind,
            kind if flag(self.document.follow(schema), "nullable") => {
                Kind::Nullable(Box::new(kind))
            }
            kind => kind,
        }
    }

    /// The kind of `schema`; an enum without a name gets `inner_name`.
    fn kind(&mut self, schema: &'a Value, inner_name: &str) -> Kind {
        let target = self.document.follow(schema);
        let reference = reference_name(schema);
        if let Some(values) = map_values(target) {
            let number = |key: &str| target.get(key).and_then(Value::as_u64);
            return Kind::Map {
                value: Box::new(self.inner(values, &format!("{inner_name}_value"))),
                min_entries: number("minProperties").unwrap_or(0),
                max_entries: number("maxProperties"),
            };
        }
        match (text(target, "type"), reference) {
            ("object", Some(name)) => {
                self.add_object(name, target);
                Kind::Object(name.to_owned())
            }
            (_, Some(name)) if is_union(target) => {
                self.add_union(name, target);
                Kind::Object(name.to_owned())
            }
            (_, Some(name)) if is_untagged(target) => {
                self.add_untagged(name, target);
                Kind::Object(name.to_owned())
            }
            ("array", Some(name)) if self.is_checked_array(target) => {
                self.add_checked(name);
                Kind::Checked(name.to_owned())
            }
            ("array", _) => self.array(target, inner_name),
            ("integer", _) => Kind::Integer(Limits::of(target)),
            ("number", _) => Kind::Number(Range::of(target)),
            ("boolean", _) => Kind::Boolean(only_boolean(target)),
            ("", _) => Kind::Any,
            (_, Some(name)) => {
                self.add_checked(name);
                Kind::Checked(name.to_owned())
            }
            _ if target.get("enum").is_some() => {
                let checked = Checked::of(target);
                self.checked.insert(inner_name.to_owned(), checked);
                Kind::Checked(inner_name.to_owned())
            }
            _ if flag(target, "x-sensitive") => Kind::Secret,
            _ if text(target, "format") == "date-time" => Kind::Timestamp,
            _ if text(target, "format") == "date" => Kind::Date,
            _ => Kind::Text,
        }
    }

    /// The kind of a body that is the component `name`, and no object, union or checked array.
    pub(super) fn whole(&mut self, name: &str, schema: &'a Value) -> Kind {
        let has = |key: &str| schema.get(key).is_some();
        let limits = ["enum", "pattern", "minLength", "maxLength"];
        if text(schema, "type") == "string" && limits.into_iter().any(has) {
            self.add_checked(name);
            return Kind::Checked(name.to_owned());
        }
        self.kind(schema, name)
    }

    /// Whether an array holds a checked text or enum with a name; it is a checked type itself then.
    pub(super) fn is_checked_array(&self, array: &Value) -> bool {
        let item = array.get("items").and_then(reference_name);
        item.and_then(|name| self.document.schema(name))
            .is_some_and(|target| text(target, "type") == "string" && !flag(target, "nullable"))
    }

    fn add_object(&mut self, name: &str, schema: &'a Value) {
        if !self.begun.insert(name.to_owned()) {
            return;
        }
        let description = description(schema);
        let fixed = self.fixed(name, schema);
        let skip = fixed.as_ref().map(|(tag, _, _)| tag.as_str());
        let fields = self.fields(name, schema, skip);
        self.limit_tag(name);
        let request = Request::Object {
            description,
            fields,
            fixed,
            read_only: self.read_only(schema),
        };
        self.types.insert(name.to_owned(), request);
    }

    /// Adds a union and its members.
    pub(super) fn add_union(&mut self, name: &str, schema: &'a Value) {
        let Some(union) = Union::of(schema).filter(|_| self.begun.insert(name.to_owned())) else {
            return;
        };
        for member in &union.members {
            if let Some(schema) = self.document.schema(&member.schema) {
                self.add_object(&member.schema, schema);
            }
        }
        self.types.insert(name.to_owned(), Request::Union(union));
    }

    /// Adds what may be one of several, and all that these are made of.
    pub(super) fn add_untagged(&mut self, name: &str, schema: &'a Value) {
        if !self.begun.insert(name.to_owned()) {
            return;
        }
        let members = untagged::members(schema).into_iter().enumerate();
        let members = members.map(|(index, member)| {
            let read = Read::of(self.document, member);
            let kind = self.kind(member, &format!("{name}_{index}"));
            (untagged::name(member, &read), kind)
        });
        let members = members.collect();
        let request = Request::Untagged {
            description: description(schema),
            members,
        };
        self.types.insert(name.to_owned(), request);
    }

    /// The property that tells the member `owner` of a union from the others, if one text alone means
    /// it: nobody needs to set it then.
    fn fixed(&self, owner: &str, schema: &Value) -> Option<(String, String, String)> {
        let (tag, values) = self.tags.get(owner)?;
        schema.get("properties")?.get(tag)?;
        match &values[..] {
            [only] => Some((tag.clone(), naming::object_setter(tag), only.clone())),
            _ => None,
        }
    }

    /// If several texts mean the member `owner` of a union, those of the other members are not sent.
    fn limit_tag(&mut self, owner: &str) {
        let Some((tag, values)) = self.tags.get(owner) else {
            return;
        };
        let checked = self.checked.get_mut(&inner_name(owner, tag));
        if let Some(Checked::Enum { values: all, .. }) = checked {
            all.retain(|value| values.contains(value));
        }
    }
}

/// Whether a parameter that may be one of several things may be an array. It is an array of texts then, and otherwise a
/// text, which the provider checks.
fn may_be_array(document: &Document, union: &Value) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![union];
    while let Some(union) = waiting.pop() {
        for member in union_members(union) {
            let target = document.follow(member);
            if text(target, "type") == "array" {
                return true;
            }
            let is_new = reference_name(member).is_none_or(|name| seen.insert(name));
            if is_new && is_untagged(target) {
                waiting.push(target);
            }
        }
    }
    false
}

fn texts() -> Kind {
    Kind::Array {
        item: Box::new(Kind::Text),
        min_items: 0,
        max_items: None,
    }
}

/// The name of an enum without a name of its own: the name that progenitor gives it in answers.
fn inner_name(owner: &str, property: &str) -> String {
    format!("{owner}_{property}")
}
