//! The address of the document, and its variables.

use crate::recorder::{listen, no_content};
use crate::{Client, ClientBuilder, DEFAULT_BASE_URL, operations, shown};

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

#[test]
fn some_operations_are_elsewhere() {
    let upload = "https://upload.example.org/files";
    assert_eq!(operations::UPLOAD.server, Some(upload));
    // At the host of the API, wherever that is.
    assert_eq!(operations::STATUS.server, Some(""));
    assert_eq!(operations::SAME.server, None);
    let mine = Client::builder().base_url("https://mine.example/proxy");
    let client = mine.build().unwrap();
    for (preview, expected) in [
        (
            client.upload().preview(),
            "https://upload.example.org/files/upload",
        ),
        (client.status().preview(), "https://mine.example/status"),
        (client.same().preview(), "https://mine.example/proxy/same"),
    ] {
        assert_eq!(preview.unwrap().url(), expected);
    }
}

#[tokio::test]
async fn they_can_be_called_where_the_user_says_with_the_same_credentials() {
    let (address, sent) = listen(&no_content()).await;
    let builder = Client::builder().header_key("fake-1").app_key("fake-2");
    let builder = builder.server(
        "https://upload.example.org/files",
        format!("{address}/mine"),
    );
    builder.build().unwrap().upload().await.unwrap();
    assert_eq!(
        shown(&sent.await.unwrap()),
        "POST /mine/upload\ncontent-length: 0\nx-app-key: fake-2\nx-key: fake-1"
    );
    let told = Client::builder()
        .server("https://upload.example.com", "http://127.0.0.1:9")
        .build()
        .unwrap_err()
        .to_string();
    assert_eq!(
        told,
        ".server(\"https://upload.example.com\", ...): no operation has this address; those of operations are \"\", \
         \"https://upload.example.org/files\""
    );
}
