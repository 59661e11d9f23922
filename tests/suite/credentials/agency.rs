//! An agency of Open Telekom Cloud: a user who acts for another account.

use backhaul_dcs::{Agency, Client, Credentials, FileTokenStore, IdOrName, PasswordLogin};
use serde_json::{Value, json as value};

use crate::support::answering::{Answering, answer, json};

/// IAM gives the user a token, and for that the token of the agency.
async fn iam() -> Answering {
    Answering::start(|asked| {
        if asked.head.starts_with("POST /v3/auth/tokens") {
            let token = match asked.header("X-Auth-Token") {
                None => "fake-marker-own",
                Some("fake-marker-own") => "fake-marker-agency",
                Some(_) => return answer("401 Unauthorized", &[], ""),
            };
            let body = value!({"token": {
                "issued_at": "2024-03-01T00:00:00.000000Z", "expires_at": "2024-03-02T00:00:00.000000Z",
            }});
            return answer("201 Created", &[("X-Subject-Token", token)], body.to_string());
        }
        match asked.header("X-Auth-Token") {
            Some("fake-marker-agency") => json("200 OK", &value!({"id": "fake", "links": []})),
            _ => answer("401 Unauthorized", &[], ""),
        }
    })
    .await
}

fn credentials() -> Credentials {
    let login = PasswordLogin {
        user: IdOrName::Id("fake-user".into()),
        user_domain: None,
        password: "fake-marker-password".into(),
        project: IdOrName::Name("eu-de".into()),
        project_domain: None,
    };
    let agency = Agency {
        name: "fake-agency".into(),
        domain: IdOrName::Name("OTC-OTHER".into()),
        project: IdOrName::Id("0524e839a54847039e9b2b46e8aa788a".into()),
    };
    Credentials::agency(login, agency)
}

async fn call(client: &Client) {
    let call = client.create_redislog_download_link();
    let call = call.project_id("0524e839a54847039e9b2b46e8aa788a");
    let call = call.instance_id("5560df16-cebf-4473-95c4-d1b573c16e79");
    call.id("fake-log").send().await.unwrap();
}

#[tokio::test]
async fn the_token_of_the_agency_is_asked_for_with_the_users_own_and_shared() {
    let server = iam().await;
    let folder = tempfile::tempdir().unwrap();
    let client = || {
        let builder = Client::builder().credentials(credentials());
        let builder = builder.base_url(&server.url).iam_url(&server.url);
        let store = FileTokenStore::in_folder(folder.path());
        builder.token_store(store).build().unwrap()
    };
    let first = client();
    call(&first).await;
    let shown = format!("{first:?}");
    assert!(!shown.contains("fake-marker"), "{shown}");
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    let body = |index: usize| -> Value { serde_json::from_str(&asked[index].body).unwrap() };
    assert_eq!(body(0)["auth"]["identity"]["methods"], value!(["password"]));
    assert_eq!(
        body(1)["auth"],
        value!({
            "identity": {
                "methods": ["assume_role"],
                "assume_role": {"domain_name": "OTC-OTHER", "xrole_name": "fake-agency"},
            },
            "scope": {"project": {"id": "0524e839a54847039e9b2b46e8aa788a"}},
        })
    );
    // Another process finds the token of the agency.
    call(&client()).await;
    assert_eq!(server.asked().len(), 4);
}
