//! A call for each provider, whose error is looked at, and what else a server answers.

use backhaul_atlas::{ApiKey, BoxFuture, ProvideCredentials, ProvideError, Provided};
use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::{Error, Retry};
use serde_json::{Value, json};

use crate::shown::echoes::driver::{SECRET, TOKEN};
use crate::support::answering::{Asked, answer, json as json_answer};

pub(super) const GROUP: &str = "5f0000000000000000000001";
pub(super) const ID: &str = "5f0000000000000000000002";

pub(super) fn atlas_shape(echo: &str) -> Value {
    json!({"errorCode": echo, "detail": format!("refused: {echo}"), "error": 400})
}

pub(super) fn sls_shape(echo: &str) -> Value {
    json!({"errorCode": echo, "errorMessage": format!("refused: {echo}")})
}

pub(super) fn dcs_shape(echo: &str) -> Value {
    json!({"error_code": echo, "error_msg": format!("refused: {echo}")})
}

pub(super) fn never(_: &Asked) -> Vec<u8> {
    unreachable!("every request is echoed")
}

pub(super) fn is_call(asked: &Asked) -> bool {
    !asked.head.contains("/oauth/") && !asked.head.contains("/v3/auth/")
}

pub(super) fn is_signed_call(asked: &Asked) -> bool {
    asked.header("authorization").is_some()
}

pub(super) fn challenge(_: &Asked) -> Vec<u8> {
    let challenge = "Digest realm=\"MMS\", nonce=\"abc\", qop=\"auth\", algorithm=MD5";
    answer("401 Unauthorized", &[("WWW-Authenticate", challenge)], "{}")
}

pub(super) fn token(asked: &Asked) -> Vec<u8> {
    if asked.head.contains("/v3/auth/") {
        let headers = [
            ("X-Subject-Token", TOKEN),
            ("Content-Type", "application/json"),
        ];
        return answer("201 Created", &headers, "{}");
    }
    json_answer(
        "200 OK",
        &json!({"access_token": TOKEN, "expires_in": 3600}),
    )
}

pub(super) async fn atlas(url: String, credentials: backhaul_atlas::Credentials) -> Error {
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder.base_url(url).retry(Retry::off()).build().unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err()
}

pub(super) async fn sls(url: String, credentials: backhaul_sls::Credentials) -> Error {
    let builder = backhaul_sls::Client::builder().credentials(credentials);
    let builder = builder
        .endpoint(url)
        .region("cn-hangzhou")
        .project("fake-project");
    let client = builder.retry(Retry::off()).build().unwrap();
    let call = client.list_shipper().logstore("fake-logstore");
    call.send().await.unwrap_err()
}

pub(super) async fn dcs(url: String, credentials: backhaul_dcs::Credentials) -> Error {
    let builder = backhaul_dcs::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&url)
        .iam_url(&url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .list_redislog()
        .project_id("fake")
        .instance_id("fake");
    call.log_type("run").send().await.unwrap_err()
}

pub(super) fn login() -> backhaul_dcs::Credentials {
    backhaul_dcs::Credentials::password(PasswordLogin {
        user: IdOrName::Name("fake-user".into()),
        user_domain: Some(IdOrName::Name("OTC-FAKE".into())),
        password: SECRET.into(),
        project: IdOrName::Name("eu-de".into()),
        project_domain: None,
    })
}

/// A vault that gives what is not static.
#[derive(Debug)]
pub(super) struct Vault;

impl ProvideCredentials<ApiKey> for Vault {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<ApiKey>, ProvideError>> {
        Box::pin(async { Ok(Provided::new(ApiKey::new("fakepubl", SECRET))) })
    }
}
