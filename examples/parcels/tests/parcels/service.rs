//! A small parcel service on this machine.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request that the service got.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET /v1/parcels?page=1`.
    pub line: String,
    /// By their names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// The service. It ends with the process.
pub struct Service {
    pub address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Service {
    /// Starts it. `answer` gives status, media type and body for a request and for how many came before it.
    pub fn start(
        answer: impl Fn(&Request, usize) -> (u16, &'static str, String) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                // A client that goes away is no concern of the others.
                let _ = serve(connection, |request| {
                    let mut seen = seen.lock().unwrap();
                    let answer = answer(&request, seen.len());
                    seen.push(request);
                    answer
                });
            }
        });
        Self { address, requests }
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    connection: TcpStream,
    answer: impl FnOnce(Request) -> (u16, &'static str, String),
) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").map_or("0", String::as_str);
    let mut body = vec![0; length.parse().unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let (status, media, content) = answer(Request {
        line: line.trim_end().trim_end_matches(" HTTP/1.1").to_owned(),
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    write!(
        reader.get_mut(),
        "HTTP/1.1 {status} X\r\ncontent-type: {media}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{content}",
        content.len()
    )
}
