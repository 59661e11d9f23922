//! Ring, without that the program does anything.

use outside_network::{Server, all_over, fetch, list};

#[tokio::test]
async fn ring_is_used_without_being_installed_for_all() {
    let server = Server::start().await.unwrap();
    let builder = server
        .builder()
        .ca_certificates(server.authority_pem.clone());
    let client = builder.build().unwrap();
    list(&client).await.unwrap();
    fetch(&client, &server.url).await.unwrap();
    // The program has HTTP/2, and our feature for it is off.
    assert_eq!(server.seen(), all_over("http/1.1"));
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());

    // The only authority, instead of those of the system.
    let only = server.builder().system_certificates(false);
    let trusting = only.clone().ca_certificates(server.authority_pem.clone());
    let client = trusting.build().unwrap();
    list(&client).await.unwrap();
    fetch(&client, &server.url).await.unwrap();
    assert_eq!(server.seen(), all_over("http/1.1"));

    let other = Server::start().await.unwrap().authority_pem;
    for stranger in [server.builder(), only.ca_certificates(other)] {
        let stranger = stranger.build().unwrap();
        let error = list(&stranger).await.unwrap_err();
        assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    }
    assert_eq!(server.seen(), Vec::<String>::new());
}
