//! A wrong secret gives an error that names provider, operation, scheme and code.

use backhaul_atlas::Credentials;
use backhaul_dcs::{Dialect, IdOrName, PasswordLogin};
use backhaul_runtime::Error;

use crate::credentials::clients::{atlas, dcs, get_export, make_link};
use crate::support::time::Time;

/// For each scheme an error that says which provider, operation, scheme and code.
#[tokio::test]
async fn a_wrong_secret_gives_an_error_that_says_whose_and_which() {
    let time = Time::default();
    let sandbox = time.sandbox().await;
    let fixtures = sandbox.fixtures();
    let mut counted = 0;
    let mut assert_says = |error: Error, parts: &[&str]| {
        let text = error.to_string();
        for part in parts {
            assert!(text.contains(part), "{part:?} is not in: {text}");
        }
        assert!(!text.contains("fake-wrong"), "{text}");
        counted += 1;
    };

    let digest = Credentials::api_key(fixtures.public_key, "fake-wrong");
    let error = get_export(&atlas(sandbox.url(), digest, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "Digest",
            "UNAUTHORIZED",
        ],
    );
    let bearer = Credentials::access_token("fake-wrong");
    let error = get_export(&atlas(sandbox.url(), bearer, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "Bearer",
            "UNAUTHORIZED",
        ],
    );
    let account = Credentials::service_account(fixtures.service_account_id, "fake-wrong");
    let error = get_export(&atlas(sandbox.url(), account, &time), &sandbox)
        .await
        .unwrap_err();
    assert_says(
        error,
        &[
            "get_backup_export",
            "MongoDB Atlas",
            "OAuth 2.0",
            "invalid_client",
        ],
    );

    for (version, scheme) in [
        (backhaul_sls::SignatureVersion::V1, "LOG"),
        (backhaul_sls::SignatureVersion::V4, "SLS4-HMAC-SHA256"),
    ] {
        let key = backhaul_sls::Credentials::access_key(fixtures.sls_access_key_id, "fake-wrong");
        let client = backhaul_sls::Client::builder()
            .credentials(key.signature(version))
            .endpoint(sandbox.url())
            .region(fixtures.sls_region)
            .project(fixtures.sls_project)
            .clock(time.clock())
            .build()
            .unwrap();
        let call = client.retry_shipper_task().logstore(fixtures.sls_logstore);
        let call = call
            .shipper_name(fixtures.sls_shipper)
            .body([fixtures.sls_failed_task_ids[0]]);
        let error = call.send().await.unwrap_err();
        let parts = [
            "retry_shipper_task",
            "Alibaba Cloud SLS",
            scheme,
            "SignatureNotMatch",
        ];
        assert_says(error, &parts);
    }

    let key = backhaul_dcs::Credentials::access_key(fixtures.dcs_access_key, "fake-wrong");
    let login = PasswordLogin {
        user: IdOrName::Name(fixtures.iam_user_name.into()),
        user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
        password: "fake-wrong".into(),
        project: IdOrName::Name(fixtures.iam_project_name.into()),
        project_domain: None,
    };
    for (credentials, scheme, code) in [
        (
            backhaul_dcs::Credentials::token("fake-wrong"),
            "X-Auth-Token",
            "DCS.1001",
        ),
        (key.clone(), "SDK-HMAC-SHA256", "APIGW.0301"),
        (
            key.dialect(Dialect::Scoped),
            "SDK-HMAC-SHA256",
            "APIGW.0301",
        ),
        (backhaul_dcs::Credentials::password(login), "IAM", "401"),
    ] {
        let error = make_link(&dcs(&sandbox, credentials, &time), &sandbox)
            .await
            .unwrap_err();
        let parts = [
            "create_redislog_download_link",
            "Open Telekom Cloud DCS",
            scheme,
            code,
        ];
        assert_says(error, &parts);
    }
    assert_eq!(counted, 9);
    documents::report!(
        "credentials: {counted} wrong secrets, each named by provider, operation, scheme and code"
    );
}
