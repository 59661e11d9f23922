//! Run logs and links to them.

use backhaul_sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;

use super::request::{error, expected, links, links_of, sandbox_at, with_token};
use crate::common::Sent;

#[tokio::test]
async fn an_unknown_instance_or_log_and_a_bad_parameter_are_refused() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (project, instance, id) = (
        fixtures.dcs_project_id,
        fixtures.dcs_instance_id,
        fixtures.dcs_redislog_id,
    );
    let mut query = links(&sandbox);
    query.url.push_str("?x=1");
    let mut body = links(&sandbox).header("content-type", "application/json");
    body.body = b"{}".to_vec();
    for (request, status, code) in [
        (links_of(&sandbox, project, "no-such", id), 404, "DCS.3022"),
        (
            links_of(&sandbox, project, instance, "no-such"),
            400,
            "DCS.4800",
        ),
        (links_of(&sandbox, project, "a.b", id), 400, "DCS.4061"),
        (
            links_of(&sandbox, project, instance, "a%2Fb"),
            400,
            "DCS.4800",
        ),
        (query, 400, "DCS.4800"),
        (body, 400, "DCS.4800"),
    ] {
        let answer = with_token(&sandbox, request).send().await;
        assert_eq!(error(&answer), expected(status, code));
    }
    let mut nowhere = links(&sandbox);
    nowhere.url.push_str("/more");
    let answer = with_token(&sandbox, nowhere).send().await;
    assert_eq!(error(&answer), expected(404, "APIGW.0101"));
    assert_eq!(
        answer.json(),
        json!({
            "error_code": "APIGW.0101",
            "error_msg": "The API does not exist or has not been published in the environment",
            "request_id": answer.header("x-request-id"),
        })
    );
}

fn redislog(sandbox: &Sandbox, method: Method, instance: &str, query: &str) -> Sent {
    let url = sandbox.url();
    let project = sandbox.fixtures().dcs_project_id;
    let url = format!("{url}/v2/{project}/instances/{instance}/redislog?log_type=run{query}");
    with_token(sandbox, Sent::new(method, url))
}

async fn statuses(sandbox: &Sandbox, instance: &str) -> Vec<String> {
    let answer = redislog(sandbox, Method::GET, instance, "").send().await;
    let body = answer.json();
    let files = body["file_list"].as_array().unwrap();
    let status = |file: &serde_json::Value| file["status"].as_str().unwrap().to_owned();
    files.iter().map(status).collect()
}

#[tokio::test]
async fn run_logs_are_collected_listed_linked_and_fetched() {
    let sandbox = Sandbox::builder().jobs_advance(true).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let instance = fixtures.dcs_other_instance_id;
    // There is none at first, which is a 204 without a body.
    let none = redislog(&sandbox, Method::GET, instance, "").send().await;
    assert_eq!((none.status.as_u16(), none.text.as_str()), (204, ""));

    let collect = redislog(&sandbox, Method::POST, instance, "&query_time=3");
    let collect = collect.send().await;
    assert_eq!((collect.status.as_u16(), collect.text.as_str()), (204, ""));
    assert_eq!(statuses(&sandbox, instance).await, ["collecting"; 3]);
    assert_eq!(
        statuses(&sandbox, instance).await,
        ["succeed", "collecting", "succeed"]
    );
    assert_eq!(statuses(&sandbox, instance).await, ["succeed"; 3]);

    let page = redislog(&sandbox, Method::GET, instance, "&offset=2&limit=2");
    let page = page.send().await.json();
    assert_eq!(page["total_num"], 3);
    assert_eq!(page["file_list"].as_array().unwrap().len(), 1);
    let log = &page["file_list"][0];
    let day = log["time"].as_str().unwrap();
    assert_eq!(log["file_name"], format!("redis_192.0.2.1_{day}.log"));

    let links = links_of(
        &sandbox,
        fixtures.dcs_project_id,
        instance,
        log["id"].as_str().unwrap(),
    );
    let link = with_token(&sandbox, links).send().await.json();
    let link = link["link"].as_str().unwrap();
    let file = Sent::new(Method::GET, link.to_owned()).send().await;
    assert_eq!(file.status, 200);
    assert_eq!(
        file.bytes,
        sandbox.object_content(link).flatten().collect::<Vec<u8>>()
    );
    assert_eq!(file.bytes.len(), 200_000);

    // A second collection creates its files again.
    redislog(&sandbox, Method::POST, instance, "").send().await;
    assert_eq!(statuses(&sandbox, instance).await.len(), 4);
    let beyond = redislog(&sandbox, Method::GET, instance, "&offset=4");
    assert_eq!(beyond.send().await.status, 204);
}

#[tokio::test]
async fn run_logs_do_not_move_unless_a_test_moves_them() {
    let sandbox = sandbox_at(0).await;
    let instance = sandbox.fixtures().dcs_instance_id;
    assert_eq!(statuses(&sandbox, instance).await, ["succeed", "failed"]);
    redislog(&sandbox, Method::POST, instance, "&query_time=0")
        .send()
        .await;
    for _ in 0..3 {
        assert_eq!(
            statuses(&sandbox, instance).await,
            ["succeed", "failed", "collecting"]
        );
    }
    sandbox.advance_run_logs();
    assert_eq!(
        statuses(&sandbox, instance).await,
        ["succeed", "failed", "succeed"]
    );
}

#[tokio::test]
async fn what_is_not_collected_has_no_link_and_bad_queries_are_refused() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (project, instance) = (fixtures.dcs_project_id, fixtures.dcs_instance_id);
    let links = links_of(&sandbox, project, instance, fixtures.dcs_failed_redislog_id);
    let answer = with_token(&sandbox, links).send().await;
    assert_eq!(error(&answer), expected(400, "DCS.4026"));
    for (method, instance, query, status, code) in [
        (Method::GET, "no-such", "", 404, "DCS.3022"),
        (Method::POST, "no-such", "", 404, "DCS.3022"),
        (Method::GET, instance, "&offset=-1", 400, "DCS.4800"),
        (Method::POST, instance, "&query_time=2", 400, "DCS.4800"),
        (Method::POST, instance, "&log_type=run", 400, "DCS.4800"),
    ] {
        let answer = redislog(&sandbox, method, instance, query).send().await;
        assert_eq!(error(&answer), expected(status, code), "{query}");
    }
}
