//! Bodies that are forms: `application/x-www-form-urlencoded`, and `multipart/form-data` and its like with files.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde_json::Value;

use crate::request::header::header;
use crate::request::payload::Payload;
use crate::request::pieces::Pieces;
use crate::request::query::{ListStyle, Query, ValueStyle, Wrong, deep};
use crate::request::streamed::Piece;
use crate::sent::argument::Argument;
use crate::sent::fields::FieldValue;
use crate::sent::upload::Upload;

/// How a form is written. Each comes with the properties that are not written as usual.
#[derive(Clone, Copy, Debug)]
pub enum Coding {
    /// `application/x-www-form-urlencoded`.
    Form(&'static [(&'static str, PartStyle)]),
    /// `multipart/form-data`.
    Multipart(&'static [(&'static str, PartStyle)]),
    /// The same as another `multipart/...`, of this subtype.
    Parts(&'static str, &'static [(&'static str, PartStyle)]),
}

/// How a property of a form is written. As usual means: a text, a number or a boolean as it is, an object as JSON, and
/// an array as so many values of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartStyle {
    /// An array in one value, with this between the items.
    List(ListStyle),
    /// An object as so many names in brackets: `a[b]=1`.
    Deep,
    /// Each value as JSON.
    Json,
    /// Each value with this media type, in a form of parts.
    Type(&'static str),
    /// Each file with one of these media types, which have commas between them and may be ranges such as `image/*`, in
    /// a form of parts.
    OneOf(&'static str),
    /// Beside another style: the headers that the part of each file must have.
    Headers(&'static [&'static str]),
}

const EMPTY: &str = "an empty array cannot be written in a form: leave it out";
const NULL: &str = "null cannot be written in a form";

/// `body` as `application/x-www-form-urlencoded`.
///
/// # Errors
/// What cannot be written.
pub(crate) fn urlencoded(
    body: &FieldValue,
    styles: &[(&str, PartStyle)],
) -> Result<Payload, Wrong> {
    let (mut pairs, mut wrong) = (Query::default(), Vec::new());
    for (name, value) in members(body)? {
        let written =
            json(value).and_then(|value| push(&mut pairs, &name, &value, style(styles, &name)));
        if let Err(reason) = written {
            wrong.push((name, reason));
        }
    }
    match wrong.is_empty() {
        true => Ok(Payload::Whole(pairs.text().into())),
        false => Err(wrong),
    }
}

fn push(
    pairs: &mut Query,
    name: &str,
    value: &Value,
    style: Option<PartStyle>,
) -> Result<(), String> {
    match (style, value) {
        (Some(PartStyle::Deep), value) => {
            for (name, text) in deep(name, value)? {
                pairs.push(name, &text);
            }
        }
        (Some(PartStyle::List(style)), Value::Array(items)) => {
            match Argument::Given(texts(items, None)?).for_style(style) {
                Argument::Given(texts) => pairs.push_list(name.to_owned(), style, texts),
                Argument::Invalid(reason) => return Err(reason),
                Argument::Missing => {}
            }
        }
        (style, Value::Array(items)) => {
            for text in texts(items, style)? {
                pairs.push(name.to_owned(), &text);
            }
        }
        (style, value) => pairs.push(name.to_owned(), &text(value, style)?),
    }
    Ok(())
}

fn texts(items: &[Value], style: Option<PartStyle>) -> Result<Vec<String>, String> {
    if items.is_empty() {
        return Err(EMPTY.to_owned());
    }
    items.iter().map(|item| text(item, style)).collect()
}

fn text(value: &Value, style: Option<PartStyle>) -> Result<String, String> {
    match value {
        value if style == Some(PartStyle::Json) => Ok(value.to_string()),
        Value::Null => Err(NULL.to_owned()),
        Value::String(text) => Ok(text.clone()),
        other => Ok(other.to_string()),
    }
}

/// Adds `value`, whose name is `name`, to a query.
///
/// # Errors
/// What cannot be written.
pub(crate) fn add_value(
    pairs: &mut Query,
    name: &'static str,
    style: ValueStyle,
    value: FieldValue,
) -> Result<(), Wrong> {
    let of_whole = |reason: String| vec![(String::new(), reason)];
    let members = match style {
        ValueStyle::Members => match value.members() {
            Some(members) => members,
            None => return Err(of_whole("it must be an object".to_owned())),
        },
        ValueStyle::Deep => {
            let written =
                json(value).and_then(|value| push(pairs, name, &value, Some(PartStyle::Deep)));
            return written.map_err(of_whole);
        }
        ValueStyle::Json => {
            let value = json(value).map_err(of_whole)?;
            pairs.push(name, &value);
            return Ok(());
        }
        ValueStyle::Parts(style) => {
            pairs.push_list(name, style, Pieces::of_value(&value)?.listed(style)?);
            return Ok(());
        }
    };
    let mut wrong = Vec::new();
    for (member, value) in members {
        let written = json(value).and_then(|value| push(pairs, &member, &value, None));
        wrong.extend(written.err().map(|reason| (member, reason)));
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong),
    }
}

/// `body` as `multipart/` of this subtype, with its media type.
///
/// # Errors
/// What cannot be written.
pub(crate) fn multipart(
    body: &FieldValue,
    subtype: &str,
    styles: &[(&str, PartStyle)],
) -> Result<(Payload, HeaderValue), Wrong> {
    let boundary = format!("backhaul-{:032x}", fastrand::u128(..));
    let media_type = format!("multipart/{subtype}; boundary={boundary}");
    let media_type = HeaderValue::from_str(&media_type)
        .map_err(|error| vec![(String::new(), error.to_string())])?;
    let (mut parts, mut wrong) = (Parts::new(&boundary), Vec::new());
    for (name, value) in members(body)? {
        let (style, needed) = (style(styles, &name), headers(styles, &name));
        let written = match value.uploads() {
            Some(uploads) if uploads.is_empty() => Err(EMPTY.to_owned()),
            Some(uploads) => uploads.into_iter().try_for_each(|upload| {
                check_needed(needed, &upload.headers)?;
                parts.file(&name, upload, style)
            }),
            None => json(value).and_then(|value| parts.values(&name, &value, style)),
        };
        if let Err(reason) = written {
            wrong.push((name, reason));
        }
    }
    match wrong.is_empty() {
        true => Ok((parts.end(), media_type)),
        false => Err(wrong),
    }
}

/// The parts of a form, one after the other.
struct Parts<'a> {
    boundary: &'a str,
    pieces: Vec<Piece>,
    /// What comes next and is no upload.
    text: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn new(boundary: &'a str) -> Self {
        Self {
            boundary,
            pieces: Vec::new(),
            text: Vec::new(),
        }
    }

    fn head(
        &mut self,
        name: &str,
        file: Option<&str>,
        media_type: Option<&str>,
        headers: &[(String, String)],
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file) = file {
            head.push_str(&format!("; filename=\"{}\"", quoted(file)));
        }
        if let Some(media_type) = media_type {
            head.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        for (name, value) in headers {
            head.push_str(&format!("\r\n{name}: {value}"));
        }
        self.text.extend_from_slice(head.as_bytes());
        self.text.extend_from_slice(b"\r\n\r\n");
    }

    fn file(
        &mut self,
        name: &str,
        upload: &Upload,
        style: Option<PartStyle>,
    ) -> Result<(), String> {
        let own = upload.content_type.as_deref();
        let media_type = match (style, own) {
            (Some(PartStyle::OneOf(allowed)), own) => one_of(allowed, own)?,
            (_, Some(own)) => own,
            (Some(PartStyle::Type(media_type)), None) => media_type,
            (_, None) => "application/octet-stream",
        };
        checked(media_type)?;
        for (header_name, value) in &upload.headers {
            check_header(header_name, value)?;
        }
        self.head(
            name,
            Some(upload.name_told().unwrap_or(name)),
            Some(media_type),
            &upload.headers,
        );
        let text = std::mem::take(&mut self.text);
        self.pieces.push(Piece::Text(text.into()));
        self.pieces.push(upload.into());
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn values(
        &mut self,
        name: &str,
        value: &Value,
        style: Option<PartStyle>,
    ) -> Result<(), String> {
        match value {
            Value::Array(items) if items.is_empty() => Err(EMPTY.to_owned()),
            Value::Array(items) => items
                .iter()
                .try_for_each(|item| self.value(name, item, style)),
            value => self.value(name, value, style),
        }
    }

    fn value(&mut self, name: &str, value: &Value, style: Option<PartStyle>) -> Result<(), String> {
        let text = text(value, style)?;
        let is_json = style == Some(PartStyle::Json) || value.is_object() || value.is_array();
        let media_type = match style {
            Some(PartStyle::Type(media_type)) => Some(media_type),
            _ => is_json.then_some("application/json"),
        };
        self.head(name, None, media_type, &[]);
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn end(mut self) -> Payload {
        let end = format!("--{}--\r\n", self.boundary);
        self.text.extend_from_slice(end.as_bytes());
        if self.pieces.is_empty() {
            return Payload::Whole(self.text.into());
        }
        self.pieces.push(Piece::Text(Bytes::from(self.text)));
        Payload::of(self.pieces)
    }
}

/// A name in quotation marks, as browsers write it.
fn quoted(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// The media type of a file that must be one of those in `allowed`.
fn one_of<'t>(allowed: &str, own: Option<&'t str>) -> Result<&'t str, String> {
    let Some(own) = own else {
        let reason = format!("say with `Upload::content_type` which of these it is: {allowed}");
        return Err(reason);
    };
    let name = own.split(';').next().unwrap_or_default().trim();
    let mut all = allowed.split(',').map(str::trim);
    let is_allowed = all.any(|one| match one.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => name
            .get(..kind.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(kind)),
        None => one.eq_ignore_ascii_case(name) || one.eq_ignore_ascii_case(own),
    });
    match is_allowed {
        true => Ok(own),
        false => Err(format!(
            "{own:?} is not allowed: it must be one of {allowed}"
        )),
    }
}

/// Whether a part of a form can have a header, beside those that it has anyway. It does not show the value.
fn check_header(name: &str, value: &str) -> Result<(), String> {
    let (known, _) =
        header(name, value).map_err(|reason| format!("the header {name:?} {reason}"))?;
    match known.as_str() {
        "content-disposition" | "content-type" => Err(format!(
            "the header {name:?} has a method of its own on `Upload`"
        )),
        _ => Ok(()),
    }
}

/// Whether a part has all the headers that it must have.
fn check_needed(needed: &[&str], given: &[(String, String)]) -> Result<(), String> {
    let is_given = |needed: &str| {
        given
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(needed))
    };
    let missing: Vec<&str> = needed
        .iter()
        .copied()
        .filter(|name| !is_given(name))
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "its part must have {}: add it with `Upload::header`",
            missing.join(" and ")
        )),
    }
}

/// Whether a header can carry a media type.
pub(crate) fn checked(media_type: &str) -> Result<HeaderValue, String> {
    let value = HeaderValue::from_str(media_type);
    value.map_err(|_| format!("{media_type:?} is not a media type"))
}

fn style(styles: &[(&str, PartStyle)], name: &str) -> Option<PartStyle> {
    let all = styles.iter().filter(|(known, _)| *known == name);
    let mut styles = all.map(|(_, style)| *style);
    styles.find(|style| !matches!(style, PartStyle::Headers(_)))
}

fn headers(styles: &[(&str, PartStyle)], name: &str) -> &'static [&'static str] {
    let mut all = styles.iter().filter(|(known, _)| *known == name);
    let found = all.find_map(|(_, style)| match style {
        PartStyle::Headers(headers) => Some(*headers),
        _ => None,
    });
    found.unwrap_or_default()
}

fn json(value: FieldValue) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// The properties of what is sent, which is an object.
fn members(body: &FieldValue) -> Result<Vec<(String, FieldValue)>, Wrong> {
    let members = body.members();
    members.ok_or_else(|| vec![(String::new(), "a form is an object".to_owned())])
}
