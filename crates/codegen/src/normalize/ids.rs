//! The id of each operation: the document's own where it can be a method's name and no other operation has it,
//! and otherwise one like it, or one from method and path.

use std::collections::{HashMap, HashSet};

use super::names;
use super::source::Source;
use crate::naming;

/// Where the document's own id stays, if the operation has another one.
pub(super) const ORIGINAL: &str = "x-original-operation-id";

/// The id of each operation, by path and method.
pub(super) fn of<'a>(
    operations: &[(&'a str, &'a str, Source<'a>)],
) -> HashMap<(&'a str, &'a str), String> {
    let mut taken = HashSet::new();
    let mut ids = HashMap::new();
    let mut odd = Vec::new();
    for (path, method, operation) in operations {
        let id = operation.text("operationId");
        if is_good(id) && taken.insert(naming::method(id)) {
            ids.insert((*path, *method), id.to_owned());
        } else {
            odd.push((*path, *method, id));
        }
    }
    // Whoever has a good id keeps it, whatever comes before.
    let mut numbers: HashMap<String, u64> = HashMap::new();
    for (path, method, id) in odd {
        let wanted = wanted(path, method, id);
        let number = numbers.entry(wanted.clone()).or_insert(1);
        let mut found = wanted.clone();
        while !taken.insert(naming::method(&found)) {
            *number += 1;
            found = format!("{wanted}_{number}");
        }
        ids.insert((path, method), found);
    }
    ids
}

/// An id like the document's own, or one from method and path.
fn wanted(path: &str, method: &str, id: &str) -> String {
    let like = like(id);
    match is_good(&like) {
        true => like,
        false => format!("{method}{}", names::of_path(path)),
    }
}

/// `id` of the characters that an id may have.
fn like(id: &str) -> String {
    let words = id.split(|one: char| !one.is_ascii_alphanumeric() && !"-._".contains(one));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn is_good(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !id.is_empty() && id.bytes().all(is_allowed) && naming::has_letters(id)
}
