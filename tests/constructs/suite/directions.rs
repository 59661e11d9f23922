//! Properties that only requests or only answers have, at any depth.

use backhaul_constructs::ErrorKind;
use backhaul_constructs::requests::AccountKey;
use backhaul_constructs::types::Failure;

use crate::recorder::{answering, json, problems, unasked};

/// As a careless server answers: with what it must not tell.
const ANSWER: &str = r#"{"id":"7","name":"a","password":"hidden-text","level":11,"levels":[1,99],
    "made":"2026-12-01T00:00:00Z","keys":[{"number":1,"label":"x","lock":"hidden-text"}]}"#;

#[tokio::test]
async fn requests_have_what_is_not_read_only_and_answers_what_is_not_write_only() {
    let (client, sent) = answering(&json(ANSWER)).await;
    let call = client
        .create_account()
        .name("a")
        .password("fake-password")
        .keys([AccountKey::new().label("x").lock("door")]);
    let account = call.await.unwrap().into_inner();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /accounts");
    assert_eq!(
        sent.body,
        r#"{"keys":[{"label":"x","lock":"door"}],"name":"a","password":"fake-password"}"#
    );
    assert_eq!((account.id.as_str(), account.keys[0].number), ("7", 1));
    assert!(account.made.is_some());
    assert_eq!(
        serde_json::to_string(&account).unwrap(),
        r#"{"id":"7","keys":[{"label":"x","number":1}],"level":11,"levels":[1,99],"made":"2026-12-01T00:00:00Z","name":"a"}"#
    );
    assert!(!format!("{account:?}").contains("hidden-text"));
}

/// What must be there must be there in its own direction only.
#[tokio::test]
async fn each_direction_requires_its_own_properties() {
    let error = unasked().await.create_account().await.unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "name is missing: call .name(...)",
            "password is missing: call .password(...)",
        ]
    );
    let (client, _) = answering(&json(r#"{"name":"a"}"#)).await;
    let call = client.create_account().name("a").password("fake-password");
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains("at id: the property is missing"),
        "{error}"
    );
}

/// Whoever sends what was read must not send what only the provider sets.
#[tokio::test]
async fn json_with_what_is_read_only_is_told() {
    let client = unasked().await;
    let call = client.create_account().body_json(
        r#"{"id":"7","name":"a","password":"fake-password","keys":[{"number":1,"lock":"door"}]}"#,
    );
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "id: only the provider sets it: leave it out",
            "keys[0].number: only the provider sets it: leave it out",
        ]
    );
}

#[tokio::test]
async fn all_errors_of_a_range_are_described_at_once() {
    let body = r#"{"code":"WRONG","message":"It is wrong."}"#;
    let (client, _) = answering(&json(body).replace("200 OK", "422 Unfit")).await;
    let call = client.create_account().name("a").password("fake-password");
    let error = call.await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(422), Some("WRONG")));
    let failure: Failure = error.body_as().unwrap();
    assert_eq!(failure.message.as_deref(), Some("It is wrong."));
}
