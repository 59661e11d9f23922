//! That no key shows or goes astray.

use crate::recorder::{json, listen, listen_to_all};
use crate::{Client, ErrorKind, Login, OAuthClient, Retry, at_server, with_all};

/// What marks a secret in the tests below.
const MARK: &str = "fake-mark";

/// A builder whose credentials all have the mark.
fn marked() -> crate::ClientBuilder {
    let secret = |name: &str| format!("{MARK}-{name}");
    Client::builder()
        .header_key(secret("header"))
        .app_key(secret("app"))
        .query_key(secret("query"))
        .session(secret("session"))
        .session_2(secret("legacy"))
        .timeout_(Login::new("fake-user", secret("password")))
        .bearer(secret("bearer"))
        .word(secret("word"))
        .whole_value(secret("whole"))
        .digest(Login::new("fake-user", secret("digest")))
        .service(OAuthClient::new("fake-id", secret("client")))
        .sign_in(secret("sign-in"))
        .open_id(secret("open-id"))
}

#[tokio::test]
async fn nothing_of_a_client_shows_one() {
    let builder = marked();
    let told = format!("{builder:?}");
    assert!(
        told.contains("\"query_key\"") && !told.contains(MARK),
        "{told}"
    );
    let client = builder.base_url("http://127.0.0.1:9").build().unwrap();
    let call = client.with_all();
    let preview = call.clone().preview().unwrap();
    let told = format!(
        "{client:?} {call:?} {preview} {preview:?} {}",
        preview.url()
    );
    assert!(!told.contains(MARK), "{told}");
    // Nobody listens there, and pauses between attempts would take a second.
    let error = call.retry(Retry::off()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    let told = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(!told.contains(MARK), "{told}");
}

/// A server may repeat what it was sent, decoded or not.
#[tokio::test]
async fn an_answer_that_repeats_one_does_not_show_it() {
    let refused = |body: &str| json(body).replace("200 OK", "403 Forbidden");
    for body in [
        r#"{"code":"X","message":"no: /all?api+key=fake-mark-query&x, sid=fake-mark-session"}"#,
        r#"{"code":"X","message":"no: fake%2Dmark-query, fake-mark-header and Bearer fake-mark-bearer"}"#,
    ] {
        let (address, sent) = listen(&refused(body)).await;
        let client = marked().base_url(address).build().unwrap();
        let error = client.with_all().await.unwrap_err();
        let told = format!("{error} {error:?} {}", error.message());
        assert!(told.contains("[secret]") && !told.contains(MARK), "{told}");
        assert!(sent.await.unwrap().line.contains(MARK));
    }
    let (address, _) = listen(&refused(
        r#"{"message":"the password is fake-mark-password"}"#,
    ))
    .await;
    let client = marked().base_url(address).build().unwrap();
    let told = client.with_basic().await.unwrap_err().to_string();
    assert!(told.contains("the password is [secret]"), "{told}");
    let (address, _) = listen(&refused(r#"{"message":"the ticket is fake-mark-word"}"#)).await;
    let client = marked().base_url(address).build().unwrap();
    let told = client.with_word().await.unwrap_err().to_string();
    assert!(told.contains("the ticket is [secret]"), "{told}");
}

/// What a client fetches is as secret as what it was given, and so is what it fetches that with.
#[tokio::test]
async fn an_answer_that_repeats_what_was_fetched_does_not_show_it() {
    let token =
        json(r#"{"access_token":"fake-mark-access","token_type":"Bearer","expires_in":3600}"#);
    let refused = json(r#"{"message":"the token is fake-mark-access"}"#);
    let refused = refused.replace("200 OK", "403 Forbidden");
    let (address, _) = listen_to_all(&[&token, &refused]).await;
    let client = marked().base_url(address).build().unwrap();
    let told = client.with_client().await.unwrap_err().to_string();
    assert!(told.contains("the token is [secret]"), "{told}");
    let refused =
        json(r#"{"error":"invalid_client","error_description":"it is not fake-mark-client"}"#);
    let (address, _) = listen(&refused.replace("200 OK", "401 Unauthorized")).await;
    let client = marked().base_url(address).build().unwrap();
    let error = client.with_client().await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(
        told.contains("invalid_client") && !told.contains(MARK),
        "{told}"
    );
}

#[tokio::test]
async fn a_redirect_takes_none_along() {
    let store = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
    let redirect = |to: &str| {
        format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
    };
    // A download goes on without it.
    let (elsewhere, stored) = listen(store).await;
    let (address, sent) = listen(&redirect(&format!("{elsewhere}/bytes"))).await;
    let client = marked().base_url(address).build().unwrap();
    client.with_query().await.unwrap();
    assert!(sent.await.unwrap().line.contains(MARK));
    assert_eq!(crate::shown(&stored.await.unwrap()), "GET /bytes");
    // Another call does not go on at all, whatever the redirect repeats.
    let (address, _) = listen(&redirect("http://127.0.0.1:9/?api+key=fake-mark-query")).await;
    let client = marked().base_url(address).build().unwrap();
    let error = client.add_with_query().await.unwrap_err();
    assert_eq!(error.status(), Some(302));
    let told = format!("{error} {error:?}");
    assert!(!told.contains(MARK), "{told}");
}

#[test]
fn what_cannot_be_sent_is_refused_when_the_client_is_built() {
    for (builder, expected) in [
        (
            Client::builder().query_key("fake-mark\n"),
            "query_key: the key has a line break",
        ),
        (
            Client::builder().query_key("fake\u{1}mark"),
            "query_key: the key has a control character",
        ),
        (
            Client::builder().query_key(" "),
            "query_key: the key has nothing but white space",
        ),
        (
            Client::builder().header_key("fake-mark\r"),
            "headerKey: the token has a line break",
        ),
        (
            Client::builder().session("fake;mark"),
            "Session: the key has ';'",
        ),
        (Client::builder().bearer(""), "bearer: the token is empty"),
        (
            Client::builder().timeout_(Login::new("fake:mark", "x")),
            "timeout: the user has a colon",
        ),
        (
            Client::builder().timeout_(Login::new("u", "fake-mark\n")),
            "timeout: the password has a line break",
        ),
        (
            Client::builder().timeout_(Login::new("", " ")),
            "timeout: user and password are empty",
        ),
    ] {
        let told = builder.build().unwrap_err();
        let told = format!("{told}");
        let expected = format!("the credentials cannot be used: {expected}");
        assert!(told.starts_with(&expected), "{told}");
        assert!(!told.contains("mark"), "{told}");
    }
}

/// No request is sent before the credentials are known to fit, and a client keeps no cookie of a server.
#[tokio::test]
async fn a_cookie_of_the_server_is_not_kept() {
    let sets = "HTTP/1.1 204 No Content\r\nset-cookie: other=1\r\nconnection: close\r\n\r\n";
    let (address, sent) = crate::recorder::listen_to_all(&[sets, sets]).await;
    let client = with_all().base_url(address).build().unwrap();
    client.with_cookie().await.unwrap();
    client.with_cookie().await.unwrap();
    for sent in sent.await.unwrap() {
        assert_eq!(sent.header("cookie"), Some("sid=fake-session"));
    }
    let (client, sent) = at_server(with_all()).await;
    client.with_header().await.unwrap();
    assert_eq!(sent.await.unwrap().header("cookie"), None);
}
