//! The errors of one operation.

use serde_json::Value;

use super::answers::has_a_type_of_its_own;
use super::media::newest;
use crate::document::{Document, entries, text};
use crate::markdown;

/// What an operation fails with.
#[derive(Debug)]
pub(crate) struct Errors {
    /// Statuses with their descriptions.
    pub(crate) listed: Vec<String>,
    /// Media type and schema name of the first one that has them.
    pub(crate) content: Option<(String, String)>,
    /// Statuses, ranges of them and `default`, with the schema name of each that has one.
    shapes: Vec<(String, String)>,
    /// Those whose schema is a type.
    types: Vec<(String, String)>,
}

impl Errors {
    pub(super) fn of(document: &Document, operation: &Value) -> Self {
        let responses = || entries(operation, "responses");
        // Without a success, `default` is one.
        let has_success = responses().any(|(status, _)| status.starts_with('2'));
        let is_listed = |status: &str| status.starts_with(['4', '5']);
        let followed = |(status, response)| (status, document.follow(response));
        let listed: Vec<(&String, &Value)> = responses()
            .filter(|(status, _)| is_listed(status))
            .map(followed)
            .collect();
        let shapes = responses()
            .filter(|(status, _)| is_listed(status) || has_success && *status == "default")
            .map(followed)
            .filter_map(|(status, response)| Some((status.clone(), newest(response)?.1)));
        let shapes: Vec<(String, String)> = shapes.collect();
        let is_type = |schema: &str| document.schema(schema).is_some_and(has_a_type_of_its_own);
        let types = shapes.iter().filter(|(_, schema)| is_type(schema));
        Self {
            content: listed.iter().find_map(|(_, response)| newest(response)),
            listed: listed
                .iter()
                .map(|(status, response)| {
                    let words = markdown::inline(text(response, "description"));
                    format!("{status}: {words}")
                })
                .collect(),
            types: types.cloned().collect(),
            shapes,
        }
    }

    /// The schema names of all of them, some more than once.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &String> {
        self.shapes.iter().map(|(_, schema)| schema)
    }

    /// Status and schema name of each that has a type, if there are several, so that the status says which is meant.
    pub(crate) fn by_status(&self) -> &[(String, String)] {
        match &self.types[..] {
            [(_, first), others @ ..] if others.iter().any(|(_, schema)| schema != first) => {
                &self.types
            }
            _ => &[],
        }
    }
}
