//! One parameter of an operation, read.

use serde_json::Value;

use super::description::description;
use super::field::Kind;
use super::media::is_json;
use super::requests::Requests;
use super::scalar::is_scalar;
use super::times::Time;
use crate::document::{Document, entries, flag, text};
use crate::header_names::is_of_the_connection;
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
    pub(crate) form: ValueForm,
    /// How it is written, if it is in the path.
    pub(crate) path_style: PathStyle,
    /// Whether the parts of an array or an object are written one by one.
    pub(crate) is_exploded: bool,
    /// What the provider uses if it is left out. Never sent.
    pub(crate) default: Option<Value>,
    /// How it is written, if it is a time that is no `date-time`.
    pub(crate) time: Option<Time>,
}

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueForm {
    /// A scalar, or a list of scalars.
    Plain,
    /// The members of an object as pairs of their own.
    Members,
    /// The members of an object in brackets after the name.
    Deep,
    /// JSON.
    Json,
    /// The members of an object, or the items of an array in a cookie, in one text.
    Joined,
}

impl ValueForm {
    pub(crate) fn of(document: &Document, parameter: &Value) -> Self {
        let Some(schema) = schema_of(parameter) else {
            return Self::Plain;
        };
        let target = document.follow(schema);
        let kind = text(target, "type");
        let has_schema = parameter.get("schema").is_some();
        let is_exploded = is_exploded(parameter);
        match (text(parameter, "in"), text(parameter, "style")) {
            ("query", _) if !has_schema => Self::Json,
            ("query", "deepObject") if !is_scalar(target) => Self::Deep,
            ("query", "" | "form") if kind == "object" && is_exploded => Self::Members,
            ("query", "" | "form" | "spaceDelimited" | "pipeDelimited")
                if kind == "object" && !is_exploded =>
            {
                Self::Joined
            }
            ("path" | "header" | "cookie", _) if kind == "object" && has_schema => Self::Joined,
            ("cookie", _) if kind == "array" && has_schema => Self::Joined,
            _ => Self::Plain,
        }
    }
}

/// `explode` of a parameter, or what it is if nothing says so.
pub(crate) fn is_exploded(parameter: &Value) -> bool {
    let is_form = match text(parameter, "style") {
        "" => matches!(text(parameter, "in"), "query" | "cookie"),
        style => style == "form",
    };
    let said = parameter.get("explode").and_then(Value::as_bool);
    said.unwrap_or(is_form)
}

/// The schema of a parameter: its own, or that of its JSON.
pub(crate) fn schema_of(parameter: &Value) -> Option<&Value> {
    parameter.get("schema").or_else(|| {
        let mut content = entries(parameter, "content");
        let (_, media) = content.find(|(media_type, _)| is_json(media_type))?;
        media.get("schema")
    })
}

/// Whether the client sends a header of its own in its place, so that no builder offers it.
pub(crate) fn is_left_out(parameter: &Value) -> bool {
    text(parameter, "in") == "header" && is_of_the_connection(text(parameter, "name"))
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    /// The word for reviewers: `in the path`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "headers",
            Self::Cookie => "cookies",
        }
    }
}

/// How a value is written into a segment of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathStyle {
    Simple,
    /// A dot in front.
    Label,
    /// A semicolon and the name in front.
    Matrix,
}

impl PathStyle {
    fn of(parameter: &Value) -> Self {
        match text(parameter, "style") {
            "label" => Self::Label,
            "matrix" => Self::Matrix,
            _ => Self::Simple,
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

fn never_null(kind: Kind) -> Kind {
    match kind {
        Kind::Nullable(inner) => *inner,
        Kind::Array {
            item,
            min_items,
            max_items,
        } => Kind::Array {
            item: Box::new(never_null(*item)),
            min_items,
            max_items,
        },
        kind => kind,
    }
}

impl Parameter {
    /// Reads a parameter of the operation `id`.
    pub(super) fn of<'a>(requests: &mut Requests<'a>, id: &str, parameter: &'a Value) -> Self {
        let name = text(parameter, "name");
        let schema = schema_of(parameter).unwrap_or_default();
        let target = requests.document.follow(schema);
        let form = ValueForm::of(requests.document, parameter);
        let place = match text(parameter, "in") {
            "path" => Place::Path,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => Place::Query,
        };
        let kind = match form {
            ValueForm::Plain => requests.parameter(schema, &format!("{id}_{name}")),
            _ => requests.value(schema, &format!("{id}_{name}")),
        };
        // A session, as often as not.
        let is_cookie =
            place == Place::Cookie || place == Place::Header && name.eq_ignore_ascii_case("cookie");
        let kind = match kind {
            Kind::Text if is_cookie => Kind::Secret,
            // Nothing says null here, but in JSON.
            kind if form == ValueForm::Plain => never_null(kind),
            kind => kind,
        };
        Self {
            name: name.to_owned(),
            setter: naming::parameter(name),
            place,
            required: flag(parameter, "required"),
            description: description(parameter),
            kind,
            style: ListStyle::of(parameter),
            form,
            path_style: PathStyle::of(parameter),
            is_exploded: is_exploded(parameter),
            default: schema.get("default").or(target.get("default")).cloned(),
            time: Time::of(requests.document, schema),
        }
    }

    /// One that is only in the path: what it may be nobody says.
    pub(super) fn undeclared(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            setter: naming::parameter(name),
            place: Place::Path,
            required: true,
            description: String::new(),
            kind: Kind::Text,
            style: ListStyle::Repeated,
            form: ValueForm::Plain,
            path_style: PathStyle::Simple,
            is_exploded: false,
            default: None,
            time: None,
        }
    }

    /// Whether it is an array.
    pub(crate) fn is_list(&self) -> bool {
        self.form == ValueForm::Plain && matches!(self.kind, Kind::Array { .. })
    }
}
