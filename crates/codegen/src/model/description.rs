//! Descriptions.

use serde_json::Value;

use crate::document::text;
use crate::markdown;

/// The description of a part of a document, as Markdown that does nothing.
pub(crate) fn description(owner: &Value) -> String {
    markdown::block(text(owner, "description"))
}
