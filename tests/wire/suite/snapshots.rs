//! What each operation puts on the wire, byte for byte, against a listener that only records.

use std::collections::BTreeMap;

use backhaul_sls::SignatureVersion;
use documents::assert_all;
use wire::calls::{self, clock};

use crate::recorded::recorded;

/// A digest challenge as MongoDB documents it, but for `qop`, which the page misspells.
const CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\
    WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"bm9uY2U\", algorithm=MD5, \
    qop=\"auth\", stale=false\r\n\r\n";

#[tokio::test]
async fn every_operation() {
    let mut texts = BTreeMap::new();

    let key = backhaul_atlas::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = |address: &str| {
        let client = backhaul_atlas::Client::builder().credentials(key);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::atlas::ROWS, calls::atlas::Ids::WIRE);
    texts.extend(recorded("atlas", Some(CHALLENGE), client, rows, &ids).await);

    let key = backhaul_cloud_manager::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = |address: &str| {
        let client = backhaul_cloud_manager::Client::builder().credentials(key);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::cloud_manager::ROWS, calls::cloud_manager::Ids::WIRE);
    texts.extend(recorded("cloud-manager", Some(CHALLENGE), client, rows, &ids).await);

    let (rows, ids) = (calls::sls::ROWS, calls::sls::Ids::WIRE);
    let client = |address: &str| sls(address, SignatureVersion::V4);
    texts.extend(recorded("sls", None, client, rows, &ids).await);
    let client = |address: &str| sls(address, SignatureVersion::V1);
    texts.extend(other_form(
        "v1",
        recorded("sls", None, client, &rows[..1], &ids).await,
    ));

    let (rows, ids) = (calls::dcs::ROWS, calls::dcs::Ids::WIRE);
    let token = backhaul_dcs::Credentials::token("FAKE-TOKEN");
    let client = |address: &str| dcs(address, token);
    texts.extend(recorded("dcs", None, client, rows, &ids).await);
    let key = backhaul_dcs::Credentials::access_key("FAKEAK", "FAKE-SECRET");
    let key = key.project_id(calls::dcs::Ids::WIRE_PROJECT);
    let client = |address: &str| dcs(address, key);
    let link = rows
        .iter()
        .position(|(name, _)| *name == "create_redislog_download_link");
    let link = &rows[link.unwrap()..][..1];
    texts.extend(other_form(
        "access_key",
        recorded("dcs", None, client, link, &ids).await,
    ));

    assert_all("wire", &texts);
}

fn sls(address: &str, version: SignatureVersion) -> backhaul_sls::Client {
    let key = backhaul_sls::Credentials::access_key("FAKEAKID", "FakeSecret+NotReal");
    backhaul_sls::Client::builder()
        .credentials(key.signature(version))
        .endpoint(address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .clock(clock())
        .build()
        .unwrap()
}

fn dcs(address: &str, credentials: backhaul_dcs::Credentials) -> backhaul_dcs::Client {
    let client = backhaul_dcs::Client::builder().credentials(credentials);
    client.base_url(address).clock(clock()).build().unwrap()
}

/// The same operations with other credentials, under names of their own.
fn other_form(form: &str, texts: Vec<(String, String)>) -> Vec<(String, String)> {
    let named = texts.into_iter();
    named
        .map(|(name, text)| (format!("{name}.{form}"), text))
        .collect()
}
