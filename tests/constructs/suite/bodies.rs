//! Maps, any JSON, null among items; bodies that may be left out; methods.

use std::collections::HashMap;

use backhaul_constructs::requests::{Circle, MaybePart, Part};
use serde_json::{Value, json};

use crate::recorder::{answering, json as ok, no_content, problems, unasked};

const THING: &str = r#"{"names":{}}"#;

fn everything() -> Value {
    json!({
        "names": { "de": "a", "en": "ü\"" },
        "sizes": { "": -1 },
        "parts": { "left": { "size": 1, "label": "x" } },
        "lists": { "de": ["a", "b"], "en": [] },
        "free": { "a": [1, { "b": null }], "c": "d" },
        "statuses": { "x": "ON" },
        "secrets": { "key": "hidden-text" },
        "gaps": [1, null, 3],
        "partsWithGaps": [null, { "size": 0 }],
        "extra": { "a": 1.5 },
        "extras": [null, "x", [2]],
        "share": 0.25,
        "shares": [-1.5, 2.0],
        "since": "2026-11-30",
        "closed": { "a": true, "b": null },
    })
}

#[tokio::test]
async fn setters_make_maps_and_any_json() {
    let (client, sent) = answering(&ok(THING)).await;
    let call = client
        .create_thing()
        .names(HashMap::from([("en", "ü\""), ("de", "a")]))
        .sizes([("", -1)])
        .parts([("left", Part::new().size(1).label("x"))])
        .lists([("en", vec![]), ("de", vec!["a", "b"])])
        .free([("c", json!("d")), ("a", json!([1, { "b": null }]))])
        .statuses([("x", "ON")])
        .secrets([("key", "hidden-text")])
        .gaps([Some(1), None, Some(3)])
        .parts_with_gaps([None, Some(MaybePart::new().size(0))])
        .extra(json!({ "a": 1.5 }))
        .extras([Value::Null, "x".into(), json!([2])])
        .share(0.25)
        .shares([-1.5, 2.0])
        .since("2026-11-30")
        .closed([("a", Some(true)), ("b", None)]);
    assert!(!format!("{call:?}").contains("hidden-text"));
    let preview = call.preview().unwrap();
    let shown: Value = serde_json::from_slice(preview.body().unwrap()).unwrap();
    assert_eq!(shown["secrets"], json!({ "key": "[sensitive]" }));
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /things");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(
        serde_json::from_str::<Value>(&sent.body).unwrap(),
        everything()
    );
    // Sorted, so that the same is sent every time.
    assert!(
        sent.body.contains(r#""names":{"de":"a","en":"ü\""}"#),
        "{}",
        sent.body
    );
}

#[tokio::test]
async fn json_is_sent_as_it_was_written() {
    let (client, sent) = answering(&ok(THING)).await;
    client.create_thing().body_json(everything()).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&sent.body).unwrap(),
        everything()
    );
    let (client, sent) = answering(&ok(THING)).await;
    let text = r#"{"names":{"a":"b"},"share":0,"shares":[1,1.0,1e3],"extra":1}"#;
    client.create_thing().body_json(text).await.unwrap();
    assert_eq!(
        sent.await.unwrap().body,
        r#"{"extra":1,"names":{"a":"b"},"share":0,"shares":[1,1.0,1000.0]}"#
    );
}

#[tokio::test]
async fn every_mistake_has_its_place() {
    let client = unasked().await;
    let call = client
        .create_thing()
        .names([("a", "b"), ("a", "c"), ("d", "e")])
        .parts([("left", Part::new().size(0)), ("right", Part::new())])
        .lists([("en", ["a", "b", "c"])])
        .statuses([("x", "on")])
        .gaps([Some(0), None])
        .share(1.0)
        .shares([f64::INFINITY])
        .since("30.11.2026");
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "gaps[0]: 0 is not allowed: it must be at least 1",
            "lists.en: 3 items are not allowed: there must be at most 2",
            "names: 3 entries are not allowed: there must be at most 2",
            "parts.left.size: 0 is not allowed: it must be at least 1",
            "parts.right.size is missing: call .size(...)",
            "share: 1 is not allowed: it must be less than 1",
            "shares[0]: inf is not allowed: it must be a finite number",
            r#"since: "30.11.2026" is not a valid Date: it must be a day of the calendar in ISO 8601, such as 2026-11-22"#,
            r#"statuses.x: "on" is not allowed: it must be one of ON, OFF, a,b"#,
        ]
    );
    let call = client.create_thing().body_json(
        r#"{"names":[],"parts":{"left":{"size":"1"},"right":null},"lists":{"en":"a"},"gaps":[null,0.5],
            "share":"0.5","shares":[2,null],"since":5,"extra":{"a":1,"a":2},"closed":{"a":1},"free":7}"#,
    );
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "closed.a: must be true or false, not a number",
            r#"extra: the member "a" is there more than once"#,
            "free: must be an object, not a number",
            "gaps[1]: must be an integer of at most 64 bits, without a fraction or an exponent",
            "lists.en: must be an array, not a string",
            "names: must be an object, not an array",
            "parts.left.size: must be an integer, not a string",
            "parts.right: must be an object, not null",
            "share: must be a number, not a string",
            "shares[1]: must be a number, not null",
            "since: must be a string, not a number",
        ]
    );
    let error = client.create_thing().await.unwrap_err();
    assert_eq!(problems(&error), ["names is missing: call .names(...)"]);
}

#[tokio::test]
async fn a_body_may_be_left_out() {
    let (client, sent) = answering(&no_content()).await;
    client.change_things().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("PUT /things", "")
    );
    assert_eq!(
        sent.headers(),
        ["accept: application/json", "content-length: 0"]
    );

    let (client, sent) = answering(&no_content()).await;
    client.change_things().name("a").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.body, r#"{"name":"a"}"#);
    assert_eq!(
        sent.headers(),
        [
            "accept: application/json",
            "content-length: 12",
            "content-type: application/json"
        ]
    );

    // Half a body is none that may be left out.
    let client = unasked().await;
    let error = client.change_things().note("why").await.unwrap_err();
    assert_eq!(problems(&error), ["name is missing: call .name(...)"]);
    let error = client.change_things().body_json("{}").await.unwrap_err();
    assert_eq!(problems(&error), ["name is missing"]);
}

#[tokio::test]
async fn arrays_and_unions_may_be_left_out_too() {
    let (client, sent) = answering(&no_content()).await;
    client.rename_things().name("a").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("PATCH /things/a", "")
    );
    assert_eq!(sent.header("content-type"), None);
    let (client, sent) = answering(&no_content()).await;
    client
        .rename_things()
        .name("a")
        .body(["b", "c"])
        .await
        .unwrap();
    assert_eq!(sent.await.unwrap().body, r#"["b","c"]"#);

    let (client, sent) = answering(&no_content()).await;
    client.draw_shape().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("POST /shapes", "")
    );
    let (client, sent) = answering(&no_content()).await;
    client
        .draw_shape()
        .body(Circle::new().sizes([("r", 2)]))
        .await
        .unwrap();
    assert_eq!(
        sent.await.unwrap().body,
        r#"{"kind":"circle","sizes":{"r":2}}"#
    );
}

#[tokio::test]
async fn a_delete_may_have_a_body() {
    let (client, sent) = answering(&no_content()).await;
    client.delete_things().ids(["a", "b"]).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "DELETE /things");
    assert_eq!(sent.body, r#"{"ids":["a","b"]}"#);
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("content-length"), Some("17"));
}

#[tokio::test]
async fn head_and_options() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\nx-request-id: r1\r\nconnection: close\r\n\r\n";
    let (client, sent) = answering(answer).await;
    let answer = client.probe_thing().name("a b").await.unwrap();
    assert_eq!(
        answer.request_id().map(|id| id.to_string()).as_deref(),
        Some("r1")
    );
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "HEAD /things/a%20b");
    assert_eq!(sent.headers(), ["accept: application/json"]);
    let (client, sent) = answering(&no_content()).await;
    client.ask_things().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "OPTIONS /things");
}
