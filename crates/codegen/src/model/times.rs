//! `x-time` and `x-time-range`, read.

use serde_json::Value;

use crate::document::{Document, text};

/// How a time is written that is no `date-time`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// `yyyyMMddHHmmss` in UTC.
    Compact,
}

impl Time {
    /// What `schema` says, or what it refers to.
    pub(super) fn of(document: &Document, schema: &Value) -> Option<Self> {
        let target = document.follow(schema);
        let said = schema.get("x-time").or(target.get("x-time"))?;
        Self::named(said.as_str()?)
    }

    /// The way of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "seconds" => Some(Self::Seconds),
            "milliseconds" => Some(Self::Milliseconds),
            "compact" => Some(Self::Compact),
            _ => None,
        }
    }
}

/// Which two parameters, or properties of the body, are a range of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeRange {
    pub(crate) from: String,
    pub(crate) to: String,
}

impl TimeRange {
    /// Reads the extension of an operation, if it has one.
    pub(super) fn of(operation: &Value) -> Option<Self> {
        let range = operation.get("x-time-range")?;
        Some(Self {
            from: text(range, "from").to_owned(),
            to: text(range, "to").to_owned(),
        })
    }
}
