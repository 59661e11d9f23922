//! Each kind of answer and failure, through everything that a call does.

use std::time::Duration;

use backhaul_atlas::operations::{CREATE_BACKUP_EXPORT, GET_BACKUP_EXPORT};
use backhaul_atlas::types::DiskBackupExportJob;
use backhaul_runtime::testing::{Reply, Script};
use backhaul_runtime::{Error, ErrorKind, Retry, TimeLimit, from_json};
use serde_json::json;

use super::clients::{EXPORT, GROUP, atlas, dcs_with, export, get_export, sls};

/// How a call fails that is answered once, and not repeated.
async fn failure(reply: Reply) -> Error {
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, reply);
    let call = get_export(&atlas(&script)).retry(Retry::off());
    let error = call.send().await.unwrap_err();
    assert_eq!(script.finish().unwrap().len(), 1);
    error
}

#[tokio::test]
async fn a_typed_value_arrives_as_it_is() {
    let job: DiskBackupExportJob =
        from_json(br#"{"state": "InProgress", "exportBucketId": "5f00000000000000000000b1"}"#)
            .unwrap();
    let script = Script::new();
    let reply = Reply::json(&job).request_id("abc").header("x-team", "blue");
    script.on(&GET_BACKUP_EXPORT, reply);
    let answer = get_export(&atlas(&script)).send().await.unwrap();
    assert_eq!(*answer, job);
    assert_eq!((answer.status(), answer.request_id()), (200, Some("abc")));
    assert_eq!(answer.header("X-Team"), Some("blue"));
}

#[tokio::test]
async fn an_error_has_the_form_of_the_provider() {
    let error = failure(Reply::error(404, "NOT_THERE", "No such job.").request_id("abc")).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    assert_eq!(
        error.to_string(),
        "get_backup_export: 404 Not Found, NOT_THERE: No such job (request abc)"
    );

    let script = Script::new();
    let busy = Reply::error(403, "ReadQuotaExceed", "Slow down.").request_id("abc");
    script.on(&backhaul_sls::operations::LIST_SHIPPER, busy);
    let call = sls(&script).list_shipper().logstore("demo-logstore");
    let error = call.retry(Retry::off()).send().await.unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert_eq!(error.message(), "Slow down.");
    assert_eq!(error.request_id(), Some("abc"));

    let script = Script::new();
    let refusal = Reply::error(400, "DCS.4800", "No such instance.");
    script.on(&backhaul_dcs::operations::LIST_INSTANCES, refusal);
    let token = backhaul_dcs::Credentials::token("fake-token");
    let client = dcs_with(&script, token);
    let call = client
        .list_instances()
        .project_id("0524e839a54847039e9b2b46e8aa788a");
    let error = call.send().await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("DCS.4800"), "No such instance.")
    );
}

#[tokio::test]
async fn failures_without_an_answer_are_those_of_a_network() {
    let error = failure(Reply::no_connection()).await;
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.never_sent(), "{error}");
    assert_eq!(
        error.to_string(),
        "get_backup_export: no connection to cloud.mongodb.com: connection refused by the script"
    );

    let error = failure(Reply::broken_connection()).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.never_sent() && error.is_retryable(), "{error}");

    let error = failure(Reply::timeout()).await;
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Timeout, Some(TimeLimit::Attempt))
    );
    assert!(error.to_string().contains("within 60 s"), "{error}");

    let error = failure(export("Queued").breaks_off(500)).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error.to_string().contains("broke off after 94 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn other_answers_are_what_they_are() {
    let error = failure(Reply::bytes("<html>no</html>").header("content-type", "text/html")).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = failure(Reply::json(&json!({ "exportBucketId": [] }))).await;
    assert_eq!(
        (error.kind(), error.decode_path()),
        (ErrorKind::Decode, Some("exportBucketId"))
    );
    let error = failure(
        Reply::empty()
            .status(302)
            .header("location", "https://h.example/"),
    )
    .await;
    assert!(
        error.to_string().contains("redirects to https://h.example"),
        "{error}"
    );
    let error = failure(Reply::json(
        &json!({ "errorCode": "ODD", "detail": "Odd." }),
    ))
    .await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("ODD")));
}

#[tokio::test]
async fn a_call_is_retried_by_the_rules_of_a_client() {
    let script = Script::new();
    script
        .on(&GET_BACKUP_EXPORT, Reply::no_connection())
        .on(&GET_BACKUP_EXPORT, Reply::timeout())
        .on(
            &GET_BACKUP_EXPORT,
            Reply::error(503, "BUSY", "Later.").header("retry-after", "7"),
        )
        .on(&GET_BACKUP_EXPORT, export("Queued"));
    let answer = get_export(&atlas(&script)).send().await.unwrap();
    assert_eq!(answer.id.as_deref(), Some(EXPORT));
    assert_eq!(script.finish().unwrap().len(), 4);
    // A timeout of an attempt, and the pause that the server asks for.
    assert!(script.elapsed() >= Duration::from_secs(67));
    assert!(script.elapsed() < Duration::from_secs(75));

    // A POST that the provider may have received is not sent again.
    let script = Script::new();
    script.on(&CREATE_BACKUP_EXPORT, Reply::broken_connection());
    let call = atlas(&script).create_backup_export().group_id(GROUP);
    let call = call.cluster_name("prod").snapshot_id(EXPORT);
    let error = call.export_bucket_id(EXPORT).send().await.unwrap_err();
    assert!(
        error.to_string().contains("not sent again on purpose"),
        "{error}"
    );
    script.finish().unwrap();
}

#[tokio::test]
async fn what_was_sent_can_be_looked_at() {
    let script = Script::new();
    script.on(&CREATE_BACKUP_EXPORT, export("Queued")).on(
        &backhaul_atlas::operations::LIST_BACKUP_EXPORTS,
        Reply::json(&json!({ "results": [] })),
    );
    let client = atlas(&script);
    let call = client.create_backup_export().group_id(GROUP);
    let call = call.cluster_name("prod").snapshot_id(EXPORT);
    call.export_bucket_id(EXPORT).send().await.unwrap();
    let list = client.list_backup_exports().group_id(GROUP);
    list.cluster_name("prod").page_num(2).send().await.unwrap();

    let sent = script.finish().unwrap();
    let [create, list] = &sent[..] else {
        panic!("{sent:?}");
    };
    assert_eq!(create.method(), "POST");
    assert_eq!(create.argument("groupId").as_deref(), Some(GROUP));
    assert_eq!(create.argument("clusterName").as_deref(), Some("prod"));
    assert_eq!(
        create.json(),
        json!({ "snapshotId": EXPORT, "exportBucketId": EXPORT })
    );
    assert_eq!(list.argument("pageNum").as_deref(), Some("2"));
    assert_eq!(list.argument("nothing"), None);
    assert_eq!((list.body(), list.json()), (&b""[..], json!(null)));
    assert!(list.header("Accept").unwrap().starts_with("application/"));
    // Credentials are no part of it.
    assert_eq!(list.header("authorization"), None);
    let path = format!("/api/atlas/v2/groups/{GROUP}/clusters/prod/backup/exports");
    assert_eq!(
        format!("{list:?}"),
        format!("list_backup_exports: GET {path}")
    );
}
