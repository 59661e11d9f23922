//! What each security scheme sends.

use crate::recorder::{Sent, json, listen, listen_to_all, no_content};
use crate::{
    BoxFuture, Client, Credential, Login, OAuthClient, ProvideCredentials, ProvideError, Provided,
    Token, at_server, shown, with_all,
};

/// What a call sends of which the test says how it is made.
macro_rules! sends {
    ($($operation:ident: $expected:expr;)*) => {
        $({
            let (client, sent) = at_server(with_all()).await;
            client.$operation().await.unwrap();
            assert_eq!(shown(&sent.await.unwrap()), $expected, stringify!($operation));
        })*
    };
}

#[tokio::test]
async fn a_key_is_sent_where_the_document_says() {
    sends! {
        with_header: "GET /header\nx-key: fake-header-key";
        with_value: "GET /value\nauthorization: Fake whole-value";
        add_with_query: "POST /query?api+key=fake+query%2Fkey%2B\ncontent-length: 0";
        with_cookie: "GET /cookie\ncookie: sid=fake-session";
    }
}

#[tokio::test]
async fn a_key_in_the_query_comes_after_the_arguments() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx";
    let (address, sent) = listen(answer).await;
    let client = with_all().base_url(address).build().unwrap();
    client.with_query().a("b c").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "GET /query?a=b+c&api+key=fake+query%2Fkey%2B");
    assert_eq!(sent.header("authorization"), None);
}

#[tokio::test]
async fn a_token_comes_after_the_word_of_its_scheme() {
    sends! {
        with_bearer: "GET /bearer\nauthorization: Bearer fake-bearer";
        with_word: "GET /word\nauthorization: Ticket fake-ticket";
        with_open_id: "GET /open-id\nauthorization: Bearer fake-open-id";
        with_client: "GET /client\nauthorization: Bearer fake-service-token";
    }
}

#[tokio::test]
async fn a_user_and_a_password_are_sent_as_basic() {
    for (login, value) in [
        (
            Login::new("fake-user", "fake-password"),
            "ZmFrZS11c2VyOmZha2UtcGFzc3dvcmQ=",
        ),
        (Login::new("fake-key", ""), "ZmFrZS1rZXk6"),
        (Login::new("", "fake-key"), "OmZha2Uta2V5"),
        (Login::new("\u{e4}", "a:b"), "w6Q6YTpi"),
    ] {
        let (client, sent) = at_server(Client::builder().timeout_(login)).await;
        client.with_basic().await.unwrap();
        let sent = sent.await.unwrap();
        assert_eq!(
            shown(&sent),
            format!("GET /basic\nauthorization: Basic {value}")
        );
    }
}

/// The proof covers the whole address, so the key in the query must be there first.
#[tokio::test]
async fn a_challenge_is_answered_beside_a_key_in_the_query() {
    let challenge = "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (address, sent) = listen_to_all(&[challenge, &no_content()]).await;
    let client = with_all().base_url(address).build().unwrap();
    client.with_digest().await.unwrap();
    let sent = sent.await.unwrap();
    let path = "/digest?api+key=fake+query%2Fkey%2B";
    assert_eq!(shown(&sent[0]), format!("GET {path}"));
    let proof = sent[1].header("authorization").unwrap();
    assert_eq!(sent[1].line, format!("GET {path}"));
    assert!(
        proof.starts_with("Digest username=\"fake-user\""),
        "{proof}"
    );
    assert!(proof.contains(&format!("uri=\"{path}\"")), "{proof}");
}

#[tokio::test]
async fn a_client_fetches_its_token_and_uses_it_again() {
    let token = json(r#"{"access_token":"fake-access","token_type":"Bearer","expires_in":3600}"#);
    let done = no_content();
    let (address, sent) = listen_to_all(&[&token, &done, &done]).await;
    let service = OAuthClient::new("fake id", "fake-secret").scope("read write");
    let client = Client::builder()
        .service(service)
        .base_url(format!("{address}/v1"));
    let client = client.build().unwrap();
    client.with_client().await.unwrap();
    client.with_client().await.unwrap();
    let sent = sent.await.unwrap();
    // An address without a host is at the host of the API, and not below its path.
    assert_eq!(sent[0].line, "POST /oauth/token");
    assert_eq!(
        sent[0].body,
        "grant_type=client_credentials&scope=read%20write"
    );
    assert_eq!(
        sent[0].header("authorization"),
        Some("Basic ZmFrZSUyMGlkOmZha2Utc2VjcmV0")
    );
    for sent in &sent[1..] {
        assert_eq!(
            shown(sent),
            "GET /v1/client\nauthorization: Bearer fake-access"
        );
    }
}

#[tokio::test]
async fn a_refused_token_is_fetched_once_more() {
    let token = |name: &str| json(&format!(r#"{{"access_token":"{name}","expires_in":3600}}"#));
    let refused = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let answers = [&token("fake-1"), refused, &token("fake-2"), &no_content()];
    let (address, sent) = listen_to_all(&answers).await;
    let service = OAuthClient::new("fake-id", "fake-secret");
    let client = Client::builder().service(service).base_url(address);
    client.build().unwrap().with_client().await.unwrap();
    let sent = sent.await.unwrap();
    let lines: Vec<&str> = sent.iter().map(|sent| sent.line.as_str()).collect();
    let [fetch, call] = ["POST /oauth/token", "GET /client"];
    assert_eq!(lines, [fetch, call, fetch, call]);
    assert_eq!(sent[1].header("authorization"), Some("Bearer fake-1"));
    assert_eq!(sent[3].header("authorization"), Some("Bearer fake-2"));
}

#[tokio::test]
async fn a_token_endpoint_can_be_elsewhere() {
    let (endpoint, asked) = listen(&json(r#"{"access_token":"fake-access"}"#)).await;
    let service = OAuthClient::new("fake-id", "fake-secret").token_url(format!("{endpoint}/t"));
    let (client, sent) = at_server(Client::builder().service(service)).await;
    client.with_client().await.unwrap();
    assert_eq!(asked.await.unwrap().line, "POST /t");
    assert_eq!(
        shown(&sent.await.unwrap()),
        "GET /client\nauthorization: Bearer fake-access"
    );
}

/// Gives out another token each time.
#[derive(Debug, Default)]
struct Counting(std::sync::atomic::AtomicUsize);

impl ProvideCredentials<Token> for Counting {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        Box::pin(async move { Ok(Provided::new(Token::new(format!("fake-{number}")))) })
    }
}

/// The token of a sign-in, which only the user can do again; and one of two credentials, of which nobody says which one
/// was refused.
#[tokio::test]
async fn a_token_of_the_user_s_own_source_is_asked_for_again_after_a_refusal() {
    let refused = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let all = |sent: Vec<Sent>| sent.iter().map(shown).collect::<Vec<_>>();

    let (address, sent) = listen_to_all(&[refused, &no_content()]).await;
    let builder = Client::builder().sign_in(Credential::provided(Counting::default()));
    builder
        .base_url(address)
        .build()
        .unwrap()
        .get_usual()
        .await
        .unwrap();
    assert_eq!(
        all(sent.await.unwrap()),
        [
            "GET /usual\nauthorization: Bearer fake-1",
            "GET /usual\nauthorization: Bearer fake-2",
        ]
    );

    let (address, sent) = listen_to_all(&[refused, &no_content()]).await;
    let builder = Client::builder()
        .header_key("fake-fixed")
        .app_key(Credential::provided(Counting::default()));
    builder
        .base_url(address)
        .build()
        .unwrap()
        .get_usual()
        .await
        .unwrap();
    assert_eq!(
        all(sent.await.unwrap()),
        [
            "GET /usual\nx-app-key: fake-1\nx-key: fake-fixed",
            "GET /usual\nx-app-key: fake-2\nx-key: fake-fixed",
        ]
    );
}

/// A certificate is part of the connection, so only the user's own HTTP client can show it.
#[tokio::test]
async fn a_certificate_is_shown_by_a_client_of_the_user_s_own() {
    let client = with_all().base_url("http://127.0.0.1:9").build().unwrap();
    let told = client.with_certificate().await.unwrap_err().to_string();
    assert_eq!(
        told,
        "with_certificate: the client has no credentials for it: it takes tls; call .http_client(...) on the builder \
         of the client"
    );
    let own = crate::reqwest::Client::builder().build().unwrap();
    let (client, sent) = at_server(Client::builder().http_client(own)).await;
    client.with_certificate().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.header("authorization")),
        ("GET /certificate", None)
    );
}

#[test]
fn the_crate_needs_of_the_runtime_what_its_schemes_need() {
    assert_eq!(env!("SECURED_FEATURES"), "basic digest oauth");
}
