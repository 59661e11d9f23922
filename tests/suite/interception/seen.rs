//! What an interceptor sees of calls, links and tokens, exactly.

use std::time::Duration;

use backhaul_atlas::operations::GET_BACKUP_EXPORT;
use backhaul_atlas::{Client, Credentials};
use backhaul_runtime::testing::{Reply, Script};
use backhaul_runtime::{Retry, SensitiveString, Wait};
use serde_json::json;

use super::watcher::Watcher;

const GROUP: &str = "5f0000000000000000000001";
const EXPORT: &str = "5f00000000000000000000b1";

fn client(script: &Script, credentials: Credentials) -> (Client, Watcher) {
    let watcher = Watcher::default();
    let client = Client::builder().credentials(credentials);
    let client = client.script(script).interceptor(watcher.clone());
    (client.build().unwrap(), watcher)
}

fn with_token(script: &Script) -> (Client, Watcher) {
    client(script, Credentials::access_token("fake-token"))
}

fn get(client: &Client) -> backhaul_atlas::builders::GetBackupExport {
    let call = client.get_backup_export().group_id(GROUP);
    call.cluster_name("prod").export_id(EXPORT)
}

fn job(state: &str) -> Reply {
    Reply::json(&json!({ "exportBucketId": EXPORT, "state": state }))
}

/// The template of the operation.
const PATH: &str =
    "/api/atlas/v2/groups/{groupId}/clusters/{clusterName}/backup/exports/{exportId}";

fn call_info() -> String {
    format!(
        "CallInfo {{ provider: \"MongoDB Atlas\", operation: \"get_backup_export\", \
         method: \"GET\", path_template: Some(\"{PATH}\") }}"
    )
}

fn request_info(attempt: u32, resends: u32) -> String {
    format!(
        "RequestInfo {{ provider: \"MongoDB Atlas\", operation: \"get_backup_export\", \
         method: \"GET\", path_template: Some(\"{PATH}\"), host: \"cloud.mongodb.com\", \
         port: Some(443), attempt: {attempt}, resends: {resends} }}"
    )
}

#[tokio::test]
async fn a_call_with_a_retry_is_seen_request_by_request() {
    let script = Script::new();
    let busy = Reply::error(503, "BUSY", "Later.").header("retry-after", "7");
    script
        .on(&GET_BACKUP_EXPORT, busy)
        .on(&GET_BACKUP_EXPORT, job("Queued").request_id("id-2"));
    let (client, watcher) = with_token(&script);
    get(&client).send().await.unwrap();
    let (first, second, call) = (request_info(1, 0), request_info(2, 1), call_info());
    assert_eq!(
        watcher.lines(),
        [
            format!("add_headers {first}"),
            format!(
                "after_request {first} RequestEnd {{ status: Some(503), error: None, \
                 time_limit: None, duration: 0ns }}"
            ),
            format!(
                "before_retry {call} RetryInfo {{ failed_attempts: 1, status: Some(503), \
                 error: Api, pause: 7s }}"
            ),
            format!("add_headers {second}"),
            format!(
                "after_request {second} RequestEnd {{ status: Some(200), error: None, \
                 time_limit: None, duration: 0ns }}"
            ),
            format!(
                "after_call {call} CallEnd {{ status: Some(200), error: None, time_limit: None, \
                 attempts: 2, duration: 7s, request_id: Some(\"id-2\") }}"
            ),
        ]
    );
}

/// How the last request and the call end, without what they are.
async fn ends(reply: Reply) -> [String; 2] {
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, reply);
    let (client, watcher) = with_token(&script);
    let call = get(&client).retry(Retry::off());
    let _ = call.call_timeout(Duration::from_secs(90)).send().await;
    let lines = watcher.lines();
    let end = |method: &str, end: &str| {
        let line = lines.iter().find(|line| line.starts_with(method)).unwrap();
        let start = line.find(end).unwrap() + end.len();
        line[start..].to_owned()
    };
    [
        end("after_request", "RequestEnd "),
        end("after_call", "CallEnd "),
    ]
}

#[tokio::test]
async fn each_end_of_a_call_is_told() {
    assert_eq!(
        ends(Reply::error(404, "NOT_THERE", "No.").request_id("a\tb")).await[1],
        "{ status: Some(404), error: Some(Api), time_limit: None, attempts: 1, duration: 0ns, \
         request_id: Some(\"a\\\\tb\") }",
        "an id is escaped"
    );
    let timeout = ends(Reply::timeout()).await;
    assert_eq!(
        timeout[0],
        "{ status: None, error: Some(Timeout), time_limit: Some(Attempt), duration: 60s }"
    );
    assert!(timeout[1].contains("time_limit: Some(Attempt), attempts: 1, duration: 60s"));
    assert_eq!(
        ends(Reply::no_connection()).await[0],
        "{ status: None, error: Some(Connect), time_limit: None, duration: 0ns }"
    );
    // The answer came, and is not what the document says.
    let undecoded = ends(Reply::json(&json!({ "state": [] }))).await;
    assert!(undecoded[0].starts_with("{ status: Some(200), error: None"));
    assert!(undecoded[1].starts_with("{ status: Some(200), error: Some(Decode)"));

    // A limit of the whole call, which ends while it pauses.
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, Reply::timeout().for_all());
    let (client, watcher) = with_token(&script);
    let call = get(&client).call_timeout(Duration::from_secs(90));
    call.send().await.unwrap_err();
    let last = watcher.lines().pop().unwrap();
    assert!(last.starts_with("after_call"), "{last}");
    assert!(
        last.contains("error: Some(Timeout), time_limit: Some(Call), attempts: 2, duration: 90s"),
        "{last}"
    );
}

#[tokio::test]
async fn a_call_with_wrong_arguments_is_not_one() {
    let script = Script::new();
    let (client, watcher) = with_token(&script);
    get(&client).export_id("no id").send().await.unwrap_err();
    assert!(watcher.lines().is_empty());
}

#[tokio::test]
async fn each_poll_of_a_wait_is_a_call() {
    let script = Script::new();
    for state in ["Queued", "InProgress", "Successful"] {
        script.on(&GET_BACKUP_EXPORT, job(state));
    }
    let (client, watcher) = with_token(&script);
    let wait = get(&client).wait(Wait::up_to(Duration::from_secs(3600)));
    wait.await.unwrap().succeeded().unwrap();
    let calls = watcher.lines();
    let calls = calls.iter().filter(|line| line.starts_with("after_call"));
    assert_eq!(calls.count(), 3);
}

#[tokio::test]
async fn links_and_tokens_are_seen_without_their_addresses() {
    let script = Script::new();
    script
        .on(&GET_BACKUP_EXPORT, job("Queued"))
        .on_link(Reply::bytes("the log").request_id("id-1"));
    let account = Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let (client, watcher) = client(&script, account);
    get(&client).send().await.unwrap();
    let link = "https://store.example/run.gz?Signature=FAKE-SIGNATURE";
    let download = client.download_link(&SensitiveString::from(link));
    download.to_writer(&mut Vec::new()).await.unwrap();
    let lines = watcher.lines();
    assert_eq!(
        lines[0],
        "after_request RequestInfo { provider: \"MongoDB Atlas\", operation: \"token\", \
         method: \"POST\", path_template: None, host: \"cloud.mongodb.com\", port: Some(443), \
         attempt: 1, resends: 0 } RequestEnd { status: Some(200), error: None, time_limit: None, \
         duration: 0ns }"
    );
    assert_eq!(
        lines[lines.len() - 2..],
        [
            "after_request RequestInfo { provider: \"MongoDB Atlas\", operation: \"download_link\", \
             method: \"GET\", path_template: None, host: \"store.example\", port: Some(443), \
             attempt: 1, resends: 0 } RequestEnd { status: Some(200), error: None, \
             time_limit: None, duration: 0ns }",
            "after_call CallInfo { provider: \"MongoDB Atlas\", operation: \"download_link\", \
             method: \"GET\", path_template: None } CallEnd { status: Some(200), error: None, \
             time_limit: None, attempts: 1, duration: 0ns, request_id: Some(\"id-1\") }",
        ]
    );
}
