//! A server that answers as it was told and keeps what it got.

use std::time::Duration;

use backhaul_constructs::{Client, Credentials};
use backhaul_runtime::auth::{HeaderToken, Token};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Where no request comes, the test must fail and not wait for ever.
const LIMIT: Duration = Duration::from_secs(60);

/// A client of a server that answers one request with `answer`, and that request.
pub(crate) async fn answering(answer: &str) -> (Client, JoinHandle<Sent>) {
    let token = HeaderToken::bearer(Token::new("fake-token"));
    with(Credentials::of(token), answer).await
}

/// The same with other credentials.
pub(crate) async fn with(credentials: Credentials, answer: &str) -> (Client, JoinHandle<Sent>) {
    let (address, sent) = listen(answer).await;
    let client = Client::builder().credentials(credentials).base_url(address);
    (client.build().unwrap(), sent)
}

/// A client of the server at `address`.
pub(crate) fn at(address: String) -> Client {
    let token = HeaderToken::bearer(Token::new("fake-token"));
    let client = Client::builder().credentials(Credentials::of(token));
    client.base_url(address).build().unwrap()
}

/// A client whose server nobody may ask.
pub(crate) async fn unasked() -> Client {
    answering(&no_content()).await.0
}

/// The address of a server that answers one request with `answer`, and that request.
pub(crate) async fn listen(answer: &str) -> (String, JoinHandle<Sent>) {
    let (address, sent) = listen_to_all(&[answer]).await;
    let only = tokio::spawn(async move { sent.await.unwrap().remove(0) });
    (address, only)
}

/// The address of a server that answers as many requests as there are `answers`, and those requests.
pub(crate) async fn listen_to_all(answers: &[&str]) -> (String, JoinHandle<Vec<Sent>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    let sent = tokio::spawn(async move {
        let work = async {
            let mut all = Vec::new();
            for answer in answers {
                all.push(answer_one(&listener, &answer).await);
            }
            all
        };
        timeout(LIMIT, work)
            .await
            .expect("all requests within a minute")
    });
    (address, sent)
}

async fn answer_one(listener: &TcpListener, answer: &str) -> Sent {
    let (mut connection, _) = listener.accept().await.unwrap();
    let mut received = Vec::new();
    let sent = loop {
        let count = connection.read_buf(&mut received).await.unwrap();
        assert_ne!(count, 0, "the connection ended within a request");
        if let Some(sent) = Sent::of(&received) {
            break sent;
        }
    };
    connection.write_all(answer.as_bytes()).await.unwrap();
    connection.shutdown().await.unwrap();
    sent
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Sent {
    /// `GET /path?query`.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: String,
}

impl Sent {
    /// Nothing if it is not complete.
    fn of(received: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(received).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let line = lines.next()?.strip_suffix(" HTTP/1.1")?.to_owned();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let sent = Self {
            line,
            headers: headers.collect(),
            body: body.to_owned(),
        };
        let length = sent
            .header("content-length")
            .map_or(0, |text| text.parse().unwrap());
        (body.len() >= length).then_some(sent)
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All headers but those of the HTTP client, sorted.
    pub(crate) fn headers(&self) -> Vec<String> {
        let usual = ["host", "user-agent", "authorization", "accept-encoding"];
        let own = self
            .headers
            .iter()
            .filter(|(name, _)| !usual.contains(&name.as_str()));
        let mut headers: Vec<String> = own
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        headers.sort();
        headers
    }
}

/// Success with this JSON.
pub(crate) fn json(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// Success without a body.
pub(crate) fn no_content() -> String {
    "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned()
}

/// Everything that is wrong with the arguments of a call.
pub(crate) fn problems(error: &backhaul_constructs::Error) -> Vec<String> {
    error.problems().iter().map(ToString::to_string).collect()
}
