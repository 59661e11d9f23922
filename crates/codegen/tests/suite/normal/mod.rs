//! The normal form: each construct of OpenAPI becomes what the stages behind `normalize` read.
//!
//! | file | tests |
//! |---|---|
//! | `names` | schemas that had no name |
//! | `references` | references of all kinds |
//! | `operations` | what an operation holds, and its id |
//! | `compositions`, `unions` | `allOf`, `oneOf` and `anyOf` |
//! | `templates` | the keys of paths |
//! | `sent` | texts with limits in requests |
//! | `version`, `newer` | OpenAPI 3.1: what 3.0 can say too, and the rest |
//! | `sendable` | media types and security that nobody can send as they are written |
//! | `refused` | what has no normal form |
//! | `places` | lines and paths of parts that were moved |
//! | `form` | what is true of every normal form, of real, random and damaged documents |

mod compositions;
mod form;
mod names;
mod newer;
mod operations;
mod places;
mod references;
mod refused;
mod sendable;
mod sent;
mod templates;
mod unions;
mod version;

use backhaul_codegen::{Normal, normal_form};
use serde_json::{Value, json};

/// The normal form of a document that must have one.
fn normal(text: &str) -> Normal {
    normal_form("specs/t.yaml", text).unwrap_or_else(|findings| {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"))
    })
}

/// A document in which `GET /NAME` answers the component of that name, with these components.
fn answers(names: &[&str], schemas: &str) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for name in names {
        text.push_str(&format!(
            "  /{name}:\n    get:\n      operationId: get{name}\n      responses:\n        '200':\n          \
             description: d\n          content:\n            application/json:\n              \
             schema: {{$ref: '#/components/schemas/{name}'}}\n"
        ));
    }
    text.push_str("components:\n  schemas:\n");
    for line in schemas.lines() {
        text.push_str(&format!("    {line}\n"));
    }
    text
}

/// The schemas of the normal form of such a document.
fn schemas(names: &[&str], schemas: &str) -> Value {
    normal(&answers(names, schemas)).value()["components"]["schemas"].clone()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
