//! Two sides: which subjects and which of their lines differ.

use std::collections::BTreeMap;

use super::change::{Change, Class};
use super::lines::{self, HEAD, Lines, RULES};
use super::{judge, lines::REQUEST};

/// Name to description.
pub(super) type Descriptions = BTreeMap<String, String>;

/// Where the descriptions are of: a provider, and the kind that names the folder of snapshots.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) provider: &'a str,
    pub(super) kind: &'a str,
}

impl Place<'_> {
    pub(super) fn change(
        &self,
        subject: &str,
        member: &str,
        (class, text): (Class, String),
    ) -> Change {
        let Self { provider, kind } = self;
        Change {
            class,
            provider: (*provider).to_owned(),
            subject: subject.to_owned(),
            member: member.to_owned(),
            text,
            file: format!("tests/snapshots/{provider}/{kind}/{subject}.snap"),
        }
    }
}

/// The changes between two sides of one kind.
pub(super) fn compare(place: Place<'_>, old: &Descriptions, new: &Descriptions) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut added: Vec<&String> = new.keys().filter(|name| !old.contains_key(*name)).collect();
    for (name, before) in old {
        if let Some(after) = new.get(name) {
            if before != after {
                changes.extend(of_subject(place, name, before, after));
            }
            continue;
        }
        let same = added.iter().position(|other| {
            let after = new.get(*other).map_or("", String::as_str);
            kind_of(name) == kind_of(other)
                && !body(before).is_empty()
                && body(before) == body(after)
        });
        let text = match same.map(|found| added.remove(found)) {
            Some(other) => format!("was renamed or removed; {other} is the same"),
            None => "was renamed or removed".to_owned(),
        };
        changes.push(place.change(name, "", (Class::Breaking, text)));
    }
    let is_new = || (Class::Additive, "is new".to_owned());
    changes.extend(
        added
            .into_iter()
            .map(|name| place.change(name, "", is_new())),
    );
    changes
}

/// What a description says but for the name.
fn body(description: &str) -> &str {
    description.split_once('\n').map_or("", |(_, body)| body)
}

/// The module in the name of a type.
fn kind_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(module, _)| module)
}

fn of_subject(place: Place<'_>, name: &str, old: &str, new: &str) -> Vec<Change> {
    match name {
        "others" => return of_modules(place, old, new),
        "document.servers" | "document.provider" | "document.security" => {
            let class = if name.ends_with("security") {
                Class::Breaking
            } else {
                Class::Wire
            };
            return of_document(place, name, class, old, new);
        }
        _ => {}
    }
    let (old, new) = (lines::of(old), lines::of(new));
    let mut changes = Vec::new();
    let mut added: Vec<(&String, &String)> = new
        .iter()
        .filter(|(key, _)| !old.contains_key(*key))
        .collect();
    let removed: Vec<(&String, &String)> = old
        .iter()
        .filter(|(key, _)| !new.contains_key(*key))
        .collect();
    let count = removed.len();
    for (key, value) in removed {
        let mut judgement = judge::removed(key, value);
        let only = count == 1 && added.len() == 1;
        let same = added
            .iter()
            .position(|(_, other)| is_renamed(value, other, only));
        if let (Some(found), Some((Class::Breaking, text))) = (same, judgement.as_mut())
            && text == "was renamed or removed"
        {
            let (other, _) = added.remove(found);
            text.push_str(&format!("; {other} is the same"));
        }
        changes.extend(judgement.map(|judged| place.change(name, shown(key), judged)));
    }
    let is_new = added
        .into_iter()
        .filter_map(|(key, value)| Some(place.change(name, shown(key), judge::added(key, value)?)));
    changes.extend(is_new);
    for (key, before) in &old {
        if let Some(after) = new.get(key)
            && before != after
            && let Some(judged) = judge::changed(key, before, after)
        {
            changes.push(place.change(name, shown(key), judged));
        }
    }
    changes
}

/// Whether two lines under different names say the same. A property that is called otherwise on the wire has
/// another name in Rust too, which counts if it is the `only` difference.
fn is_renamed(old: &str, new: &str, only: bool) -> bool {
    let without_wire = |text: &str| {
        let (ty, rest) = text.split_once("  ")?;
        let (wire, need) = rest.split_once(", ")?;
        let place = wire.split_once(' ').map(|(_, place)| place.to_owned());
        Some((ty.to_owned(), place, need.to_owned()))
    };
    !old.is_empty()
        && (old == new
            || only && without_wire(old).is_some_and(|old| Some(old) == without_wire(new)))
}

/// The member that a line is about; nothing if it is about the whole.
fn shown(key: &str) -> &str {
    match key {
        HEAD | REQUEST | RULES => "",
        "accept" | "content-type" | "idempotent" | "sensitive" | "security" | "success"
        | "errors" | "at least" | "at most" | "matches" | "page of" | "compiled with" => "",
        _ if key.contains(' ') => "",
        _ => key,
    }
}

/// The lines of a part of the document: a name and a value each.
fn of_document(place: Place<'_>, name: &str, class: Class, old: &str, new: &str) -> Vec<Change> {
    let pairs = |text: &str| -> Lines {
        let pairs = text.lines().filter_map(|line| line.split_once(": "));
        pairs
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    };
    let (old, new) = (pairs(old), pairs(new));
    let keys = old
        .keys()
        .chain(new.keys().filter(|key| !old.contains_key(*key)));
    let differ = keys.filter(|key| old.get(*key) != new.get(*key));
    let changes = differ.map(|key| {
        let text = match (old.get(key), new.get(key)) {
            (Some(before), Some(after)) => format!("{before} became {after}"),
            (Some(before), None) => format!("{before} is gone"),
            (None, after) => format!("{} is new", after.map_or("", String::as_str)),
        };
        place.change(name, key, (class, text))
    });
    changes.collect()
}

/// What belongs to no type: modules count if they are public, all else is how the code is written.
fn of_modules(place: Place<'_>, old: &str, new: &str) -> Vec<Change> {
    let is_public = |line: &str| line.starts_with("mod.rs: pub mod ");
    let differ = |one: &str, other: &str, class: Class, word: &str| -> Vec<Change> {
        let lines = one
            .lines()
            .filter(|line| !other.lines().any(|known| known == *line));
        let changes = lines.map(|line| {
            let class = if is_public(line) {
                class
            } else {
                Class::Inside
            };
            place.change("others", "", (class, format!("{word}: {line}")))
        });
        changes.collect()
    };
    let mut changes = differ(old, new, Class::Breaking, "gone");
    changes.extend(differ(new, old, Class::Additive, "new"));
    changes
}
