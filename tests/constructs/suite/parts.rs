//! Other types of parts than `multipart/form-data`, and the headers that a part must have.

use backhaul_runtime::Upload;

use crate::recorder::{Sent, answering, no_content, problems, unasked};

/// The subtype of the parts, and the body with a boundary that is always the same.
fn parts(sent: &Sent) -> (String, String) {
    let media_type = sent.header("content-type").unwrap();
    let (kind, boundary) = media_type.split_once("; boundary=").unwrap();
    (kind.to_owned(), sent.body.replace(boundary, "B"))
}

#[tokio::test]
async fn a_file_has_the_headers_that_it_must_have() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .post_parts()
        .title("two")
        .file(Upload::from(&b"1"[..]).header("x-checksum", "c4ca"))
        .more([Upload::from(&b"2"[..])
            .file_name("2.bin")
            .header("X-Order", "1")
            .header("X-Checksum", "c81e")]);
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /parts");
    assert_eq!(
        parts(&sent),
        (
            "multipart/data".to_owned(),
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: text/csv\r\n\
             x-checksum: c4ca\r\n\r\n1\r\n\
             --B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"2.bin\"\r\nContent-Type: \
             application/octet-stream\r\nX-Order: 1\r\nX-Checksum: c81e\r\n\r\n2\r\n\
             --B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ntwo\r\n--B--\r\n"
                .to_owned()
        )
    );
}

#[tokio::test]
async fn a_file_without_them_is_not_sent() {
    let client = unasked().await;
    let call = client
        .post_parts()
        .file(Upload::from(&b"1"[..]).header("X-Note", "none"))
        .more([
            Upload::from(&b"2"[..])
                .header("X-Order", "1")
                .header("X-Checksum", "c"),
            Upload::from(&b"3"[..]),
        ]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "file: its part must have X-Checksum: add it with `Upload::header`",
            "more: its part must have X-Checksum and X-Order: add it with `Upload::header`",
        ]
    );
}

#[tokio::test]
async fn json_or_parts_are_two_operations() {
    let (client, sent) = answering(&no_content()).await;
    client.put_parts().title("one").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.body, r#"{"title":"one"}"#);

    let (client, sent) = answering(&no_content()).await;
    client.put_parts_multipart().file(&b"1"[..]).await.unwrap();
    let (kind, body) = parts(&sent.await.unwrap());
    assert_eq!(kind, "multipart/mixed");
    assert_eq!(
        body,
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: \
         application/octet-stream\r\n\r\n1\r\n--B--\r\n"
    );
}

/// Whose order and number of parts has a meaning, only the caller can write.
#[tokio::test]
async fn other_parts_are_for_the_caller_who_tells_the_boundary() {
    let body = "--x\r\n\r\n1\r\n--x--\r\n";
    let (client, sent) = answering(&no_content()).await;
    let upload = Upload::from(body.as_bytes()).content_type("multipart/related; boundary=x");
    client.patch_parts().body(upload).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.header("content-type"),
        Some("multipart/related; boundary=x")
    );
    assert_eq!(sent.body, body);

    let client = unasked().await;
    for upload in [
        Upload::from(body.as_bytes()),
        Upload::from(body.as_bytes()).content_type("Multipart/Mixed"),
    ] {
        let error = client.patch_parts().body(upload).await.unwrap_err();
        assert_eq!(
            problems(&error),
            [
                "body: its parts have a boundary that only its writer knows: say it with \
                 `Upload::content_type`, as in \"multipart/related; boundary=x\""
            ]
        );
    }
}
