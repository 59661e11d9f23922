//! The types that a schema names.

use serde_json::{Value, json};

use super::findings::Findings;
use super::node::Node;
use super::source::Source;
use crate::suggest;

/// Stands for several types until [`finish`](super::dialect::finish) has taken away what applies to only one of them.
pub(super) const SEVERAL: &str = "x-several-types";

/// The types of OpenAPI.
const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// What a name means that is no type of OpenAPI, and its format.
fn meant(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let name = name.to_ascii_lowercase();
    let is_type = TYPES.into_iter().find(|known| *known == name);
    Some(match name.as_str() {
        "int" | "long" => ("integer", None),
        "float" | "double" | "decimal" => ("number", None),
        "bool" => ("boolean", None),
        // So Swagger 2.0 calls it.
        "file" => ("string", Some("binary")),
        _ => (is_type?, None),
    })
}

/// A type, or a list of types. Several beside `null` allow any JSON, and so does one that does not exist.
pub(super) fn read(member: &Source<'_>, node: &mut Node, findings: &mut Findings<'_>) {
    let list = match member.value {
        Value::Array(items) => items.iter().collect(),
        // YAML reads it as nothing.
        Value::String(_) | Value::Null => vec![member.value],
        // A schema, for example, where the name of one was meant.
        other => {
            warn(member, &other.to_string(), None, findings);
            node.put(SEVERAL, Node::at(json!(true), &member.place()));
            return;
        }
    };
    let mut types: Vec<&str> = Vec::new();
    let mut is_known = true;
    for value in list {
        let name = value.as_str().unwrap_or("null");
        if let Some(known) = TYPES.into_iter().find(|known| *known == name) {
            types.push(known);
            continue;
        }
        let meant = meant(name);
        warn(member, &format!("{name:?}"), meant, findings);
        match meant {
            Some((kind, format)) => {
                types.push(kind);
                if let Some(format) = format {
                    node.put("format", Node::at(json!(format), &member.place()));
                }
            }
            None => is_known = false,
        }
    }
    if types.contains(&"null") {
        node.put_new("nullable", json!(true));
    }
    types.retain(|one| *one != "null");
    types.dedup();
    match types[..] {
        _ if !is_known => node.put(SEVERAL, Node::at(json!(true), &member.place())),
        [] => {}
        [only] => node.put("type", Node::at(json!(only), &member.place())),
        ["integer", "number"] | ["number", "integer"] => {
            node.put("type", Node::at(json!("number"), &member.place()));
        }
        _ => node.put(SEVERAL, Node::at(json!(true), &member.place())),
    }
}

fn warn(
    member: &Source<'_>,
    name: &str,
    meant: Option<(&str, Option<&str>)>,
    findings: &mut Findings<'_>,
) {
    let taken = match meant {
        None => "any JSON".to_owned(),
        Some((kind, None)) => format!("`{kind}`"),
        Some((kind, Some(format))) => format!("`{kind}` of the format `{format}`"),
    };
    let hint = "write string, integer, number, boolean, array or object".to_owned();
    let hint = match (meant, suggest::closest(name.trim_matches('"'), &TYPES)) {
        (None, Some(closest)) => format!("did you mean {closest}? If not, {hint}"),
        _ => hint,
    };
    findings.report(
        "idle/unknown-type",
        member,
        format!("type {name} does not exist in OpenAPI: it is taken as {taken}"),
        &hint,
    );
}
