//! What a schema says of its items, of entries without a name, and of properties that are there only in some cases.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::references::Reading;
use super::source::Source;

/// What the items of an array are.
pub(super) enum Items<'a> {
    /// Each of them fits this schema.
    All(Source<'a>),
    /// They are any JSON: there is a schema for each, or none.
    Any,
}

/// What `schema` says of its items, if it does. A list of schemas says something about all of them only if these are
/// the same, and nothing else can follow.
pub(super) fn items<'a>(schema: &Source<'a>) -> Option<Items<'a>> {
    let items = schema.get("items");
    let is_list = items.as_ref().is_some_and(|items| items.value.is_array());
    // The second is how drafts before 2020 write it.
    let (list, rest) = match is_list {
        false => (schema.items_of("prefixItems"), items),
        true => (schema.items_of("items"), schema.get("additionalItems")),
    };
    let Some((first, others)) = list.split_first() else {
        return match rest {
            Some(rest) if !is_list && !is_never(rest.value) => Some(Items::All(rest)),
            None if !is_list => None,
            _ => Some(Items::Any),
        };
    };
    let most = schema.value.get("maxItems").and_then(Value::as_u64);
    let has_end =
        most.is_some_and(|most| usize::try_from(most).is_ok_and(|most| most <= list.len()));
    let is_whole = match &rest {
        None => has_end,
        Some(rest) => has_end || is_never(rest.value) || rest.value == first.value,
    };
    Some(
        match is_whole && others.iter().all(|other| other.value == first.value) {
            true => Items::All(first.clone()),
            false => Items::Any,
        },
    )
}

/// Whether no value fits a schema.
pub(super) fn is_never(schema: &Value) -> bool {
    schema == &json!(false)
}

/// What the entries are that an object may have beside its properties.
pub(super) enum Entries<'a> {
    /// What `additionalProperties` says, as it is.
    Said(Source<'a>),
    /// Each fits this schema.
    All(Source<'a>),
    /// They are any JSON: several schemas say what those of some names are.
    Any,
}

/// What `schema` says of entries without a name, if it does.
pub(super) fn entries<'a>(schema: &Source<'a>) -> Option<Entries<'a>> {
    let rest = schema.get("additionalProperties");
    // Whether others have a name for it or not makes no difference where nothing is checked.
    let rest = rest.or_else(|| {
        let rest = schema.get("unevaluatedProperties");
        rest.filter(|rest| rest.value.is_object())
    });
    let patterns = schema.members_of("patternProperties");
    let Some(((_, first), others)) = patterns.split_first() else {
        return rest.map(|rest| match rest.value.is_object() {
            true => Entries::All(rest),
            false => Entries::Said(rest),
        });
    };
    let is_one = others.iter().all(|(_, other)| other.value == first.value);
    let is_all = match &rest {
        None => true,
        Some(rest) => is_never(rest.value) || rest.value == first.value,
    };
    Some(match is_one && is_all {
        true => Entries::All(first.clone()),
        false => Entries::Any,
    })
}

/// The properties that a value has if it fits a condition, each with what the cases say of it.
pub(super) fn conditional<'a>(
    reading: &Reading<'a>,
    schema: &Source<'a>,
) -> BTreeMap<&'a str, Vec<Source<'a>>> {
    let mut cases: Vec<Source<'a>> = Vec::new();
    if schema.has("if") {
        cases.extend(
            ["then", "else"]
                .into_iter()
                .filter_map(|key| schema.get(key)),
        );
    }
    let dependent = schema.members_of("dependentSchemas").into_iter();
    cases.extend(dependent.map(|(_, case)| case));
    let mut found: BTreeMap<&str, Vec<Source<'a>>> = BTreeMap::new();
    for case in cases {
        let target = case.value.get("$ref").and_then(Value::as_str);
        let case = target
            .and_then(|target| reading.root.pointed(target))
            .unwrap_or(case);
        for (name, property) in case.members_of("properties") {
            let known = found.entry(name).or_default();
            if !known.iter().any(|other| other.value == property.value) {
                known.push(property);
            }
        }
    }
    found
}
