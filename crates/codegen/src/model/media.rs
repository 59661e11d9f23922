//! Media types: which are JSON, and which is the newest.

use serde_json::Value;

use crate::document::{entries, reference_name};

/// JSON, whatever its parameters, or a type over it such as those of vendors.
pub(crate) fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim_end();
    matches!(name, "application/json" | "text/json") || name.ends_with("+json")
}

/// How the body of a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coding {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
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
            ("application/json-lines", false),
            ("application/xml", false),
            ("text/plain; x=+json", false),
        ] {
            assert_eq!(is_json(media_type), expected, "{media_type}");
        }
    }
}
