//! A relay to a server, which keeps its answers.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Passes bytes to a server and back.
pub(crate) struct Relay {
    pub(crate) url: String,
    answers: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Relay {
    /// A relay to the server at `url`, until it is dropped.
    pub(crate) async fn to(url: &str) -> Self {
        let target = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let kept = Arc::clone(&answers);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let place = {
                    let mut kept = kept.lock().unwrap();
                    kept.push(Vec::new());
                    kept.len() - 1
                };
                tokio::spawn(pass(client, target.clone(), Arc::clone(&kept), place));
            }
        });
        Self { url, answers }
    }

    /// The bodies of all successes so far, in their order.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        let answers = self.answers.lock().unwrap();
        let all = answers.iter().flat_map(|bytes| bodies(bytes));
        all.filter(|(status, _)| (200..300).contains(status))
            .map(|(_, body)| body)
            .collect()
    }
}

async fn pass(client: TcpStream, target: String, kept: Arc<Mutex<Vec<Vec<u8>>>>, place: usize) {
    let server = TcpStream::connect(target).await.unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let forth = tokio::spawn(async move {
        let _ = tokio::io::copy(&mut from_client, &mut to_server).await;
        let _ = to_server.shutdown().await;
    });
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = from_server.read(&mut piece).await.unwrap_or(0);
        if length == 0 || to_client.write_all(&piece[..length]).await.is_err() {
            break;
        }
        kept.lock().unwrap()[place].extend_from_slice(&piece[..length]);
    }
    forth.abort();
}

/// Status and body of each answer on one connection.
fn bodies(mut bytes: &[u8]) -> Vec<(u16, Vec<u8>)> {
    let mut found = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = std::str::from_utf8(&bytes[..end]).unwrap().to_lowercase();
        bytes = &bytes[end + 4..];
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines
                .find(|(found, _)| *found == name)
                .map(|(_, value)| value.to_owned())
        };
        let body = if header("transfer-encoding").as_deref() == Some("chunked") {
            let (body, rest) = chunks(bytes);
            bytes = rest;
            body
        } else {
            let length = header("content-length").map_or(0, |length| length.parse().unwrap());
            let (body, rest) = bytes.split_at(length);
            bytes = rest;
            body.to_vec()
        };
        found.push((status, body));
    }
    found
}

fn chunks(mut bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = std::str::from_utf8(&bytes[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        bytes = &bytes[end + 2..];
        body.extend_from_slice(&bytes[..length]);
        bytes = &bytes[length + 2..];
        if length == 0 {
            return (body, bytes);
        }
    }
}
