//! Which host an operation of SLS goes to: that of the project, or that of the endpoint.

use backhaul_sandbox::Sandbox;
use backhaul_sls::{Client, ClientBuilder, Credentials, ErrorKind, Method, SignatureVersion};

fn builder(sandbox: &Sandbox, version: SignatureVersion) -> ClientBuilder {
    let ids = sandbox.fixtures();
    let key = Credentials::access_key(ids.sls_access_key_id, ids.sls_access_key_secret);
    Client::builder()
        .credentials(key.signature(version))
        .endpoint(sandbox.url())
        .region(ids.sls_region)
}

async fn names(client: &Client) -> Vec<Option<String>> {
    let projects = client.list_project().items().collect().await.unwrap();
    projects.into_iter().map(|one| one.project_name).collect()
}

#[tokio::test]
async fn projects_are_listed_with_and_without_a_project_by_both_signatures() {
    let sandbox = Sandbox::start().await.unwrap();
    let project = sandbox.fixtures().sls_project;
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        let of_project = builder(&sandbox, version).project(project).build().unwrap();
        let expected = [Some(project.to_owned())];
        assert_eq!(names(&of_project).await, expected);
        let shown = of_project.get_project().send().await.unwrap();
        assert_eq!(shown.project_name.as_deref(), Some(project));
        let without = builder(&sandbox, version).build_without_project().unwrap();
        assert_eq!(names(&without).await, expected);
    }
}

#[tokio::test]
async fn a_client_without_a_project_sends_nothing_that_needs_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox, SignatureVersion::V4).build_without_project();
    let client = client.unwrap();
    let error = client.get_project().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let expected = "get_project: project is missing: call .project(...)";
    assert_eq!(error.to_string(), expected);
    assert!(client.get_project().preview().is_err());
    assert!(sandbox.requests().is_empty());

    // A call that no document has goes to the endpoint.
    let raw = client
        .call(Method::Get, "/")
        .query("size", 1)
        .send_raw()
        .await;
    let raw: serde_json::Value = raw.unwrap().json().unwrap();
    assert_eq!(raw["total"], 1);
}

#[test]
fn at_a_real_endpoint_only_the_host_differs() {
    let key = Credentials::access_key("FAKEAKID", "FakeSecret+NotReal");
    let client = Client::builder()
        .credentials(key)
        .endpoint("cn-hangzhou.log.aliyuncs.com")
        .project("ali-test-project")
        .build()
        .unwrap();
    let list = client.list_project().size(500).preview().unwrap();
    assert_eq!(list.url(), "https://cn-hangzhou.log.aliyuncs.com/?size=500");
    let project = client.get_project().preview().unwrap();
    assert_eq!(
        project.url(),
        "https://ali-test-project.cn-hangzhou.log.aliyuncs.com/"
    );
}
