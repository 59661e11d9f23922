//! A server that keeps requests and answers all of them with JSON.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Keeps requests.
pub(crate) struct Listener {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    /// Answers with an empty object.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| "{}".to_owned()).await
    }

    /// Answers each request with the JSON that `answer` makes of it.
    pub(crate) async fn start_with(
        answer: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Self {
        Self::answering("200 OK", answer).await
    }

    /// Answers each request with this status and the JSON that `answer` makes of it.
    pub(crate) async fn answering(
        status: &'static str,
        answer: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let request = read(stream, status, &answer).await;
                kept.lock().unwrap().push(request);
            }
        });
        Self { url, requests }
    }

    /// The requests since the last time that somebody asked.
    pub(crate) fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

/// Reads a request, which has a length or no body, and answers it.
async fn read(
    mut stream: TcpStream,
    status: &str,
    answer: &(impl Fn(&str) -> String + Sync),
) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            let length = lines.find(|(name, _)| *name == "content-length");
            let length: usize = length.map_or(0, |(_, length)| length.parse().unwrap());
            if body.len() >= length {
                break;
            }
        }
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await.unwrap_or(0) {
            0 => break,
            length => bytes.extend_from_slice(&piece[..length]),
        }
    }
    let request = String::from_utf8(bytes).unwrap();
    let json = answer(&request);
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        json.len()
    );
    let _ = stream.write_all((head + &json).as_bytes()).await;
    request
}
