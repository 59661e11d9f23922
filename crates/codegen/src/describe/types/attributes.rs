//! What is usual at a generated struct or at one of its fields, and what is not.

use std::collections::BTreeSet;

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::tokens;

/// What every generated struct derives.
const DERIVED: [&str; 6] = [
    "::serde::Deserialize",
    "::serde::Serialize",
    "Clone",
    "Debug",
    "Default",
    "PartialEq",
];

/// What else stands at every generated struct.
const AT_STRUCT: [&str; 2] = [
    "#[cfg_attr(feature = \"schemars\", derive(::schemars::JsonSchema))]",
    "#[non_exhaustive]",
];

/// One line for each derive and attribute of a struct that is not usual, and for each that is missing.
pub(super) fn of_struct(attributes: &[Attribute]) -> String {
    let mut derived = Vec::new();
    let mut others = Vec::new();
    for attribute in attributes {
        let list = attribute
            .path()
            .is_ident("derive")
            .then(|| metas(attribute));
        match list.flatten() {
            Some(list) => derived.extend(list),
            None => others.push(tokens::text(attribute)),
        }
    }
    others.retain(|text| !text.is_empty());
    let mut text = differing("derives ", &derived, &DERIVED);
    text.push_str(&differing("", &others, &AT_STRUCT));
    text
}

fn differing(what: &str, found: &[String], usual: &[&str]) -> String {
    let mut text = String::new();
    for one in usual {
        if !found.iter().any(|other| other == one) {
            text.push_str(&format!("without {}\n", one.trim_start_matches("::")));
        }
    }
    let mut seen = BTreeSet::new();
    for one in found {
        if !usual.contains(&one.as_str()) || !seen.insert(one) {
            text.push_str(&format!("{what}{one}\n"));
        }
    }
    text
}

/// What is told to serde of one field, without the name on the wire.
#[derive(Debug, Default)]
pub(super) struct OfField {
    /// Name on the wire, if it is not that of the field.
    pub(super) renamed: Option<String>,
    /// All else, sorted.
    pub(super) serde: Vec<String>,
    /// Attributes that are not serde's.
    pub(super) others: Vec<String>,
}

impl OfField {
    pub(super) fn read(attributes: &[Attribute]) -> Self {
        let mut read = Self::default();
        for attribute in attributes {
            let list = attribute.path().is_ident("serde").then(|| metas(attribute));
            match list.flatten() {
                Some(list) => read.serde.extend(list),
                None => read.others.push(tokens::text(attribute)),
            }
        }
        read.others.retain(|text| !text.is_empty());
        let names: Vec<&String> = read.serde.iter().filter(|one| is_rename(one)).collect();
        if let [only] = names[..] {
            read.renamed = only.split_once(" = ").map(|(_, name)| unquoted(name));
            read.serde.retain(|one| !is_rename(one));
        }
        read.serde.sort();
        read
    }
}

fn is_rename(meta: &str) -> bool {
    meta.starts_with("rename = ")
}

/// The list in the parentheses of an attribute.
fn metas(attribute: &Attribute) -> Option<Vec<String>> {
    let list = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    Some(list.ok()?.iter().map(tokens::text).collect())
}

/// A literal without its quotes, if it needs none to be told from others.
fn unquoted(literal: &str) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_plain = |text: &&str| {
        let mut characters = text.chars();
        !text.is_empty() && characters.all(|one| one.is_ascii_graphic() && !"\"\\,".contains(one))
    };
    inner.filter(is_plain).unwrap_or(literal).to_owned()
}

/// Attributes other than documentation, one in a line.
pub(super) fn shown(attributes: &[Attribute]) -> String {
    let texts = attributes.iter().map(tokens::text);
    let shown = texts.filter(|text| !text.is_empty());
    shown.map(|text| text + "\n").collect()
}
