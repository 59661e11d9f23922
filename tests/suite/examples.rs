//! The examples in the documents are what the types read and write.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::documents::Document;
use crate::{answers, calls, documents, wire};

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
    crate::report!("examples: {counted} decode and encode without loss");
    assert!(counted >= 30, "only {counted} examples were found");
}

/// In an answer, null, an empty array and absence mean the same.
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
        other => other.clone(),
    }
}

/// What a request puts on the wire when its fields are those of the example.
#[tokio::test]
async fn every_object_in_a_request_is_sent_as_its_example_says() {
    let created = wire::json_answer("{\"id\":\"5f00000000000000000000c9\"}");
    let (address, requests) = wire::recorder(vec![created, wire::json_answer("")]).await;
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::access_token("FAKE"))
        .base_url(&address)
        .build()
        .unwrap();
    let document = Document::read("cloud-manager");
    let mut examples = BTreeMap::from_iter(document.request_objects());

    let example = examples.remove("LogCollectionRequest").unwrap();
    let text = |name: &str| example[name].as_str().unwrap();
    let types = example["logTypes"].as_array().unwrap().iter();
    let types: Vec<&str> = types.map(|kind| kind.as_str().unwrap()).collect();
    let call = client
        .create_log_collection_job()
        .group_id("5f0000000000000000000001")
        .resource_type(text("resourceType"))
        .resource_name(text("resourceName"))
        .size_requested_per_file_bytes(example["sizeRequestedPerFileBytes"].as_i64().unwrap())
        .log_types(types)
        .redacted(example["redacted"].as_bool().unwrap());
    call.send().await.unwrap();
    let mut expected = vec![example];

    let example = examples.remove("LogCollectionExtension").unwrap();
    let call = client
        .extend_log_collection_job()
        .group_id("5f0000000000000000000001")
        .job_id("5f00000000000000000000c1")
        .expiration_date(example["expirationDate"].as_str().unwrap());
    call.send().await.unwrap();
    expected.push(example);

    let sent: Vec<Value> = requests
        .await
        .unwrap()
        .iter()
        .map(|request| serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap())
        .collect();
    assert_eq!(sent.iter().collect::<Vec<_>>(), expected);
    assert!(examples.is_empty(), "send the new one here: {examples:?}");
}

#[tokio::test]
async fn every_object_in_a_request_to_dcs_is_sent_as_its_example_says() {
    let answers = ["{}"; 3].map(wire::json_answer).to_vec();
    let (address, requests) = wire::recorder(answers).await;
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("FAKE"))
        .base_url(&address)
        .build()
        .unwrap();
    let document = Document::read("dcs");
    let mut examples = BTreeMap::from_iter(document.request_objects());
    let text = |example: &Value, name: &str| example[name].as_str().unwrap().to_owned();

    let back_up = examples.remove("BackupInstanceBody").unwrap();
    let call = client.copy_instance().project_id("p").instance_id("i");
    let call = call.remark(text(back_up, "remark"));
    let call = call.backup_format(text(back_up, "backup_format"));
    call.send().await.unwrap();

    let links = examples.remove("BackupFileLinksBody").unwrap();
    let call = client.list_backup_file_links().project_id("p");
    let call = call.instance_id("i").backup_id("b");
    let seconds = links["expiration"].as_i64().unwrap();
    call.expiration(seconds).send().await.unwrap();

    let restore = examples.remove("RestoreInstanceBody").unwrap();
    let call = client.restore_instance().project_id("p").instance_id("i");
    let call = call.backup_id(text(restore, "backup_id"));
    let call = call.remark(text(restore, "remark"));
    call.send().await.unwrap();

    let sent: Vec<Value> = requests
        .await
        .unwrap()
        .iter()
        .map(|request| serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap())
        .collect();
    assert_eq!(sent.iter().collect::<Vec<_>>(), [back_up, links, restore]);
    assert!(examples.is_empty(), "send the new one here");
}

/// The rows of `calls/atlas.rs` make the bodies that the document shows, `null` and all.
#[tokio::test]
async fn every_body_that_atlas_is_sent_is_as_its_example_says() {
    let document = Document::read("atlas");
    let sent = wire::atlas_bodies().await;
    for (operation, body) in &sent {
        let id = calls::operation("atlas", operation).id;
        let operations = document.operations().into_iter();
        let documented = operations.filter(|one| one["operationId"] == id);
        let bodies = documented.filter_map(|one| one.get("requestBody"));
        let media = bodies.flat_map(|one| one["content"].as_object().unwrap().values());
        let examples: Vec<&Value> = media.map(|media| &media["example"]).collect();
        assert_eq!(examples, [body], "{operation}");
    }
    let operations = document.operations().into_iter();
    let with_body = operations.filter(|one| one.get("requestBody").is_some());
    assert_eq!(sent.len(), with_body.count());
    crate::report!(
        "examples: {} bodies are sent as atlas shows them",
        sent.len()
    );
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
