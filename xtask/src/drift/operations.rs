//! Operations on both sides: what each sends and answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::difference::{Difference, Place, Weight};
use super::limits::Way;
use super::schemas::Comparison;
use super::side::{Operation, Side, entries, items};

/// Everything that differs, what we lack included.
pub(super) fn compare(ours: &Side<'_>, theirs: &Side<'_>) -> Vec<Difference> {
    let mut comparison = Comparison::new(ours, theirs);
    let mut tags: BTreeSet<&str> = BTreeSet::new();
    for (key, own) in &ours.operations {
        let place = Place::new(id(own), own.value);
        tags.extend(tags_of(own.value));
        match theirs.operations.get(key) {
            Some(other) => {
                tags.extend(tags_of(other.value));
                operation(&mut comparison, &place, own, other);
            }
            None => {
                let what = format!("{} {} is gone", key.1.to_uppercase(), own.path);
                comparison.add_named(Weight::Breaking, &place, own.path, what);
            }
        }
    }
    let mut found: Vec<Difference> = comparison.found.into_iter().collect();
    for (key, other) in &theirs.operations {
        let shared = tags_of(other.value).find(|tag| tags.contains(tag));
        if let Some(tag) = shared.filter(|_| !ours.operations.contains_key(key)) {
            found.push(Difference {
                weight: Weight::Missing,
                place: tag.to_owned(),
                what: format!("{} ({} {})", id(other), key.1.to_uppercase(), other.path),
                deviation: None,
            });
        }
    }
    found
}

fn id(operation: &Operation<'_>) -> String {
    operation.value["operationId"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn tags_of(operation: &Value) -> impl Iterator<Item = &str> {
    items(operation, "tags").iter().filter_map(Value::as_str)
}

fn operation<'a>(
    comparison: &mut Comparison<'a, '_>,
    place: &Place<'a>,
    own: &Operation<'a>,
    other: &Operation<'a>,
) {
    parameters(comparison, place, own, other);
    match (own.value.get("requestBody"), other.value.get("requestBody")) {
        (Some(own), Some(other)) => {
            let inner = place.to(" body", own);
            content(comparison, &inner, own, other, Way::Sent);
        }
        (Some(own), None) => {
            let inner = place.to(" body", own);
            comparison.add_named(
                Weight::Breaking,
                &inner,
                "requestBody",
                "it is gone".to_owned(),
            );
        }
        (None, Some(body)) => {
            let is_required = body.get("required") == Some(&Value::Bool(true));
            let weight = if is_required {
                Weight::Breaking
            } else {
                Weight::Additive
            };
            let what = match is_required {
                true => "it needs a body",
                false => "it takes a body",
            };
            comparison.add_named(weight, place, "requestBody", what.to_owned());
        }
        (None, None) => {}
    }
    responses(comparison, place, own.value, other.value);
}

fn parameters<'a>(
    comparison: &mut Comparison<'a, '_>,
    place: &Place<'a>,
    own: &Operation<'a>,
    other: &Operation<'a>,
) {
    let ours = by_place(own);
    let theirs = by_place(other);
    for (key, parameter) in &ours {
        let inner = place.to(&format!(" {}", shown(key, parameter)), parameter);
        let Some(other) = theirs.get(key) else {
            comparison.add_named(
                Weight::Breaking,
                &inner,
                name(parameter),
                "it is gone".to_owned(),
            );
            continue;
        };
        let required = |parameter: &Value| parameter.get("required") == Some(&Value::Bool(true));
        match (required(parameter), required(other)) {
            (false, true) => {
                comparison.add_named(
                    Weight::Breaking,
                    &inner,
                    name(parameter),
                    "it is required".to_owned(),
                );
            }
            (true, false) => {
                let what = "it need not be given".to_owned();
                comparison.add_named(Weight::Additive, &inner, name(parameter), what);
            }
            _ => {}
        }
        // What no builder offers is never sent.
        let is_omitted = parameter.get("x-omit") == Some(&Value::Bool(true));
        if let (Some(own), Some(other), false) =
            (parameter.get("schema"), other.get("schema"), is_omitted)
        {
            comparison.schemas(&inner.to("", own), own, other, Way::Sent);
        }
    }
    for (key, parameter) in theirs.iter().filter(|(key, _)| !ours.contains_key(*key)) {
        let is_required = parameter.get("required") == Some(&Value::Bool(true));
        let weight = if is_required {
            Weight::Breaking
        } else {
            Weight::Additive
        };
        let required = if is_required { ", and required" } else { "" };
        let what = format!("the {} is new{required}", shown(key, parameter));
        comparison.add_named(weight, place, name(parameter), what);
    }
}

/// The parameters of an operation by where and what they are: those of the path by their number in it.
fn by_place<'a>(operation: &Operation<'a>) -> BTreeMap<(&'a str, String), &'a Value> {
    let names: Vec<&str> = operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect();
    let parameters = items(operation.value, "parameters").iter();
    parameters
        .map(|parameter| {
            let place = parameter["in"].as_str().unwrap_or_default();
            let name = name(parameter);
            let number = names.iter().position(|other| *other == name);
            match (place, number) {
                ("path", Some(number)) => ((place, number.to_string()), parameter),
                _ => ((place, name.to_owned()), parameter),
            }
        })
        .collect()
}

fn shown(key: &(&str, String), parameter: &Value) -> String {
    format!("{} parameter {}", key.0, name(parameter))
}

/// What a parameter is called. In its key, one of the path has a number.
fn name(parameter: &Value) -> &str {
    parameter["name"].as_str().unwrap_or_default()
}

fn responses<'a>(
    comparison: &mut Comparison<'a, '_>,
    place: &Place<'a>,
    own: &'a Value,
    other: &'a Value,
) {
    let ours: BTreeMap<&str, &Value> = entries(own, "responses").collect();
    let theirs: BTreeMap<&str, &Value> = entries(other, "responses").collect();
    for (status, response) in &ours {
        let inner = place.to(&format!(" answer {status}"), response);
        match theirs.get(status) {
            Some(other) => content(comparison, &inner, response, other, Way::Read),
            None if status.starts_with('2') => {
                comparison.add_named(Weight::Breaking, &inner, status, "it is gone".to_owned());
            }
            None => {
                let what = "it is not listed".to_owned();
                comparison.add_named(Weight::Additive, &inner, status, what);
            }
        }
    }
    for status in theirs.keys().filter(|status| !ours.contains_key(*status)) {
        let weight = if status.starts_with('2') {
            Weight::Breaking
        } else {
            Weight::Additive
        };
        let what = format!("the answer {status} is new");
        comparison.add_named(weight, place, status, what);
    }
}

/// The bodies of the media type that we have. Of several, the last is the newest.
fn content<'a>(
    comparison: &mut Comparison<'a, '_>,
    place: &Place<'a>,
    own: &'a Value,
    other: &'a Value,
    way: Way,
) {
    let ours: BTreeMap<&str, &Value> = entries(own, "content").collect();
    let theirs: BTreeMap<&str, &Value> = entries(other, "content").collect();
    let Some((media_type, media)) = ours.last_key_value() else {
        if !theirs.is_empty() && way == Way::Read {
            let list: Vec<&str> = theirs.keys().copied().collect();
            let what = format!("it has a body: {}", list.join(", "));
            comparison.add(Weight::Additive, place, "content", what);
        }
        return;
    };
    let Some(other) = theirs.get(media_type) else {
        let list: Vec<&str> = theirs.keys().copied().collect();
        let what = format!("the media type is {}, here {media_type}", list.join(", "));
        comparison.add(Weight::Breaking, place, media_type, what);
        return;
    };
    for newer in theirs
        .keys()
        .filter(|key| *key > media_type && !ours.contains_key(*key))
    {
        let what = format!("the media type {newer} is new");
        comparison.add(Weight::Additive, place, newer, what);
    }
    if let (Some(own), Some(other)) = (media.get("schema"), other.get("schema")) {
        comparison.schemas(&place.to("", own), own, other, way);
    }
}
