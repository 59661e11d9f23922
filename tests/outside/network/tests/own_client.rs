//! A client of the user's own is enough for an `https` address.

use std::sync::Arc;

use backhaul_cloud_manager::ErrorKind;
use outside_network::{Server, all_over, builder, fetch, list};

/// With a provider of its own, which is not that of the process.
fn own(server: &Server) -> reqwest::Client {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let mut roots = rustls::RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(server.authority_pem.as_bytes());
    roots.add(authority.unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    builder.build().unwrap()
}

#[tokio::test]
async fn it_makes_calls_and_fetches_tokens_and_links_if_it_may() {
    let server = Server::start().await.unwrap();
    let own = own(&server);
    let builder = server.builder().http_client(own.clone());
    let client = builder.clone().build().unwrap();
    list(&client).await.unwrap();

    // Not by itself: what it sends along must not reach the server of a link.
    let error = fetch(&client, &server.url).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    for part in ["built without TLS", ".link_http_client(...)"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(!error.to_string().contains("sig=fake"), "{error}");

    let client = builder.link_http_client(own).build().unwrap();
    fetch(&client, &server.url).await.unwrap();
    // HTTP/2 is as the user built it.
    assert_eq!(server.seen(), all_over("h2"));
}

/// Another crate turned on reqwest's TLS without a provider, which panics then.
#[test]
fn a_client_that_reqwest_cannot_build_is_an_error() {
    let error = builder("http://127.0.0.1:9").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(
        error
            .to_string()
            .contains("rustls has no provider of cryptography"),
        "{error}"
    );
}
