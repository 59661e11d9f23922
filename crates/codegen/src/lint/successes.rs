//! Several successes of an operation: which of them are one, since a method returns one type.

use super::part::Part;
use super::walk::newest_json;
use crate::document::{Document, reference_name};
use crate::model::is_whole_file;

/// What a success without JSON brings. No component has such a name.
const BYTES: &str = "/";

/// Whether all successes bring the same.
pub(super) fn are_alike(document: &Document, successes: &[(&str, Part<'_>)]) -> bool {
    let mut shapes = successes.iter().map(|(_, response)| {
        let response = response.follow(document, "responses")?;
        if response.members_of("content").is_empty() {
            return Some("");
        }
        let Some((_, media)) = newest_json(&response) else {
            return Some(BYTES);
        };
        match media.get("schema") {
            Some(schema) if is_whole_file(document, schema.value) => Some(BYTES),
            Some(schema) => reference_name(schema.value),
            // Nobody reads it.
            None => Some(""),
        }
    });
    let first = shapes.next().flatten();
    first.is_some() && shapes.all(|shape| shape == first)
}

/// Whether all successes that bring something bring the same, and others bring nothing.
pub(super) fn may_be_nothing(document: &Document, successes: &[(&str, Part<'_>)]) -> bool {
    let brings = |(status, response): &&(&str, Part<'_>)| {
        let response = response.follow(document, "responses");
        *status != "204" && response.is_some_and(|response| response.get("content").is_some())
    };
    let full: Vec<(&str, Part<'_>)> = successes.iter().filter(brings).cloned().collect();
    full.len() < successes.len() && (full.len() < 2 || are_alike(document, &full))
}

/// Whether a file is the success, and JSON comes only by statuses that bring no file: it is not ready yet. The runtime
/// makes these an error, which has the JSON.
pub(super) fn may_be_late(document: &Document, successes: &[(&str, Part<'_>)]) -> bool {
    let mut has_file = false;
    let are_told_apart = successes.iter().all(|(status, response)| {
        let Some(response) = response.follow(document, "responses") else {
            return false;
        };
        let has_content = response.get("content").is_some();
        let json = newest_json(&response).and_then(|(_, media)| media.get("schema"));
        let is_json = json.is_some_and(|schema| !is_whole_file(document, schema.value));
        let is_of_files = matches!(*status, "200" | "203" | "206");
        has_file |= is_of_files && has_content;
        match is_of_files {
            true => has_content && !is_json,
            false => !has_content || is_json,
        }
    });
    has_file && are_told_apart
}
