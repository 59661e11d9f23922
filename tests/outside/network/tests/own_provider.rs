//! The provider of cryptography that the program installs; and HTTP/2.
//!
//! One test, because a process has one provider.

use backhaul_cloud_manager::ErrorKind;
use outside_network::{Server, all_over, fetch, list};

#[tokio::test]
async fn a_program_installs_its_provider() {
    let server = Server::start().await.unwrap();
    let builder = server
        .builder()
        .ca_certificates(server.authority_pem.clone());
    let error = builder.clone().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let text = error.to_string();
    for part in [
        "CryptoProvider::install_default",
        "`rustls` (aws-lc-rs)",
        "`rustls-ring` (ring)",
    ] {
        assert!(text.contains(part), "{text}");
    }

    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap();
    let client = builder.build().unwrap();
    list(&client).await.unwrap();
    fetch(&client, &server.url).await.unwrap();
    assert_eq!(server.seen(), all_over("h2"));

    let stranger = server.builder().build().unwrap();
    let error = list(&stranger).await.unwrap_err();
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
}
