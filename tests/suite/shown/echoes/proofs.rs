//! Nothing that proves who the caller is ever shows, even if somebody repeats it.

use backhaul_dcs::Dialect;
use backhaul_runtime::Retry;
use backhaul_sls::SignatureVersion;
use serde_json::{Value, json};

use crate::shown::echoes::clients::{
    GROUP, ID, Vault, atlas, atlas_shape, challenge, dcs, dcs_shape, is_call, is_signed_call,
    login, never, sls, sls_shape, token,
};
use crate::shown::echoes::driver::{ENCODINGS, SECRET, TOKEN, drive, shown};
use crate::support::answering::{Answering, Asked, json as json_answer};

#[tokio::test]
async fn nothing_that_proves_the_caller_shows_when_a_server_repeats_it() {
    let paths = calls().await;
    assert_eq!(paths, 14 * ENCODINGS.len() * 7);
}

/// Each kind of credentials under each echo of a call. Gives how many paths that were.
pub(crate) async fn calls() -> usize {
    use backhaul_atlas::Credentials as Atlas;
    use backhaul_dcs::Credentials as Dcs;
    use backhaul_sls::Credentials as Sls;
    let mut paths = 0;
    paths += drive("access token", atlas_shape, is_call, never, async |url| {
        atlas(url, Atlas::access_token(TOKEN)).await
    })
    .await;
    paths += drive(
        "API key",
        atlas_shape,
        is_signed_call,
        challenge,
        async |url| atlas(url, Atlas::api_key("fakepubl", SECRET)).await,
    )
    .await;
    paths += drive(
        "API key of a vault",
        atlas_shape,
        is_signed_call,
        challenge,
        async |url| atlas(url, Atlas::api_key_from(Vault)).await,
    )
    .await;
    paths += drive(
        "token of an account",
        atlas_shape,
        is_call,
        token,
        async |url| atlas(url, Atlas::service_account("fake_id", SECRET)).await,
    )
    .await;
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        let key = Sls::access_key("FAKEID", SECRET).signature(version);
        let temporary = key.clone().security_token(TOKEN);
        for credentials in [key, temporary] {
            paths += drive("SLS key", sls_shape, is_call, never, async |url| {
                sls(url, credentials.clone()).await
            })
            .await;
        }
    }
    for dialect in [Dialect::Access, Dialect::Scoped] {
        let key = Dcs::access_key("FAKEID", SECRET)
            .project_id("fake")
            .dialect(dialect);
        let temporary = key.clone().security_token(TOKEN);
        for credentials in [key, temporary] {
            paths += drive("DCS key", dcs_shape, is_call, never, async |url| {
                dcs(url, credentials.clone()).await
            })
            .await;
        }
    }
    paths += drive("DCS token", dcs_shape, is_call, never, async |url| {
        dcs(url, Dcs::token(TOKEN)).await
    })
    .await;
    paths += drive("token of IAM", dcs_shape, is_call, token, async |url| {
        dcs(url, login()).await
    })
    .await;
    paths
}

/// An endpoint that answers with an error in each of the shapes that are read.
fn endpoint_shape(echo: &str) -> Value {
    json!({
        "error": {"code": 400, "message": echo, "title": echo},
        "error_description": echo, "errorCode": echo,
    })
}

#[tokio::test]
async fn no_secret_shows_when_a_token_endpoint_repeats_it() {
    assert_eq!(token_endpoints().await, 2 * ENCODINGS.len() * 7);
}

/// Each kind of login under each echo of a token endpoint. Gives how many paths that were.
pub(crate) async fn token_endpoints() -> usize {
    let is_token = |asked: &Asked| !is_call(asked);
    let mut paths = drive(
        "client secret",
        endpoint_shape,
        is_token,
        never,
        async |url| {
            let credentials = backhaul_atlas::Credentials::service_account("fake_id", SECRET);
            atlas(url, credentials).await
        },
    )
    .await;
    paths += drive("password", endpoint_shape, is_token, never, async |url| {
        dcs(url, login()).await
    })
    .await;
    paths
}

#[tokio::test]
async fn no_token_shows_when_an_endpoint_that_ends_it_repeats_it() {
    let server = Answering::start(|asked| {
        if asked.head.contains("/oauth/revoke") {
            return json_answer("400 Bad Request", &json!({"error_description": asked.body}));
        }
        if asked.head.contains("/oauth/") {
            return token(asked);
        }
        json_answer("404 Not Found", &json!({}))
    })
    .await;
    let credentials = backhaul_atlas::Credentials::service_account("fake_id", SECRET);
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    let client = builder
        .base_url(&server.url)
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err();
    let text = shown(&client.revoke_token().await.unwrap_err());
    assert!(
        text.contains("token=[secret]") && !text.contains("fake-marker"),
        "{text}"
    );
}
