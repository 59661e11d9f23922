//! The bytes of an answer, and of each page of a list, with what no document knows.

use backhaul_runtime::{ErrorKind, Retry};
use backhaul_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::answering::{Answering, answer, json};
use crate::support::clients::{atlas, sls, sls_key};
use crate::support::sandbox_rows;

const ID: &str = "5f0000000000000000000001";

/// A client of `url` for each provider. Nothing is repeated.
fn atlas_at(url: &str) -> backhaul_atlas::Client {
    let token = backhaul_atlas::Credentials::access_token("fake-marker");
    let client = backhaul_atlas::Client::builder().credentials(token);
    client.base_url(url).retry(Retry::off()).build().unwrap()
}

fn cloud_manager_at(url: &str) -> backhaul_cloud_manager::Client {
    let token = backhaul_cloud_manager::Credentials::access_token("fake-marker");
    let client = backhaul_cloud_manager::Client::builder().credentials(token);
    client.base_url(url).retry(Retry::off()).build().unwrap()
}

fn dcs_at(url: &str) -> backhaul_dcs::Client {
    let token = backhaul_dcs::Credentials::token("fake-marker");
    let client = backhaul_dcs::Client::builder().credentials(token);
    client.base_url(url).retry(Retry::off()).build().unwrap()
}

fn sls_at(url: &str) -> backhaul_sls::Client {
    let key = backhaul_sls::Credentials::access_key("FAKE", "fake-marker");
    let client = backhaul_sls::Client::builder().credentials(key);
    let client = client.endpoint(url).region("cn-hangzhou").project("p-p");
    client.retry(Retry::off()).build().unwrap()
}

/// Makes a call of each provider, the same at every address.
macro_rules! each_provider {
    ($url:expr, $send:ident) => {
        [
            atlas_at($url)
                .get_backup_export()
                .group_id(ID)
                .cluster_name("c")
                .export_id(ID)
                .$send()
                .await,
            cloud_manager_at($url)
                .get_log_collection_job()
                .group_id(ID)
                .job_id(ID)
                .$send()
                .await,
            dcs_at($url)
                .show_job_info()
                .project_id("p")
                .job_id("j")
                .$send()
                .await,
            sls_at($url).get_project().$send().await,
        ]
    };
}

/// Blanks, an unknown member, a number that no `f64` has: all of it comes as it was sent.
const UNTOUCHED: &str = "{ \"newField\" : 12345678901234567890.10,\n  \"id\":\"x\" }\n";

#[tokio::test]
async fn an_answer_is_kept_byte_by_byte() {
    let server = Answering::start(|_| {
        let headers = [("Content-Type", "application/json"), ("X-New", "1")];
        answer("201 Created", &headers, UNTOUCHED)
    });
    let server = server.await;
    for answer in each_provider!(&server.url, send_raw) {
        let answer = answer.unwrap();
        assert_eq!(answer.status(), 201);
        assert_eq!(answer.header("x-new"), Some("1"));
        assert_eq!(answer.as_bytes(), UNTOUCHED.as_bytes());
        assert_eq!(answer.text().as_deref(), Some(UNTOUCHED));
        assert_eq!(answer.json::<Value>().unwrap()["id"], "x");
        let shown = format!("{answer:?}");
        assert!(shown.contains("RawBody(53 bytes)"), "{shown}");
        assert!(!shown.contains("newField"), "{shown}");
    }
    assert!(server.asked().iter().all(|asked| {
        let authorization = asked.header("authorization");
        authorization.or(asked.header("x-auth-token")).is_some()
    }));
}

/// Bytes that look like another encoding, and those that are one.
#[tokio::test]
async fn nothing_is_converted_before_it_is_asked_for() {
    let utf16: Vec<u8> = "\u{feff}{\"id\":\"é\"}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = utf16.clone();
    let server = Answering::start(move |_| {
        let headers = [("Content-Type", "application/json;charset=utf-16")];
        answer("200 OK", &headers, &utf16)
    });
    let client = atlas_at(&server.await.url);
    let call = client.get_compliance_policy().group_id(ID);
    let kept = call.send_raw().await.unwrap();
    assert_eq!(kept.as_bytes(), expected);
    assert_eq!(kept.text().as_deref(), Some("{\"id\":\"é\"}"));
    assert_eq!(kept.json::<Value>().unwrap(), json!({ "id": "é" }));
    assert_eq!(kept.into_inner().into_bytes(), expected);

    let latin = b"{\"id\":\"\xe9\"}".to_vec();
    let server = Answering::start(move |_| {
        let headers = [("Content-Type", "application/json;charset=ISO-8859-1")];
        answer("200 OK", &headers, &latin)
    });
    let client = atlas_at(&server.await.url);
    let call = client.get_compliance_policy().group_id(ID);
    let kept = call.send_raw().await.unwrap();
    assert_eq!(kept.json::<Value>().unwrap(), json!({ "id": "é" }));
    assert_eq!(kept.len(), 10);
}

#[tokio::test]
async fn an_error_stays_an_error_with_its_body() {
    let body = json!({
        "errorCode": "GONE", "detail": "No.", "errorMessage": "No.",
        "error_code": "GONE", "error_msg": "No.", "new": 1,
    });
    let sent = body.clone();
    let server = Answering::start(move |_| json("404 Not Found", &sent)).await;
    for answer in each_provider!(&server.url, send_raw) {
        let error = answer.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api, "{error}");
        assert_eq!((error.status(), error.code()), (Some(404), Some("GONE")));
        let whole: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
        assert_eq!(whole, body);
    }
}

/// What is never sent, what is repeated, and how large an answer may be.
#[tokio::test]
async fn it_is_checked_limited_and_repeated_like_any_call() {
    let client = atlas_at("http://127.0.0.1:1");
    let error = client
        .get_compliance_policy()
        .group_id("x")
        .send_raw()
        .await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.problems()[0].setter, "group_id");

    let server = Answering::start(|_| answer("200 OK", &[], "0123456789")).await;
    let client = atlas_at(&server.url);
    let call = client.get_compliance_policy().group_id(ID);
    let error = call.clone().answer_limit(9).send_raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("(answer_limit)"), "{error}");
    assert_eq!(call.answer_limit(10).send_raw().await.unwrap().len(), 10);

    let server = Answering::start(|_| answer("503 Busy", &[("Retry-After", "0")], "")).await;
    let client = atlas_at(&server.url);
    let call = client.get_compliance_policy().group_id(ID);
    let retry = Retry::default().attempts(3);
    let error = call.retry(retry).send_raw().await.unwrap_err();
    assert_eq!((error.attempts(), server.asked().len()), (3, 3));
}

/// A success that no type fits is one all the same.
#[tokio::test]
async fn no_success_fails_to_decode() {
    let server = Answering::start(|_| answer("200 OK", &[], "<html>not what was meant")).await;
    for answer in each_provider!(&server.url, send_raw) {
        let answer = answer.unwrap();
        assert!(answer.text().unwrap().starts_with("<html>"));
        let error = answer.json::<Value>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    let server = Answering::start(|_| b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()).await;
    for answer in each_provider!(&server.url, send_raw) {
        let answer = answer.unwrap();
        assert_eq!((answer.status(), answer.is_empty()), (204, true));
    }
}

/// A file is read whole, from wherever a redirect leads, and without credentials there.
#[tokio::test]
async fn a_file_is_kept_whole() {
    let store = Answering::start(|_| {
        let headers = [("Content-Type", "application/gzip")];
        answer("200 OK", &headers, b"\x1f\x8b\xff\xfe")
    });
    let store = store.await;
    let place = format!("{}/log.gz?Signature=hidden-text", store.url);
    let server = Answering::start(move |_| answer("302 Found", &[("Location", &place)], ""));
    let client = cloud_manager_at(&server.await.url);
    let call = client.download_log_collection_job().group_id(ID).job_id(ID);
    let file = call.clone().send_raw().await.unwrap();
    assert_eq!(file.as_bytes(), b"\x1f\x8b\xff\xfe");
    assert_eq!(store.asked()[0].header("authorization"), None);
    let error = call.answer_limit(3).send_raw().await.unwrap_err();
    assert!(error.message().contains("larger than 3 bytes"), "{error}");
    assert!(!format!("{error:?}").contains("hidden-text"), "{error:?}");
}

/// Every page is the sandbox's own, the list ends where it ends, and both views agree.
#[tokio::test]
async fn pages_keep_their_bodies() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let list = client
        .list_backup_restore_jobs()
        .group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name).items_per_page(1);
    let typed = list.clone().items().collect().await.unwrap();
    let mut ids = Vec::new();
    let mut pages = list.raw_pages();
    while let Some(page) = pages.try_next().await.unwrap() {
        let whole: Value = page.body().json().unwrap();
        assert_eq!(
            whole["results"][0]["id"].as_str(),
            page.results[0].id.as_deref()
        );
        assert!(page.request_id().is_some() || page.status() == 200);
        ids.push(whole["results"][0]["id"].as_str().map(str::to_owned));
    }
    let expected: Vec<Option<String>> = typed.into_iter().map(|job| job.id).collect();
    assert!(ids.len() > 1, "{ids:?}");
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn lists_of_the_others_have_raw_pages_too() {
    let sandbox = sandbox_rows::sandbox().await;
    let fixtures = sandbox.fixtures();
    let client = sandbox_rows::cloud_manager::client(&sandbox);
    let list = client
        .list_log_collection_jobs()
        .group_id(fixtures.group_id);
    let pages = list.raw_pages().collect().await.unwrap();
    let (page, body) = pages.into_iter().next().unwrap().into_inner().into_parts();
    let whole: Value = body.json().unwrap();
    assert_eq!(
        whole["results"].as_array().unwrap().len(),
        page.results.len()
    );

    let client = sandbox_rows::dcs::client(&sandbox);
    let list = client
        .list_backup_records()
        .project_id(fixtures.dcs_project_id);
    let list = list.instance_id(fixtures.dcs_instance_id).limit(1);
    let pages = list.raw_pages().collect().await.unwrap();
    assert!(!pages.is_empty());
    assert!(pages.iter().all(|page| {
        page.body()
            .text()
            .unwrap()
            .contains("backup_record_response")
    }));

    let client = sls(&sandbox, sls_key(&sandbox)).clock(wire::calls::clock());
    let client = client.build().unwrap();
    let list = client.list_oss_exports().raw_pages();
    let pages = list.collect().await.unwrap();
    assert!(pages.iter().all(|page| !page.body().is_empty()));
}

/// The rules of a list are those of `pages`: a repeated page is an error, unknown members are kept.
#[tokio::test]
async fn the_rules_of_lists_hold() {
    let server = Answering::start(|_| {
        let page = json!({ "results": [{ "id": "a", "new": 7 }], "totalCount": 9, "also": "new" });
        json("200 OK", &page)
    });
    let client = cloud_manager_at(&server.await.url);
    let list = client.list_log_collection_jobs().group_id(ID);
    let mut pages = list.raw_pages();
    let page = pages.try_next().await.unwrap().unwrap();
    let whole: Value = page.body().json().unwrap();
    assert_eq!(
        (&whole["also"], &whole["results"][0]["new"]),
        (&json!("new"), &json!(7))
    );
    let error = pages.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(!format!("{page:?}").contains("also"), "{page:?}");
}
