//! One property of an object that is sent.

use serde_json::Value;

use super::limits::{Limits, Range};
use super::times::Time;
use crate::naming;

/// One property of an object that is sent.
#[derive(Debug)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) name: String,
    /// Name of its setter.
    pub(crate) setter: String,
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
    Boolean,
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

impl Field {
    /// Gives the setter the name that it has on a builder: a different one if the operation has a parameter
    /// of that name.
    pub(super) fn put_on_builder(&mut self, taken: &[String]) {
        self.setter = naming::setter(&self.name);
        if taken.contains(&self.setter) {
            self.setter = naming::body_setter(&self.name);
        }
    }
}
