//! Credentials that have to be fetched.

use backhaul_atlas::operations::GET_BACKUP_EXPORT;
use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::ErrorKind;
use backhaul_runtime::testing::{Reply, Script};
use serde_json::json;

use super::clients::{atlas_with, export, get_export};

#[tokio::test]
async fn tokens_are_made_up_unless_the_script_has_some() {
    let account = backhaul_atlas::Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let script = Script::new();
    script.on(&GET_BACKUP_EXPORT, export("Queued").for_all());
    let client = atlas_with(&script, account.clone());
    get_export(&client).send().await.unwrap();
    client.revoke_token().await.unwrap();
    // Neither the request for a token nor the one that revokes it is listed.
    assert_eq!(script.finish().unwrap().len(), 1);

    let script = Script::new();
    script
        .on_token(Reply::error(401, "invalid_client", "No such account."))
        .on_token(Reply::json(&json!({ "access_token": "other-fake-token" })))
        .on(&GET_BACKUP_EXPORT, export("Queued"));
    let client = atlas_with(&script, account);
    let error = get_export(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("invalid_client"), "{error}");
    get_export(&client).send().await.unwrap();
    let requests = script.finish().unwrap();
    let operations: Vec<_> = requests.iter().map(|one| one.operation()).collect();
    assert_eq!(operations, ["token", "token", "get_backup_export"]);
    let shown = format!("{requests:?}");
    assert!(
        !shown.contains("secret") && !shown.contains("other"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_login_at_iam_is_answered_too() {
    let script = Script::new();
    let list = Reply::json(&json!({ "instances": [], "instance_num": 0 }));
    script.on(&backhaul_dcs::operations::LIST_INSTANCES, list);
    let login = backhaul_dcs::Credentials::password(PasswordLogin {
        user: IdOrName::Id("fake-user".into()),
        user_domain: None,
        password: "fake-password".into(),
        project: IdOrName::Id("fake-project".into()),
        project_domain: None,
    });
    let client = super::clients::dcs_with(&script, login);
    let call = client
        .list_instances()
        .project_id("0524e839a54847039e9b2b46e8aa788a");
    call.send().await.unwrap();
    assert_eq!(script.finish().unwrap().len(), 1);
}

#[tokio::test]
async fn refused_credentials_are_requested_again() {
    let script = Script::new();
    script
        .on_token(Reply::json(&json!({ "access_token": "first-fake-token" })))
        .on_token(Reply::json(&json!({ "access_token": "other-fake-token" })))
        .on(&GET_BACKUP_EXPORT, Reply::error(401, "", "Expired."))
        .on(&GET_BACKUP_EXPORT, export("Queued"));
    let account = backhaul_atlas::Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let client = atlas_with(&script, account);
    get_export(&client).send().await.unwrap();
    assert_eq!(script.finish().unwrap().len(), 4);
}
