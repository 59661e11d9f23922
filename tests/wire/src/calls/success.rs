//! What a document says of the success of an operation.

use documents::Document;
use serde_json::Value;

/// The success of an operation: of 200 beside 204 it is the 200, which has a body.
pub struct Success {
    status: u16,
    /// Media type and example; bytes have none, and count as empty.
    body: Option<(String, String)>,
    /// Every status of a success, the 204 for an empty list too.
    pub statuses: Vec<u16>,
}

impl Success {
    /// That of the operation with this `operationId`.
    pub fn of(document: &Document, id: &str) -> Self {
        let operations = document.operations();
        let found = operations.into_iter().find(|one| one["operationId"] == id);
        let operation = found.unwrap_or_else(|| panic!("{}: no {id}", document.provider));
        let responses = operation["responses"].as_object().unwrap();
        let mut successes: Vec<(u16, &Value)> = responses
            .iter()
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, response)| (status.parse().unwrap(), document.follow(response)))
            .collect();
        successes.sort_by_key(|(status, _)| *status);
        let (status, response) = successes[0];
        let content = response["content"].as_object();
        let body = content.and_then(|content| content.iter().next());
        Self {
            status,
            body: body.map(|(media_type, media)| (media_type.clone(), text(media))),
            statuses: successes.iter().map(|(status, _)| *status).collect(),
        }
    }

    /// The whole answer as a server sends it on a connection of its own.
    pub fn answer(&self) -> String {
        let status = self.status;
        let head = format!("HTTP/1.1 {status} Success\r\nConnection: close\r\n");
        match &self.body {
            None if status == 204 => format!("{head}\r\n"),
            None => format!("{head}Content-Length: 0\r\n\r\n"),
            Some((media_type, body)) => {
                let length = body.len();
                format!(
                    "{head}Content-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n{body}"
                )
            }
        }
    }
}

fn text(media: &Value) -> String {
    match media.get("example") {
        Some(example) => example.to_string(),
        None => String::new(),
    }
}
