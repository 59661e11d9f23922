//! What the providers call `...Request` is sent, and what they call `...Response` is answered.

use std::collections::BTreeSet;

use documents::Document;
use serde_json::Value;

/// A schema with the ending of the other direction may have the same fields, so that no check of fields tells
/// them apart. Those with both endings in their names, in `...ResponseView`, count by what is in front.
pub(crate) fn misdirected(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for operation in document.operations() {
        for (part, what, ending) in [
            ("requestBody", "is sent", "Response"),
            ("responses", "is answered", "Request"),
        ] {
            let names = reached(document, operation.get(part).unwrap_or(&Value::Null));
            let strange = names
                .iter()
                .filter(|name| name.trim_end_matches("View").ends_with(ending));
            let id = operation["operationId"].as_str().unwrap_or_default();
            wrong.extend(strange.map(|name| format!("{id}: {name} {what}")));
        }
    }
    wrong
}

/// The names of all schemas that `part` refers to, however far away.
fn reached(document: &Document, part: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![part];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let target = members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let schema = target.strip_prefix("#/components/schemas/");
                if schema.is_none_or(|name| names.insert(name.to_owned())) && !target.is_empty() {
                    open.push(document.follow(value));
                }
                // An example is not what the document says, but what it says it of.
                let parts = members
                    .iter()
                    .filter(|(key, _)| !["example", "examples"].contains(&key.as_str()));
                open.extend(parts.map(|(_, member)| member));
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names
}

#[test]
fn a_schema_of_the_other_direction_is_found() {
    use serde_json::json;

    let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let body = |name: &str| json!({ "content": { "application/json": { "schema": refer(name) } } });
    let found = |sent: &str, answered: &str| {
        let operation = json!({
            "operationId": "create",
            "requestBody": body(sent),
            "responses": { "200": { "$ref": "#/components/responses/Made" } },
        });
        let schemas = json!({
            "ThingRequest": { "properties": { "inner": refer("Inner") } },
            "ThingResponse": { "properties": { "self": refer("ThingResponse") } },
            "PageOfThingResponseView": {},
            "Wrapper": { "properties": { "things": { "items": refer("ThingResponse") } } },
            "Inner": {},
        });
        misdirected(&Document::of(
            "made",
            json!({
                "paths": { "/": { "post": operation } },
                "components": { "schemas": schemas, "responses": { "Made": body(answered) } },
            }),
        ))
    };
    assert_eq!(found("ThingRequest", "ThingResponse"), [""; 0]);
    assert_eq!(found("Inner", "PageOfThingResponseView"), [""; 0]);
    assert_eq!(
        found("ThingResponse", "Inner"),
        ["create: ThingResponse is sent"]
    );
    assert_eq!(found("Wrapper", "Inner"), ["create: ThingResponse is sent"]);
    assert_eq!(
        found("PageOfThingResponseView", "ThingRequest"),
        [
            "create: PageOfThingResponseView is sent",
            "create: ThingRequest is answered"
        ]
    );
    // The rule looks at something in the real documents.
    let names: BTreeSet<String> = documents::all()
        .iter()
        .flat_map(|document| {
            let bodies = document
                .operations()
                .into_iter()
                .filter_map(|operation| operation.get("requestBody"));
            bodies
                .flat_map(|body| reached(document, body))
                .collect::<Vec<_>>()
        })
        .collect();
    let requests = names.iter().filter(|name| name.ends_with("Request"));
    assert!(requests.count() > 5, "{names:?}");
}
