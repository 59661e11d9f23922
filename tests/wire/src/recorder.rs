//! A listener that only records, and answers as it was told.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long a request may take to come: where none comes, the test must fail and not wait for ever.
const LIMIT: Duration = Duration::from_secs(60);

/// Answers each connection with the next of `answers`, an empty one by closing it, and returns the
/// requests as they came.
async fn record(listener: TcpListener, answers: Vec<String>) -> Vec<String> {
    let mut requests = Vec::new();
    let expected = answers.len();
    for answer in answers {
        let next = async {
            let (mut connection, _) = listener.accept().await.unwrap();
            let request = read_request(&mut connection).await;
            (connection, request)
        };
        let Ok((mut connection, request)) = timeout(LIMIT, next).await else {
            let missing = requests.len() + 1;
            panic!("request {missing} of {expected} did not come within {LIMIT:?}: {requests:#?}");
        };
        requests.push(request);
        connection.write_all(answer.as_bytes()).await.unwrap();
        connection.shutdown().await.unwrap();
    }
    requests
}

/// The next request on a connection, as it came.
pub async fn read_request(connection: &mut TcpStream) -> String {
    let mut received = Vec::new();
    loop {
        let count = connection.read_buf(&mut received).await.unwrap();
        assert_ne!(count, 0, "the connection ended within a request");
        let text = String::from_utf8_lossy(&received);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return text.into_owned();
        }
    }
}

/// An answer of success with a body of JSON.
pub fn json_answer(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A listener, its address, and a task that records what it gets.
pub async fn recorder(answers: Vec<String>) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (address, tokio::spawn(record(listener, answers)))
}
