//! A request before it is sent: all of it, but for credentials and secrets.

use backhaul_runtime::{Method, Retry};
use serde_json::json;

const ID: &str = "5f0000000000000000000001";

fn atlas() -> backhaul_atlas::Client {
    let token = backhaul_atlas::Credentials::access_token("hidden-marker");
    let client = backhaul_atlas::Client::builder().credentials(token);
    client.base_url("https://cloud.example").build().unwrap()
}

#[test]
fn a_request_is_shown_as_it_would_be_sent() {
    let call = atlas().create_backup_export().group_id(ID);
    let call = call
        .cluster_name("prod")
        .snapshot_id(ID)
        .export_bucket_id(ID);
    let preview = call.preview().unwrap();
    assert_eq!(preview.method(), Method::Post);
    let url =
        format!("https://cloud.example/api/atlas/v2/groups/{ID}/clusters/prod/backup/exports");
    assert_eq!(preview.url(), url);
    let body = format!("{{\"exportBucketId\":\"{ID}\",\"snapshotId\":\"{ID}\"}}");
    assert_eq!(preview.body(), Some(body.as_bytes()));
    let media_type = "application/vnd.atlas.2023-01-01+json";
    assert_eq!(preview.header("Content-Type"), Some(media_type));
    let names: Vec<&str> = preview.header_names().collect();
    assert_eq!(names, ["accept", "content-type"]);
    assert_eq!(
        preview.to_string(),
        format!("POST {url}\naccept: {media_type}\ncontent-type: {media_type}\n\n{body}")
    );
    let shown = format!("{preview:?}");
    assert!(!shown.contains("hidden-marker"), "{shown}");
}

#[test]
fn a_query_is_shown_and_nothing_is_sent_with_a_mistake() {
    let list = atlas().list_backup_exports().group_id(ID).cluster_name("c");
    let preview = list.clone().page_num(2).preview().unwrap();
    assert!(
        preview.to_string().contains("exports?pageNum=2\n"),
        "{preview}"
    );
    assert_eq!(preview.body(), None);
    let error = list.page_num(0).items_per_page(501).preview().unwrap_err();
    assert_eq!(
        error.to_string(),
        "list_backup_exports: items_per_page: 501 is not allowed: it must be at most 500; page_num: 0 is not \
         allowed: it must be at least 1"
    );
}

/// Every provider, and no credentials of any kind, which are not even asked for.
#[test]
fn no_preview_has_credentials() {
    let key = backhaul_sls::Credentials::access_key("HIDDENMARKER", "hidden-marker");
    let client = backhaul_sls::Client::builder().credentials(key);
    let client = client
        .endpoint("cn-hangzhou.log.aliyuncs.com")
        .region("cn-hangzhou")
        .project("p-p")
        .build()
        .unwrap();
    let sls = client
        .retry_shipper_task()
        .logstore("logs")
        .shipper_name("ship");
    let sls = sls.body(["task"]).preview().unwrap();
    assert_eq!(sls.body(), Some(&b"[\"task\"]"[..]));
    assert_eq!(
        sls.url(),
        "https://p-p.cn-hangzhou.log.aliyuncs.com/logstores/logs/shipper/ship/tasks"
    );

    let user = backhaul_dcs::Credentials::access_key("HIDDENMARKER", "hidden-marker");
    let client = backhaul_dcs::Client::builder().credentials(user);
    let client = client.base_url("https://dcs.example").build().unwrap();
    let dcs = client.copy_instance().project_id("p").instance_id("i");
    let dcs = dcs.remark("r").preview().unwrap();

    let key = backhaul_cloud_manager::Credentials::api_key("HIDDENMARKER", "hidden-marker");
    let client = backhaul_cloud_manager::Client::builder().credentials(key);
    let client = client
        .base_url("https://ops.example")
        .retry(Retry::off())
        .build()
        .unwrap();
    let logs = client
        .list_log_collection_jobs()
        .group_id(ID)
        .preview()
        .unwrap();
    let custom = client.call(Method::Get, "/x").preview().unwrap();
    for preview in [sls, dcs, logs, custom] {
        let shown = format!("{preview} {preview:?}").to_lowercase();
        for secret in ["hidden", "authorization", "token", "date"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}

/// Nobody knows what is secret in a call that no document has, so only names and lengths show.
#[test]
fn a_custom_call_shows_no_values() {
    let call = atlas()
        .call(Method::Post, "/api/{group}/widgets")
        .path("group", "g 1");
    let call = call.query("token", "hidden-marker").query("ä&b", 1);
    let call = call
        .header("X-Mine", "hidden-marker")
        .accept("application/json");
    let call = call.json(&json!({ "password": "hidden-marker" }));
    let preview = call.preview().unwrap();
    assert_eq!(
        preview.to_string(),
        "POST https://cloud.example/api/g%201/widgets?token=…&%C3%A4%26b=…\nx-mine: …\naccept: \
         application/json\ncontent-type: application/json\n\n[28 bytes]"
    );
    for shown in [format!("{preview:?}"), format!("{call:?}")] {
        assert!(!shown.contains("hidden-marker"), "{shown}");
    }
    // Whoever asks for it gets it.
    assert!(preview.url().ends_with("?token=hidden-marker&%C3%A4%26b=1"));
    assert_eq!(preview.header("x-mine"), Some("hidden-marker"));
    assert_eq!(
        preview.body(),
        Some(&br#"{"password":"hidden-marker"}"#[..])
    );
}
