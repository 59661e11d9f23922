//! A success that is none: the status says success, and the body is an error of the provider.

use backhaul_runtime::OneLine;

use crate::call::{Operation, Provider};
use crate::failure::{Failure, Status};
use crate::json::{Json, get};

/// The error in the body of a success, by the rule of the clients: it has an error code, and nothing of what the
/// document describes.
pub(super) fn error_within(
    provider: &Provider,
    operation: &Operation,
    body: &Json,
) -> Option<Failure> {
    let Json::Object(_) = body else {
        return None;
    };
    let known = operation.answer.known;
    if known.iter().any(|name| body.member(name).is_some()) {
        return None;
    }
    let code = first(provider.code, body)?;
    let message = first(provider.message, body).unwrap_or_else(|| "no message".to_owned());
    Some(Failure::new(
        Status::Refused,
        format!(
            "{}: {}: {}; the status says success, but the body is an error",
            operation.name,
            OneLine::new(&code),
            OneLine::new(&message),
        ),
    ))
}

/// The first of `pointers` that leads to a text or a number.
fn first(pointers: &[&str], body: &Json) -> Option<String> {
    pointers
        .iter()
        .find_map(|pointer| match get(body, pointer)? {
            Json::Text(text) if !text.is_empty() => Some(text.clone()),
            Json::Number(number) => Some(number.clone()),
            _ => None,
        })
}
