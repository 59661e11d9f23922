//! A server whose answers a test makes up, for what no sandbox does: it answers by a function of the request.

use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use wire::read_request;

/// A server that lives as long as the test's runtime.
#[derive(Clone)]
pub(crate) struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request, whose text it is given, with what `answer` makes of it.
    pub(crate) async fn start(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let server = Self {
            url,
            requests: Arc::clone(&requests),
        };
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let (requests, answer) = (Arc::clone(&requests), Arc::clone(&answer));
                tokio::spawn(async move {
                    let request = read_request(&mut connection).await;
                    let text = answer(&request);
                    requests.lock().unwrap().push(request);
                    connection.write_all(text.as_bytes()).await.unwrap();
                    connection.shutdown().await.unwrap();
                });
            }
        });
        server
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The requests so far, in the order in which they were answered.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// An answer with `status`, further `headers`, each with its line's end, and a body of JSON.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}"
    )
}

/// The value of a header of a request, whose name is in any case.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}
