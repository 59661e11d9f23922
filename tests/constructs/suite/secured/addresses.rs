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
    let client = mine.server(upload, upload).build().unwrap();
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

/// A client that was pointed to a test server must not send its credentials to the host of the document.
#[tokio::test]
async fn another_base_url_does_not_leave_them_where_they_are() {
    let (address, sent) = listen(&no_content()).await;
    let upload = "https://upload.example.org/files";
    let builder = Client::builder().header_key("fake-1").app_key("fake-2");
    let client = builder.clone().base_url(&address).build().unwrap();
    for error in [
        client.upload().await.unwrap_err(),
        client.upload().preview().unwrap_err(),
    ] {
        let told = error.to_string();
        assert!(
            told.ends_with(&format!(
                "the document has this operation at {upload:?}, where .base_url(...) does not lead: say before .build() \
                 where to call it, .server({upload:?}, ADDRESS), with the same address to leave it there"
            )),
            "{told}"
        );
        assert!(!told.contains("fake-"), "{told}");
        assert_eq!(error.attempts(), 0);
    }
    // Those at the host of the API go along with it.
    client.status().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /status");
    // The address of the document changes nothing, and neither does no address.
    for builder in [
        builder.clone(),
        builder.clone().base_url(format!("{DEFAULT_BASE_URL}/")),
        builder.region("us"),
    ] {
        let preview = builder.build().unwrap().upload().preview().unwrap();
        assert_eq!(preview.url(), format!("{upload}/upload"));
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
