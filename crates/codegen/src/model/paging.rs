//! `x-pages`, read.

use serde::Deserialize;
use serde_json::Value;

use super::success::{Content, Success};
use crate::document::{Document, reference_name};

/// How to move through a list.
#[derive(Debug, Deserialize)]
pub(crate) struct Paging {
    pub(crate) style: Style,
    /// The query parameter that says where a page begins.
    pub(crate) position: String,
    /// The query parameter that says how many items a page may have.
    pub(crate) size: String,
    /// The property that holds the items.
    pub(crate) items: String,
    /// The property that counts the items of all pages.
    pub(crate) total: Option<String>,
    /// Component name of the items' schema.
    #[serde(skip)]
    pub(crate) item: String,
}

/// What a position is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Style {
    /// A page number from 1.
    Page,
    /// A number of items to skip.
    Offset,
}

impl Paging {
    /// Reads the extension of an operation, if it has one.
    pub(super) fn of(document: &Document, operation: &Value, success: &Success) -> Option<Self> {
        let mut paging: Self = serde_json::from_value(operation.get("x-pages")?.clone()).ok()?;
        let Content::Json { schema, .. } = &success.content else {
            return None;
        };
        let items = document
            .schema(schema)?
            .get("properties")?
            .get(&paging.items)?;
        paging.item = reference_name(document.follow(items).get("items")?)?.to_owned();
        Some(paging)
    }
}
