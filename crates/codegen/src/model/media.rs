//! Media types: which are JSON, and which is the newest.

use serde_json::Value;

use crate::document::{entries, reference_name};

/// JSON, whatever its parameters, or a type over it such as those of vendors.
pub(crate) fn is_json(media_type: &str) -> bool {
    let name = name(media_type);
    matches!(name.as_str(), "application/json" | "text/json") || name.ends_with("+json")
}

/// A media type without its parameters, in small letters.
pub(super) fn name(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// The types of parts that have a meaning of their own by their order, their number or their headers, which no object
/// with properties can say.
const ORDERED: &[&str] = &[
    "alternative",
    "appledouble",
    "byteranges",
    "digest",
    "encrypted",
    "header-set",
    "multilingual",
    "related",
    "report",
    "signed",
    "voice-message",
    "x-mixed-replace",
];

/// The subtype of `multipart/...` whose parts are the properties of an object. A range is the usual one.
pub(crate) fn subtype_of_parts(media_type: &str) -> Option<String> {
    let name = name(media_type);
    match name.strip_prefix("multipart/")? {
        "*" => Some(FORM_DATA.to_owned()),
        subtype if ORDERED.contains(&subtype) => None,
        subtype => Some(subtype.to_owned()),
    }
}

/// The subtype that forms have.
pub(crate) const FORM_DATA: &str = "form-data";

/// How the body of a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coding {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, or another type whose parts are the properties of an object.
    Multipart,
    /// A text that the caller writes.
    Text,
    /// Bytes that the caller has.
    Bytes,
}

impl Coding {
    /// Whether the body is made of what setters take.
    pub(crate) fn is_made(self) -> bool {
        matches!(self, Self::Json | Self::Form | Self::Multipart)
    }
}

/// What orders media types from the oldest to the newest.
pub(crate) fn age(media_type: &str) -> (bool, &str) {
    (media_type.contains("vnd."), media_type)
}

/// Media type and schema name of a JSON body. Vendor types carry their version as a date, so the newest
/// is the greatest; a vendor type is newer than plain JSON.
pub(super) fn newest(owner: &Value) -> Option<(String, String)> {
    let content = entries(owner, "content").filter(|(media_type, _)| is_json(media_type));
    let (media_type, media) = content.max_by_key(|(media_type, _)| age(media_type))?;
    let schema = reference_name(media.get("schema")?)?;
    Some((media_type.clone(), schema.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_and_what_is_over_it() {
        for (media_type, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("application/vnd.atlas.2023-01-01+json", true),
            ("application/problem+json", true),
            ("Application/JSON", true),
            ("application/vnd.a.v1+JSON ; q=1", true),
            ("multipart/related; type=\"application/json\"", false),
            ("application/json-seq", false),
            ("application/json-lines", false),
            ("application/xml", false),
            ("text/plain; x=+json", false),
        ] {
            assert_eq!(is_json(media_type), expected, "{media_type}");
        }
    }
}
