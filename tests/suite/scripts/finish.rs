//! What a test learns at the end.

use backhaul_atlas::operations::{CREATE_BACKUP_EXPORT, GET_BACKUP_EXPORT, LIST_BACKUP_EXPORTS};
use backhaul_runtime::testing::{Reply, Script};
use backhaul_runtime::{ErrorKind, Wait};
use std::time::Duration;

use super::clients::{atlas, export, get_export};

#[tokio::test]
async fn a_request_without_an_answer_fails_at_once_and_is_reported() {
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, export("Queued"));
    let client = atlas(&script);
    let wait = Wait::up_to(Duration::from_secs(3600));
    let error = get_export(&client).wait(wait).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(
        error.to_string(),
        "get_backup_export: the script was not followed: request 2: no answer was left for \
         get_backup_export"
    );
    let unfinished = script.finish().unwrap_err();
    let expected =
        "the script was not followed: request 2: no answer was left for get_backup_export";
    assert_eq!(unfinished.to_string(), expected);
    assert_eq!(format!("{unfinished:?}"), expected);
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn answers_that_are_left_are_reported() {
    let script = Script::new();
    script
        .on(&GET_BACKUP_EXPORT, export("Queued"))
        .on(&CREATE_BACKUP_EXPORT, export("Queued"))
        .on(&CREATE_BACKUP_EXPORT, export("Queued"))
        .on(&LIST_BACKUP_EXPORTS, Reply::empty().for_all())
        .on_named("download_link", Reply::bytes(""));
    get_export(&atlas(&script)).send().await.unwrap();
    assert_eq!(
        script.finish().unwrap_err().to_string(),
        "the script was not followed: 2 answers for create_backup_export are left; 1 answer for \
         download_link is left"
    );
}

#[tokio::test]
async fn an_answer_that_cannot_be_is_reported() {
    for (reply, problem) in [
        (Reply::empty().status(7), "7 is not an HTTP status"),
        (
            Reply::empty().header("x y", "1"),
            "the header \"x y\" is not valid",
        ),
        (
            Reply::json(&std::collections::BTreeMap::from([((1, 2), 3)])),
            "the value cannot be written as JSON: key must be a string",
        ),
    ] {
        let script = Script::new();
        script.on(&GET_BACKUP_EXPORT, reply);
        let error = get_export(&atlas(&script)).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let unfinished = script.finish().unwrap_err().to_string();
        assert!(unfinished.ends_with(problem), "{unfinished}");
    }
}
