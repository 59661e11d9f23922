//! Single values.

use serde_json::Value;

use crate::document::text;

/// Whether a schema is of single values.
pub(crate) fn is_scalar(schema: &Value) -> bool {
    matches!(
        text(schema, "type"),
        "string" | "integer" | "number" | "boolean"
    )
}
