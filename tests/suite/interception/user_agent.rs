//! The suffix of `User-Agent`.

use backhaul_atlas::{Client, ClientBuilder, Credentials};
use backhaul_runtime::ErrorKind;
use wire::{json_answer, recorder};

use crate::support::server::header;

fn builder() -> ClientBuilder {
    Client::builder().credentials(Credentials::access_token("fake-token"))
}

#[tokio::test]
async fn it_follows_our_own_name() {
    let body = r#"{"exportBucketId": "5f00000000000000000000b1"}"#;
    for (name, expected) in [
        (
            None,
            concat!(
                "backhaul-atlas/",
                env!("CARGO_PKG_VERSION"),
                " my-tool/1.2 (night)"
            ),
        ),
        (Some("other/7"), "other/7 my-tool/1.2 (night)"),
    ] {
        let (address, recorded) = recorder(vec![json_answer(body)]).await;
        let builder = builder().base_url(address);
        let builder = match name {
            Some(name) => builder.user_agent(name),
            None => builder,
        };
        let client = builder.user_agent_suffix("my-tool/1.2 (night)").build();
        let client = client.unwrap();
        let call = client
            .get_backup_export()
            .group_id("5f0000000000000000000001");
        let call = call
            .cluster_name("prod")
            .export_id("5f00000000000000000000b1");
        call.send().await.unwrap();
        let requests = recorded.await.unwrap();
        assert_eq!(header(&requests[0], "user-agent"), Some(expected));
    }
}

#[test]
fn what_no_header_can_carry_is_refused_and_not_shown() {
    let long = "x".repeat(201);
    for suffix in [
        "",
        " tool",
        "tool ",
        "fake\r\nx: y",
        "fake\t",
        "t\u{f6}\u{f6}l",
        &long,
    ] {
        let error = builder().user_agent_suffix(suffix).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(
            error.to_string(),
            "user_agent_suffix must be 1 to 200 printable ASCII characters, without a space at its \
             beginning or end, such as \"my-tool/1.2\""
        );
    }
    assert!(builder().user_agent_suffix("x".repeat(200)).build().is_ok());
}

#[test]
fn it_is_not_lost_beside_a_client_of_the_users_own() {
    let own = reqwest::Client::new();
    let builder = builder().user_agent_suffix("my-tool/1.2").http_client(own);
    let error = builder.build().unwrap_err().to_string();
    assert!(
        error.contains("has no effect together with http_client"),
        "{error}"
    );
}
