//! A server that plays a script: one answer per connection, in order.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The tag of most contents.
pub(crate) const TAG: &str = "\"one\"";

/// One answer, as the bytes that go out.
#[derive(Clone)]
pub(crate) struct Answer {
    head: String,
    body: Vec<u8>,
    stalls: bool,
    /// What a request with a `Range` gets instead: the rest of this content, with this tag.
    ranges: Option<(Vec<u8>, &'static str)>,
    /// How many bytes of a rest are given at most, and whether the answer says so.
    most: Option<(usize, bool)>,
}

impl Answer {
    pub(crate) fn new(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        Self {
            head,
            body: body.to_vec(),
            stalls: false,
            ranges: None,
            most: None,
        }
    }

    /// All of `content`, or the rest that is asked for.
    pub(crate) fn whole_or_rest(content: &[u8], tag: &'static str) -> Self {
        let mut answer = Self::whole(content, tag);
        answer.ranges = Some((content.to_vec(), tag));
        answer
    }

    /// Breaks off after `length` bytes, whatever is asked for.
    pub(crate) fn breaks_after(mut self, length: usize) -> Self {
        self.most = Some((length, false));
        self.cut(length)
    }

    /// Gives parts of `length` bytes at most, and says so. Without a range it breaks off after as many.
    pub(crate) fn gives_at_most(self, length: usize) -> Self {
        let mut answer = self.breaks_after(length);
        answer.most = Some((length, true));
        answer
    }

    /// All of `content`, with `tag` as its entity tag.
    pub(crate) fn whole(content: &[u8], tag: &str) -> Self {
        Self::new("200 OK", &[("ETag", tag)], content).announced(content.len())
    }

    /// What follows on the byte `from` of `content`.
    pub(crate) fn rest(content: &[u8], from: usize, tag: &str) -> Self {
        Self::part(content, from, content.len(), tag)
    }

    /// The bytes of `content` from `from` up to `end`, which is not among them.
    pub(crate) fn part(content: &[u8], from: usize, end: usize, tag: &str) -> Self {
        let range = format!("bytes {from}-{}/{}", end - 1, content.len());
        let headers = [("ETag", tag), ("Content-Range", range.as_str())];
        let rest = &content[from..end];
        Self::new("206 Partial Content", &headers, rest).announced(rest.len())
    }

    /// The answer to this very request.
    fn to(self, request: &str) -> Self {
        let range = request.split_once("range: bytes=");
        let from: Option<usize> = range.and_then(|(_, rest)| rest.split_once('-')?.0.parse().ok());
        let (Some((content, tag)), Some(from)) = (self.ranges.as_ref(), from) else {
            return self;
        };
        match self.most {
            None => Self::rest(content, from, tag),
            Some((most, false)) => Self::rest(content, from, tag).cut(most),
            Some((most, true)) => {
                let end = content.len().min(from + most);
                Self::part(content, from, end, tag)
            }
        }
    }

    /// With a `Content-Length`.
    pub(crate) fn announced(mut self, length: usize) -> Self {
        self.head += &format!("Content-Length: {length}\r\n");
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }

    /// Breaks off after `length` bytes of the body.
    pub(crate) fn cut(mut self, length: usize) -> Self {
        self.body.truncate(length);
        self
    }

    /// Sends nothing more after `length` bytes of the body, and keeps the connection.
    pub(crate) fn stalls_after(mut self, length: usize) -> Self {
        self.stalls = true;
        self.cut(length)
    }
}

/// The heads of the requests that came, in lower case except for the values.
#[derive(Clone, Default)]
pub(crate) struct Requests(Arc<Mutex<Vec<String>>>);

impl Requests {
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn head(&self, number: usize) -> String {
        self.0.lock().unwrap()[number].clone()
    }

    /// A header of a request; the names as hyper sends them, in lower case.
    pub(crate) fn header(&self, number: usize, name: &str) -> Option<String> {
        let head = self.head(number);
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned())
    }
}

/// Plays `script` on a port of its own; gives `http://127.0.0.1:PORT` too. A connection beyond the script
/// is closed at once.
pub(crate) async fn play(script: Vec<Answer>) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = Requests::default();
    let heads = requests.clone();
    tokio::spawn(async move {
        let mut stalled = Vec::new();
        let mut script = script.into_iter();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let Some(answer) = script.next() else {
                continue;
            };
            let head = read_head(&mut stream).await;
            let answer = answer.to(&head);
            heads.0.lock().unwrap().push(head);
            let head = format!("{}\r\n", answer.head);
            // The client may be gone already.
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&answer.body).await;
            if answer.stalls {
                stalled.push(stream);
            }
        }
    });
    (address, requests)
}

async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}
