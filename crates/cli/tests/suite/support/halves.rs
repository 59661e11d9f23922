//! A server with one file, whose first answer stops in the middle.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The file.
pub(crate) const SIZE: usize = 300_000;

/// The server.
pub(crate) struct Halves {
    /// A link to the file, with a signature that must not show.
    pub(crate) link: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Halves {
    /// Sends the first half of the file to whom asks first, and nothing more. Everybody else gets all that they
    /// ask for.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&heads);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, Arc::clone(&kept)));
            }
        });
        Self {
            link: format!("http://{address}/bucket/dump.bin?X-Amz-Signature=fake-marker"),
            heads,
        }
    }

    /// The heads of all requests so far.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// The bytes of the file.
pub(crate) fn content() -> Vec<u8> {
    (0..SIZE)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect()
}

async fn serve(mut client: TcpStream, heads: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match client.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let number = {
        let mut heads = heads.lock().unwrap();
        heads.push(head.clone());
        heads.len()
    };
    let range = head.split("range: bytes=").nth(1);
    let from: usize = range.map_or(0, |range| range.split('-').next().unwrap().parse().unwrap());
    let status = match range {
        Some(_) => format!(
            "206 Partial Content\r\ncontent-range: bytes {from}-{}/{SIZE}",
            SIZE - 1
        ),
        None => "200 OK".to_owned(),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\netag: \"one\"\r\naccept-ranges: bytes\r\ncontent-length: {}\r\n\r\n",
        SIZE - from
    );
    let content = content();
    let to = if number == 1 { SIZE / 2 } else { SIZE };
    let _ = client.write_all(answer.as_bytes()).await;
    let _ = client.write_all(&content[from..to]).await;
    // Until the client goes away.
    let _ = client.read_u8().await;
}
