//! What an interceptor never sees: credentials, values of paths and queries, bodies, links.

use backhaul_runtime::Error;
use backhaul_runtime::testing::{Reply, Script};
use backhaul_sandbox::Sandbox;
use serde_json::json;
use wire::calls::{self, Row};

use super::watcher::Watcher;

const SECRET: &str = "marker-secret";

/// Makes every call of a table, which is answered with the secret in every place.
async fn call_all<Client, Ids>(
    provider: &str,
    client: impl Fn(&Script) -> Client,
    rows: &[Row<Client, Ids>],
    ids: &Ids,
) {
    for (name, call) in rows {
        let script = Script::new();
        let operation = calls::operation(provider, name);
        let refusal = Reply::error(403, SECRET, SECRET);
        let redirect = format!("https://store.example/{SECRET}?sig={SECRET}");
        script
            .on(operation, refusal.header("x-request-info", SECRET))
            .on(
                operation,
                Reply::empty().status(302).header("location", &redirect),
            )
            .on(
                operation,
                Reply::json(&json!({ "secret": [SECRET] })).for_all(),
            )
            .on_link(Reply::error(403, SECRET, SECRET).for_all());
        let client = client(&script);
        for _ in 0..3 {
            let _outcome: Result<u16, Error> = call(&client, ids).await;
        }
        assert!(script.requests().len() >= 3, "{provider}.{name}");
    }
}

#[tokio::test]
async fn no_value_that_was_sent_or_received_is_seen() {
    let watcher = Watcher::default();
    macro_rules! client {
        ($krate:ident, $credentials:expr $(, $setter:ident($value:expr))*) => {
            |script: &Script| {
                let client = $krate::Client::builder().credentials($credentials);
                let client = client$(.$setter($value))*;
                client.interceptor(watcher.clone()).script(script).build().unwrap()
            }
        };
    }
    let atlas = client!(
        backhaul_atlas,
        backhaul_atlas::Credentials::service_account("marker-id", SECRET)
    );
    let rows = calls::atlas::ROWS;
    call_all("atlas", atlas, rows, &calls::atlas::Ids::WIRE).await;
    let cloud_manager = client!(
        backhaul_cloud_manager,
        backhaul_cloud_manager::Credentials::api_key("marker-id", SECRET)
    );
    let (rows, ids) = (calls::cloud_manager::ROWS, calls::cloud_manager::Ids::WIRE);
    call_all("cloud-manager", cloud_manager, rows, &ids).await;
    let dcs = client!(
        backhaul_dcs,
        backhaul_dcs::Credentials::access_key("marker-id", SECRET).security_token(SECRET),
        region("eu-de")
    );
    let rows = calls::dcs::ROWS;
    call_all("dcs", dcs, rows, &calls::dcs::Ids::WIRE).await;
    let sls = client!(
        backhaul_sls,
        backhaul_sls::Credentials::access_key("marker-id", SECRET).security_token(SECRET),
        endpoint("cn-hangzhou.log.aliyuncs.com"),
        region("cn-hangzhou"),
        project("demo-project")
    );
    let rows = calls::sls::ROWS;
    call_all("sls", sls, rows, &calls::sls::Ids::WIRE).await;

    let lines = watcher.lines();
    assert!(lines.len() > 900, "{}", lines.len());
    let (atlas, manager) = (calls::atlas::Ids::WIRE, calls::cloud_manager::Ids::WIRE);
    let (dcs, sls) = (calls::dcs::Ids::WIRE, calls::sls::Ids::WIRE);
    let never = [
        "marker",
        atlas.group_id,
        atlas.restore_job_id,
        atlas.export_id,
        atlas.snapshot_id,
        atlas.export_bucket_id,
        manager.failed_job_id,
        manager.successful_job_id,
        dcs.project_id,
        dcs.instance_id,
        dcs.backup_id,
        sls.task_ids[0],
        sls.shipper_name,
        "made-up-token",
        "Signature",
        "Bearer",
    ];
    for line in &lines {
        for value in never {
            assert!(!line.contains(value), "{value} in {line}");
        }
    }
}

/// With real signatures, challenges and tokens, and with secrets that are wrong.
#[tokio::test]
async fn no_secret_of_real_calls_is_seen() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let watcher = Watcher::default();
    let account = fixtures.service_account_id;
    for credentials in [
        backhaul_atlas::Credentials::api_key(fixtures.public_key, fixtures.private_key),
        backhaul_atlas::Credentials::api_key(fixtures.public_key, SECRET),
        backhaul_atlas::Credentials::service_account(account, fixtures.service_account_secret),
        backhaul_atlas::Credentials::service_account(account, SECRET),
    ] {
        let client = backhaul_atlas::Client::builder()
            .credentials(credentials)
            .base_url(sandbox.url())
            .interceptor(watcher.clone())
            .build()
            .unwrap();
        let call = client.get_backup_export().group_id(fixtures.group_id);
        let call = call.cluster_name(fixtures.cluster_name);
        let call = call.export_id(fixtures.running_export_id);
        let outcome = call.send().await;
        assert_eq!(outcome.is_err(), format!("{outcome:?}").contains("401"));
    }
    let lines = watcher.lines();
    let tokens = lines.iter().filter(|line| line.contains("\"token\""));
    assert_eq!(tokens.count(), 2);
    for line in lines {
        for secret in [
            SECRET,
            fixtures.private_key,
            fixtures.public_key,
            fixtures.service_account_id,
            fixtures.service_account_secret,
            fixtures.group_id,
        ] {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
}
