//! The body of a call, from a file, from standard input, or from the command line.

use std::io::Read as _;

use crate::call::{Operation, Shape};
use crate::failure::{Failure, Status};
use crate::json::{Json, compact};

/// The body of `operation`, as [`body_of`] finds it.
///
/// # Errors
/// As for that; or if it may hold secrets, and is on the command line, where everybody on this machine sees it.
pub(super) fn body_for(operation: &'static Operation, path: &str) -> Result<String, Failure> {
    let body = operation.body.filter(|_| is_document(path));
    if body.is_some_and(|shape| may_be_secret(shape, &mut Vec::new())) {
        return Err(Failure::usage(
            "--body: it may hold secrets, and everybody on this machine sees what is on a command line: give it as a \
             file, or with --body - on standard input",
        ));
    }
    body_of(path)
}

/// Whether a secret may be somewhere in it. `way` has what leads here, since some shapes hold themselves.
fn may_be_secret(shape: &'static Shape, way: &mut Vec<*const Shape>) -> bool {
    let known: *const Shape = shape.resolved();
    if way.contains(&known) {
        return false;
    }
    way.push(known);
    match shape.resolved() {
        Shape::Secret => true,
        Shape::List(inner) | Shape::Map(inner) => may_be_secret(inner, way),
        Shape::Object(members) => members.iter().any(|one| may_be_secret(&one.shape, way)),
        Shape::Choice(_, kinds) => kinds.iter().any(|(_, one)| may_be_secret(one, way)),
        _ => false,
    }
}

/// The JSON in the file `path`, or in standard input, or `path` itself if it is JSON. YAML becomes JSON.
///
/// # Errors
/// If it cannot be read, or is neither.
pub fn body_of(path: &str) -> Result<String, Failure> {
    let (what, bytes) = if is_document(path) {
        ("the text".to_owned(), Ok(path.as_bytes().to_vec()))
    } else if path == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        ("standard input".to_owned(), read.map(|_| bytes))
    } else {
        (path.to_owned(), std::fs::read(path))
    };
    let bytes = bytes.map_err(|error| Failure::file(&format!("--body: {what}"), &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(Status::File, format!("--body: {what} is not UTF-8")))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(Failure::usage(format!("--body: {what} is empty")));
    }
    if matches!(text.trim_start().as_bytes().first(), Some(b'{' | b'[')) {
        return match Json::read(text) {
            Ok(_) => Ok(text.to_owned()),
            Err(error) => Err(Failure::usage(format!(
                "--body: {what} is not JSON: {error}"
            ))),
        };
    }
    let value: serde_json::Value = serde_saphyr::from_str(text).map_err(|error| {
        // The parser's own text may quote the file.
        let place = error.location();
        let place =
            place.map(|place| format!(", line {}, column {}", place.line(), place.column()));
        Failure::usage(format!(
            "--body: {what}{} is neither JSON nor YAML",
            place.unwrap_or_default()
        ))
    })?;
    Ok(compact(&Json::from(value)))
}

/// Whether what stands where a file is meant is JSON itself.
fn is_document(path: &str) -> bool {
    path.trim_start().starts_with(['{', '[']) && !std::path::Path::new(path).exists()
}
