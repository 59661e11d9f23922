//! Names that clash or say nothing get numbers.

use backhaul_constructs::requests::OddInner;
use backhaul_constructs::types::{
    DeleteDraftError, DeleteDraftError5Xx, DeleteDraftError409, Failure, OddOrder, PutNoteError4Xx,
};

use crate::recorder::{answering, json};

#[tokio::test]
async fn names_that_clash_get_numbers() {
    let answer = r#"{"":"x","order":"☂","count":1}"#;
    let (client, sent) = answering(&json(answer)).await;
    let call = client.send_odd().a_b("1").a_b_2("2").a_b_3("3").x("4");
    let odd = call
        .body_x("5")
        .order(OddOrder::Asc3)
        .await
        .unwrap()
        .into_inner();
    let odd = odd.expect("a body");
    assert_eq!((odd.x.as_deref(), odd.count), (Some("x"), Some(1)));
    assert_eq!(odd.order, OddOrder::Value2);
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /odd/1?%40=4&a_b=2");
    assert_eq!(sent.header("a-b"), Some("3"));
    assert_eq!(sent.body, r#"{"":"5","order":"asc"}"#);
}

/// Requests, answers and JSON keep the names of the document, and so do messages.
#[tokio::test]
async fn properties_that_clash_get_numbers() {
    let answer =
        r#"{"order":"ASC","twin-kind":"one","twin_kind":"three","inner":{"ID":1,"id":"a"}}"#;
    let (client, sent) = answering(&json(answer)).await;
    let inner = OddInner::new().id(2).id_2("b");
    let call = client.send_odd().a_b("1").order("ASC").inner(inner);
    let call = call
        .twin_kind("one")
        .twin_kind_2_null_2()
        .twin_kind_2_null(true);
    let odd = call.await.unwrap().into_inner().expect("a body");
    assert_eq!(odd.twin_kind, Some("one".into()));
    assert_eq!(odd.twin_kind_2.as_ref().unwrap().as_str(), "three");
    let inner = odd.inner.as_ref().unwrap();
    assert_eq!((inner.id, inner.id_2.as_str()), (1, "a"));
    assert_eq!(serde_json::to_string(&odd).unwrap(), SORTED);
    let body = r#"{"inner":{"ID":2,"id":"b"},"order":"ASC","twin-kind":"one","twin_kind":null,"twin_kind_2_null":true}"#;
    assert_eq!(sent.await.unwrap().body, body);

    let (client, sent) = answering(&json(answer)).await;
    let call = client.send_odd().a_b("1");
    call.body_json(body).await.unwrap();
    assert_eq!(sent.await.unwrap().body, body);
    let call = client.send_odd().a_b("1");
    let wrong = r#"{"order":"ASC","twin_kind":"one","inner":{"ID":"2"}}"#;
    let error = call.body_json(wrong).await.unwrap_err().to_string();
    for part in ["twin_kind", "two", "inner.ID", "inner.id is missing"] {
        assert!(error.contains(part), "{error}");
    }
}

const SORTED: &str =
    r#"{"inner":{"ID":1,"id":"a"},"order":"ASC","twin-kind":"one","twin_kind":"three"}"#;

#[tokio::test]
async fn a_success_may_bring_nothing() {
    let accepted = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (client, _) = answering(accepted).await;
    let answer = client.send_odd().a_b("1").order("ASC").await.unwrap();
    assert_eq!(answer.status(), 202);
    assert!(answer.into_inner().is_none());
    let (client, _) = answering(&json("null")).await;
    assert_eq!(client.get_null().await.unwrap().into_inner(), None);
}

/// An operation with several shapes of errors: the status says which, and the caller names the type.
#[tokio::test]
async fn each_shape_of_an_error_has_a_type() {
    for (status, body) in [
        ("409 Conflict", r#"{"by":"me"}"#),
        ("501 Not Implemented", r#"{"retry":false}"#),
        ("418 Teapot", r#"{"note":"short and stout"}"#),
        ("304 Not Modified", ""),
    ] {
        let (client, _) = answering(&json(body).replace("200 OK", status)).await;
        let error = client.delete_draft().name("a").await.unwrap_err();
        let status = error.status().unwrap();
        match status {
            409 => assert_eq!(error.body_as::<DeleteDraftError409>().unwrap().by, "me"),
            501 => assert_eq!(
                error.body_as::<DeleteDraftError5Xx>().unwrap().retry,
                Some(false)
            ),
            418 => assert!(error.body_as::<DeleteDraftError>().unwrap().note.is_some()),
            other => assert_eq!((other, error.body_as::<Failure>()), (304, None)),
        }
    }
}

#[tokio::test]
async fn a_range_of_errors_has_a_type_beside_that_of_one_status() {
    for (status, body) in [
        (
            "400 Bad Request",
            r#"{"code":"WRONG","message":"It is wrong."}"#,
        ),
        ("422 Unfit", r#"{"hint":"Write it."}"#),
    ] {
        let (client, _) = answering(&json(body).replace("200 OK", status)).await;
        let error = client.put_note().body("n").await.unwrap_err();
        match error.status() {
            Some(400) => assert_eq!(
                error.body_as::<Failure>().unwrap().code.as_deref(),
                Some("WRONG")
            ),
            _ => {
                let error: PutNoteError4Xx = error.body_as().unwrap();
                assert_eq!(error.hint.as_deref(), Some("Write it."));
            }
        }
    }
}

#[test]
fn the_documentation_says_which_type_an_error_has() {
    let builders = include_str!(concat!(env!("OUT_DIR"), "/generated/builders.rs"));
    let lines: Vec<&str> = builders.lines().map(str::trim).collect();
    let expected = [
        "/// Their bodies have several types, for `Error::body_as`:",
        "/// - 400: `Failure`",
        "/// - 409: `DeleteDraftError409`",
        "/// - 5XX: `DeleteDraftError5Xx`",
        "/// - any other status: `DeleteDraftError`",
    ];
    assert!(lines.windows(expected.len()).any(|some| some == expected));
}
