//! Our crate without TLS.

use backhaul_cloud_manager::ErrorKind;
use outside_network::builder;
#[cfg(not(feature = "own-client"))]
use outside_network::{fetch, list};

#[test]
fn an_https_address_is_refused_with_all_ways_out() {
    let error = builder("https://127.0.0.1:9").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let text = error.to_string();
    for part in ["built without TLS", "`rustls-ring`", ".http_client(...)"] {
        assert!(text.contains(part), "{text}");
    }
    let with_authority = builder("http://127.0.0.1:9").ca_certificates("fake-marker");
    let text = with_authority.build().unwrap_err().to_string();
    assert!(
        text.contains("the PEM of ca_certificates cannot be used"),
        "{text}"
    );
    assert!(!text.contains("fake-marker"), "{text}");
}

/// A client that has no TLS is not refused before it is used, since nothing tells; but then with its reason,
/// and not tried again.
#[cfg(not(feature = "own-client"))]
#[tokio::test]
async fn a_client_without_tls_is_told_as_such() {
    let own = reqwest::Client::builder().no_proxy().build().unwrap();
    let builder = builder("https://127.0.0.1:9").http_client(own.clone());
    let client = builder.link_http_client(own).build().unwrap();
    let error = fetch(&client, "https://127.0.0.1:9").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::InvalidInput, 1)
    );
    assert!(
        error
            .to_string()
            .contains("has no TLS: turn on a feature of reqwest"),
        "{error}"
    );
    let error = list(&client).await.unwrap_err();
    assert!(error.to_string().contains("has no TLS"), "{error}");
}
