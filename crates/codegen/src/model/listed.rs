//! `x-items`, read.

use serde::Deserialize;
use serde_json::Value;

use super::paging::Style;
use super::success::{Content, Success};
use crate::document::{Document, reference_name};

/// Where a list has its items that no client offers one by one.
#[derive(Debug, Deserialize)]
pub(crate) struct Listed {
    /// The property that holds the items.
    pub(crate) items: String,
    /// What a position is, if the list has pages.
    pub(crate) style: Option<Style>,
    /// The query parameter that says where a page begins.
    pub(crate) position: Option<String>,
    /// The query parameter that says how many items a page may have.
    pub(crate) size: Option<String>,
    /// The property that counts the items of all pages.
    pub(crate) total: Option<String>,
    /// Component name of the items' schema, unless they are scalars.
    #[serde(skip)]
    pub(crate) item: Option<String>,
}

impl Listed {
    /// Reads the extension of an operation, if it has one.
    pub(super) fn of(document: &Document, operation: &Value, success: &Success) -> Option<Self> {
        let mut listed: Self = serde_json::from_value(operation.get("x-items")?.clone()).ok()?;
        let Content::Json { schema, .. } = &success.content else {
            return None;
        };
        let properties = document.schema(schema)?.get("properties")?;
        let items = document.follow(properties.get(&listed.items)?);
        listed.item = items
            .get("items")
            .and_then(reference_name)
            .map(str::to_owned);
        Some(listed)
    }
}
