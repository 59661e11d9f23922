//! Values in cells and as bare values.

use backhaul_runtime::OneLine;

use crate::json::{Json, compact};

/// A value in a table: on one line, without control characters.
pub(super) fn cell(value: Option<&Json>) -> String {
    let text = match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::Text(text)) => text.clone(),
        Some(other) => compact(other),
    };
    OneLine::new(&text).at_most(usize::MAX).to_string()
}

/// A value alone, for a script: a text without quotes, anything else as JSON. A text is printed as it is, since
/// scripts compare it.
pub fn bare(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        other => compact(other),
    }
}
