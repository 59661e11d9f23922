//! `parameters.rs`: types that are checked before anything is sent.

use std::collections::BTreeSet;

use super::docs;
use crate::model::{Checked, Model};
use crate::pattern::Atom;
use crate::{markdown, naming};

pub(super) const INTRODUCTION: &str = "//! Types that are checked before anything is sent. All parameters of one kind share one type.";

/// Every checked type, by name. `is_read` says whether answers have a type of a name.
pub(super) fn emit(
    model: &Model,
    is_read: &dyn Fn(&str) -> bool,
) -> impl Iterator<Item = (String, String)> {
    let names: BTreeSet<String> = model
        .checked
        .keys()
        .map(|name| naming::pascal(name))
        .collect();
    model.checked.iter().map(move |(name, checked)| {
        let name = naming::pascal(name);
        let mut text = emit_one(&name, checked, &names);
        // Both come of one schema or property, so that what was read can be sent again.
        if matches!(checked, Checked::Enum { .. }) && is_read(&name) {
            text.push_str(&format!(
                "\n::backhaul_runtime::takes_what_was_read!({name}, super::types::{name});\n"
            ));
        }
        (name, text)
    })
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
            description,
            pattern,
            min_length,
            max_length,
        } => {
            let comment = docs::comment("    ", &format!("{description}\n\n{}", limits(checked)));
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
        Checked::Enum {
            description,
            values,
        } => {
            let comment = docs::comment("    ", &format!("{description}\n\n{}", limits(checked)));
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
            description,
            item,
            min_items,
            max_items,
        } => {
            let comment = docs::comment("    ", &format!("{description}\n\n{}", limits(checked)));
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
