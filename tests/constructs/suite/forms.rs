//! Bodies that are no JSON: forms, files, texts and bytes.

use std::io::Write;

use backhaul_constructs::Upload;
use backhaul_constructs::requests::{Cat, FormFilter};
use serde_json::json;

use crate::recorder::{Sent, answering, listen_to_all, no_content, problems, unasked};

#[tokio::test]
async fn a_form_is_written_in_pairs() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .send_form()
        .name("a b&c=ü")
        .count(3)
        .share(0.5)
        .is_new(true)
        .tags(["a,b", "c"])
        .codes([1, 2])
        .lines(["x", "y z"])
        .quoted(["q\"", "r"])
        .filter(
            FormFilter::new()
                .from(1)
                .within([("k", "v")])
                .any(["p", "q"]),
        )
        .cats([Cat::new().name("A"), Cat::new().name("B").lives(9)])
        .cat(Cat::new().name("C"))
        .free(json!({ "a": [1, null] }))
        .note("n");
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /forms");
    assert_eq!(
        sent.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        sent.body,
        "cat=%7B%22name%22%3A%22C%22%7D\
         &cats=%7B%22name%22%3A%22A%22%7D&cats=%7B%22lives%22%3A9%2C%22name%22%3A%22B%22%7D\
         &codes=1,2&count=3\
         &filter%5Bany%5D%5B0%5D=p&filter%5Bany%5D%5B1%5D=q&filter%5Bfrom%5D=1&filter%5Bwithin%5D%5Bk%5D=v\
         &free=%7B%22a%22%3A%5B1%2Cnull%5D%7D&isNew=true&lines=x%7Cy+z&name=a+b%26c%3D%C3%BC&note=n\
         &quoted=%22q%5C%22%22&quoted=%22r%22&share=0.5&tags=a%2Cb&tags=c"
    );
}

#[tokio::test]
async fn json_makes_a_form_too() {
    let (client, sent) = answering(&no_content()).await;
    let form = json!({ "name": "a", "tags": ["b", "c"], "filter": { "from": 2 } });
    client.send_form().body_json(form).await.unwrap();
    assert_eq!(
        sent.await.unwrap().body,
        "filter%5Bfrom%5D=2&name=a&tags=b&tags=c"
    );
    let (client, sent) = answering(&no_content()).await;
    client
        .put_form()
        .body([("b", "2"), ("a", "1 3")])
        .await
        .unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("PUT /forms", "a=1+3&b=2")
    );
    let (client, sent) = answering(&no_content()).await;
    client.put_form().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.header("content-type"), sent.body.as_str()),
        (None, "")
    );
}

#[tokio::test]
async fn what_no_form_can_carry_is_refused() {
    let client = unasked().await;
    let call = client
        .send_form()
        .count(0)
        .tags(Vec::<&str>::new())
        .free(json!(null))
        .lines(["a|b"]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "count: 0 is not allowed: it must be at least 1",
            "name is missing: call .name(...)",
        ]
    );
    let call = client
        .send_form()
        .name("a")
        .tags(Vec::<&str>::new())
        .free(json!(null))
        .lines(["a|b"])
        .filter(FormFilter::new().any(Vec::<&str>::new()));
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "filter: an empty array cannot be written here: leave it out",
            "free: null cannot be written in a form",
            r#"lines[0]: "a|b" contains "|", which separates items"#,
            "tags: an empty array cannot be written in a form: leave it out",
        ]
    );
    let call = client.send_form().body_json(r#"{"name":"a","note":null}"#);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        ["note: must be a string, not null"]
    );
    let call = client.send_form().name("a").secret("hidden-text");
    let preview = call.preview().unwrap();
    assert!(!format!("{call:?} {preview} {preview:?}").contains("hidden-text"));
}

/// The parts of a form, without the boundary, which is another each time.
fn parts(sent: &Sent) -> Vec<String> {
    let media_type = sent.header("content-type").unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert!(boundary.len() > 30, "{boundary}");
    let body = sent
        .body
        .strip_suffix(&format!("--{boundary}--\r\n"))
        .unwrap();
    let between = format!("--{boundary}\r\n");
    assert!(body.starts_with(&between), "{body}");
    assert_eq!(
        sent.header("content-length"),
        Some(sent.body.len().to_string().as_str())
    );
    let parts = body.split(&between).skip(1);
    parts
        .map(|part| part.strip_suffix("\r\n").unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn parts_come_from_values_and_files() {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    let content = "line\r\n".repeat(20_000);
    file.write_all(content.as_bytes()).unwrap();
    let name = file
        .path()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .send_files()
        .file(file.path())
        .images([
            Upload::bytes("png").file_name("a\"b\r\n.png"),
            Upload::bytes("jpg").content_type("image/jpeg"),
        ])
        .note("# ü")
        .tags(["a", "b"])
        .about(Cat::new().name("A"))
        .size(7);
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /uploads");
    let head = |name: &str| format!("Content-Disposition: form-data; name=\"{name}\"");
    assert_eq!(
        parts(&sent),
        [
            format!(
                "{}\r\nContent-Type: application/json\r\n\r\n{{\"name\":\"A\"}}",
                head("about")
            ),
            format!(
                "{}; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{content}",
                head("file")
            ),
            format!(
                "{}; filename=\"a%22b%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\npng",
                head("images")
            ),
            format!(
                "{}; filename=\"images\"\r\nContent-Type: image/jpeg\r\n\r\njpg",
                head("images")
            ),
            format!("{}\r\nContent-Type: text/markdown\r\n\r\n# ü", head("note")),
            format!("{}\r\n\r\n7", head("size")),
            format!("{}\r\n\r\na", head("tags")),
            format!("{}\r\n\r\nb", head("tags")),
        ]
    );
}

/// Which of two bodies is sent is for the caller to say, by the builder.
#[tokio::test]
async fn an_operation_that_takes_json_or_files_has_two_builders() {
    let (client, sent) = answering(&no_content()).await;
    client.send_draft().name("a").body_name("A").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("POST /drafts/a", r#"{"name":"A"}"#)
    );
    let (client, sent) = answering(&no_content()).await;
    let file = Upload::bytes("1,2")
        .content_type("text/csv")
        .header("X-Checksum", "7");
    let call = client.send_draft_multipart().name("a").file(file).size(3);
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "POST /drafts/a");
    let head = "Content-Disposition: form-data; name=\"file\"; filename=\"file\"";
    assert_eq!(
        parts(&sent),
        [
            format!("{head}\r\nContent-Type: text/csv\r\nX-Checksum: 7\r\n\r\n1,2"),
            "Content-Disposition: form-data; name=\"size\"\r\n\r\n3".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_file_has_one_of_the_media_types_and_headers_that_can_be_sent() {
    let client = unasked().await;
    let wrong = |file: Upload| {
        let call = client.send_draft_multipart().name("a").file(file);
        async move { problems(&call.await.unwrap_err()) }
    };
    let file = || Upload::bytes("x").content_type("image/PNG");
    assert_eq!(
        wrong(Upload::bytes("x")).await,
        ["file: say with `Upload::content_type` which of these it is: image/*, text/csv"]
    );
    assert_eq!(
        wrong(file().content_type("imagery/png")).await,
        ["file: \"imagery/png\" is not allowed: it must be one of image/*, text/csv"]
    );
    assert_eq!(
        wrong(file().header("Content-Type", "a/b")).await,
        ["file: the header \"Content-Type\" has a method of its own on `Upload`"]
    );
    assert_eq!(
        wrong(file().header("X-A", "hidden\r\nX-B: 1")).await,
        ["file: the header \"X-A\" has a character that no header can carry: use printable ASCII"]
    );
}

#[tokio::test]
async fn a_file_cannot_be_named_in_json() {
    let client = unasked().await;
    let call = client
        .send_files()
        .body_json(r#"{"file":"/etc/passwd","size":"x"}"#);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "file: bytes cannot be written in JSON: leave it out, and call its setter",
            "size: must be an integer, not a string",
        ]
    );
    let (client, sent) = answering(&no_content()).await;
    let call = client.send_files().body_json(r#"{"size":1}"#);
    call.file(b"x".to_vec()).await.unwrap();
    assert_eq!(parts(&sent.await.unwrap()).len(), 2);
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let (client, sent) = answering(&no_content()).await;
    client.put_file().body(b"a\0b".to_vec()).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("PUT /uploads", "a\0b")
    );
    assert_eq!(
        sent.headers(),
        [
            "accept: application/json",
            "content-length: 3",
            "content-type: application/octet-stream"
        ]
    );
    let error = unasked().await.put_file().await.unwrap_err();
    assert_eq!(problems(&error), ["body is missing: call .body(...)"]);

    // Only the caller knows which image it is.
    let (client, sent) = answering(&no_content()).await;
    let image = Upload::bytes("x").content_type("image/png");
    client.patch_file().body(image).await.unwrap();
    assert_eq!(
        sent.await.unwrap().header("content-type"),
        Some("image/png")
    );
    let (client, sent) = answering(&no_content()).await;
    client.patch_file().await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.header("content-type"), sent.body.as_str()),
        (None, "")
    );
    let wrong = Upload::bytes("x").content_type("a\nb");
    let error = unasked().await.patch_file().body(wrong).await.unwrap_err();
    assert_eq!(problems(&error), [r#"body: "a\nb" is not a media type"#]);
}

#[tokio::test]
async fn a_text_is_sent_as_it_is() {
    let (client, sent) = answering(&no_content()).await;
    client.put_note().body("a\r\nü").await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str()),
        ("PUT /note", "a\r\nü")
    );
    assert_eq!(sent.header("content-type"), Some("text/plain"));
}

#[tokio::test]
async fn a_file_is_read_anew_for_every_attempt() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"content").unwrap();
    let busy =
        "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (address, sent) = listen_to_all(&[busy, &no_content()]).await;
    let client = crate::recorder::at(address);
    client.put_file().body(file.path()).await.unwrap();
    let sent = sent.await.unwrap();
    let bodies: Vec<&str> = sent.iter().map(|one| one.body.as_str()).collect();
    assert_eq!(bodies, ["content", "content"]);
    assert_eq!(sent[1].header("content-length"), Some("7"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_fails_before_anything_is_sent() {
    let client = unasked().await;
    let folder = tempfile::tempdir().unwrap();
    for (path, why) in [
        (folder.path().join("none"), "No such file"),
        (folder.path().to_owned(), "not a file"),
    ] {
        let error = client.put_file().body(path.clone()).await.unwrap_err();
        assert_eq!(error.kind(), backhaul_constructs::ErrorKind::InvalidInput);
        let told = error.to_string();
        assert!(
            told.contains(why) && told.contains(path.to_str().unwrap()),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_preview_shows_no_bytes() {
    let client = unasked().await;
    let call = client.put_file().body(b"hidden-text".to_vec());
    let preview = call.preview().unwrap();
    assert_eq!(preview.body(), Some(&b"[11 bytes]"[..]));
    assert!(!format!("{call:?} {preview:?}").contains("hidden-text"));
    let preview = client
        .send_files()
        .file(std::path::Path::new("/a/b.gz"))
        .size(1)
        .preview()
        .unwrap();
    let shown = String::from_utf8(preview.body().unwrap().to_vec()).unwrap();
    assert!(
        shown.contains("filename=\"b.gz\"") && shown.contains("[file \"/a/b.gz\"]"),
        "{shown}"
    );
}
