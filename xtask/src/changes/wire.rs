//! Requests that differ, in their snapshots.

use std::collections::BTreeSet;

use super::change::{Change, Class};
use super::compare::{Descriptions, Place};

/// One change for each request that both sides have and that differs.
pub(super) fn compare(provider: &str, old: &Descriptions, new: &Descriptions) -> Vec<Change> {
    let place = Place {
        provider,
        kind: "wire",
    };
    let differ = new.iter().filter_map(|(name, after)| {
        let before = steady(old.get(name)?);
        let after = steady(after);
        (before != after).then(|| {
            let text = format!("another request: {}", difference(&before, &after));
            place.change(name, "", (Class::Wire, text))
        })
    });
    differ.collect()
}

/// A request without the count of requests before it, which a new operation moves.
fn steady(text: &str) -> String {
    let words = text.split(", ").map(|word| {
        if word.starts_with("nc=") {
            "nc=..."
        } else {
            word
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What differs, by its name: the request line, headers, the body.
fn difference(old: &str, new: &str) -> String {
    let (before, after) = (parts(old), parts(new));
    let mut names = BTreeSet::new();
    for (name, text) in before.iter().filter(|part| !after.contains(part)) {
        let now = after.iter().find(|(other, _)| other == name);
        names.insert(match now {
            Some((_, now)) if text.len() + now.len() < 200 => format!("{text} became {now}"),
            Some(_) => format!("{name} differs"),
            None => format!("without {name}"),
        });
    }
    for (name, text) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            names.insert(format!("with {text}"));
        }
    }
    let names: Vec<String> = names.into_iter().collect();
    if names.is_empty() {
        "another order".to_owned()
    } else {
        names.join("; ")
    }
}

/// Each part of all requests of a snapshot: its name and its text.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    for request in text.split("\n----\n") {
        let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
        for (place, line) in head.lines().enumerate() {
            let name = match line.split_once(": ") {
                Some((name, _)) if place > 0 => name,
                _ => "the request line",
            };
            parts.push((name.to_owned(), line.to_owned()));
        }
        if !body.is_empty() {
            parts.push(("the body".to_owned(), body.to_owned()));
        }
    }
    parts
}
