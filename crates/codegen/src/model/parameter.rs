//! One parameter of an operation, read.

use serde_json::Value;

use super::description::description;
use super::field::Kind;
use super::requests::Requests;
use super::times::Time;
use crate::document::{flag, text};
use crate::naming;

/// One parameter that builders offer.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Name on the wire.
    pub(crate) name: String,
    /// Name of its setter.
    pub(crate) setter: String,
    pub(crate) place: Place,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) kind: Kind,
    /// How the items are written, if it is an array in the query.
    pub(crate) style: ListStyle,
    /// What the provider uses if it is left out. Never sent.
    pub(crate) default: Option<Value>,
    /// How it is written, if it is a time that is no `date-time`.
    pub(crate) time: Option<Time>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
}

impl Place {
    /// The word for reviewers: `in the path`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "headers",
        }
    }
}

/// How the items of an array are written into the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListStyle {
    /// One pair for each item.
    Repeated,
    Commas,
    Blanks,
    Lines,
}

impl ListStyle {
    /// Reads `style` and `explode` of a parameter, or of a property of a form.
    pub(super) fn of(parameter: &Value) -> Self {
        let style = text(parameter, "style");
        let explode = parameter.get("explode").and_then(Value::as_bool);
        match style {
            _ if explode == Some(true) => Self::Repeated,
            "spaceDelimited" => Self::Blanks,
            "pipeDelimited" => Self::Lines,
            // Only this one is exploded by default.
            _ if explode.is_none() => Self::Repeated,
            _ => Self::Commas,
        }
    }

    /// What separates the items, for people.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Repeated => "repeated for each item",
            Self::Commas => "separated by commas",
            Self::Blanks => "separated by blanks",
            Self::Lines => "separated by vertical lines",
        }
    }
}

impl Parameter {
    /// Reads a parameter of the operation `id`.
    pub(super) fn of<'a>(requests: &mut Requests<'a>, id: &str, parameter: &'a Value) -> Self {
        let name = text(parameter, "name");
        let schema = parameter.get("schema").unwrap_or_default();
        let target = requests.document.follow(schema);
        Self {
            name: name.to_owned(),
            setter: naming::parameter(name),
            place: match text(parameter, "in") {
                "path" => Place::Path,
                "header" => Place::Header,
                _ => Place::Query,
            },
            required: flag(parameter, "required"),
            description: description(parameter),
            kind: requests.parameter(schema, &format!("{id}_{name}")),
            style: ListStyle::of(parameter),
            default: schema.get("default").or(target.get("default")).cloned(),
            time: Time::of(requests.document, schema),
        }
    }

    /// Whether it is an array.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.kind, Kind::Array { .. })
    }
}
