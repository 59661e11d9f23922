//! What each operation puts on the wire, byte for byte, against a listener that only records.

use std::collections::BTreeMap;

use backhaul_sls::SignatureVersion;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::calls::{self, Row, Success, clock};
use crate::documents::Document;
use crate::snapshots::assert_all;

/// A digest challenge as MongoDB documents it, but for `qop`, which the page misspells.
const CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\
    WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"bm9uY2U\", algorithm=MD5, \
    qop=\"auth\", stale=false\r\n\r\n";

/// Answers each connection with the next of `answers`, an empty one by closing it, and returns the
/// requests as they came.
async fn record(listener: TcpListener, answers: Vec<String>) -> Vec<String> {
    let mut requests = Vec::new();
    for answer in answers {
        let (mut connection, _) = listener.accept().await.unwrap();
        requests.push(read_request(&mut connection).await);
        connection.write_all(answer.as_bytes()).await.unwrap();
        connection.shutdown().await.unwrap();
    }
    requests
}

pub(crate) async fn read_request(connection: &mut TcpStream) -> String {
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

pub(crate) fn json_answer(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A listener, its address, and a task that records what it gets.
pub(crate) async fn recorder(
    answers: Vec<String>,
) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (address, tokio::spawn(record(listener, answers)))
}

/// The requests as a snapshot: without what differs from run to run.
fn readable(requests: &[String], address: &str) -> String {
    let port = address.rsplit(':').next().unwrap();
    let mut text = requests.join("\n----\n").replace("\r\n", "\n");
    text = text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT");
    for (name, end) in [("cnonce=\"", '"'), ("response=\"", '"')] {
        text = masked(&text, name, end);
    }
    // This signature covers the port.
    if text.contains("Access=") {
        text = masked(&text, "Signature=", '\n');
    }
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

/// `text` with what stands between `start` and `end` replaced by dots.
fn masked(text: &str, start: &str, end: char) -> String {
    let mut pieces = text.split(start);
    let mut masked = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let rest = piece.find(end).unwrap();
        masked.push_str(&format!("{start}...{}", &piece[rest..]));
    }
    masked
}

/// What one client sends for the rows of a table, one after the other. `challenge` is what the
/// first request of all is answered with, where the provider asks for credentials that way.
async fn recorded<Client, Ids>(
    provider: &str,
    challenge: Option<&str>,
    client: impl FnOnce(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: &Ids,
) -> Vec<(String, String)> {
    let document = Document::read(provider);
    let answers = challenge.map(str::to_owned).into_iter();
    let successes = rows.iter().map(|(name, _)| {
        let id = calls::operation(provider, name).id;
        Success::of(&document, id).answer()
    });
    let (address, requests) = recorder(answers.chain(successes).collect()).await;
    let client = client(&address);
    for (name, call) in rows {
        let outcome = call(&client, ids).await;
        outcome.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
    }
    let requests = requests.await.unwrap();
    let mut requests = requests.as_slice();
    let mut extra = usize::from(challenge.is_some());
    let mut texts = Vec::new();
    for (name, _) in rows {
        let (own, others) = requests.split_at(1 + extra);
        texts.push((format!("{provider}.{name}"), readable(own, &address)));
        (requests, extra) = (others, 0);
    }
    texts
}

/// The JSON that the rows of `calls/atlas.rs` send, by the name of their operation.
pub(crate) async fn atlas_bodies() -> Vec<(String, Value)> {
    let client = |address: &str| {
        let token = backhaul_atlas::Credentials::access_token("FAKE");
        let client = backhaul_atlas::Client::builder().credentials(token);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::atlas::ROWS, calls::atlas::Ids::WIRE);
    let texts = recorded("atlas", None, client, rows, &ids).await;
    let names = rows.iter().map(|(name, _)| (*name).to_owned());
    let bodies = texts
        .iter()
        .map(|(_, text)| text.split_once("\n\n").unwrap().1);
    let sent = names.zip(bodies).filter(|(_, body)| !body.is_empty());
    sent.map(|(name, body)| (name, serde_json::from_str(body).unwrap()))
        .collect()
}

#[tokio::test]
async fn every_operation() {
    let mut texts = BTreeMap::new();

    let key = backhaul_atlas::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = |address: &str| {
        let client = backhaul_atlas::Client::builder().credentials(key);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::atlas::ROWS, calls::atlas::Ids::WIRE);
    texts.extend(recorded("atlas", Some(CHALLENGE), client, rows, &ids).await);

    let key = backhaul_cloud_manager::Credentials::api_key("FAKEPUBK", "fake-private");
    let client = |address: &str| {
        let client = backhaul_cloud_manager::Client::builder().credentials(key);
        client.base_url(address).clock(clock()).build().unwrap()
    };
    let (rows, ids) = (calls::cloud_manager::ROWS, calls::cloud_manager::Ids::WIRE);
    texts.extend(recorded("cloud-manager", Some(CHALLENGE), client, rows, &ids).await);

    let (rows, ids) = (calls::sls::ROWS, calls::sls::Ids::WIRE);
    let client = |address: &str| sls(address, SignatureVersion::V4);
    texts.extend(recorded("sls", None, client, rows, &ids).await);
    let client = |address: &str| sls(address, SignatureVersion::V1);
    texts.extend(other_form(
        "v1",
        recorded("sls", None, client, &rows[..1], &ids).await,
    ));

    let (rows, ids) = (calls::dcs::ROWS, calls::dcs::Ids::WIRE);
    let token = backhaul_dcs::Credentials::token("FAKE-TOKEN");
    let client = |address: &str| dcs(address, token);
    texts.extend(recorded("dcs", None, client, rows, &ids).await);
    let key = backhaul_dcs::Credentials::access_key("FAKEAK", "FAKE-SECRET");
    let key = key.project_id(calls::dcs::Ids::WIRE_PROJECT);
    let client = |address: &str| dcs(address, key);
    let link = rows
        .iter()
        .position(|(name, _)| *name == "create_redislog_download_link");
    let link = &rows[link.unwrap()..][..1];
    texts.extend(other_form(
        "access_key",
        recorded("dcs", None, client, link, &ids).await,
    ));

    assert_all("wire", &texts);
}

fn sls(address: &str, version: SignatureVersion) -> backhaul_sls::Client {
    let key = backhaul_sls::Credentials::access_key("FAKEAKID", "FakeSecret+NotReal");
    backhaul_sls::Client::builder()
        .credentials(key.signature(version))
        .endpoint(address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .clock(clock())
        .build()
        .unwrap()
}

fn dcs(address: &str, credentials: backhaul_dcs::Credentials) -> backhaul_dcs::Client {
    let client = backhaul_dcs::Client::builder().credentials(credentials);
    client.base_url(address).clock(clock()).build().unwrap()
}

/// The same operations with other credentials, under names of their own.
fn other_form(form: &str, texts: Vec<(String, String)>) -> Vec<(String, String)> {
    let named = texts.into_iter();
    named
        .map(|(name, text)| (format!("{name}.{form}"), text))
        .collect()
}
