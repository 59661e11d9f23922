//! What each operation puts on the wire, byte for byte, against a listener that only records.

use std::collections::BTreeMap;

use backhaul_sls::SignatureVersion;
use documents::assert_all;
use wire::calls;

use crate::recorded::recorded;

#[tokio::test]
async fn every_operation() {
    let mut texts = BTreeMap::new();
    macro_rules! record {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            let (rows, ids) = (calls::$module::ROWS, calls::$module::Ids::WIRE);
            let (challenge, client) = (calls::$module::CHALLENGE, calls::$module::client);
            texts.extend(recorded($name, challenge, client, rows, &ids).await);
        )+};
    }
    wire::every_provider!(record);

    let (rows, ids) = (calls::sls::ROWS, calls::sls::Ids::WIRE);
    let client = |address: &str| calls::sls::client_with(address, SignatureVersion::V1);
    texts.extend(other_form(
        "v1",
        recorded("sls", None, client, &rows[..1], &ids).await,
    ));

    let (rows, ids) = (calls::dcs::ROWS, calls::dcs::Ids::WIRE);
    let key = backhaul_dcs::Credentials::access_key("FAKEAK", "FAKE-SECRET");
    let key = key.project_id(calls::dcs::Ids::WIRE_PROJECT);
    let client = |address: &str| calls::dcs::client_with(address, key);
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

/// The same operations with other credentials, under names of their own.
fn other_form(form: &str, texts: Vec<(String, String)>) -> Vec<(String, String)> {
    let named = texts.into_iter();
    named
        .map(|(name, text)| (format!("{name}.{form}"), text))
        .collect()
}
