//! Tells pages and errors that arrive in place of a file from real files.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Map, Value};

/// How many blanks before the first character are skipped.
const MOST_BLANKS: usize = 1024;

/// A kind of document that usually carries a message to people or programs, and is seldom a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    Html,
    Json,
    Xml,
}

impl Document {
    /// The kind of this media type, which must be lower-case and without parameters.
    pub(crate) fn of(essence: &str) -> Option<Self> {
        match essence {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "application/json" | "text/json" => Some(Self::Json),
            "application/xml" | "text/xml" => Some(Self::Xml),
            _ if essence.ends_with("+json") => Some(Self::Json),
            _ if essence.ends_with("+xml") => Some(Self::Xml),
            _ => None,
        }
    }

    /// The name for error messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Json => "JSON",
            Self::Xml => "XML",
        }
    }

    /// Whether `body` begins as such a document does.
    pub(crate) fn begins(self, body: &[u8]) -> bool {
        match (self, text_of(body).first()) {
            (Self::Json, Some(first)) => matches!(first, b'{' | b'['),
            (Self::Html | Self::Xml, Some(first)) => *first == b'<',
            (_, None) => false,
        }
    }

    /// Whether the complete `body` is an error or a page rather than data.
    pub(crate) fn is_error(self, body: &[u8]) -> bool {
        match self {
            Self::Html => true,
            Self::Json => {
                let object = serde_json::from_slice(text_of(body));
                object.is_ok_and(|object| says_error(&object, body.ends_with(b"\n")))
            }
            Self::Xml => root(&String::from_utf8_lossy(text_of(body))).is_some_and(|name| {
                ["error", "errors", "errorresponse", "fault", "html"]
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known))
            }),
        }
    }
}

/// Whether an answer with this success status contains a file.
pub(crate) fn brings_file(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION | StatusCode::PARTIAL_CONTENT
    )
}

/// The kind of document that the media type of an answer names.
pub(crate) fn document_in(headers: &HeaderMap) -> Option<Document> {
    Document::of(&essence(headers.get(CONTENT_TYPE)?.to_str().ok()?))
}

/// The media type without its parameters, in lower case.
pub(crate) fn essence(text: &str) -> String {
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether enough of `body` is here to see how it begins.
pub(crate) fn has_text(body: &[u8]) -> bool {
    !text_of(body).is_empty() || body.len() > MOST_BLANKS
}

/// `body` without a byte order mark and leading blanks.
fn text_of(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(body)
        .trim_ascii_start()
}

/// Member names that only errors have, compared without case and separators.
const OF_ERRORS: &[&str] = &[
    "error",
    "errorcode",
    "errordescription",
    "errormessage",
    "errormsg",
    "errors",
    "exception",
    "fault",
];

/// Member names of error messages. Other objects have them too.
const MESSAGES: &[&str] = &["detail", "details", "message", "msg", "reason"];

/// Member names that accompany a message in an error.
const BESIDE_MESSAGES: &[&str] = &[
    "code",
    "instance",
    "path",
    "requestid",
    "status",
    "statuscode",
    "success",
    "title",
    "type",
];

/// Member names that only log lines have.
const OF_LOGS: &[&str] = &[
    "date",
    "datetime",
    "level",
    "loglevel",
    "lvl",
    "severity",
    "t",
    "time",
    "timestamp",
    "ts",
];

/// Whether the member names of an object say that it is an error. An object with a message and little
/// else is an error too, unless it is `a_line`, which may be the only line of a log.
fn says_error(object: &Map<String, Value>, a_line: bool) -> bool {
    let plain = |name: &String| {
        let letters = name.chars().filter(char::is_ascii_alphabetic);
        letters.collect::<String>().to_ascii_lowercase()
    };
    let names: Vec<String> = object.keys().map(plain).collect();
    let is_in = |known: &[&str], name: &String| known.contains(&name.as_str());
    let has = |known: &[&str]| names.iter().any(|name| is_in(known, name));
    let is_usual = |name: &String| is_in(MESSAGES, name) || is_in(BESIDE_MESSAGES, name);
    let has_code = has(&["code"]) && has(MESSAGES);
    let has_little_else = has(MESSAGES) && names.iter().all(is_usual) && !a_line;
    (has(OF_ERRORS) || has_code || has_little_else) && !has(OF_LOGS)
}

/// The name of the outermost element, without its prefix.
fn root(xml: &str) -> Option<&str> {
    let mut rest = xml.trim_start();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(declaration) = rest.strip_prefix("<?") {
            declaration.split_once("?>")?.1
        } else if let Some(kind) = rest.strip_prefix("<!") {
            kind.split_once('>')?.1
        } else {
            break;
        }
        .trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let name = tag
        .split(|end: char| end.is_ascii_whitespace() || matches!(end, '>' | '/'))
        .next()?;
    Some(name.rsplit_once(':').map_or(name, |(_, local)| local))
}

#[cfg(test)]
mod tests {
    use super::{Document, has_text};

    #[test]
    fn json_errors_are_distinguished_from_data_and_log_lines() {
        for error in [
            r#"{"error":404,"errorCode":"NOT_FOUND","reason":"Not Found","detail":"Gone."}"#,
            r#"{"errorCode":"ProjectNotExist","errorMessage":"no such project"}"#,
            r#"{"error_code":"DCS.4800","error_msg":"bad"}"#,
            r#"{"error":{"code":403,"message":"Denied","errors":[]}}"#,
            "\u{feff} {\"Code\": \"AccessDenied\", \"Message\": \"Request has expired.\"}\n",
            r#"{"fault":{"faultstring":"x"}}"#,
            r#"{"message":"Forbidden"}"#,
            r#"{"status":"failed","Message":"no such object"}"#,
            "{\"code\":1,\"msg\":\"a line of it\"}\n",
        ] {
            assert!(Document::Json.begins(error.as_bytes()), "{error}");
            assert!(Document::Json.is_error(error.as_bytes()), "{error}");
        }
        for data in [
            r#"{"t":{"$date":"2024-03-01T00:00:00Z"},"s":"E","c":"NETWORK","id":1,"msg":"x","error":"y"}"#,
            r#"{"level":"error","error":"boom"}"#,
            "{\"error\":\"one\"}\n{\"error\":\"two\"}\n",
            "{\"msg\":\"started\"}\n",
            r#"{"message":"started","component":"x"}"#,
            r#"{"status":"ok"}"#,
            r#"[{"error":1}]"#,
            r#"{"keys":["a"]}"#,
            r#"{"error":"cut"#,
            "",
        ] {
            assert!(!Document::Json.is_error(data.as_bytes()), "{data}");
        }
    }

    #[test]
    fn xml_errors_are_recognized_by_their_root() {
        for error in [
            "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>",
            "\u{feff}<?xml version=\"1.0\"?><!-- x --><ErrorResponse xmlns=\"y\"/>",
            "<s:Fault/>",
            "<!DOCTYPE html><html lang=en>",
        ] {
            assert!(Document::Xml.is_error(error.as_bytes()), "{error}");
        }
        for data in ["<log><Error/></log>", "<Errata/>", "<", "<!-- <Error>", ""] {
            assert!(!Document::Xml.is_error(data.as_bytes()), "{data}");
        }
    }

    #[test]
    fn bytes_that_begin_differently_are_not_a_document() {
        for (document, body) in [
            (Document::Json, &b"\x1f\x8b\x08"[..]),
            (Document::Json, b"<html>"),
            (Document::Xml, b"{}"),
            (Document::Html, b""),
        ] {
            assert!(!document.begins(body), "{body:?}");
        }
        assert!(!has_text(b"\xEF\xBB\xBF \n"));
        assert!(has_text(b" x") && has_text(&[b' '; 2000]));
    }

    #[test]
    fn media_types_name_their_document() {
        for (essence, expected) in [
            (
                "application/vnd.atlas.2023-01-01+json",
                Some(Document::Json),
            ),
            ("application/xhtml+xml", Some(Document::Html)),
            ("text/xml", Some(Document::Xml)),
            ("application/x-ndjson", None),
            ("application/gzip", None),
            ("text/plain", None),
        ] {
            assert_eq!(Document::of(essence), expected, "{essence}");
        }
    }
}
