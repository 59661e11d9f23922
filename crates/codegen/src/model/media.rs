//! Media types: which are JSON, and which is the newest.

use serde_json::Value;

use crate::document::{entries, reference_name};

/// `application/json` or a vendor type over it.
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || (media_type.starts_with("application/vnd.") && media_type.ends_with("+json"))
}

/// Media type and schema name of a body. Vendor types carry their version as a date, so the newest
/// is the greatest; a vendor type is newer than plain JSON.
pub(super) fn newest(owner: &Value) -> Option<(String, String)> {
    let content = entries(owner, "content");
    let (media_type, media) =
        content.max_by_key(|(media_type, _)| (media_type.contains("vnd."), media_type.as_str()))?;
    let schema = reference_name(media.get("schema")?)?;
    Some((media_type.clone(), schema.to_owned()))
}
