//! The examples in the documents are what the types read and write.

use serde_json::Value;

use crate::{answers, documents};

#[test]
fn every_example_decodes_and_encodes_without_loss() {
    let mut counted = 0;
    for document in documents::all() {
        for (schema, example) in document.examples() {
            let encoded = match answers::find(&document.provider, &schema) {
                Some(answer) => (answer.round_trip)(example),
                None => request_body(&schema, example),
            };
            let place = format!("{}: example of {schema}", document.provider);
            assert_eq!(encoded, Ok(without_nulls(example)), "{place}");
            counted += 1;
        }
    }
    crate::report!("examples: {counted} decode and encode without loss");
    assert!(counted >= 30, "only {counted} examples were found");
}

/// In an answer, null and absence mean the same.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members
                .map(|(name, value)| (name.clone(), without_nulls(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// Request bodies are only written, never read.
fn request_body(schema: &str, example: &Value) -> Result<Value, String> {
    assert_eq!(
        schema, "ShipperTaskIds",
        "{schema} is neither an answer in answers.rs nor a request body that this test knows"
    );
    let ids: Vec<String> = serde_json::from_value(example.clone()).unwrap();
    let body = backhaul_sls::parameters::ShipperTaskIds::try_from(ids).unwrap();
    serde_json::to_value(body).map_err(|error| error.to_string())
}
