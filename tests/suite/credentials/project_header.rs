//! The project that an access key of Open Telekom Cloud acts in: sent with every call.

use backhaul_dcs::{Client, ClientBuilder, Credentials, Dialect, Environment};
use backhaul_runtime::Retry;
use wire::calls;
use wire::calls::dcs::Ids;

use crate::support::server::{Server, answer, header};

const PROJECT: &str = "0524e839a54847039e9b2b46e8aa788a";

async fn server() -> Server {
    Server::start(|_| answer("200 OK", "", "{}")).await
}

/// The `X-Project-Id` of the one call that the client made.
async fn project_sent(client: Client, server: &Server) -> Option<String> {
    client
        .list_instances()
        .project_id(PROJECT)
        .send()
        .await
        .unwrap();
    let requests = server.requests();
    let request = requests.last().unwrap();
    assert!(request.contains(PROJECT), "{request}");
    header(request, "x-project-id").map(str::to_owned)
}

#[tokio::test]
async fn a_project_that_is_only_an_argument_is_sent() {
    for dialect in [Dialect::Access, Dialect::Scoped] {
        let server = server().await;
        let key = Credentials::access_key("FAKEAK", "fake-secret").dialect(dialect);
        for prefix in ["", "/", "/v2/behind"] {
            let client = Client::builder().credentials(key.clone());
            let client = client.base_url(format!("{}{prefix}", server.url()));
            let client = client.retry(Retry::off()).build().unwrap();
            let sent = project_sent(client, &server).await;
            assert_eq!(sent.as_deref(), Some(PROJECT), "{dialect:?} {prefix:?}");
        }
        let other = key.project_id("fake-other");
        let client = Client::builder().credentials(other).base_url(server.url());
        let sent = project_sent(client.build().unwrap(), &server).await;
        assert_eq!(sent.as_deref(), Some("fake-other"), "what is set wins");
    }
}

#[tokio::test]
async fn a_project_that_the_environment_only_names_is_sent_by_its_id() {
    for (id, secret, name) in [
        ("OS_ACCESS_KEY", "OS_SECRET_KEY", "OS_PROJECT_NAME"),
        ("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "OS_TENANT_NAME"),
    ] {
        let server = server().await;
        let environment = Environment::of_variables(move |wanted| {
            let set = [
                (id, "FAKEAK"),
                (secret, "fake-secret"),
                (name, "eu-de_fake"),
            ];
            let found = set.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        });
        let client = ClientBuilder::from_environment(&environment).unwrap();
        let client = client.base_url(server.url()).build().unwrap();
        let sent = project_sent(client, &server).await;
        assert_eq!(sent.as_deref(), Some(PROJECT), "{id} {name}");
    }
}

/// Every operation has the project in its path.
#[tokio::test]
async fn every_operation_sends_the_project_with_an_access_key() {
    let server = Server::start(|_| answer("404 Not Found", "", "{}")).await;
    let key = Credentials::access_key("FAKEAK", "fake-secret");
    let client = Client::builder().credentials(key).base_url(server.url());
    let client = client.retry(Retry::off()).build().unwrap();
    for (name, call) in calls::dcs::ROWS {
        call(&client, &Ids::WIRE).await.unwrap_err();
        let request = server.requests().pop().unwrap();
        let sent = header(&request, "x-project-id");
        assert_eq!(sent, Some(Ids::WIRE_PROJECT), "{name}");
    }
    assert_eq!(server.requests().len(), calls::dcs::ROWS.len());
}

#[tokio::test]
async fn a_token_names_its_project_itself() {
    let server = server().await;
    let token = Credentials::token("fake-token");
    let client = Client::builder().credentials(token).base_url(server.url());
    assert_eq!(project_sent(client.build().unwrap(), &server).await, None);
}
