//! Several schemes at once, one of several, none.

use crate::{Client, ErrorKind, Method, at_server, operations, shown, with_all};

#[test]
fn the_operation_table_has_the_alternatives() {
    let usual: &[&[&str]] = &[&["app-key", "headerKey"], &["signIn"]];
    assert_eq!(operations::GET_USUAL.security, usual);
    assert_eq!(operations::ANONYMOUS.security, [[""; 0]]);
    assert_eq!(operations::OPTIONAL.security, [&[][..], &["headerKey"]]);
}

#[tokio::test]
async fn all_that_is_needed_at_once_is_sent_at_once() {
    let (client, sent) = at_server(with_all()).await;
    client.with_all().await.unwrap();
    assert_eq!(
        shown(&sent.await.unwrap()),
        "GET /all?api+key=fake+query%2Fkey%2B\n\
         cookie: sid=fake-session; legacy=fake-legacy\n\
         x-key: fake-header-key\n\
         authorization: Bearer fake-bearer"
    );
}

#[tokio::test]
async fn the_first_alternative_that_there_are_credentials_for_is_sent() {
    let (first, second) = ("fake-1".to_owned(), "fake-2".to_owned());
    let both = Client::builder().header_key(&first).app_key(second);
    for (builder, expected) in [
        (
            both.clone().sign_in("fake-3"),
            "GET /usual\nx-app-key: fake-2\nx-key: fake-1",
        ),
        (both, "GET /usual\nx-app-key: fake-2\nx-key: fake-1"),
        (
            // Half of the first alternative is none.
            Client::builder()
                .header_key("fake-1")
                .sign_in(&"fake-3".to_owned()),
            "GET /usual\nauthorization: Bearer fake-3",
        ),
    ] {
        let (client, sent) = at_server(builder).await;
        client.get_usual().await.unwrap();
        assert_eq!(shown(&sent.await.unwrap()), expected);
    }
}

#[tokio::test]
async fn without_credentials_for_any_of_them_nothing_is_sent() {
    let nowhere = |builder: crate::ClientBuilder| builder.base_url("http://127.0.0.1:9").build();
    let client = nowhere(Client::builder()).unwrap();
    let error = client.get_usual().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.never_sent() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "get_usual: the client has no credentials for it: it takes app-key with headerKey, or signIn; call \
         .app_key(...) and .header_key(...), or .sign_in(...) on the builder of the client"
    );
    // What is there already is not asked for.
    let client = nowhere(Client::builder().app_key("fake-2")).unwrap();
    let told = client.get_usual().await.unwrap_err().to_string();
    assert!(
        told.ends_with("call .header_key(...), or .sign_in(...) on the builder of the client"),
        "{told}"
    );
    assert!(
        client.get_usual().preview().is_ok(),
        "nothing is sent by a preview"
    );
}

#[tokio::test]
async fn an_anonymous_operation_gets_nothing_of_the_credentials() {
    let (client, sent) = at_server(with_all()).await;
    client.anonymous().await.unwrap();
    assert_eq!(shown(&sent.await.unwrap()), "GET /anonymous");
    let (client, sent) = at_server(with_all()).await;
    client.anonymous_too().await.unwrap();
    assert_eq!(
        shown(&sent.await.unwrap()),
        "POST /anonymous\ncontent-length: 0"
    );
}

#[tokio::test]
async fn optional_credentials_are_sent_if_there_are_any() {
    let (client, sent) = at_server(Client::builder()).await;
    client.optional().await.unwrap();
    assert_eq!(shown(&sent.await.unwrap()), "GET /optional");
    let (client, sent) = at_server(with_all()).await;
    client.optional().await.unwrap();
    assert_eq!(
        shown(&sent.await.unwrap()),
        "GET /optional\nx-key: fake-header-key"
    );
}

#[tokio::test]
async fn a_call_that_no_document_has_is_sent_as_most_operations_are() {
    // Most operations take both, or else the token of a sign-in.
    for (builder, expected) in [
        (
            with_all(),
            "GET /new\nx-app-key: fake-app-key\nx-key: fake-header-key",
        ),
        (
            Client::builder()
                .sign_in("fake-sign-in")
                .word("fake-ticket"),
            "GET /new\nauthorization: Bearer fake-sign-in",
        ),
        (Client::builder(), "GET /new"),
    ] {
        let (client, sent) = at_server(builder).await;
        client.call(Method::Get, "/new").await.unwrap();
        assert_eq!(shown(&sent.await.unwrap()), expected);
    }
}

#[tokio::test]
async fn a_refusal_names_all_schemes_that_were_sent() {
    let refused = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let told = async |client: Client| {
        let (both, none) = (client.get_usual().await, client.anonymous().await);
        [both.unwrap_err().to_string(), none.unwrap_err().to_string()]
    };
    let (address, _) = crate::recorder::listen_to_all(&[refused, refused]).await;
    let [both, none] = told(with_all().base_url(address).build().unwrap()).await;
    assert!(
        both.ends_with("Secured does not accept these credentials (app-key with headerKey)"),
        "{both}"
    );
    assert!(none.ends_with("says that none are needed"), "{none}");
}
