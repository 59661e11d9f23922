//! Parameters of one kind: the same name and the same limits in several operations share one schema.

use std::collections::HashMap;

use serde_json::Value;

use super::dialect::is_note;
use super::items::Item;
use super::source::Source;
use crate::naming;

/// The name of the kind that the schema of a parameter is of, by what tells kinds apart: the name of the
/// parameter and its limits.
pub(super) struct Kinds(HashMap<(String, String), String>);

impl Kinds {
    /// Looks at the parameters that the operations of all paths write out.
    pub(super) fn of(items: &[Item<'_>]) -> Self {
        let mut counts: HashMap<(String, String), usize> = HashMap::new();
        for item in items {
            for owner in item.owners() {
                for parameter in owner.items_of("parameters") {
                    if let Some(kind) = kind(&parameter) {
                        *counts.entry(kind).or_default() += 1;
                    }
                }
            }
        }
        // Of several kinds by one name, the most frequent has it; one that is used once is named by its place.
        let mut frequent: HashMap<String, (usize, String)> = HashMap::new();
        for ((name, limits), count) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let best = frequent.entry(name).or_default();
            if (count, &limits) > (best.0, &best.1) {
                *best = (count, limits);
            }
        }
        let kinds = frequent.into_iter();
        let kinds = kinds.map(|(name, (_, limits))| ((name.clone(), limits), name));
        Self(kinds.collect())
    }

    /// The name of the kind of a parameter, if it is of one.
    pub(super) fn name(&self, parameter: &Source<'_>) -> Option<&str> {
        self.0.get(&kind(parameter)?).map(String::as_str)
    }
}

/// The name and the limits of a parameter that is a text with limits or an array of such.
fn kind(parameter: &Source<'_>) -> Option<(String, String)> {
    let mut schema = parameter.get("schema")?;
    let mut name = naming::pascal(parameter.text("name"));
    if let Some(items) = schema.get("items") {
        schema = items;
        name.push_str("Item");
    }
    let members = schema.value.as_object()?;
    let limits = ["enum", "pattern", "minLength", "maxLength"];
    let is_limited = limits.iter().any(|limit| members.contains_key(*limit));
    let is_composed = ["$ref", "allOf", "oneOf", "anyOf", "properties"];
    if !is_limited || is_composed.iter().any(|key| members.contains_key(*key)) {
        return None;
    }
    let said = members.iter().filter(|(key, _)| !is_note(key));
    let said: Vec<String> = said
        .map(|(key, value): (&String, &Value)| format!("{key}:{value}"))
        .collect();
    Some((name, said.join(",")))
}
