//! An address of which the caller must know a part: `tenant.yaml`.

#[allow(dead_code, unreachable_pub, clippy::all, clippy::unwrap_used)]
mod api {
    include!(concat!(env!("OUT_DIR"), "/tenant.rs"));
}

use api::Client;

use crate::recorder::{listen, no_content};

#[tokio::test]
async fn the_address_is_made_of_what_the_caller_says() {
    let (address, sent) = listen(&no_content()).await;
    let client = Client::builder().site(address).tenant("zoo");
    // A path that the address has too is one of the document.
    client.build().unwrap().list_things().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /api/zoo/api/things/");
    let (address, sent) = listen(&no_content()).await;
    let client = Client::builder().base_url(format!("{address}/mine/"));
    client.build().unwrap().get_whole().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /mine");
}

#[test]
fn what_is_missing_is_told_when_the_client_is_built() {
    let told = |builder: api::ClientBuilder| builder.build().unwrap_err().to_string();
    let missing = "is missing, and the address needs it: call it, or .base_url(...)";
    assert_eq!(told(Client::builder()), format!(".site(...): {missing}"));
    let client = Client::builder().site("https://a.example");
    assert_eq!(told(client), format!(".tenant(...): {missing}"));
    let client = Client::builder().site("https://a.example").tenant("a/b");
    assert!(told(client).starts_with(".tenant(...): may have letters"));
}

#[tokio::test]
async fn an_operation_elsewhere_needs_its_own_address() {
    let (address, sent) = listen(&no_content()).await;
    let builder = Client::builder().base_url("https://a.example");
    let client = builder.clone().build().unwrap();
    assert_eq!(
        client.list_things().preview().unwrap().url(),
        "https://a.example/api/things/"
    );
    let error = client.list_files().await.unwrap_err();
    let server = "https://{store}.example.org/{tenant}";
    let told = error.to_string();
    let expected =
        format!("the document only has {server:?}: call .server({server:?}, \"https://HOST\")");
    assert!(told.contains(&expected), "{told}");
    let client = builder.server(server, format!("{address}/zoo"));
    client.build().unwrap().list_files().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /zoo/files");
}
