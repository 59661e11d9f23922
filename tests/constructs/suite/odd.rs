//! Names that clash or say nothing get numbers.

use backhaul_constructs::types::OddOrder;

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
