//! The requests of the rows of a table, as a person reads them.

use documents::Document;
use wire::calls::{self, Row, Success};
use wire::recorder;

/// What one client sends for the rows of a table, one after the other. `challenge` is what the
/// first request of all is answered with, where the provider asks for credentials that way.
pub(crate) async fn recorded<Client, Ids>(
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

/// The requests as a snapshot: without what differs from run to run.
fn readable(requests: &[String], address: &str) -> String {
    let port = address.rsplit(':').next().unwrap();
    let mut text = requests.join("\n----\n").replace("\r\n", "\n");
    text = text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:PORT");
    for (name, end) in [("cnonce=\"", '"'), ("response=\"", '"')] {
        text = masked(&text, name, end);
    }
    // This signature covers the port.
    if text.contains("Access=") || text.contains("host: 127.0.0.1:PORT\n") {
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
