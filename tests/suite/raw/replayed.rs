//! Every operation of every provider, called as if no document had it: the sandbox checks path, query, body,
//! media types and signature.

use backhaul_runtime::reqwest::Url;
use backhaul_runtime::{CustomCall, Method};
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};

use crate::support::sandbox_rows;

/// A request that a typed call sent.
struct Sent {
    method: Method,
    /// Each segment of the path, decoded.
    segments: Vec<String>,
    query: Vec<(String, String)>,
    accept: Option<String>,
    content_type: Option<String>,
    body: String,
}

impl Sent {
    fn of(request: &str) -> Self {
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

    /// The same call, made by hand.
    fn again(self, call: impl FnOnce(Method, String) -> CustomCall) -> CustomCall {
        let names: Vec<String> = (0..self.segments.len())
            .map(|index| format!("/{{{index}}}"))
            .collect();
        let path = match names.as_slice() {
            [] => "/".to_owned(),
            names => names.concat(),
        };
        let mut call = call(self.method, path);
        for (index, segment) in self.segments.into_iter().enumerate() {
            call = call.path(index.to_string(), segment);
        }
        for (name, value) in self.query {
            call = call.query(name, value);
        }
        if let Some(media_type) = self.accept {
            call = call.accept(&media_type);
        }
        if let Some(media_type) = self.content_type {
            call = call.content_type(&media_type).bytes(self.body);
        }
        call
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
async fn sent<Client, Ids>(
    success: &Success,
    challenge: Option<&str>,
    client: fn(&str) -> Client,
    call: &Row<Client, Ids>,
    ids: &Ids,
) -> Sent {
    let answers = challenge.map(str::to_owned).into_iter();
    let answers = answers.chain([success.answer()]).collect();
    let (address, requests) = wire::recorder(answers).await;
    let client = client(&address);
    (call.1)(&client, ids).await.unwrap();
    Sent::of(requests.await.unwrap().last().unwrap())
}

/// Each operation of a table as a custom call, at a sandbox of its own. Gives the number of operations.
async fn all_succeed<Client, Ids>(
    provider: &str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    client: impl Fn(&Sandbox) -> Client,
    rows: &[Row<Client, Ids>],
    ids: impl Fn(&Fixtures) -> Ids,
    custom: fn(&Client, Method, String) -> CustomCall,
) -> usize {
    let document = Document::read(provider);
    for row in rows {
        let name = row.0;
        let id = calls::operation(provider, name).id;
        let success = Success::of(&document, id);
        let sandbox = sandbox_rows::sandbox().await;
        let ids = ids(sandbox.fixtures());
        let sent = sent(&success, challenge, recorded, row, &ids).await;

        let client = client(&sandbox);
        let call = sent.again(|method, path| custom(&client, method, path));
        let answer = call.send_raw().await;
        let answer = answer.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
        let status = answer.status();
        assert!(
            success.statuses.contains(&status),
            "{provider}.{name}: {status}"
        );

        let record = sandbox.requests().pop().unwrap();
        assert_eq!(record.operation.as_deref(), Some(id), "{provider}.{name}");
        assert!(record.authenticated, "{provider}.{name}");
        assert!(
            record.violations.is_empty(),
            "{provider}.{name}: {record:?}"
        );
    }
    rows.len()
}

#[tokio::test]
async fn every_operation_can_be_called_without_its_type() {
    let mut count = 0;
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            count += all_succeed(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                sandbox_rows::$module::client,
                calls::$module::ROWS,
                sandbox_rows::$module::ids,
                |client: &$krate::Client, method, path| client.call(method, path),
            ).await;
        )+};
    }
    wire::every_provider!(call);
    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    assert_eq!(count, all);
    documents::report!("raw: {count} of {all} operations succeed as custom calls at the sandbox");
}
