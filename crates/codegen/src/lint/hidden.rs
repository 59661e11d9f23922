//! What a value of the wrong kind hides: rules that look at it stumble, and say what is not so. Everything that it
//! does not touch is judged all the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::part::Part;
use super::walk::{METHODS, components, operations};
use crate::document::reference;

/// A part that is judged as a whole: an operation, a component, or what else is at the top of the document.
type Region = Vec<String>;

/// How many keys lead to a region at most.
const DEEPEST: usize = 3;

/// The parts of a document about which no rule says anything.
#[derive(Default)]
pub(super) struct Hidden(BTreeSet<Region>);

impl Hidden {
    /// The parts that hold a value of the wrong kind, which is at one of the paths `broken`, and all that refer
    /// to them.
    pub(super) fn by(root: &Part<'_>, broken: &[Vec<String>]) -> Self {
        let mut hidden: BTreeSet<Region> = broken.iter().map(|path| region(path)).collect();
        let mut open: Vec<Region> = hidden.iter().cloned().collect();
        let users = if open.is_empty() {
            BTreeMap::new()
        } else {
            users(root)
        };
        while let Some(next) = open.pop() {
            // A section of components that is no section is met by every reference into it.
            for (target, regions) in users.range(next.clone()..) {
                if !target.starts_with(&next) {
                    break;
                }
                for user in regions {
                    if hidden.insert(user.clone()) {
                        open.push(user.clone());
                    }
                }
            }
        }
        Self(hidden)
    }

    /// Whether nothing is to be said about the part at `path`.
    pub(super) fn covers(&self, path: &[String]) -> bool {
        let within = (0..=path.len().min(DEEPEST)).any(|length| self.0.contains(&path[..length]));
        let below = self.0.range(path.to_vec()..);
        let mut below = below.take_while(|region| region.starts_with(path));
        within || path.len() < DEEPEST && below.any(|region| region.len() == path.len() + 1)
    }
}

/// The part that is judged as a whole with what is at `path`.
fn region(path: &[String]) -> Region {
    let length = match path.first().map(String::as_str) {
        Some("components") => DEEPEST,
        Some("paths")
            if path
                .get(2)
                .is_none_or(|key| METHODS.contains(&key.as_str())) =>
        {
            DEEPEST
        }
        Some("paths") => 2,
        _ => 1,
    };
    path[..length.min(path.len())].to_vec()
}

/// Who refers to each component.
fn users(root: &Part<'_>) -> BTreeMap<Region, Vec<Region>> {
    let mut users: BTreeMap<Region, Vec<Region>> = BTreeMap::new();
    let mut parts: Vec<Part<'_>> = operations(root)
        .into_iter()
        .map(|(_, _, part)| part)
        .collect();
    for (section, _) in root.members_of("components") {
        parts.extend(components(root, section).into_iter().map(|(_, part)| part));
    }
    for part in parts {
        let mut targets = BTreeSet::new();
        collect(part.value, &mut targets);
        for target in targets {
            users.entry(target).or_default().push(region(&part.path()));
        }
    }
    users
}

/// The components that `value` refers to.
fn collect(value: &Value, targets: &mut BTreeSet<Region>) {
    if let Some(path) = reference(value).and_then(|text| text.strip_prefix("#/")) {
        targets.insert(path.split('/').take(3).map(str::to_owned).collect());
    }
    match value {
        Value::Object(members) => members.values().for_each(|inner| collect(inner, targets)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, targets)),
        _ => {}
    }
}
