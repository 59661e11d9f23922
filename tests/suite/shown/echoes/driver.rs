//! A server that repeats what it was sent, in several encodings and places, and a look at what shows.

use std::error::Error as _;
use std::fmt::Write as _;

use backhaul_runtime::Error;
use serde_json::{Value, json};

use crate::support::answering::{Answering, Asked, answer, json as json_answer};

/// Characters that JSON, HTML and addresses write in another way each.
pub(super) const SECRET: &str = "fake-marker/1+2=3&<4>\"\\";

/// What a header can carry too.
pub(super) const TOKEN: &str = "fake-marker/1+2=3.4~5_6";

/// How a text is written in an answer.
pub(super) type Encode = fn(&str) -> String;

pub(super) const ENCODINGS: [(&str, Encode); 5] = [
    ("as it is", str::to_owned),
    ("JSON", |text| serde_json::to_string(text).unwrap()),
    ("JSON in JSON", |text| {
        json!(json!(text).to_string()).to_string()
    }),
    ("percent", |text| percent(text, "%")),
    ("HTML", |text| {
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        text.replace('"', "&quot;")
    }),
];

fn percent(text: &str, sign: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        byte => format!("{sign}{byte:02x}"),
    };
    text.bytes().map(byte).collect()
}

/// Where the echo is, as an answer of the provider whose error looks like `shape`.
fn answers(shape: fn(&str) -> Value, echo: &str) -> Vec<Vec<u8>> {
    let one_line = echo.replace(['\r', '\n'], " ");
    let words: String = one_line
        .chars()
        .filter(char::is_ascii)
        .take(4_000)
        .collect();
    let html = [("Content-Type", "text/html")];
    let ids = [
        ("x-request-id", words.as_str()),
        ("x-log-requestid", words.as_str()),
        ("Content-Type", "application/json"),
    ];
    vec![
        answer("502 Bad Gateway", &html, format!("<p>You sent: {echo}")),
        // The end of what is quoted may fall into the secret.
        answer(
            "502 Bad Gateway",
            &html,
            format!("{} {echo}", "x".repeat(150)),
        ),
        answer("200 OK", &html, format!("<p>You sent: {echo}")),
        answer(
            "200 OK",
            &[("Content-Type", "application/json")],
            format!("{{{}: ]}}", json!(echo)),
        ),
        json_answer("400 Bad Request", &shape(echo)),
        json_answer("403 Forbidden", &shape(echo)),
        answer("400 Bad Request", &ids, "{}"),
    ]
}

/// All that a program may show of an error.
pub(super) fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let accessors = [
        error.code(),
        error.request_id(),
        error.decode_path(),
        Some(error.message()),
    ];
    for accessor in accessors.into_iter().flatten() {
        let _ = write!(text, " {accessor}");
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = write!(text, " {error} {error:?}");
        cause = error.source();
    }
    text
}

/// What of `asked` nothing may show, in each way that it may be written.
fn proofs(asked: &[Asked]) -> Vec<String> {
    let mut proofs = Vec::new();
    for request in asked {
        for name in [
            "authorization",
            "x-auth-token",
            "x-security-token",
            "x-acs-security-token",
        ] {
            let Some(value) = request.header(name) else {
                continue;
            };
            let proof = match value.split_once("response=\"") {
                Some((_, rest)) => rest.split('"').next().unwrap(),
                None => value
                    .rsplit([' ', '='])
                    .find(|part| part.len() > 8)
                    .unwrap_or(value),
            };
            let proof = proof.rsplit(':').next().unwrap();
            proofs.push(proof.trim_end_matches('=').to_owned());
        }
    }
    for secret in [SECRET, TOKEN, "fake-marker"] {
        proofs.extend([secret.to_owned(), percent(secret, "%")]);
    }
    proofs
}

/// Calls under each echo, and looks at what shows. `is_for` tells the requests that are echoed; others get
/// `other`.
pub(super) async fn drive(
    kind: &str,
    shape: fn(&str) -> Value,
    is_for: fn(&Asked) -> bool,
    other: fn(&Asked) -> Vec<u8>,
    call: impl AsyncFn(String) -> Error,
) -> usize {
    let mut paths = 0;
    for (encoding, encode) in ENCODINGS {
        for number in 0..answers(shape, "").len() {
            let server = Answering::start(move |asked| {
                if !is_for(asked) {
                    return other(asked);
                }
                let auth = asked.head.lines().skip(1).filter(|line| {
                    let line = line.to_ascii_lowercase();
                    line.contains("token") || line.starts_with("authorization")
                });
                let auth: Vec<&str> = auth.collect();
                let echo = format!("{}\n{}", auth.join("\n"), asked.body);
                answers(shape, &encode(&echo)).swap_remove(number)
            })
            .await;
            let error = call(server.url.clone()).await;
            let text = shown(&error);
            let asked = server.asked();
            assert!(
                asked.iter().any(is_for),
                "{kind}: nothing was echoed: {error}"
            );
            for proof in proofs(&asked) {
                assert!(
                    !text.contains(&proof),
                    "{kind}, {encoding}, answer {number}: {proof} in {text}"
                );
            }
            paths += 1;
        }
    }
    paths
}
