//! The list of instances.

use backhaul_sandbox::Sandbox;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::request::{sandbox_at, with_token};
use crate::common::{Answer, Sent};

async fn get(sandbox: &Sandbox, path: &str) -> Answer {
    let project = sandbox.fixtures().dcs_project_id;
    let url = format!("{}/v2/{project}/instances{path}", sandbox.url());
    let request = with_token(sandbox, Sent::new(Method::GET, url));
    request.send().await
}

async fn ids(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let answer = get(sandbox, query).await;
    if answer.status == StatusCode::NO_CONTENT {
        return Vec::new();
    }
    let body = answer.json();
    let instances = body["instances"].as_array().unwrap();
    let id = |one: &Value| one["instance_id"].as_str().unwrap().to_owned();
    instances.iter().map(id).collect()
}

/// Whoever takes an id from the list gets on with it.
#[tokio::test]
async fn each_instance_of_the_list_exists_for_the_other_operations() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (first, second) = (fixtures.dcs_instance_id, fixtures.dcs_other_instance_id);
    assert_eq!(ids(&sandbox, "").await, [first, second]);
    for id in ids(&sandbox, "").await {
        for path in ["backups", "redislog?log_type=run"] {
            let status = get(&sandbox, &format!("/{id}/{path}")).await.status;
            assert!(status.is_success(), "{path} of {id}: {status}");
        }
    }
}

#[tokio::test]
async fn the_list_is_that_of_the_query() {
    let sandbox = sandbox_at(0).await;
    let fixtures = sandbox.fixtures();
    let (first, second) = (fixtures.dcs_instance_id, fixtures.dcs_other_instance_id);
    let by_id = format!("?instance_id={second}");
    for (query, expected) in [
        (by_id.as_str(), &[second][..]),
        ("?limit=1", &[first]),
        ("?limit=1&offset=1", &[second]),
        ("?offset=2", &[]),
        ("?name=dcs", &[first, second]),
        ("?name=dcs-2", &[second]),
        ("?name=dcs&name_equal=true", &[]),
        ("?name=dcs-1&name_equal=true", &[first]),
        ("?status=RUNNING", &[first, second]),
        ("?status=FROZEN", &[]),
    ] {
        assert_eq!(ids(&sandbox, query).await, expected, "{query}");
    }
}
