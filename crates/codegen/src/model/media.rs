//! Media types: which are JSON, and which is the newest.

use serde_json::Value;

use crate::document::{Document, entries, reference_name, text};

/// JSON, whatever its parameters, or a type over it such as those of vendors. Capitals do not matter.
pub(crate) fn is_json(media_type: &str) -> bool {
    let name = name(media_type);
    matches!(name.as_str(), "application/json" | "text/json") || name.ends_with("+json")
}

/// Whether a header can carry `text` as a media type, or as a range of them.
pub(crate) fn is_media_type(text: &str) -> bool {
    let (name, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_token = |part: &str| {
        let is_sign = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte))
    };
    let is_printed = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let sides = name.trim_end().split_once('/');
    sides.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parameters.bytes().all(is_printed)
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

/// What orders media types of JSON: those of vendors, which carry a version, from the oldest to the newest; before
/// these the plain one, then any other, and a range at last.
pub(crate) fn age(media_type: &str) -> (u8, &str) {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let rank = match name {
        _ if name.contains('*') => 0,
        _ if media_type.contains("vnd.") => 3,
        _ if name.eq_ignore_ascii_case("application/json") => 2,
        _ => 1,
    };
    (rank, media_type)
}

/// Media type and schema name of a JSON body. Vendor types carry their version as a date, so the newest
/// is the greatest; a vendor type is newer than plain JSON.
pub(super) fn newest(owner: &Value) -> Option<(String, String)> {
    let content = entries(owner, "content").filter(|(media_type, _)| is_json(media_type));
    let (media_type, media) = content.max_by_key(|(media_type, _)| age(media_type))?;
    let schema = reference_name(media.get("schema")?)?;
    Some((media_type.clone(), schema.to_owned()))
}

/// Whether a body of this `schema` is a file as it is: there are no such values in JSON, so a file of JSON is meant.
pub(crate) fn is_whole_file(document: &Document, schema: &Value) -> bool {
    let target = document.follow(schema);
    text(target, "type") == "string" && text(target, "format") == "binary"
}

#[cfg(test)]
mod tests {
    use super::{age, is_json, is_media_type};

    #[test]
    fn json_and_what_is_over_it() {
        for (media_type, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("Application/JSON;charset=UTF-8", true),
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

    #[test]
    fn what_a_header_can_carry() {
        for good in [
            "application/json",
            "application/vnd.a.2023-01-01+json",
            "text/csv; charset=utf-8",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "json",
            "a/",
            "/b",
            "a/b c",
            "application/jsön",
            "a/b; c=é",
            "a/b/c",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }

    #[test]
    fn the_newest_of_a_vendor_comes_before_plain_json_and_that_before_others() {
        let mut all = [
            "application/*+json",
            "application/json",
            "application/problem+json",
            "application/vnd.a.2023-01-01+json",
            "application/vnd.a.2024-01-01+json",
            "text/json",
        ];
        all.sort_by_key(|media_type| std::cmp::Reverse(age(media_type)));
        let expected = [
            "application/vnd.a.2024-01-01+json",
            "application/vnd.a.2023-01-01+json",
            "application/json",
            "text/json",
            "application/problem+json",
            "application/*+json",
        ];
        assert_eq!(all, expected);
    }
}
