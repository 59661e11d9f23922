//! Finding the objects of a document.

use serde_json::{Map, Value};

/// Mappings whose keys are names.
const MAPS_OF_NAMES: [&str; 17] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

/// Members that show values, which nobody changes. The variables of a server have an `enum`, but are no schemas.
const VALUES: [&str; 6] = [
    "default",
    "enum",
    "example",
    "examples",
    "value",
    "variables",
];

/// Does `work` with every object whose keys mean something, from the inside out.
pub(super) fn each_object(root: &mut Value, work: &mut impl FnMut(&mut Map<String, Value>)) {
    visit(root, false, work);
}

fn visit(value: &mut Value, are_names: bool, work: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                if are_names {
                    visit(member, false, work);
                } else if !VALUES.contains(&key.as_str()) && !key.starts_with("x-") {
                    visit(member, MAPS_OF_NAMES.contains(&key.as_str()), work);
                }
            }
            if !are_names {
                work(members);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, false, work)),
        _ => {}
    }
}
