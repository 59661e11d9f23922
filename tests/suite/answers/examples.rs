//! The examples in the documents are what the types read and write.

use serde_json::Value;

use crate::answers;

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
            // A required array is written although it is empty.
            let encoded = encoded.map(|encoded| without_empties(&encoded));
            assert_eq!(encoded, Ok(without_empties(example)), "{place}");
            counted += 1;
        }
    }
    documents::report!("examples: {counted} decode and encode without loss");
    assert!(counted >= 30, "only {counted} examples were found");
}

/// In an answer, null, an empty array and absence mean the same, and so do 1 and 1.0.
fn without_empties(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let is_empty = |value: &Value| value.is_null() || *value == Value::Array(Vec::new());
            let members = members.iter().filter(|(_, value)| !is_empty(value));
            members
                .map(|(name, value)| (name.clone(), without_empties(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(without_empties).collect(),
        Value::Number(number) if number.is_f64() => whole(number.as_f64().unwrap_or_default()),
        other => other.clone(),
    }
}

/// A number without a fraction as an integer, as far as that loses nothing.
fn whole(number: f64) -> Value {
    let is_exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    match is_exact.then_some(number as i64) {
        Some(integer) => Value::from(integer),
        None => Value::from(number),
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
