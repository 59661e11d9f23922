//! Secrets that only their names tell: `named.yaml`.

#[allow(dead_code, unreachable_pub, clippy::all, clippy::unwrap_used)]
mod api {
    include!(concat!(env!("OUT_DIR"), "/named.rs"));
}

use api::builders::OpenSession;
use api::{Client, types};

use crate::recorder::{json as ok, listen};

/// A call whose secrets are called `hidden-...`, and whose other values are called `shown-...`.
fn call(client: &Client) -> OpenSession {
    client
        .open_session()
        .access_token("hidden-path")
        .password("hidden-query")
        .otp("hidden-otp")
        .page_token("shown-page")
        .x_api_key("hidden-header")
        .auth_token("hidden-cookie")
        .door("hidden-door")
        .user(
            api::requests::OpenSessionUser::new()
                .name("shown-name")
                .password("hidden-member"),
        )
        .client_secret("hidden-secret")
        .new_password("hidden-new")
        .private_key("hidden-key")
        .refresh_token("hidden-refresh")
        .mask("hidden-mask")
        .token("page")
        .passwords("hidden-many")
        .secret("shown-secret")
        .token_type("shown-type")
        .pin("shown-pin")
        .secret_id("shown-id")
}

#[tokio::test]
async fn a_secret_is_sent_and_shows_nowhere() {
    let (address, sent) = listen(&ok(r#"{"client_secret":["hidden-answer"]}"#)).await;
    let client = Client::builder().base_url(address).build().unwrap();
    let shown = format!("{:?} {:?}", call(&client), call(&client).preview().unwrap());
    assert!(!shown.contains("hidden-"), "{shown}");
    for value in ["page", "name", "secret", "type", "pin", "id"] {
        assert!(
            shown.contains(&format!("shown-{value}")),
            "{value}: {shown}"
        );
    }
    // An answer that cannot be read is quoted, unless it may have a secret.
    let error = call(&client).await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(!told.contains("hidden-"), "{told}");
    let sent = sent.await.unwrap();
    let whole = format!("{} {:?} {}", sent.line, sent.headers(), sent.body);
    for value in [
        "path", "query", "otp", "header", "cookie", "door", "member", "secret", "new", "key",
        "refresh", "mask", "many",
    ] {
        assert!(
            whole.contains(&format!("hidden-{value}")),
            "{value}: {whole}"
        );
    }
}

#[tokio::test]
async fn an_error_of_the_connection_shows_no_secret() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .base_url(address)
        .allow_plain_http(true)
        .build()
        .unwrap();
    let error = call(&client).await.unwrap_err();
    let mut told = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        told += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    assert!(!told.contains("hidden-"), "{told}");
    assert!(told.contains("127.0.0.1"), "{told}");
}

#[tokio::test]
async fn a_secret_that_cannot_be_sent_does_not_show_in_the_error() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    for wrong in ["hidden-/", "..hidden-\\", "hidden-\n"] {
        let call = call(&client).access_token(wrong).x_api_key("hidden-\n");
        let error = call.auth_token("hidden-;\n").await.unwrap_err();
        let told = format!("{error} {error:?} {:?}", error.problems());
        assert!(!told.contains("hidden-"), "{told}");
        for name in ["access_token", "x_api_key", "auth_token"] {
            assert!(told.contains(name), "{told}");
        }
    }
}

#[test]
fn an_answer_hides_what_its_names_say() {
    let body = r#"{"client_secret":"hidden-a","newPassword":"hidden-b","privateKey":"hidden-c","refresh_token":"hidden-d",
        "mask":"hidden-e","passwords":"hidden-f","secret":"shown-a","token_type":"shown-b","pin":"shown-c","secretId":"shown-d"}"#;
    let session: types::Session = serde_json::from_str(body).unwrap();
    let shown = format!("{session:?}");
    assert!(!shown.contains("hidden-"), "{shown}");
    assert_eq!(shown.matches("shown-").count(), 4, "{shown}");
    assert_eq!(session.client_secret.expose(), "hidden-a");
}

/// Whoever cannot edit the document says it in the build script.
mod asked {
    #[allow(dead_code, unreachable_pub, clippy::all, clippy::unwrap_used)]
    mod api {
        include!(concat!(env!("OUT_DIR"), "/asked.rs"));
    }

    #[test]
    fn a_name_is_a_secret_or_none_as_somebody_says() {
        let body =
            r#"{"client_secret":"shown-a","pin":"hidden-b","secret":"hidden-c","mask":"shown-d"}"#;
        let session: api::types::Session = serde_json::from_str(body).unwrap();
        let shown = format!("{session:?}");
        assert!(!shown.contains("hidden-"), "{shown}");
        assert_eq!(shown.matches("shown-").count(), 2, "{shown}");
    }
}
