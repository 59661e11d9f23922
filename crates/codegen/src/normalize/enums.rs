//! The values that a schema lists.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::findings::Findings;
use super::node::Node;
use super::source::Source;
use super::types::SEVERAL;

/// The values of an enum, each once; `null` among them means that the value may be null.
pub(super) fn read(member: &Source<'_>, values: Option<&Vec<Value>>, node: &mut Node) {
    let Some(values) = values else {
        node.put("enum", member.copy());
        return;
    };
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    let mut seen = HashSet::new();
    for value in values {
        if value.is_null() {
            node.put_new("nullable", json!(true));
        } else if seen.insert(value.to_string()) {
            kept.push(value.clone());
        }
    }
    if kept.len() == values.len() {
        node.put(
            "enum",
            Node {
                value: Value::Array(kept),
                ..member.copy()
            },
        );
    } else if !kept.is_empty() {
        node.put("enum", Node::at(Value::Array(kept), &member.place()));
    }
}

/// The same for an `enum` beside a type: a value that is none of it is never sent. Where no value is, the type or the
/// values are a mistake, and any JSON is taken.
pub(super) fn read_fitting(
    schema: &Source<'_>,
    member: &Source<'_>,
    node: &mut Node,
    findings: &mut Findings<'_>,
) {
    let kind = schema.text("type");
    let Some(values) = member.value.as_array() else {
        return read(member, None, node);
    };
    let fitting = values.iter().filter(|value| fits(kind, value));
    let fitting: Vec<Value> = fitting.cloned().collect();
    let is_told_by_the_lint = matches!(kind, "boolean" | "number");
    let has_any = fitting.iter().any(|value| !value.is_null());
    if fitting.len() == values.len() || has_any && is_told_by_the_lint {
        return read(member, Some(values), node);
    }
    let what = match has_any {
        true => "these values are left out",
        false => "any JSON is taken",
    };
    findings.report(
        "idle/odd-enum",
        member,
        format!("`enum` has values that are no {kind}: {what}"),
        "write the values as the `type` says, or correct the `type`",
    );
    read(member, Some(&fitting), node);
    if !has_any {
        node.put(SEVERAL, Node::at(json!(true), &member.place()));
    }
}

/// Whether a value may be meant as one of the type `kind`: as a text too.
fn fits(kind: &str, value: &Value) -> bool {
    let text = value.as_str().map(str::trim);
    match kind {
        _ if value.is_null() => true,
        "string" => !value.is_array() && !value.is_object(),
        "integer" => {
            let is_whole = |number: f64| number.fract() == 0.0;
            let is_text = text.is_some_and(|text| text.parse::<i64>().is_ok());
            is_text || value.as_f64().is_some_and(is_whole)
        }
        "number" => {
            let is_text = text.is_some_and(|text| text.parse::<f64>().is_ok());
            is_text || value.is_number()
        }
        "boolean" => value.is_boolean() || matches!(text, Some("true" | "false")),
        _ => true,
    }
}
