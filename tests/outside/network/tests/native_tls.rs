//! The system's library for TLS.

use backhaul_cloud_manager::ErrorKind;
use outside_network::{Server, all_over, fetch, list};

#[tokio::test]
async fn the_library_of_the_system_trusts_an_authority_of_the_users_own() {
    let server = Server::start().await.unwrap();
    let other = Server::start().await.unwrap().authority_pem;
    for with_system in [true, false] {
        let builder = server.builder().system_certificates(with_system);
        let trusting = builder
            .clone()
            .ca_certificates(server.authority_pem.clone());
        let client = trusting.build().unwrap();
        list(&client).await.unwrap();
        fetch(&client, &server.url).await.unwrap();
        assert_eq!(server.seen(), all_over("http/1.1"));

        let client = builder.ca_certificates(other.clone()).build().unwrap();
        for refused in [list(&client).await, fetch(&client, &server.url).await] {
            let error = refused.unwrap_err();
            // A token that cannot be fetched is a matter of credentials.
            let kinds = [ErrorKind::Connect, ErrorKind::Credentials];
            assert!(kinds.contains(&error.kind()), "{error}");
            assert!(
                error.to_string().contains("certificate verify failed"),
                "{error}"
            );
        }
        assert_eq!(server.seen(), Vec::<String>::new());
    }
    let error = server
        .builder()
        .ca_certificates("no PEM")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("has no certificate"), "{error}");
}
