//! What the documentation of a builder says of its errors.

use crate::model::Errors;
use crate::naming;

pub(super) fn docs(errors: &Errors) -> String {
    if errors.listed.is_empty() {
        return "If an argument is invalid, or if the server returns an error.".to_owned();
    }
    let listed = errors.listed.iter();
    let list: String = listed.map(|error| format!("\n- {error}")).collect();
    let shapes = shapes(errors);
    format!(
        "If an argument is invalid, or if the server returns one of these statuses:{list}{shapes}"
    )
}

/// Which type reads the body of which error. With one shape of errors there is no choice.
fn shapes(errors: &Errors) -> String {
    let mut shapes = String::new();
    for (status, schema) in errors.by_status() {
        let status = match status.as_str() {
            "default" => "any other status",
            status => status,
        };
        shapes.push_str(&format!("\n- {status}: `{}`", naming::pascal(schema)));
    }
    match shapes.is_empty() {
        true => shapes,
        false => format!("\n\nTheir bodies have several types, for `Error::body_as`:{shapes}"),
    }
}
