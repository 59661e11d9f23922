//! Answers that are no objects.

use backhaul_constructs::types::Status;
use backhaul_constructs::{Client, ErrorKind};
use serde_json::json;

use crate::recorder::{answering, json as ok};

async fn client(body: &str) -> Client {
    answering(&ok(body)).await.0
}

#[tokio::test]
async fn scalars() {
    assert_eq!(*client("7").await.get_count().await.unwrap(), 7);
    // As leniently as anywhere in an answer.
    assert_eq!(*client("\"8\"").await.get_count().await.unwrap(), 8);
    assert_eq!(*client("0.5").await.get_share().await.unwrap(), 0.5);
    assert_eq!(
        client("\"a\\u00fc\"")
            .await
            .get_word()
            .await
            .unwrap()
            .as_str(),
        "aü"
    );
    let error = client("null").await.get_count().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn arrays_with_null_among_the_items() {
    let texts = client(r#"["a",null,"b"]"#).await.get_texts().await.unwrap();
    assert_eq!(*texts, [Some("a".to_owned()), None, Some("b".to_owned())]);
    let statuses = client(r#"["OFF","new"]"#)
        .await
        .get_statuses()
        .await
        .unwrap();
    assert_eq!(*statuses, [Status::Off, Status::from("new")]);
    assert!(client("[]").await.get_texts().await.unwrap().is_empty());
}

#[tokio::test]
async fn maps_and_any_json() {
    let sizes = client(r#"{"b":1,"a":"2"}"#)
        .await
        .get_sizes()
        .await
        .unwrap();
    assert_eq!(
        sizes
            .iter()
            .map(|(name, size)| (name.as_str(), *size))
            .collect::<Vec<_>>(),
        [("a", 2), ("b", 1)]
    );
    let parts = client(r#"{"a":[{"size":1},{"size":2}]}"#)
        .await
        .get_parts()
        .await
        .unwrap();
    assert_eq!(parts["a"][1].size, 2);
    for value in [
        json!({ "code": "x", "list": [1, null] }),
        json!([1.5]),
        json!("x"),
        json!(null),
    ] {
        let answer = client(&value.to_string()).await.get_any().await.unwrap();
        assert_eq!(*answer, value);
    }
}

#[tokio::test]
async fn an_object_that_may_be_null() {
    assert!(client("null").await.get_maybe().await.unwrap().is_none());
    let thing = client(r#"{"name":"a"}"#).await.get_maybe().await.unwrap();
    assert_eq!(thing.as_ref().unwrap().name.as_deref(), Some("a"));
}

#[tokio::test]
async fn maps_and_null_within_an_object() {
    let body = r#"{"names":null,"sizes":{"a":"1"},"parts":{"x":{"size":2}},"lists":{"de":["a"]},
        "free":{"k":{"deep":[true]}},"statuses":{"s":"new"},"secrets":{"key":"hidden-text"},
        "gaps":[1,null],"partsWithGaps":[null,{"size":3}],"extras":[null],"shares":["1.5"],"closed":{"c":null}}"#;
    let thing = client(body)
        .await
        .get_with_headers()
        .x_log_mode("ON")
        .await
        .unwrap();
    assert!(thing.names.is_empty());
    assert_eq!((thing.sizes["a"], thing.parts["x"].size), (1, 2));
    assert_eq!(thing.lists["de"], ["a"]);
    assert_eq!(thing.free["k"], json!({ "deep": [true] }));
    assert_eq!(thing.statuses["s"].as_str(), "new");
    assert_eq!(thing.gaps, [Some(1), None]);
    assert_eq!(thing.parts_with_gaps.len(), 2);
    assert!(thing.parts_with_gaps[0].is_none());
    assert_eq!(thing.shares, [1.5]);
    assert_eq!(thing.closed["c"], None);
    assert_eq!(thing.secrets["key"].expose(), "hidden-text");
    assert!(!format!("{thing:?}").contains("hidden-text"));
    // What was read can be written again, and read again.
    let again = backhaul_constructs::from_json(&serde_json::to_vec(&*thing).unwrap());
    assert_eq!(*thing, again.unwrap());
}

#[tokio::test]
async fn an_error_is_still_one() {
    let body = r#"{"code":"WRONG","message":"It is wrong."}"#;
    let error = client(body).await.get_texts().await.unwrap_err();
    assert_eq!(error.code(), Some("WRONG"));
    let error = client(body).await.get_count().await.unwrap_err();
    assert_eq!(error.code(), Some("WRONG"));
}
