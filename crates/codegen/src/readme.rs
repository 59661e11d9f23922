//! The table of operations in the README of a crate.

use std::fmt::Write;

use crate::emit;
use crate::methods::METHODS;
use crate::model::{Model, Operation};
use crate::{markdown, naming};

/// One row per operation, those of one resource together.
pub(crate) fn operations(model: &Model) -> String {
    let mut operations: Vec<&Operation> = model.operations.iter().collect();
    operations.sort_by_cached_key(|operation| (operation.address(), rank(&operation.method)));
    let by_tag = operations
        .iter()
        .any(|operation| operation.feature.is_some());
    let mut text = match by_tag {
        true => {
            "| operation | method of `Client` | also | what it does, with its source page | feature |\n\
             |---|---|---|---|---|\n"
        }
        false => {
            "| operation | method of `Client` | also | what it does, with its source page |\n\
             |---|---|---|---|\n"
        }
    }
    .to_owned();
    for operation in operations {
        let also = emit::method_names(operation, model);
        let also: Vec<String> = also.iter().map(|name| format!("`{name}`")).collect();
        let feature = operation.feature.as_ref();
        let feature = feature.map(|name| format!(" `{name}` |"));
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {} | {} |{}",
            operation.id,
            naming::method(&operation.id),
            also.join(", "),
            summary(operation),
            feature.unwrap_or_default(),
        );
    }
    text
}

/// What an operation does, with a link to the page that says it if there is one.
fn summary(operation: &Operation) -> String {
    let words = operation.summary.trim_end_matches('.');
    match operation.source.as_str() {
        "" => words.to_owned(),
        page => format!("[{words}]({})", markdown::address(page)),
    }
}

/// Reading comes before writing.
fn rank(method: &str) -> usize {
    let place = METHODS.iter().position(|known| *known == method);
    place.unwrap_or(METHODS.len())
}
