//! The values that a schema lists.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::node::Node;
use super::source::Source;

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
