//! The address of the document, and its variables.

use crate::{Client, ClientBuilder, DEFAULT_BASE_URL};

/// The address that a client calls.
fn address(builder: ClientBuilder) -> Result<String, String> {
    let client = builder.build().map_err(|error| error.to_string())?;
    let preview = client.anonymous().preview().unwrap();
    Ok(preview.url().trim_end_matches("/anonymous").to_owned())
}

#[test]
fn variables_have_defaults_and_setters() {
    assert_eq!(DEFAULT_BASE_URL, "https://eu.example.com:443/v1");
    assert_eq!(
        address(Client::builder()).unwrap(),
        "https://eu.example.com/v1"
    );
    assert_eq!(
        address(Client::builder().region("us").port("8443")).unwrap(),
        "https://us.example.com:8443/v1"
    );
    assert_eq!(
        address(Client::builder().base_url("https://mine.example/proxy")).unwrap(),
        "https://mine.example/proxy"
    );
}

#[test]
fn a_wrong_variable_is_told_before_anything_is_sent() {
    let told = address(Client::builder().region("mars")).unwrap_err();
    assert_eq!(
        told,
        ".region(...): must be one of eu, us; for another address call .base_url(...)"
    );
    let told = address(Client::builder().port("1@other.example")).unwrap_err();
    assert!(told.starts_with(".port(...): may have letters"), "{told}");
    let both = Client::builder().port("1").base_url("https://mine.example");
    let told = address(both).unwrap_err();
    assert!(
        told.starts_with(".port(...): has no effect beside .base_url"),
        "{told}"
    );
}
