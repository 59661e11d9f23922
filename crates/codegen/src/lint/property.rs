//! Properties that an extension names by a path with dots, such as `stateReason.message`.

use super::part::Part;
use crate::document::Document;

/// A property that a path leads to.
pub(super) struct Property<'a> {
    /// Its schema, references followed.
    pub(super) schema: Part<'a>,
    /// Whether every answer has it and all on the way to it.
    pub(super) is_always_there: bool,
}

impl Property<'_> {
    /// Whether it is a text that may be shown, or any JSON, which may be one.
    pub(super) fn is_plain_text(&self) -> bool {
        matches!(self.schema.text("type"), "string" | "") && !self.schema.flag("x-sensitive")
    }
}

/// The property at `path`, beginning at the object `schema`.
///
/// Nothing if a reference on the way leads nowhere, which another rule reports.
///
/// # Errors
/// The part of the path that leads nowhere, in words.
pub(super) fn find<'a>(
    document: &'a Document,
    schema: &Part<'a>,
    path: &str,
) -> Result<Option<Property<'a>>, String> {
    let mut found = Property {
        schema: schema.clone(),
        is_always_there: true,
    };
    for name in path.split('.') {
        let Some(property) = found.schema.get("properties").and_then(|all| all.get(name)) else {
            let owner = found.schema.name();
            return Err(format!("{owner} has no property {name:?}"));
        };
        let Some(target) = property.follow(document, "schemas") else {
            return Ok(None);
        };
        if target.flag("writeOnly") {
            return Err(format!("{name:?} is `writeOnly`, so no answer contains it"));
        }
        let is_required = found
            .schema
            .items_of("required")
            .iter()
            .any(|item| item.value == name);
        let is_required = is_required && !found.schema.flag("x-optional-in-answers");
        found = Property {
            is_always_there: found.is_always_there && is_required && !target.flag("nullable"),
            schema: target,
        };
    }
    Ok(Some(found))
}
