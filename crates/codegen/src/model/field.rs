//! One property of an object that is sent.

use std::collections::BTreeSet;

use serde_json::Value;

use super::limits::{Limits, Range};
use super::times::Time;
use crate::naming;

/// One property of an object that is sent.
#[derive(Debug)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) name: String,
    /// Name of a field for it: no other property of the object has it.
    pub(crate) field: String,
    /// Name of its setter.
    pub(crate) setter: String,
    /// Name of the setter for `null`, if that may be sent.
    pub(crate) null: String,
    pub(crate) required: bool,
    /// Whether `null` may be sent in place of a value.
    pub(crate) nullable: bool,
    pub(crate) description: String,
    pub(crate) kind: Kind,
    /// What the provider uses if it is left out. Never sent.
    pub(crate) default: Option<Value>,
    /// How it is written, if it is a time that is no `date-time`.
    pub(crate) time: Option<Time>,
}

/// What a field may hold.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The checked type of this name.
    Checked(String),
    /// Any text.
    Text,
    /// Any text, which never shows itself.
    Secret,
    /// Bytes, in a form of parts.
    File,
    Timestamp,
    /// A day of the calendar.
    Date,
    Integer(Limits),
    Number(Range),
    /// Either, or only the one that an `enum` lists.
    Boolean(Option<bool>),
    /// Any JSON.
    Any,
    /// The request type of this name.
    Object(String),
    Array {
        item: Box<Kind>,
        min_items: u64,
        max_items: Option<u64>,
    },
    /// An object whose members have any name.
    Map {
        value: Box<Kind>,
        min_entries: u64,
        max_entries: Option<u64>,
    },
    /// Null, or what is within: for items and values of maps.
    Nullable(Box<Kind>),
}

impl Kind {
    /// Whether it is, or holds, a day of the calendar. Objects have a name and are looked at alone.
    pub(super) fn has_date(&self) -> bool {
        match self {
            Self::Date => true,
            Self::Array { item: inner, .. }
            | Self::Map { value: inner, .. }
            | Self::Nullable(inner) => inner.has_date(),
            _ => false,
        }
    }
}

impl Kind {
    /// Whether it is a file, or several.
    pub(crate) fn is_file(&self) -> bool {
        match self {
            Self::File => true,
            Self::Array { item, .. } => item.is_file(),
            _ => false,
        }
    }
}

/// Gives setters the names that they have on a builder: different ones where the operation has a parameter of that
/// name.
pub(super) fn put_on_builder(fields: &mut [Field], parameters: &[String]) {
    let mut taken: BTreeSet<String> = parameters.iter().cloned().collect();
    for field in fields.iter_mut() {
        field.setter = naming::setter(&field.field);
    }
    let own = fields.iter().map(|field| field.setter.clone());
    let own: Vec<String> = own.filter(|own| !parameters.contains(own)).collect();
    taken.extend(own);
    for field in fields.iter_mut() {
        if parameters.contains(&field.setter) {
            let own = naming::body_setter(&field.field);
            field.setter = naming::unique_parameter(own, &mut taken);
        }
    }
    name_nulls(fields, parameters);
}

/// Names the setters for `null`, beside those for values and the `others`.
pub(super) fn name_nulls(fields: &mut [Field], others: &[String]) {
    let setters = fields.iter().map(|field| field.setter.clone());
    let mut taken: BTreeSet<String> = setters.chain(others.iter().cloned()).collect();
    for field in fields.iter_mut().filter(|field| field.nullable) {
        let own = naming::null_setter(&field.setter);
        field.null = naming::unique_parameter(own, &mut taken);
    }
}
