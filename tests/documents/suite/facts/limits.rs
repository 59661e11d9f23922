//! That a document limits nothing that its provider does not, unless it says so.

use serde_json::{Value, json};

use super::{compared, document};

const TABLE: &str = "
error Problem
operation getThing POST /things/{id}
  says by its name
  parameter id path text required pattern=^[a-z]+$
  parameter size query integer allowEmptyValue
  request application/json Thing
  answer 200 nothing
  errors 404
schema Thing
  id text readOnly
  name text required nullable
  kinds [text]
  shape ?
schema Problem
  code text
";

/// A document that agrees with the table, with one value in it replaced.
fn changed(pointer: &str, value: Value) -> Value {
    let mut document = document();
    let operation = &mut document["paths"]["/things/{id}"]["post"];
    operation["description"] = json!("Gets a thing by\nits name.");
    operation["responses"]["200"] = json!({});
    operation["parameters"][1] = json!({
        "name": "size", "in": "query", "allowEmptyValue": true, "schema": { "type": "integer" },
    });
    let thing = &mut document["components"]["schemas"]["Thing"]["properties"];
    thing["name"] = json!({ "type": "string", "nullable": true });
    thing["kinds"] = json!({ "type": "array", "items": { "type": "string" } });
    if let Some((parent, name)) = pointer.rsplit_once('/') {
        document.pointer_mut(parent).unwrap()[name] = value;
    }
    document
}

const NAME: &str = "/components/schemas/Thing/properties/name";

/// A name with two limits and, if told so, the reason.
fn limited_name(is_said: bool) -> Value {
    let mut name = json!({ "type": "string", "nullable": true, "maxLength": 5, "minLength": 1 });
    if is_said {
        name["x-deviation"] = json!("We limit it.");
    }
    name
}

#[test]
fn every_limit_of_a_document_is_compared() {
    assert_eq!(compared(TABLE, changed("", json!(null))), [""; 0]);
    let operation = "/paths/~1things~1{id}/post";
    for (pointer, value, finding) in [
        (
            "/components/schemas/Id/pattern",
            json!("^[a-z]{3}$"),
            "getThing parameter id in path: pattern ^[a-z]+$, but ^[a-z]{3}$ in the document",
        ),
        (
            "/components/schemas/Id",
            json!({ "type": "string" }),
            "getThing parameter id in path: pattern ^[a-z]+$, but the document does not say so",
        ),
        (
            NAME,
            limited_name(false),
            "getThing request.name: maxLength 5, minLength 1 in the document only",
        ),
        (
            NAME,
            limited_name(true),
            "getThing request.name: maxLength 5, minLength 1 in the document only",
        ),
        (
            "/components/schemas/Thing/properties/kinds/items/enum",
            json!(["a"]),
            "getThing request.kinds: enum a in the document only",
        ),
        (
            "/components/schemas/Thing/properties/id/readOnly",
            json!(false),
            "getThing request.id: the facts do not have it",
        ),
        (
            &format!("{operation}/parameters/1/allowEmptyValue"),
            json!(false),
            "getThing parameter size in query: allowEmptyValue, but the document does not say so",
        ),
        (
            &format!("{operation}/description"),
            json!("Gets a thing."),
            "getThing: the description does not say by its name",
        ),
    ] {
        assert_eq!(compared(TABLE, changed(pointer, value)), [finding]);
    }
}

#[test]
fn a_limit_of_our_own_is_told_in_the_table_and_in_the_document() {
    let table = TABLE.replace("required nullable", "required nullable deviation: a reason");
    assert_eq!(compared(&table, changed(NAME, limited_name(true))), [""; 0]);
    assert_eq!(
        compared(&table, changed(NAME, limited_name(false))),
        ["getThing request.name: the document deviates here without an `x-deviation`"]
    );
}

#[test]
fn what_the_provider_calls_read_only_is_sent_with_a_reason_only() {
    let id = "/components/schemas/Thing/properties/id";
    let sent = json!({ "type": "string", "x-deviation": "We send it." });
    let table = TABLE.replace("id text readOnly", "id text readOnly deviation: a reason");
    assert_eq!(compared(&table, changed(id, sent)), [""; 0]);
    let silent = json!({ "type": "string" });
    assert_eq!(
        compared(&table, changed(id, silent)),
        ["getThing request.id: the document deviates here without an `x-deviation`"]
    );
}

/// Nothing in this answer or request lets the field travel, or nothing but our choice to send it.
#[test]
fn what_is_read_only_is_compared_in_a_request_too() {
    let id = "/components/schemas/Thing/properties/id";
    let shown = json!({ "type": "string", "readOnly": true, "x-sensitive": true });
    assert_eq!(
        compared(TABLE, changed(id, shown)),
        ["getThing request.id: sensitive in the document only"]
    );
    let misspelled = json!({ "type": "string", "readOnly": true });
    assert_eq!(
        compared(
            TABLE,
            changed("/components/schemas/Thing/properties/Id", misspelled)
        ),
        ["getThing request.Id: the facts do not have it"]
    );
    let table = TABLE.replace(
        "id text readOnly",
        "id text readOnly pattern=^[a-z]$ deviation: a reason",
    );
    let sent =
        |pattern| json!({ "type": "string", "pattern": pattern, "x-deviation": "We send it." });
    assert_eq!(compared(&table, changed(id, sent("^[a-z]$"))), [""; 0]);
    assert_eq!(
        compared(&table, changed(id, sent("^[a-y]$"))),
        ["getThing request.id: pattern ^[a-z]$, but ^[a-y]$ in the document"]
    );
}

#[test]
fn what_we_chose_is_compared_like_a_fact() {
    let chosen = "required nullable maxLength=~5 minLength=~1";
    let plain = TABLE.replace("required nullable", chosen);
    assert_eq!(
        compared(&plain, changed(NAME, limited_name(false))),
        [""; 0]
    );
    let table = TABLE.replace(
        "required nullable",
        &format!("{chosen} deviation: a reason"),
    );
    assert_eq!(compared(&table, changed(NAME, limited_name(true))), [""; 0]);
    assert_eq!(
        compared(&table, changed(NAME, limited_name(false))),
        ["getThing request.name: the document deviates here without an `x-deviation`"]
    );
    // A reason to deviate is none to deviate in another way.
    let mut other = limited_name(true);
    other["maxLength"] = json!(6);
    assert_eq!(
        compared(&table, changed(NAME, other)),
        ["getThing request.name: maxLength 5, but 6 in the document"]
    );
}

#[test]
fn marks_of_our_own_are_compared() {
    let marked = |key: &str, value: Value| {
        let mut name = json!({ "type": "string", "nullable": true });
        name[key] = value;
        compared(TABLE, changed(NAME, name))
    };
    assert_eq!(
        marked("x-sensitive", json!(true)),
        ["getThing request.name: sensitive in the document only"]
    );
    assert_eq!(
        marked("default", json!("x")),
        ["getThing request.name: default x in the document only"]
    );
    let size = "/paths/~1things~1{id}/post/parameters/1/x-omit";
    assert_eq!(
        compared(TABLE, changed(size, json!(true))),
        ["getThing parameter size in query: omit in the document only"]
    );
    let thing = "/components/schemas/Thing";
    assert_eq!(
        compared(
            TABLE,
            changed(&format!("{thing}/x-optional-in-answers"), json!(true))
        ),
        ["getThing request: not optional in answers, but the document says otherwise"]
    );
    assert_eq!(
        compared(
            TABLE,
            changed(&format!("{thing}/x-job"), json!({ "rules": [] }))
        ),
        ["getThing request: the facts do not have its job"]
    );
    let job = format!("{TABLE}job Thing\n  running\n");
    assert_eq!(
        compared(&job, changed("", json!(null))),
        ["getThing request: 1 lines of a job, but 0 in the document"]
    );
}
