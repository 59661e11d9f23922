//! What two schemas say together, key by key: a value must fit both.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::findings::Findings;
use super::node::Node;
use super::source::Source;
use super::types::SEVERAL;

/// Adds to `all` what the schema `from` says, whose own members are `members`. What no value could fit is a
/// finding at `from`.
pub(super) fn add(all: &mut Node, from: &Source<'_>, members: Node, findings: &mut Findings<'_>) {
    let mut members = members;
    if all.is_empty() {
        all.value = members.value;
        all.places.parts = members.places.parts;
        return;
    }
    add_limit(
        all,
        &mut members,
        "minimum",
        "exclusiveMinimum",
        Ordering::Greater,
    );
    add_limit(
        all,
        &mut members,
        "maximum",
        "exclusiveMaximum",
        Ordering::Less,
    );
    let keys = members.value.as_object().into_iter().flatten();
    let keys: Vec<String> = keys.map(|(key, _)| key.clone()).collect();
    for key in keys {
        let Some(member) = members.take(&key) else {
            continue;
        };
        let Some(known) = all.value.get(&key) else {
            all.put(&key, member);
            continue;
        };
        if *known == member.value {
            continue;
        }
        match together(&key, known, &member.value) {
            Together::First => {}
            Together::Second => all.put(&key, member),
            Together::Both(value) => all.put(&key, Node { value, ..member }),
            Together::Never if key == "type" => {
                let message = format!(
                    "no value can be {} and {known} at once: any JSON is taken",
                    member.value
                );
                let place = from.get(&key).unwrap_or_else(|| from.clone());
                findings.report(
                    "idle/contradicting-types",
                    &place,
                    message,
                    "say the same in both, or take the part out of `allOf`",
                );
                all.put_new(SEVERAL, json!(true));
            }
            Together::Never => {
                let message = format!(
                    "no value can fit all parts of `allOf`: `{key}` is {} here, but {known} in another part",
                    member.value
                );
                let place = from.get(&key).unwrap_or_else(|| from.clone());
                findings.report(
                    "document/no-value-fits",
                    &place,
                    message,
                    "say the same in both, or take the part out of `allOf`",
                );
            }
        }
    }
}

/// What two values of one key say together.
enum Together {
    First,
    Second,
    Both(Value),
    Never,
}

fn together(key: &str, first: &Value, second: &Value) -> Together {
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    match key {
        "type" => match (first.as_str(), second.as_str()) {
            (Some("integer"), Some("number")) => Together::First,
            (Some("number"), Some("integer")) => Together::Second,
            _ => Together::Never,
        },
        "format" => narrower_format(first, second),
        // An heir that contradicts what it is made of replaces it.
        "pattern" => Together::First,
        "enum" => common(first, second),
        "required" => Together::Both(joined(first, second)),
        "minLength" | "minItems" | "minProperties" if number(first) < number(second) => {
            Together::Second
        }
        "maxLength" | "maxItems" | "maxProperties" if number(first) > number(second) => {
            Together::Second
        }
        "multipleOf" => multiple(number(first), number(second)),
        "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" => Together::Both(json!(true)),
        _ => Together::First,
    }
}

/// Of two formats of integers, the one with fewer values; of others, the nearer.
fn narrower_format(first: &Value, second: &Value) -> Together {
    let width = |format: &Value| {
        let widths = ["int8", "int16", "int32", "int64"];
        widths.iter().position(|known| format == *known)
    };
    match (width(first), width(second)) {
        (Some(one), Some(other)) if one < other => Together::First,
        (Some(_), Some(_)) => Together::Second,
        _ => Together::First,
    }
}

/// The values that both enums have. If they have none in common, the nearer replaces the other.
fn common(first: &Value, second: &Value) -> Together {
    let (Some(first), Some(second)) = (first.as_array(), second.as_array()) else {
        return Together::First;
    };
    let known: std::collections::HashSet<String> = second.iter().map(Value::to_string).collect();
    let both = first
        .iter()
        .filter(|value| known.contains(&value.to_string()));
    let both: Vec<Value> = both.cloned().collect();
    match both.is_empty() {
        true => Together::First,
        false => Together::Both(Value::Array(both)),
    }
}

fn joined(first: &Value, second: &Value) -> Value {
    let lists = [first, second].into_iter().filter_map(Value::as_array);
    let mut all: Vec<Value> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for value in lists.flatten() {
        if seen.insert(value.to_string()) {
            all.push(value.clone());
        }
    }
    Value::Array(all)
}

fn multiple(first: f64, second: f64) -> Together {
    if first % second == 0.0 {
        Together::First
    } else if second % first == 0.0 {
        Together::Second
    } else {
        Together::Never
    }
}

/// A limit and whether it is exclusive belong together: those that allow less are kept.
fn add_limit(all: &mut Node, members: &mut Node, limit: &str, flag: &str, narrower: Ordering) {
    let number = |node: &Node| node.value.get(limit).and_then(Value::as_f64);
    let (Some(known), Some(other)) = (number(all), number(members)) else {
        return;
    };
    let order = other.partial_cmp(&known).unwrap_or(Ordering::Equal);
    let (limit_node, flag_node) = (members.take(limit), members.take(flag));
    if order == narrower {
        all.take(flag);
        if let Some(node) = limit_node {
            all.put(limit, node);
        }
    }
    let is_exclusive = flag_node
        .as_ref()
        .is_some_and(|node| node.value == json!(true));
    if let Some(node) = flag_node
        && (order == narrower || order == Ordering::Equal && is_exclusive)
    {
        all.put(flag, node);
    }
}
