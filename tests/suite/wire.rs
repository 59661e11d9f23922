//! What each operation puts on the wire, byte for byte, against a listener that only records.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use backhaul_runtime::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::snapshots::assert_all;

/// A digest challenge as MongoDB documents it, but for `qop`, which the page misspells.
const CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\
    WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"bm9uY2U\", algorithm=MD5, \
    qop=\"auth\", stale=false\r\n\r\n";
const CREATED: &str = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 33\r\n\
    Connection: close\r\n\r\n{\"id\":\"5f00000000000000000000c9\"}";
const NO_BODY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Answers each connection with the next of `answers`, an empty one by closing it, and returns the
/// requests as they came.
async fn record(listener: TcpListener, answers: Vec<String>) -> Vec<String> {
    let mut requests = Vec::new();
    for answer in answers {
        let (mut connection, _) = listener.accept().await.unwrap();
        requests.push(read_request(&mut connection).await);
        connection.write_all(answer.as_bytes()).await.unwrap();
        connection.shutdown().await.unwrap();
    }
    requests
}

async fn read_request(connection: &mut TcpStream) -> String {
    let mut received = Vec::new();
    loop {
        let count = connection.read_buf(&mut received).await.unwrap();
        assert_ne!(count, 0, "the connection ended within a request");
        let text = String::from_utf8_lossy(&received);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return text.into_owned();
        }
    }
}

pub(crate) fn json_answer(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Signatures carry a date; this one never changes.
fn fixed_clock() -> Clock {
    Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198))
}

/// A listener, its address, and a task that records what it gets.
pub(crate) async fn recorder(
    answers: Vec<String>,
) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (address, tokio::spawn(record(listener, answers)))
}

/// The requests as a snapshot: without what differs from run to run.
fn readable(requests: &[String], address: &str) -> String {
    let port = address.rsplit(':').next().unwrap();
    let mut text = requests.join("\n----\n").replace("\r\n", "\n");
    text = text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT");
    for (name, end) in [("cnonce=\"", '"'), ("response=\"", '"')] {
        text = masked(&text, name, end);
    }
    // This signature covers the port.
    if text.contains("Access=") {
        text = masked(&text, "Signature=", '\n');
    }
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

/// `text` with what stands between `start` and `end` replaced by dots.
fn masked(text: &str, start: &str, end: char) -> String {
    let mut pieces = text.split(start);
    let mut masked = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let rest = piece.find(end).unwrap();
        masked.push_str(&format!("{start}...{}", &piece[rest..]));
    }
    masked
}

#[tokio::test]
async fn every_operation() {
    let mut texts = BTreeMap::new();

    let archive = "HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nContent-Length: 0\r\n\
        Connection: close\r\n\r\n";
    let answers = vec![
        CHALLENGE.into(),
        NO_BODY.into(),
        json_answer("{}"),
        json_answer("{}"),
        archive.into(),
        CREATED.into(),
        NO_BODY.into(),
        NO_BODY.into(),
    ];
    let (address, requests) = recorder(answers).await;
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::api_key(
            "FAKEPUBK",
            "fake-private",
        ))
        .base_url(&address)
        .clock(fixed_clock())
        .build()
        .unwrap();
    let call = client
        .retry_log_collection_job()
        .group_id("5f0000000000000000000001");
    call.job_id("5f00000000000000000000c1")
        .send()
        .await
        .unwrap();
    let call = client
        .list_log_collection_jobs()
        .group_id("5f0000000000000000000001");
    let call = call.page_num(2).items_per_page(500).verbose(true);
    call.send().await.unwrap();
    let call = client
        .get_log_collection_job()
        .group_id("5f0000000000000000000001");
    call.job_id("5f00000000000000000000c1")
        .send()
        .await
        .unwrap();
    let call = client
        .download_log_collection_job()
        .group_id("5f0000000000000000000001");
    call.job_id("5f00000000000000000000c1")
        .send()
        .await
        .unwrap();
    let call = client
        .create_log_collection_job()
        .group_id("5f0000000000000000000001");
    let call = call.resource_type("REPLICASET").resource_name("demo-rs");
    let call = call.size_requested_per_file_bytes(10_000_000);
    let call = call.log_types(["MONGODB", "FTDC"]).redacted(true);
    let call = call.log_collection_from_date("2024-02-27T00:00:00Z");
    let call = call.log_collection_to_date("2024-02-28T00:00:00+01:00");
    assert_eq!(call.send().await.unwrap().id, "5f00000000000000000000c9");
    let call = client
        .extend_log_collection_job()
        .group_id("5f0000000000000000000001");
    let call = call.job_id("5f00000000000000000000c1");
    let until = SystemTime::UNIX_EPOCH + Duration::from_secs(1_711_843_198);
    call.expiration_date(until).send().await.unwrap();
    let call = client
        .delete_log_collection_job()
        .group_id("5f0000000000000000000001");
    call.job_id("5f00000000000000000000c1")
        .send()
        .await
        .unwrap();
    let requests = requests.await.unwrap();
    for (name, requests) in [
        ("retry_log_collection_job", &requests[..2]),
        ("list_log_collection_jobs", &requests[2..3]),
        ("get_log_collection_job", &requests[3..4]),
        ("download_log_collection_job", &requests[4..5]),
        ("create_log_collection_job", &requests[5..6]),
        ("extend_log_collection_job", &requests[6..7]),
        ("delete_log_collection_job", &requests[7..]),
    ] {
        texts.insert(
            format!("cloud-manager.{name}"),
            readable(requests, &address),
        );
    }

    let answer = json_answer("{\"deliveryType\":\"download\",\"exportBucketId\":\"b\"}");
    let list = json_answer("{\"results\":[]}");
    let answers = vec![CHALLENGE.into(), answer.clone(), answer, list.clone(), list];
    let (address, requests) = recorder(answers).await;
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key(
            "FAKEPUBK",
            "fake-private",
        ))
        .base_url(&address)
        .clock(fixed_clock())
        .build()
        .unwrap();
    let call = client
        .get_backup_restore_job()
        .group_id("5f0000000000000000000001");
    call.cluster_name("Cluster-0")
        .restore_job_id("5f00000000000000000000a1")
        .send()
        .await
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001");
    call.cluster_name("Cluster-0")
        .export_id("5f00000000000000000000b1")
        .send()
        .await
        .unwrap();
    let call = client
        .list_backup_restore_jobs()
        .group_id("5f0000000000000000000001");
    let call = call.cluster_name("Cluster-0").include_count(false);
    call.page_num(3).items_per_page(500).send().await.unwrap();
    // What is not set is not sent.
    let call = client
        .list_backup_exports()
        .group_id("5f0000000000000000000001");
    call.cluster_name("Cluster-0").send().await.unwrap();
    let requests = requests.await.unwrap();
    for (name, requests) in [
        ("get_backup_restore_job", &requests[..2]),
        ("get_backup_export", &requests[2..3]),
        ("list_backup_restore_jobs", &requests[3..4]),
        ("list_backup_exports", &requests[4..]),
    ] {
        texts.insert(format!("atlas.{name}"), readable(requests, &address));
    }

    for (version, name) in [
        (backhaul_sls::SignatureVersion::V4, "sls.retry_shipper_task"),
        (
            backhaul_sls::SignatureVersion::V1,
            "sls.retry_shipper_task.v1",
        ),
    ] {
        let (address, requests) = recorder(vec![NO_BODY.into()]).await;
        let credentials = backhaul_sls::Credentials::access_key("FAKEAKID", "FakeSecret+NotReal");
        let client = backhaul_sls::Client::builder()
            .credentials(credentials.signature(version))
            .endpoint(&address)
            .region("cn-hangzhou")
            .project("ali-test-project")
            .clock(fixed_clock())
            .build()
            .unwrap();
        let call = client.retry_shipper_task().logstore("ali-test-logstore");
        let ids = ["task-id-1", "task-id-2", "task-id-3"];
        call.shipper_name("test-shipper")
            .body(ids)
            .send()
            .await
            .unwrap();
        texts.insert(
            name.to_owned(),
            readable(&requests.await.unwrap(), &address),
        );
    }

    let (address, requests) = recorder(vec![json_answer("{}")]).await;
    let client = backhaul_sls::Client::builder()
        .credentials(backhaul_sls::Credentials::access_key(
            "FAKEAKID",
            "FakeSecret+NotReal",
        ))
        .endpoint(&address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .clock(fixed_clock())
        .build()
        .unwrap();
    let call = client.get_shipper_status().logstore("ali-test-logstore");
    let call = call.shipper_name("test-shipper").status("fail");
    let call = call.from(1_448_748_198).to(1_448_948_198);
    call.offset(100).size(500).send().await.unwrap();
    texts.insert(
        "sls.get_shipper_status".to_owned(),
        readable(&requests.await.unwrap(), &address),
    );

    let project = "0524e839a54847039e9b2b46e8aa788a";
    let no_content = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    let (address, requests) = recorder(vec![no_content.into(); 2]).await;
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("FAKE-TOKEN"))
        .base_url(&address)
        .clock(fixed_clock())
        .build()
        .unwrap();
    let instance = "5560df16-cebf-4473-95c4-d1b573c16e79";
    let call = client.create_redislog().project_id(project);
    let call = call.instance_id(instance).log_type("run").query_time(7);
    call.replication_id("ff80808179b6c5ab0179b6d5a1cd000f")
        .send()
        .await
        .unwrap();
    let call = client.list_redislog().project_id(project);
    let call = call.instance_id(instance).log_type("run");
    call.offset(0).limit(10).send().await.unwrap();
    let requests = requests.await.unwrap();
    for (name, request) in ["create_redislog", "list_redislog"].iter().zip(&requests) {
        let text = readable(std::slice::from_ref(request), &address);
        texts.insert(format!("dcs.{name}"), text);
    }

    let key = backhaul_dcs::Credentials::access_key("FAKEAK", "FAKE-SECRET").project_id(project);
    for (credentials, name) in [
        (
            backhaul_dcs::Credentials::token("FAKE-TOKEN"),
            "dcs.create_redislog_download_link",
        ),
        (key, "dcs.create_redislog_download_link.access_key"),
    ] {
        let (address, requests) = recorder(vec![json_answer("{}")]).await;
        let client = backhaul_dcs::Client::builder()
            .credentials(credentials)
            .base_url(&address)
            .clock(fixed_clock())
            .build()
            .unwrap();
        let call = client.create_redislog_download_link().project_id(project);
        call.instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
            .id("3ea6ce21")
            .send()
            .await
            .unwrap();
        texts.insert(
            name.to_owned(),
            readable(&requests.await.unwrap(), &address),
        );
    }

    let recorded = |operation: &String| {
        texts
            .keys()
            .any(|name| name == operation || name.starts_with(&format!("{operation}.")))
    };
    let missing: Vec<String> = operations()
        .into_iter()
        .filter(|one| !recorded(one))
        .collect();
    assert!(
        missing.is_empty(),
        "record these operations here too: {missing:?}"
    );
    assert_all("wire", &texts);
}

/// Every operation of every crate, as `provider.name`.
pub(crate) fn operations() -> Vec<String> {
    let tables = [
        ("atlas", backhaul_atlas::operations::ALL),
        ("cloud-manager", backhaul_cloud_manager::operations::ALL),
        ("dcs", backhaul_dcs::operations::ALL),
        ("sls", backhaul_sls::operations::ALL),
    ];
    let named = tables.into_iter().flat_map(|(provider, table)| {
        table
            .iter()
            .map(move |operation| format!("{provider}.{}", operation.name))
    });
    named.collect()
}
