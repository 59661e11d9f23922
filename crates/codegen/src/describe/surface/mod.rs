//! What users and servers meet of a document, in a few lines for each part, from the model.
//!
//! | file | holds |
//! |---|---|
//! | `operations` | each operation: request line, setters, answer, statuses |
//! | `limits` | what a setter takes, with its limits |
//! | `jobs` | the rules of each job |
//! | `document` | servers, security schemes, and what else counts for all operations |

mod document;
mod jobs;
mod limits;
mod operations;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::model::Model;

/// Describes each operation by its name, each job as `jobs.NAME`, and what counts for all as `document.PART`.
pub(crate) fn describe(document: &Document, model: &Model) -> BTreeMap<String, String> {
    let mut surface = operations::describe(model);
    surface.extend(jobs::describe(model));
    surface.extend(document::describe(document));
    surface
}
