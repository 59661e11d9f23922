//! What identifies the members of unions.

use std::collections::HashMap;

use super::part::{Part, component_name};
use super::walk::{components, is_union};
use crate::document::reference_name;

/// Every union of the document, by its members.
pub(super) struct Unions<'a> {
    /// Component name of a member to the unions that it belongs to.
    of_members: HashMap<&'a str, Vec<Home<'a>>>,
}

/// A union that a component is a member of.
pub(super) struct Home<'a> {
    pub(super) union: &'a str,
    pub(super) tag: &'a str,
    /// The values of the tag that mean the member.
    pub(super) values: Vec<&'a str>,
}

impl<'a> Unions<'a> {
    /// Reads the unions among the components.
    pub(super) fn of(root: &Part<'a>) -> Self {
        let mut of_members: HashMap<&'a str, Vec<Home<'a>>> = HashMap::new();
        for (union, schema) in components(root, "schemas") {
            if !is_union(&schema) {
                continue;
            }
            let mut values = values(&schema);
            for member in schema.items_of("oneOf") {
                // One that is listed twice is a finding.
                if let Some(name) = reference_name(member.value) {
                    of_members.entry(name).or_default().push(Home {
                        union,
                        tag: tag(&schema),
                        values: values.remove(name).unwrap_or_default(),
                    });
                }
            }
        }
        Self { of_members }
    }

    /// The unions that the component `member` belongs to.
    pub(super) fn homes(&self, member: &str) -> &[Home<'a>] {
        self.of_members
            .get(member)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The properties that tell the component `name` from other members of its unions.
    pub(super) fn tags_of(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.homes(name).iter().map(|home| home.tag)
    }
}

/// The values of the discriminator, by the member that they mean.
pub(super) fn values<'a>(union: &Part<'a>) -> HashMap<&'a str, Vec<&'a str>> {
    let mut values: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
    for (value, target, _) in mapping(union) {
        if let Some(target) = target {
            values.entry(target).or_default().push(value);
        }
    }
    values
}

/// The property that tells the members of a union apart; empty if the document names none.
pub(super) fn tag<'a>(union: &Part<'a>) -> &'a str {
    let discriminator = union.get("discriminator");
    discriminator.map_or("", |part| part.text("propertyName"))
}

/// The values of the discriminator with the component that each means.
pub(super) fn mapping<'a>(union: &Part<'a>) -> Vec<(&'a str, Option<&'a str>, Part<'a>)> {
    let discriminator = union.get("discriminator");
    let entries = discriminator.map(|part| part.members_of("mapping"));
    entries
        .unwrap_or_default()
        .into_iter()
        .map(|(value, target)| {
            let text = target.value.as_str().unwrap_or_default();
            (value, component_name(text, "schemas"), target)
        })
        .collect()
}
