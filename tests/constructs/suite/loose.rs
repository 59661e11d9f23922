//! What only documents of others have, in a client of its own: `loose.yaml`.

#[allow(dead_code, unreachable_pub, clippy::all, clippy::unwrap_used)]
mod api {
    include!(concat!(env!("OUT_DIR"), "/loose.rs"));
}

use api::requests::Rule;
use api::{Client, ClientBuilder, ErrorKind, Upload};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::recorder::{Sent, json as ok, listen, no_content, problems};

async fn answering(builder: ClientBuilder, answer: &str) -> (Client, JoinHandle<Sent>) {
    let (address, sent) = listen(answer).await;
    (builder.base_url(address).build().unwrap(), sent)
}

#[tokio::test]
async fn what_a_type_can_carry_is_sent_and_read() {
    let body = r#"{"count":3,"kind":"sized","labels":{"a":"b"},"mixed":["a",1],"other":{"any":[null]},"pair":[1,2],"rules":[{"kind":"inner"}],"size":1,"sizes":{"toolong":1},"state":"on"}"#;
    let (client, sent) = answering(Client::builder().token("fake-token"), &ok(body)).await;
    let call = client
        .put_rule()
        .kind("sized")
        .count(3)
        .pair([1, 2])
        .mixed([json!("a"), json!(1)])
        .labels([("a", "b")])
        .sizes([("toolong", 1)])
        .other(json!({"any": [null]}))
        .state("on")
        .rules([Rule::new().kind("inner")])
        .size(1);
    let rule = call.await.unwrap().into_inner();
    assert_eq!(
        (rule.kind.as_str(), rule.count, rule.size),
        ("sized", Some(3), Some(1))
    );
    assert_eq!(
        (rule.pair, rule.mixed),
        (vec![1, 2], vec![json!("a"), json!(1)])
    );
    assert_eq!(rule.labels["a"], "b");
    assert_eq!(rule.sizes["toolong"], 1);
    assert_eq!(rule.other, Some(json!({"any": [null]})));
    assert_eq!(rule.state.unwrap().as_str(), "on");
    assert_eq!(rule.rules[0].kind, "inner");
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "PUT /rules");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("accept"), Some("application/json"));
    assert_eq!(sent.body, body);
}

/// Answers are read whether they keep a rule or not.
#[tokio::test]
async fn an_answer_need_not_keep_what_is_not_checked() {
    let body = r#"{"kind":"other","labels":{"A1":"x"},"mixed":[1,2,3],"pair":[],"size":0}"#;
    let (client, _) = answering(Client::builder().token("fake-token"), &ok(body)).await;
    let rule = client.put_rule().kind("x").await.unwrap().into_inner();
    assert_eq!(rule.labels["A1"], "x");
    assert_eq!(
        (rule.mixed.len(), rule.pair.len(), rule.size),
        (3, 0, Some(0))
    );
}

#[tokio::test]
async fn what_can_be_checked_is_checked_before_sending() {
    let (client, _) = answering(Client::builder().token("fake-token"), &no_content()).await;
    let call = client
        .put_rule()
        .kind("x")
        .pair([1])
        .mixed([json!(1), json!(2), json!(3)])
        .state("odd")
        .size(0);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "mixed: 3 items are not allowed: there must be at most 2",
            "pair: 1 items are not allowed: there must be at least 2",
            "size: 0 is not allowed: it must be at least 1",
            r#"state: "odd" is not allowed: it must be one of on, off"#,
        ]
    );
}

#[tokio::test]
async fn of_two_schemes_for_one_header_the_first_is_sent_that_there_is() {
    let rule = ok(r#"{"kind":"x"}"#);
    for (builder, expected) in [
        (Client::builder().token("fake-token"), "Bearer fake-token"),
        (Client::builder().account("Fake account"), "Fake account"),
        (
            Client::builder()
                .token("fake-token")
                .account("Fake account"),
            "Fake account",
        ),
    ] {
        let (client, sent) = answering(builder, &rule).await;
        client.put_rule().kind("x").await.unwrap();
        assert_eq!(sent.await.unwrap().header("authorization"), Some(expected));
    }
}

#[tokio::test]
async fn an_answer_of_a_type_that_is_none_is_bytes_and_any_type_is_asked_for() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/a-gzip\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc";
    // The scheme that it needs is not declared, so nothing is sent for it.
    let (client, sent) = answering(Client::builder(), answer).await;
    let mut file = client.get_report().await.unwrap().into_inner();
    let chunk = file.chunk().await.unwrap();
    assert_eq!(chunk.as_deref(), Some(&b"abc"[..]));
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("accept"), Some("*/*"));
    assert_eq!(sent.header("authorization"), None);
}

#[tokio::test]
async fn a_text_of_bytes_is_a_file_in_a_form() {
    let (client, sent) = answering(Client::builder(), &no_content()).await;
    let call = client.add_file().file(Upload::bytes("\u{1}x")).about("{}");
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert!(
        sent.body.contains("name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n\u{1}x\r\n"),
        "{:?}",
        sent.body
    );
}

#[tokio::test]
async fn a_form_that_is_no_object_is_written_by_the_caller() {
    let (client, sent) = answering(Client::builder(), &no_content()).await;
    client.look_up().body("text=a+b").await.unwrap();
    let sent = sent.await.unwrap();
    let media_type = sent.header("content-type");
    assert_eq!(media_type, Some("application/x-www-form-urlencoded"));
    assert_eq!(sent.body, "text=a+b");
}

#[tokio::test]
async fn parts_of_the_callers_need_a_boundary_and_a_part_of_a_file_is_read_like_the_file() {
    let answer =
        "HTTP/1.1 206 Partial Content\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc";
    let (client, sent) = answering(Client::builder(), answer).await;
    let body = "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n1\r\n--x--\r\n";
    let error = client.add_pack().body(Upload::bytes(body)).await;
    let problems = problems(&error.unwrap_err());
    assert!(problems[0].contains("boundary"), "{problems:?}");
    let upload = Upload::bytes(body).content_type("multipart/form-data; boundary=x");
    let mut pack = client.add_pack().body(upload).await.unwrap().into_inner();
    assert_eq!(pack.chunk().await.unwrap().as_deref(), Some(&b"abc"[..]));
    let sent = sent.await.unwrap();
    let media_type = sent.header("content-type");
    assert_eq!(media_type, Some("multipart/form-data; boundary=x"));
    assert_eq!(sent.body, body);
}

#[tokio::test]
async fn a_secret_with_limits_is_hidden_and_not_checked() {
    let (client, sent) = answering(Client::builder(), &no_content()).await;
    let call = client.put_key().key("Fake-1");
    assert!(!format!("{call:?}").contains("Fake-1"));
    call.await.unwrap();
    assert_eq!(sent.await.unwrap().body, r#"{"key":"Fake-1"}"#);
}

#[tokio::test]
async fn json_of_a_text_has_no_quotes_in_a_path() {
    let (client, sent) = answering(Client::builder(), &no_content()).await;
    client.delete_word().word("a b").await.unwrap();
    assert_eq!(sent.await.unwrap().line, "DELETE /words/a%20b");
}

/// A picture that is not ready is an error, which has the JSON that came in its place.
#[tokio::test]
async fn json_beside_a_file_is_an_error_with_what_it_says() {
    let answer = ok(r#"{"message":"soon"}"#).replace("200 OK", "202 Accepted");
    let (client, sent) = answering(Client::builder(), &answer).await;
    let error = client.get_picture().name("sea").await.unwrap_err();
    assert_eq!(error.status(), Some(202));
    assert_eq!(error.body(), Some(&br#"{"message":"soon"}"#[..]), "{error}");
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "GET /pictures/sea");
    assert_eq!(sent.header("accept"), Some("image/*"));
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabc";
    let (client, _) = answering(Client::builder(), answer).await;
    let mut picture = client.get_picture().name("sea").await.unwrap().into_inner();
    let chunk = picture.chunk().await.unwrap();
    assert_eq!(chunk.as_deref(), Some(&b"abc"[..]));
}

#[tokio::test]
async fn a_file_of_json_is_sent_as_it_is() {
    let answer = ok(r#"{"id":7}"#);
    let (client, sent) = answering(Client::builder(), &answer).await;
    let call = client.put_picture().name("sea");
    let written = call.body(Upload::bytes("[1, 2]")).await.unwrap();
    assert_eq!(written.id, Some(7));
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.body, "[1, 2]");
}

#[tokio::test]
async fn a_body_of_nothing_is_not_sent() {
    let (client, sent) = answering(Client::builder(), &no_content()).await;
    client.delete_picture().name("sea").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("DELETE /pictures/sea", "")
    );
    assert_eq!(sent.header("content-type"), None);
}

/// An object that only requests fill is a struct without fields in answers, and hides what a careless server tells.
#[tokio::test]
async fn an_object_with_nothing_to_read_has_no_fields() {
    let token = "0b9c7a3e-0000-4000-8000-fake0000fake";
    let answer = format!(r#"{{"token":"{token}","more":[1]}}"#);
    let (client, sent) = answering(Client::builder(), &ok(&answer)).await;
    let call = client.activate().token(token);
    let activation = call.await.unwrap().into_inner();
    assert_eq!(
        sent.await.unwrap().body,
        format!(r#"{{"token":"{token}"}}"#)
    );
    assert_eq!(format!("{activation:?}"), "Activation");
    assert_eq!(serde_json::to_string(&activation).unwrap(), "{}");

    let answers = format!(r#"{{"last":{answer},"all":[{{}},{answer}]}}"#);
    let (client, _) = answering(Client::builder(), &ok(&answers)).await;
    let all = client.list_activations().await.unwrap().into_inner();
    assert_eq!(all.all.len(), 2);
    assert_eq!(
        serde_json::to_string(&all).unwrap(),
        r#"{"all":[{},{}],"last":{}}"#
    );
    for wrong in [r#"{"last":[]}"#, r#"{"last":{"token":}}"#, "{}"] {
        let (client, _) = answering(Client::builder(), &ok(wrong)).await;
        let error = client.list_activations().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{wrong}");
    }
}
