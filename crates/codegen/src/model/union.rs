//! Unions, read: `oneOf` with a `discriminator`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::description::description;
use crate::document::{Document, entries, items, reference_name, text};
use crate::naming;

/// One of several objects, which the text of one property identifies.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) description: String,
    /// The property that says which member it is.
    pub(crate) tag: String,
    /// In the order of the document.
    pub(crate) members: Vec<Member>,
}

/// One member of a union.
#[derive(Debug)]
pub(crate) struct Member {
    /// Component name.
    pub(crate) schema: String,
    /// The texts of the tag that mean this member.
    pub(crate) values: Vec<String>,
}

impl Union {
    /// Reads a component; nothing if it is not a union.
    pub(super) fn of(schema: &Value) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let members = items(schema, "oneOf").iter().filter_map(reference_name);
        let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (value, target) in entries(discriminator, "mapping") {
            let member = target.as_str().and_then(|target| target.rsplit('/').next());
            let of_member = values.entry(member.unwrap_or_default()).or_default();
            of_member.push(value.clone());
        }
        Some(Self {
            description: description(schema),
            tag: text(discriminator, "propertyName").to_owned(),
            members: members
                .map(|member| Member {
                    schema: member.to_owned(),
                    values: values.remove(member).unwrap_or_default(),
                })
                .collect(),
        })
    }
}

impl Member {
    /// The name of its variant: that of the one text that means it, or else its own.
    pub(crate) fn variant(&self) -> String {
        match &self.values[..] {
            [only] => naming::variant(only),
            _ => naming::variant(&self.schema),
        }
    }
}

/// Whether a schema is a union.
pub(crate) fn is_union(schema: &Value) -> bool {
    schema.get("oneOf").is_some() && schema.get("discriminator").is_some()
}

/// Whether a schema is one of several, where no property says which.
pub(crate) fn is_untagged(schema: &Value) -> bool {
    !is_union(schema)
        && ["oneOf", "anyOf"]
            .iter()
            .any(|key| schema.get(key).is_some())
}

/// For each member of any union of the document: the tag, and the texts of it that mean this member.
pub(super) fn tags(document: &Document) -> BTreeMap<String, (String, Vec<String>)> {
    let mut tags = BTreeMap::new();
    let schemas = document.root.get("components");
    for (_, schema) in schemas.into_iter().flat_map(|all| entries(all, "schemas")) {
        if let Some(union) = Union::of(schema).filter(|_| is_union(schema)) {
            for member in union.members {
                tags.insert(member.schema, (union.tag.clone(), member.values));
            }
        }
    }
    tags
}
