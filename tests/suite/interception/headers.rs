//! Added headers: where they arrive, and which are refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use backhaul_atlas::operations::GET_BACKUP_EXPORT;
use backhaul_cloud_manager::operations::DOWNLOAD_LOG_COLLECTION_JOB;
use backhaul_dcs::Dialect;
use backhaul_runtime::testing::{Reply, Script, TestClock};
use backhaul_runtime::{AddedHeaders, Error, ErrorKind, Interceptor, RequestInfo, SensitiveString};
use backhaul_sandbox::Sandbox;
use backhaul_sls::SignatureVersion;
use serde_json::json;

use super::watcher::Watcher;
use crate::support::server::{Server, answer, header};

const GROUP: &str = "5f0000000000000000000001";
const EXPORT: &str = "5f00000000000000000000b1";

/// Adds this header to each request.
struct Adds(&'static str, &'static str);

impl Interceptor for Adds {
    fn add_headers(&self, _: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        headers.insert(self.0, self.1);
    }
}

async fn get(client: &backhaul_atlas::Client) -> Result<u16, Error> {
    let call = client.get_backup_export().group_id(GROUP);
    let call = call.cluster_name("prod").export_id(EXPORT);
    call.send().await.map(|answer| answer.status())
}

#[tokio::test]
async fn a_header_arrives_with_every_request_of_a_call() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => {
            let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"bm9uY2U\", \
                             algorithm=MD5, qop=\"auth\"\r\n";
            answer("401 Unauthorized", challenge, "{}")
        }
        1 => answer("503 Service Unavailable", "", "{}"),
        _ => answer(
            "200 OK",
            "",
            &json!({ "exportBucketId": EXPORT }).to_string(),
        ),
    })
    .await;
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key("fakepubl", "fake-key"))
        .base_url(server.url())
        .clock(TestClock::new().clock())
        .interceptor(Watcher::default())
        .interceptor(Adds("x-team", "blue"))
        .build()
        .unwrap();
    assert_eq!(get(&client).await.unwrap(), 200);
    let requests = server.requests();
    let added: Vec<_> = requests
        .iter()
        .map(|request| (header(request, "traceparent"), header(request, "x-team")))
        .collect();
    let blue = Some("blue");
    assert_eq!(
        added,
        [
            (Some("1-0"), blue),
            (Some("1-1"), blue),
            (Some("2-2"), blue)
        ]
    );
}

#[tokio::test]
async fn a_later_interceptor_replaces_what_an_earlier_one_added() {
    let script = Script::new();
    script.on(
        &GET_BACKUP_EXPORT,
        Reply::json(&json!({ "exportBucketId": "" })),
    );
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .interceptor(Adds("x-team", "blue"))
        .interceptor(Arc::new(Adds("X-TEAM", "red")))
        .script(&script)
        .build()
        .unwrap();
    get(&client).await.unwrap();
    assert_eq!(script.requests()[0].header("x-team"), Some("red"));
}

/// The sandbox computes each signature itself.
#[tokio::test]
async fn no_signature_breaks() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        let key = backhaul_sls::Credentials::access_key(
            fixtures.sls_access_key_id,
            fixtures.sls_access_key_secret,
        );
        let client = backhaul_sls::Client::builder()
            .credentials(key.signature(version))
            .endpoint(sandbox.url())
            .region(fixtures.sls_region)
            .project(fixtures.sls_project)
            .interceptor(Watcher::default())
            .build()
            .unwrap();
        let call = client.list_shipper().logstore(fixtures.sls_logstore);
        call.send().await.unwrap();
    }
    for dialect in [Dialect::Access, Dialect::Scoped] {
        let key =
            backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, fixtures.dcs_secret_key);
        let client = backhaul_dcs::Client::builder()
            .credentials(key.dialect(dialect))
            .base_url(sandbox.url())
            .interceptor(Watcher::default())
            .build()
            .unwrap();
        let call = client.list_instances().project_id(fixtures.dcs_project_id);
        call.send().await.unwrap();
    }
}

#[tokio::test]
async fn a_header_that_belongs_to_the_client_is_refused_before_anything_is_sent() {
    for (name, value, expected) in [
        (
            "Authorization",
            "fake-value",
            "get_backup_export: an interceptor: the header `authorization` cannot be added, because \
             it belongs to the client or to the connection",
        ),
        (
            "X-Log-Date",
            "fake-value",
            "get_backup_export: an interceptor: the header `x-log-date` cannot be added, because it \
             belongs to the client or to the connection",
        ),
        (
            "x-team",
            "fake-value\n",
            "get_backup_export: an interceptor: the value for the header `x-team` has a character \
             that a header cannot carry",
        ),
    ] {
        let script = Script::new();
        let client = backhaul_atlas::Client::builder()
            .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
            .interceptor(Adds(name, value))
            .script(&script)
            .build()
            .unwrap();
        let error = get(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.never_sent());
        assert_eq!(error.to_string(), expected);
        assert!(script.finish().unwrap().is_empty());
    }
}

#[tokio::test]
async fn nothing_is_added_for_stores_and_token_endpoints() {
    let link = "https://store.example/run.gz?Signature=FAKE-SIGNATURE";
    let script = Script::new();
    script
        .on_token(Reply::json(&json!({ "access_token": "other-fake-token" })))
        .on(
            &DOWNLOAD_LOG_COLLECTION_JOB,
            Reply::empty().status(302).header("location", link),
        )
        .on_link(Reply::bytes("the archive"))
        .on_link(Reply::bytes("the log"));
    let account =
        backhaul_cloud_manager::Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(account)
        .interceptor(Adds("x-team", "blue"))
        .script(&script)
        .build()
        .unwrap();
    let call = client.download_log_collection_job().group_id(GROUP);
    call.job_id(EXPORT).send().await.unwrap();
    let download = client.download_link(&SensitiveString::from(link));
    download.to_writer(&mut Vec::new()).await.unwrap();
    let requests = script.finish().unwrap();
    let teams: Vec<_> = requests
        .iter()
        .map(|request| (request.operation(), request.header("x-team")))
        .collect();
    assert_eq!(
        teams,
        [
            ("token", None),
            ("download_log_collection_job", Some("blue")),
            ("download_link", None),
            ("download_link", None),
        ]
    );
}
