//! `parameters.rs`: types that are checked before anything is sent.

use std::collections::{BTreeMap, BTreeSet};

use super::docs;
use super::same::{self, Others, Sharing};
use crate::model::{Checked, Model};
use crate::pattern::Atom;
use crate::{markdown, naming};

pub(super) const INTRODUCTION: &str = "//! Types that are checked before anything is sent. All parameters of one kind share one type.";

/// Every checked type, by name. `read` gives the enum that answers have for a name, if they have one.
pub(super) fn emit(
    model: &Model,
    read: &dyn Fn(&str) -> Option<String>,
    sharing: Sharing,
) -> BTreeMap<String, String> {
    let checked = model.checked.iter();
    let checked: Vec<(String, &Checked)> = checked
        .map(|(name, checked)| (naming::pascal(name), checked))
        .collect();
    let names: BTreeSet<String> = checked.iter().map(|(name, _)| name.clone()).collect();
    let others = others(&checked, sharing);
    let mut types: BTreeMap<String, String> = checked
        .iter()
        .map(|(name, checked)| {
            let text = match others.get(name) {
                Some(of) => same::other_name(name, of),
                None => emit_one(name, checked, &names),
            };
            (name.clone(), text)
        })
        .collect();
    for (sent, name) in twins(&checked, &others, read) {
        let text = types.entry(sent.to_owned()).or_default();
        text.push_str(&format!(
            "\n::backhaul_runtime::takes_what_was_read!({sent}, super::types::{name});\n"
        ));
    }
    types
}

/// The enums that are other names of one.
fn others(checked: &[(String, &Checked)], sharing: Sharing) -> Others {
    sharing.others(checked.iter().filter_map(|(name, checked)| match checked {
        Checked::Enum {
            description,
            values,
        } => {
            let values = values.iter().map(String::as_str);
            Some((name.clone(), description.as_str(), values.collect()))
        }
        _ => None,
    }))
}

/// Enums that are sent, each with the name of one that is read: both come of one schema or property, so that what was
/// read can be sent again. No two pairs are of the same two types.
fn twins<'a>(
    checked: &'a [(String, &Checked)],
    others: &'a Others,
    read: &dyn Fn(&str) -> Option<String>,
) -> Vec<(&'a str, &'a str)> {
    let mut twins: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for (name, checked) in checked {
        let sent = others.get(name).unwrap_or(name);
        if matches!(checked, Checked::Enum { .. })
            && let Some(read) = read(name)
        {
            let twin = twins.entry((sent, read)).or_insert(name);
            if name == sent {
                *twin = name;
            }
        }
    }
    let twins = twins.into_iter();
    twins.map(|((sent, _), name)| (sent, name)).collect()
}

/// A value of Rust's `Option`, by its whole path if a type of `names` has the short one.
fn option(value: &str, names: &BTreeSet<String>) -> String {
    if names.contains(value) {
        format!("::std::option::Option::{value}")
    } else {
        value.to_owned()
    }
}

fn emit_one(name: &str, checked: &Checked, names: &BTreeSet<String>) -> String {
    match checked {
        Checked::Text {
            pattern,
            min_length,
            max_length,
            ..
        } => {
            let comment = docs::comment("    ", &in_words(checked));
            let min = min_length.unwrap_or(0);
            let max = max_length.map_or("usize::MAX".to_owned(), |max| max.to_string());
            let pattern = match pattern {
                None => option("None", names),
                Some((text, atoms)) => {
                    format!("{}({})", option("Some", names), self::pattern(text, atoms))
                }
            };
            format!(
                "::backhaul_runtime::validated_string! {{\n{comment}    pub struct {name};\n    \
                 ::backhaul_runtime::for_client_crates::Constraint {{\n        min_length: {min},\n        \
                 max_length: {max},\n        pattern: {pattern},\n    }}\n}}\n"
            )
        }
        Checked::Enum { values, .. } => {
            let comment = docs::comment("    ", &in_words(checked));
            let mut variants = String::new();
            let names = naming::variants(values.iter().map(String::as_str));
            for (name, value) in names.into_iter().zip(values) {
                variants.push_str(&docs::comment("        ", &markdown::code(value)));
                variants.push_str(&format!("        {name} = {value:?},\n"));
            }
            format!(
                "::backhaul_runtime::closed_enum! {{\n{comment}    pub enum {name} {{\n{variants}    \
                 }}\n}}\n"
            )
        }
        Checked::Array {
            item,
            min_items,
            max_items,
            ..
        } => {
            let comment = docs::comment("    ", &in_words(checked));
            let item = naming::pascal(item);
            let max = max_items.map_or("usize::MAX".to_owned(), |max| max.to_string());
            format!(
                "::backhaul_runtime::validated_array! {{\n{comment}    pub struct {name}({item});\n    \
                 min_items = {min_items}, max_items = {max}\n}}\n"
            )
        }
    }
}

/// The words that the enum `name`, or each item of the array `name`, allows. Nothing for other types, nor
/// for an enum of very many.
pub(super) fn words(model: &Model, name: &str) -> String {
    const MOST: usize = 30;
    match model.checked.get(name) {
        Some(Checked::Enum { values, .. }) if values.len() <= MOST => match values.as_slice() {
            [only] => format!(" Only {}.", markdown::code(only)),
            _ => format!(" One of {}.", listed(values, markdown::code)),
        },
        Some(Checked::Array { item, .. }) => match words(model, item) {
            rule if rule.is_empty() => rule,
            rule => format!(" Of each:{rule}"),
        },
        _ => String::new(),
    }
}

fn listed(values: &[String], word: fn(&str) -> String) -> String {
    let words: Vec<String> = values.iter().map(|value| word(value)).collect();
    words.join(", ")
}

/// What it is, and what is checked.
fn in_words(checked: &Checked) -> String {
    let (Checked::Text { description, .. }
    | Checked::Enum { description, .. }
    | Checked::Array { description, .. }) = checked;
    format!("{description}\n\n{}", limits(checked))
}

/// What is checked, in words.
fn limits(checked: &Checked) -> String {
    let mut rules = Vec::new();
    match checked {
        Checked::Text {
            pattern,
            min_length,
            max_length,
            ..
        } => {
            rules.extend(min_length.map(|min| format!("at least {min} characters")));
            rules.extend(max_length.map(|max| format!("at most {max} characters")));
            rules.extend(
                pattern
                    .as_ref()
                    .map(|(text, _)| format!("matches {}", markdown::code(text))),
            );
        }
        Checked::Enum { values, .. } => {
            rules.push(format!("one of {}", listed(values, markdown::value)));
        }
        Checked::Array {
            min_items,
            max_items,
            ..
        } => {
            rules.extend((*min_items > 0).then(|| format!("at least {min_items} items")));
            rules.extend(max_items.map(|max| format!("at most {max} items")));
        }
    }
    if rules.is_empty() {
        return match checked {
            Checked::Array { .. } => "Any number of items is allowed.".to_owned(),
            _ => "Anything is allowed.".to_owned(),
        };
    }
    format!("Checked before sending: {}.", rules.join(", "))
}

/// A pattern as code.
pub(crate) fn pattern(text: &str, atoms: &[Atom]) -> String {
    let mut lines = String::new();
    for atom in atoms {
        let ranges: Vec<String> = atom
            .ranges
            .iter()
            .map(|(first, last)| format!("({first:?}, {last:?})"))
            .collect();
        let max = atom
            .max
            .map_or("u32::MAX".to_owned(), |max| max.to_string());
        lines.push_str(&format!(
            "                ::backhaul_runtime::for_client_crates::Atom::new(&[{}], {}, {max}),\n",
            ranges.join(", "),
            atom.min,
        ));
    }
    format!(
        "::backhaul_runtime::for_client_crates::Pattern::new(\n            {text:?},\n            &[\n\
         {lines}            ],\n        )"
    )
}
