//! How large an answer may be, and how much memory it may take.

use backhaul_runtime::{ErrorKind, Retry};
use backhaul_sandbox::{Fault, Sandbox};
use documents::Document;
use serde_json::json;
use wire::calls;

use crate::answers;
use crate::answers::bodies::{answer, list};
use crate::support::clients::{cloud_manager, dcs};
use crate::support::sandbox_rows;

#[tokio::test]
async fn the_size_of_an_answer_has_a_limit_that_can_be_set() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let mib = |number: u64| number * 1024 * 1024;
    let client = |limit: Option<usize>| {
        let token =
            backhaul_cloud_manager::Credentials::api_key(fixtures.public_key, fixtures.private_key);
        let builder = backhaul_cloud_manager::Client::builder()
            .credentials(token)
            .base_url(sandbox.url())
            .retry(Retry::off());
        let builder = match limit {
            Some(bytes) => builder.answer_limit(bytes),
            None => builder,
        };
        builder.build().unwrap()
    };
    for (of_client, of_call, size, expected) in [
        (None, None, mib(8), None),
        (None, None, mib(8) + 1, Some(8_388_608)),
        (Some(100_000), None, 100_000, None),
        (Some(100_000), None, 100_001, Some(100_000)),
        (Some(100_000), Some(200_000), 200_000, None),
        (Some(100_000), Some(200_000), 200_001, Some(200_000)),
        (None, Some(16_777_216), mib(16), None),
    ] {
        sandbox
            .faults()
            .on("listLogCollectionJobs", Fault::oversize(size));
        let client = client(of_client);
        let list = client
            .list_log_collection_jobs()
            .group_id(fixtures.group_id);
        let list = match of_call {
            Some(bytes) => list.answer_limit(bytes),
            None => list,
        };
        let page = list.send().await;
        sandbox.faults().clear();
        let Some(limit) = expected else {
            assert!(!page.unwrap().results.is_empty());
            continue;
        };
        let error = page.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let text = error.to_string();
        assert!(
            text.contains(&format!("larger than {limit} bytes")),
            "{text}"
        );
        assert!(text.contains(".answer_limit("), "{text}");
    }
}

/// The runtime's `read/memory.rs` says that the three bytes `{},` become about a kilobyte.
#[test]
fn an_item_of_three_bytes_takes_as_much_memory_as_the_documentation_says() {
    let mut lists = Vec::new();
    for (provider, ..) in calls::tables() {
        let document = Document::as_read(provider);
        for operation in document.operations() {
            let Some(items) = operation.get("x-pages").map(|pages| &pages["items"]) else {
                continue;
            };
            let responses = document.follow(&operation["responses"]["200"]);
            let media = responses["content"].as_object().unwrap().values().next();
            let page = document.follow(&media.unwrap()["schema"]);
            let item = &document.follow(&page["properties"][items.as_str().unwrap()])["items"];
            let name = documents::reference_name(item);
            let schema = document.follow(item);
            let required = schema["required"].as_array().into_iter().flatten();
            let least: serde_json::Map<_, _> = required
                .map(|name| (name.as_str().unwrap().to_owned(), json!("")))
                .collect();
            let least = json!(least).to_string();
            let written = least.len() + ",".len();
            let item = answers::find(&document.provider, &name).unwrap();
            let times = item.size / written;
            let id = operation["operationId"].to_string();
            lists.push((times, item.size, written, id, least, item.read));
        }
    }
    let (times, size, written, id, least, read) = lists.iter().max_by_key(|list| list.0).unwrap();
    documents::report!(
        "memory: an item of {id} takes {size} bytes for {written} of JSON, {times} times as much"
    );
    assert_eq!((least.as_str(), *written), ("{}", 3), "{id}");
    read(least).unwrap_or_else(|error| panic!("{id} cannot be that short: {error}"));
    assert!(
        (250..=300).contains(times) && (750..=1024).contains(size),
        "change the documentation: {size} bytes, {times} times as much"
    );
}

#[tokio::test]
async fn the_memory_of_an_answer_has_a_limit_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = |items: usize| {
        let items = vec!["{}"; items].join(",");
        let body = format!(r#"{{"results":[{items}]}}"#);
        answer(200, "application/json", body.as_bytes())
    };
    assert_eq!(list(&sandbox, page(5_000)).await.unwrap().len(), 0);
    let error = list(&sandbox, page(500_000)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let text = error.to_string();
    assert!(
        text.contains("more than 67108864 bytes of memory"),
        "{text}"
    );
    assert!(text.contains(".answer_limit("), "{text}");

    // Values of any type are bounded too, and so is an array that is the whole answer.
    let fixtures = sandbox.fixtures();
    let client = dcs(
        &sandbox,
        backhaul_dcs::Credentials::token(fixtures.dcs_token),
    );
    for (element, count) in [("[0]", 500_000), (r#"{"a":0}"#, 200_000), ("0", 2_100_000)] {
        let elements = vec![element; count].join(",");
        let body = format!(r#"{{"task_count":[{elements}],"tasks":[]}}"#);
        let fault = answer(200, "application/json", body.as_bytes());
        sandbox.faults().on("ListBackgroundTask", fault);
        let list = client
            .list_background_task()
            .project_id(fixtures.dcs_project_id);
        let list = list.instance_id(fixtures.dcs_instance_id);
        let error = list.send().await.unwrap_err();
        sandbox.faults().clear();
        assert!(error.to_string().contains("bytes of memory"), "{error}");
    }
    let ranges = vec!["{}"; 1_000_000].join(",");
    let fault = answer(200, "application/json", format!("[{ranges}]").as_bytes());
    sandbox.faults().on("getRestorableTimeRanges", fault);
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let ids = sandbox_rows::cloud_manager::ids(fixtures);
    let rows = calls::cloud_manager::ROWS.iter();
    let (_, call) = rows
        .clone()
        .find(|(name, _)| *name == "get_restorable_time_ranges")
        .unwrap();
    let error = call(&client, &ids).await.unwrap_err();
    assert!(error.to_string().contains("bytes of memory"), "{error}");
}
