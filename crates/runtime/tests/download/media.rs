//! What is a file, and what comes in the place of one.

use backhaul_runtime::for_client_crates::{CallOptions, Core};
use backhaul_runtime::{Error, ErrorKind};

use crate::client::{SIGNATURE, Time, core, core_at, link};
use crate::links::fetch;
use crate::operations::{GET_LOG, bytes_of, download};
use crate::server::{Answer, TAG, play};

/// A download of `answer` by its link.
async fn fetched(core: &Core, answer: Answer) -> Result<Vec<u8>, Error> {
    let (address, _) = play(vec![answer]).await;
    fetch(core, &link(&address, "/log.gz")).await
}

fn of_type(media_type: &str, body: &[u8]) -> Answer {
    Answer::new("200 OK", &[("Content-Type", media_type)], body).announced(body.len())
}

const ERROR_IN_JSON: &str = "{\"error\":{\"code\":403,\"message\":\"fake-signature-marker\"}}";
const ERROR_IN_XML: &str = "<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>fake-signature-marker</Message></Error>";

#[tokio::test]
async fn a_page_or_an_error_instead_of_a_file_is_an_error() {
    let core = core(&Time::default());
    let none = |status| Answer::new(status, &[], b"");
    for (answer, expected) in [
        (
            of_type("text/html; charset=utf-8", b"<html>fake-signature-marker"),
            "200 OK, 127.0.0.1 sent text/html where a file was expected",
        ),
        (
            of_type("Application/XHTML+XML", b"<html/>"),
            "200 OK, 127.0.0.1 sent text/html where a file was expected",
        ),
        (
            of_type("application/json", ERROR_IN_JSON.as_bytes()),
            "200 OK, 127.0.0.1 sent JSON where a file was expected",
        ),
        (
            of_type("application/problem+json", b"{\"code\":1,\"detail\":\"x\"}"),
            "200 OK, 127.0.0.1 sent JSON where a file was expected",
        ),
        (
            of_type("application/xml", ERROR_IN_XML.as_bytes()),
            "200 OK, InternalError: 127.0.0.1 sent XML where a file was expected",
        ),
        (
            none("204 No Content"),
            "204 No Content, 127.0.0.1 has no file at this link",
        ),
        (
            none("202 Accepted").announced(0),
            "202 Accepted, 127.0.0.1 has no file at this link",
        ),
    ] {
        let error = fetched(&core, answer).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("download_link: {expected}")),
            "{text}"
        );
        assert!(!format!("{error:?}").contains(SIGNATURE), "{error:?}");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn what_may_be_the_file_of_a_link_is_one() {
    let core = core(&Time::default());
    let lines = "{\"error\":\"one\"}\n{\"error\":\"two\"}\n";
    let line = "{\"time\":\"2024-03-01T00:00:00Z\",\"level\":\"error\",\"error\":\"one\"}\n";
    let mut long = lines.repeat(10_000);
    long.insert(0, ' ');
    for (media_type, body) in [
        ("text/plain", ERROR_IN_XML.as_bytes()),
        ("application/octet-stream", ERROR_IN_JSON.as_bytes()),
        ("binary/octet-stream", b"<html>"),
        ("application/json", lines.as_bytes()),
        ("application/json", line.as_bytes()),
        ("application/json", long.as_bytes()),
        ("application/json", b"{\"keys\":[]}"),
        ("application/json", b"\x1f\x8b\x08 mislabelled"),
        ("application/json", b""),
        ("application/x-ndjson", line.as_bytes()),
        ("application/xml", b"<log><Error/></log>"),
        ("application/xml", b"\x1f\x8b\x08 mislabelled"),
        ("application/gzip", b"{\"error\":1}"),
        ("", ERROR_IN_JSON.as_bytes()),
    ] {
        let bytes = fetched(&core, of_type(media_type, body)).await.unwrap();
        assert!(
            bytes == body,
            "{media_type}: {:?}",
            String::from_utf8_lossy(body)
        );
    }
    let page = of_type("text/html", b"<html>");
    let attachment = page.with("Content-Disposition", "Attachment; filename=\"log.html\"");
    assert_eq!(fetched(&core, attachment).await.unwrap(), b"<html>");
    let untyped = Answer::new("200 OK", &[], ERROR_IN_JSON.as_bytes());
    assert_eq!(
        fetched(&core, untyped).await.unwrap(),
        ERROR_IN_JSON.as_bytes()
    );
}

#[tokio::test]
async fn a_page_can_be_accepted_as_the_file() {
    let core = core(&Time::default());
    for (media_type, body) in [
        ("text/html", "<html>"),
        ("application/json", ERROR_IN_JSON),
        ("application/xml", ERROR_IN_XML),
    ] {
        let (address, _) = play(vec![of_type(media_type, body.as_bytes())]).await;
        let link = link(&address, "/page");
        let mut bytes = Vec::new();
        let download = core.download_link(&link).any_media_type();
        download.to_writer(&mut bytes).await.unwrap();
        assert_eq!(bytes, body.as_bytes());
    }
    // There is nothing to take.
    let (address, _) = play(vec![Answer::new("204 No Content", &[], b"")]).await;
    let link = link(&address, "/page");
    let download = core.download_link(&link).any_media_type();
    let error = download.to_writer(&mut Vec::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(204))
    );
}

/// What was read to judge it is neither lost nor written twice.
#[tokio::test]
async fn lines_of_json_that_break_off_continue() {
    let core = core(&Time::default());
    let text = "{\"msg\":\"one\"}\n".repeat(5000);
    let json = |answer: Answer| answer.with("Content-Type", "application/json");
    for cut in [1, 1000, 69_000] {
        let script = vec![
            json(Answer::whole(text.as_bytes(), TAG).cut(cut)),
            json(Answer::rest(text.as_bytes(), cut, TAG)),
        ];
        let (address, _) = play(script).await;
        let mut bytes = Vec::new();
        let download = core.download_link(&link(&address, "/log.json"));
        let done = download.to_writer(&mut bytes).await.unwrap();
        assert_eq!((done.bytes, done.requests), (text.len() as u64, 2));
        assert!(bytes == text.as_bytes());
    }
}

#[tokio::test]
async fn an_undeclared_media_type_is_not_a_file() {
    let cases = [
        (
            of_type("text/html", b"<html>Sign in</html>"),
            "200 OK, the body is text/html where a file was expected: <html>Sign in</html>",
        ),
        (
            of_type("application/json", b" {\"status\":\"pending\"}"),
            "200 OK, the body is JSON where a file was expected: {\"status\":\"pending\"}",
        ),
        (
            of_type("application/xml", b"<a/>"),
            "200 OK, the body is XML where a file was expected: <a/>",
        ),
        (
            Answer::new("204 No Content", &[], b""),
            "204 No Content, the answer contains no file; it may not be ready yet",
        ),
        (
            Answer::new("202 Accepted", &[], b"{}").announced(2),
            "202 Accepted, the answer contains no file; it may not be ready yet",
        ),
    ];
    let script = cases.iter().map(|(answer, _)| answer.clone());
    let (address, _) = play(script.collect()).await;
    let core = core_at(&address, Time::default().config());
    for (_, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let download = download(&core, CallOptions::default());
        let error = download
            .to_file(folder.path().join("log.gz"))
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), format!("get_log: {expected}"));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[tokio::test]
async fn what_may_be_the_file_of_an_operation_is_one() {
    let gzip = b"\x1f\x8b\x08 and so on";
    let types = [
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",
        "application/vnd.atlas.2023-02-01+gzip",
        "text/plain",
        // The sample of Cloud Manager's page has this one for an archive.
        "application/json",
        "application/xml",
        "",
    ];
    let (address, _) = play(types.map(|it| of_type(it, gzip)).to_vec()).await;
    let core = core_at(&address, Time::default().config());
    for media_type in types {
        assert_eq!(
            bytes_of(&core, &GET_LOG).await.unwrap(),
            gzip,
            "{media_type}"
        );
    }
}
