//! Unions whose members no property names: what a value looks like tells which it is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::answers::{read_properties, required};
use super::description::description;
use super::union::{Union, is_union, is_untagged};
use super::value::Value;
use crate::document::{Document, entries, items, map_values, reference_name, text, union_members};
use crate::naming;

/// One of several, where nothing says which.
#[derive(Debug)]
pub(crate) struct Untagged {
    pub(crate) description: String,
    /// In the order of the document, each once.
    pub(crate) arms: Vec<Arm>,
}

/// One member.
#[derive(Debug)]
pub(crate) struct Arm {
    /// What messages call it.
    pub(crate) name: String,
    /// The method that reads a value as this member; none for any JSON, which every value is.
    pub(crate) method: Option<String>,
    pub(crate) value: Value,
    pub(crate) form: Form,
    /// Texts that no other member has, by the property that has them.
    pub(crate) tags: Vec<(String, Vec<String>)>,
}

/// What a value looks like, as far as that tells members apart.
#[derive(Debug)]
pub(crate) enum Form {
    Any,
    Boolean,
    Integer,
    Number,
    /// A text: one of these, if there are any.
    Text(Vec<String>),
    List(Box<Form>),
    Map(Box<Form>),
    /// That of the component of this name.
    Named(String),
}

/// What a component looks like that has a form of its own.
#[derive(Debug)]
pub(crate) enum NamedForm {
    Object {
        required: Vec<String>,
        members: Vec<(String, Form)>,
    },
    Tagged {
        tag: String,
        /// The texts that mean a component, and the component.
        members: Vec<(Vec<String>, String)>,
    },
    OneOf(Vec<Form>),
}

impl Untagged {
    /// Reads the component `union`; nothing if it is something else.
    pub(super) fn of(document: &Document, union: &str, schema: &Json) -> Option<Self> {
        if !is_untagged(schema) {
            return None;
        }
        let mut arms: Vec<Arm> = Vec::new();
        let mut methods = BTreeSet::from(["as_json".to_owned()]);
        for member in members(schema) {
            let value = match Value::of(document, member) {
                Value::Nullable(inner) => *inner,
                other => other,
            };
            let name = name(member, &value);
            let method = match value {
                Value::Any => None,
                _ => Some(free(&format!("as_{}", short(&name, union)), &mut methods)),
            };
            arms.push(Arm {
                name,
                method,
                value,
                form: Form::of(document, member),
                tags: tags(document, schema, member),
            });
        }
        Some(Self {
            description: description(schema),
            arms,
        })
    }
}

/// The members of an untagged union, each once.
pub(super) fn members(schema: &Json) -> Vec<&Json> {
    let mut list: Vec<&Json> = Vec::new();
    for member in union_members(schema) {
        if !list.contains(&member) {
            list.push(member);
        }
    }
    list
}

/// `wanted`, or with a number if another member has it.
fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{wanted}_{number}");
    }
    name
}

/// The name of a member as a method has it, without that of the union that it begins with.
fn short(name: &str, union: &str) -> String {
    let rest = name.strip_prefix(&naming::pascal(union));
    let is_name = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    naming::snake(rest.filter(is_name).unwrap_or(name))
}

/// What a member is called: its own name, or its type.
pub(super) fn name(member: &Json, value: &Value) -> String {
    match reference_name(member) {
        Some(name) => naming::pascal(name),
        None => in_words(value),
    }
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Named(name) => naming::pascal(name),
        Value::Text => "text".to_owned(),
        Value::Secret => "secret".to_owned(),
        Value::Timestamp => "timestamp".to_owned(),
        Value::Integer => "integer".to_owned(),
        Value::Number => "number".to_owned(),
        Value::Boolean => "boolean".to_owned(),
        Value::Any => "any JSON".to_owned(),
        Value::List(item) => format!("{} list", in_words(item)),
        Value::Map(value) => format!("{} map", in_words(value)),
        Value::Nullable(inner) => in_words(inner),
    }
}

/// The texts that tell `member` from the other members of the union `schema`.
fn tags(document: &Document, schema: &Json, member: &Json) -> Vec<(String, Vec<String>)> {
    let discriminator = schema.get("discriminator");
    let tag = discriminator.map_or("", |found| text(found, "propertyName"));
    let mapped = discriminator.into_iter();
    let mut mapped: Vec<String> = mapped
        .flat_map(|found| entries(found, "mapping"))
        .filter(|(_, target)| target.as_str() == member.get("$ref").and_then(Json::as_str))
        .map(|(value, _)| value.clone())
        .collect();
    let target = document.follow(member);
    let mut tags = Vec::new();
    if !mapped.is_empty() {
        let property = target.get("properties").and_then(|all| all.get(tag));
        mapped.extend(property.map_or_else(Vec::new, |property| texts(document, property)));
        tags.push((tag.to_owned(), mapped));
    }
    for (property, schema_of_it) in read_properties(document, target) {
        let own = texts(document, schema_of_it);
        if own.is_empty() || property == tag {
            continue;
        }
        let is_apart = || {
            members(schema).into_iter().any(|other| {
                let other = document.follow(other).get("properties");
                let other = other.and_then(|all| all.get(property));
                let theirs = other.map_or_else(Vec::new, |other| texts(document, other));
                !theirs.is_empty() && theirs.iter().all(|text| !own.contains(text))
            })
        };
        if own.len() == 1 || is_apart() {
            tags.push((property.clone(), own));
        }
    }
    tags
}

/// The texts that a schema allows, if it lists them.
fn texts(document: &Document, schema: &Json) -> Vec<String> {
    let target = document.follow(schema);
    if text(target, "type") != "string" {
        return Vec::new();
    }
    let values = items(target, "enum").iter();
    values.filter_map(Json::as_str).map(str::to_owned).collect()
}

impl Form {
    fn of(document: &Document, schema: &Json) -> Self {
        let target = document.follow(schema);
        let own = reference_name(schema).filter(|_| has_a_form_of_its_own(target));
        match (text(target, "type"), own) {
            (_, Some(name)) => Self::Named(name.to_owned()),
            ("array", _) => {
                let item = target.get("items").unwrap_or_default();
                Self::List(Box::new(Self::of(document, item)))
            }
            ("object", _) => {
                let values = map_values(target).unwrap_or_default();
                Self::Map(Box::new(Self::of(document, values)))
            }
            ("integer", _) => Self::Integer,
            ("number", _) => Self::Number,
            ("boolean", _) => Self::Boolean,
            ("string", _) => Self::Text(texts(document, target)),
            _ => Self::Any,
        }
    }

    /// The component that it leads to, if it does.
    fn named(&self) -> Option<&String> {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.named(),
            Self::Named(name) => Some(name),
            Self::Any | Self::Boolean | Self::Integer | Self::Number | Self::Text(_) => None,
        }
    }
}

fn has_a_form_of_its_own(schema: &Json) -> bool {
    let is_object = text(schema, "type") == "object" && map_values(schema).is_none();
    is_object || is_union(schema) || is_untagged(schema)
}

impl NamedForm {
    fn of(document: &Document, schema: &Json) -> Self {
        if let Some(union) = Union::of(schema).filter(|_| is_union(schema)) {
            let members = union.members.into_iter();
            return Self::Tagged {
                tag: union.tag,
                members: members.map(|one| (one.values, one.schema)).collect(),
            };
        }
        if is_untagged(schema) {
            let members = members(schema).into_iter();
            return Self::OneOf(members.map(|one| Form::of(document, one)).collect());
        }
        let members = read_properties(document, schema);
        Self::Object {
            required: required(document, schema),
            members: members
                .map(|(name, property)| (name.clone(), Form::of(document, property)))
                .collect(),
        }
    }

    /// The components that it leads to.
    fn named(&self) -> Vec<String> {
        match self {
            Self::Object { members, .. } => {
                let forms = members.iter().filter_map(|(_, form)| form.named());
                forms.cloned().collect()
            }
            Self::Tagged { members, .. } => members.iter().map(|(_, name)| name.clone()).collect(),
            Self::OneOf(forms) => forms.iter().filter_map(Form::named).cloned().collect(),
        }
    }
}

/// The forms of all components that the members of `unions` lead to.
pub(super) fn forms<'u>(
    document: &Document,
    unions: impl Iterator<Item = &'u Untagged>,
) -> BTreeMap<String, NamedForm> {
    let arms = unions.flat_map(|union| &union.arms);
    let mut waiting: Vec<String> = arms.filter_map(|arm| arm.form.named()).cloned().collect();
    let mut forms = BTreeMap::new();
    while let Some(name) = waiting.pop() {
        if forms.contains_key(&name) {
            continue;
        }
        if let Some(schema) = document.schema(&name) {
            let form = NamedForm::of(document, schema);
            waiting.extend(form.named());
            forms.insert(name, form);
        }
    }
    forms
}
