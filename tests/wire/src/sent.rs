//! What a row sends, read.

use backhaul_runtime::Method;
use backhaul_runtime::reqwest::Url;

use crate::calls::{Row, Success};
use crate::recorder::recorder;

/// A request that a typed call sent.
pub struct Sent {
    /// The method.
    pub method: Method,
    /// Each segment of the path, decoded.
    pub segments: Vec<String>,
    /// The pairs of the query, decoded.
    pub query: Vec<(String, String)>,
    /// The header `Accept`.
    pub accept: Option<String>,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The body.
    pub body: String,
}

impl Sent {
    /// Reads a request as text.
    pub fn of(request: &str) -> Self {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let mut words = head.split(' ');
        let method = match words.next().unwrap() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            other => panic!("{other}"),
        };
        let url = format!("http://127.0.0.1{}", words.next().unwrap());
        let url = Url::parse(&url).unwrap();
        let header = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            let mut found = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
            found.next().map(|(_, value)| value.to_owned())
        };
        Self {
            method,
            // The path / has one segment, which is empty.
            segments: url
                .path_segments()
                .unwrap()
                .filter(|segment| !segment.is_empty())
                .map(decoded)
                .collect(),
            query: url.query_pairs().into_owned().collect(),
            accept: header("accept"),
            content_type: header("content-type"),
            body: body.to_owned(),
        }
    }
}

fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        match (first, others) {
            (b'%', [high, low, others @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = others;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What a typed call sends, at a server that only records.
pub async fn sent<Client, Ids>(
    success: &Success,
    challenge: Option<&str>,
    client: fn(&str) -> Client,
    call: &Row<Client, Ids>,
    ids: &Ids,
) -> Sent {
    let answers = challenge.map(str::to_owned).into_iter();
    let answers = answers.chain([success.answer()]).collect();
    let (address, requests) = recorder(answers).await;
    let client = client(&address);
    (call.1)(&client, ids).await.unwrap();
    Sent::of(requests.await.unwrap().last().unwrap())
}
