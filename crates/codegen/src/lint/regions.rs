//! Parts of a document that are judged as a whole, and which of them use which.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::hidden::{DEEPEST, Hidden, Region};
use super::part::Part;
use super::walk::{components, operations};
use crate::document::{decoded, reference};
use crate::methods::is_method;

/// The part that is judged as a whole with what is at `path`.
pub(super) fn region(path: &[String]) -> Region {
    let length = match path.first().map(String::as_str) {
        Some("components") => DEEPEST,
        Some("paths") if path.get(2).is_none_or(|key| is_method(key)) => DEEPEST,
        Some("paths") => 2,
        _ => 1,
    };
    path[..length.min(path.len())].to_vec()
}

/// The parts that hold a value of the wrong kind, which is at one of the paths `broken`, and all that refer to them.
pub(super) fn hidden_by(root: &Part<'_>, broken: &[Vec<String>]) -> Hidden {
    if broken.is_empty() {
        return Hidden::default();
    }
    let broken = broken.iter().map(|path| region(path));
    Hidden(Users::of(root, Into::Components).of_all(broken))
}

/// Which references count.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Into {
    /// Those to components.
    Components,
    /// Those into operations too, each as one to the whole operation.
    Operations,
}

/// Who refers to each component.
pub(super) struct Users(BTreeMap<Region, Vec<Region>>);

impl Users {
    pub(super) fn of(root: &Part<'_>, into: Into) -> Self {
        let mut users: BTreeMap<Region, Vec<Region>> = BTreeMap::new();
        let mut parts: Vec<Part<'_>> = operations(root)
            .into_iter()
            .map(|(_, _, part)| part)
            .collect();
        // What a path says for all its operations.
        let items = root.members_of("paths").into_iter();
        parts.extend(items.filter_map(|(_, item)| item.get("parameters")));
        for (section, _) in root.members_of("components") {
            parts.extend(components(root, section).into_iter().map(|(_, part)| part));
        }
        for part in parts {
            let mut targets = BTreeSet::new();
            collect(part.value, into, &mut targets);
            for alternative in part.items_of("security") {
                let schemes = alternative.members().into_iter().map(|(name, _)| name);
                targets.extend(schemes.map(|name| {
                    ["components", "securitySchemes", name]
                        .map(str::to_owned)
                        .to_vec()
                }));
            }
            // A base that tells its heirs apart leads to them.
            for base in part.items_of("allOf") {
                let target = reference(base.value).and_then(|text| text.strip_prefix("#/"));
                let target = target.map(|text| text.split('/').map(str::to_owned).collect());
                if let Some(path) = target
                    && has_heirs(root, &path)
                {
                    users.entry(region(&part.path())).or_default().push(path);
                }
            }
            for target in targets {
                users.entry(target).or_default().push(region(&part.path()));
            }
        }
        Self(users)
    }

    /// These regions, and all that lead to one of them.
    pub(super) fn of_all(&self, regions: impl IntoIterator<Item = Region>) -> BTreeSet<Region> {
        let mut found: BTreeSet<Region> = regions.into_iter().collect();
        let mut open: Vec<Region> = found.iter().cloned().collect();
        while let Some(next) = open.pop() {
            // A section of components that is no section is met by every reference into it.
            let users = self.0.range(next.clone()..);
            let users = users.take_while(|(target, _)| target.starts_with(&next));
            for user in users.flat_map(|(_, users)| users) {
                if found.insert(user.clone()) {
                    open.push(user.clone());
                }
            }
        }
        found
    }
}

/// Whether what is at `path` is told from others by a property.
fn has_heirs(root: &Part<'_>, path: &Region) -> bool {
    let mut keys = path.iter();
    let part = keys.try_fold(root.clone(), |part, key| part.get(key));
    part.is_some_and(|part| part.get("discriminator").is_some())
}

/// The components, or also the operations, that `value` refers to.
fn collect(value: &Value, into: Into, targets: &mut BTreeSet<Region>) {
    if let Some(path) = reference(value).and_then(|text| text.strip_prefix("#/")) {
        let keys = path.split('/').take(DEEPEST);
        match path.starts_with("paths/") {
            false => _ = targets.insert(keys.map(str::to_owned).collect()),
            true if into == Into::Operations => {
                let plain = |key: &str| decoded(&key.replace("~1", "/").replace("~0", "~"));
                targets.insert(keys.map(plain).collect());
            }
            true => {}
        }
    }
    match value {
        Value::Object(members) => members
            .values()
            .for_each(|inner| collect(inner, into, targets)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, into, targets)),
        _ => {}
    }
}
