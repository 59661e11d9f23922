//! The environment in which the program finds a sandbox.

use backhaul_sandbox::Fixtures;

/// Variables for all four providers, played at `url`.
pub(crate) fn variables(url: &str, fixtures: &Fixtures) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    vec![
        ("MONGODB_ATLAS_BASE_URL", text(url)),
        ("MONGODB_ATLAS_PUBLIC_KEY", text(fixtures.public_key)),
        ("MONGODB_ATLAS_PRIVATE_KEY", text(fixtures.private_key)),
        (
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            text(fixtures.sls_access_key_id),
        ),
        (
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            text(fixtures.sls_access_key_secret),
        ),
        ("ALIYUN_LOG_CLI_ENDPOINT", text(url)),
        ("ALIYUN_LOG_CLI_REGION_ID", text(fixtures.sls_region)),
        ("BACKHAUL_SLS_PROJECT", text(fixtures.sls_project)),
        ("OS_TOKEN", text(fixtures.dcs_token)),
        ("BACKHAUL_DCS_ENDPOINT", text(url)),
    ]
}
