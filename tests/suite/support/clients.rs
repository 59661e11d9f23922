//! Clients of a sandbox, one for each provider, and what they are asked.

use backhaul_runtime::{Error, ErrorKind, Retry};
use backhaul_sandbox::Sandbox;

pub(crate) const NO_SUCH_ID: &str = "ffffffffffffffffffffffff";

pub(crate) fn atlas(sandbox: &Sandbox, private_key: &str) -> backhaul_atlas::Client {
    backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::api_key(
            sandbox.fixtures().public_key,
            private_key,
        ))
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

pub(crate) fn cloud_manager(
    sandbox: &Sandbox,
    private_key: &str,
) -> backhaul_cloud_manager::Client {
    let key =
        backhaul_cloud_manager::Credentials::api_key(sandbox.fixtures().public_key, private_key);
    backhaul_cloud_manager::Client::builder()
        .credentials(key)
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

pub(crate) fn sls(
    sandbox: &Sandbox,
    credentials: backhaul_sls::Credentials,
) -> backhaul_sls::ClientBuilder {
    backhaul_sls::Client::builder()
        .credentials(credentials)
        .endpoint(sandbox.url())
        .retry(Retry::off())
        .region(sandbox.fixtures().sls_region)
        .project(sandbox.fixtures().sls_project)
}

pub(crate) fn sls_key(sandbox: &Sandbox) -> backhaul_sls::Credentials {
    let fixtures = sandbox.fixtures();
    backhaul_sls::Credentials::access_key(
        fixtures.sls_access_key_id,
        fixtures.sls_access_key_secret,
    )
}

pub(crate) fn dcs(
    sandbox: &Sandbox,
    credentials: backhaul_dcs::Credentials,
) -> backhaul_dcs::Client {
    backhaul_dcs::Client::builder()
        .credentials(credentials)
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// The statuses that the sandbox answered since it started.
pub(crate) fn statuses(sandbox: &Sandbox) -> Vec<u16> {
    sandbox
        .requests()
        .iter()
        .map(|request| request.status)
        .collect()
}

#[track_caller]
pub(crate) fn assert_refused(error: &Error, status: u16, code: Option<&str>, message: &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    assert_eq!(
        (error.status(), error.code()),
        (Some(status), code),
        "{error}"
    );
    assert!(error.message().contains(message), "{error}");
}
