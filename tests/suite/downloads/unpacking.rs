//! Bytes arrive as the server stores them, although this crate turns on reqwest's features that unpack
//! answers: Cargo gives them to every crate of a program that one of them names.

use backhaul_atlas::{Client, ClientBuilder, Credentials};
use backhaul_runtime::{Error, ErrorKind, Retry, SensitiveString};

use crate::support::answering::{Answering, answer};

const TEXT: &str = "line one\nline two\nline three\nline one\nline two\nline three\nline one\nline two\nline three\n";

/// `TEXT`, packed by gzip.
const GZIP: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0xcb, 0xc9, 0xcc, 0x4b, 0x55, 0xc8,
    0xcf, 0x4b, 0xe5, 0xca, 0x01, 0x31, 0x4a, 0xca, 0xf3, 0xa1, 0x8c, 0x8c, 0xa2, 0x54, 0xa8, 0x18,
    0x59, 0x92, 0x00, 0xaa, 0x63, 0x56, 0x57, 0x57, 0x00, 0x00, 0x00,
];

/// `TEXT`, packed by zlib, which HTTP calls `deflate`.
const DEFLATE: &[u8] = &[
    0x78, 0x9c, 0xcb, 0xc9, 0xcc, 0x4b, 0x55, 0xc8, 0xcf, 0x4b, 0xe5, 0xca, 0x01, 0x31, 0x4a, 0xca,
    0xf3, 0xa1, 0x8c, 0x8c, 0xa2, 0x54, 0xa8, 0x18, 0x59, 0x92, 0x00, 0x48, 0x2e, 0x1e, 0x7f,
];

/// Whether the answer announces its length or comes in chunks.
const FRAMINGS: [bool; 2] = [true, false];

/// An answer of `bytes` on a connection that stays open, since that is what says most about the body.
fn packed(coding: Option<&str>, bytes: &[u8], has_length: bool) -> Vec<u8> {
    let coding = coding.map_or(String::new(), |name| {
        format!("Content-Encoding: {name}\r\n")
    });
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nETag: \"one\"\r\n".to_owned()
        + &coding;
    if has_length {
        let head = format!("{head}Content-Length: {}\r\n\r\n", bytes.len());
        return [head.as_bytes(), bytes].concat();
    }
    let head = format!(
        "{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        bytes.len()
    );
    [head.as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat()
}

fn builder(url: &str) -> ClientBuilder {
    let credentials = Credentials::access_token("fake-token");
    Client::builder()
        .credentials(credentials)
        .base_url(url)
        .retry(Retry::off())
}

async fn fetch_link(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let link = SensitiveString::from(format!("{url}/log.gz?sig=fake"));
    client.download_link(&link).to_writer(&mut bytes).await?;
    Ok(bytes)
}

/// The download operation of Cloud Manager.
async fn fetch_log(client: &backhaul_cloud_manager::Client) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let call = client
        .download_log_collection_job()
        .group_id("5f0000000000000000000001");
    let call = call.job_id("5f0000000000000000000002");
    call.download().to_writer(&mut bytes).await?;
    Ok(bytes)
}

#[tokio::test]
async fn the_features_that_decompress_are_on_here() {
    for (coding, bytes) in [("gzip", GZIP), ("deflate", DEFLATE)] {
        let server = Answering::start(move |_| packed(Some(coding), bytes, true)).await;
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let text = client.get(&server.url).send().await.unwrap().text().await;
        assert_eq!(text.unwrap(), TEXT);
    }
}

#[tokio::test]
async fn files_arrive_as_they_are_stored() {
    for (coding, bytes) in [
        (None, GZIP),
        (Some("gzip"), GZIP),
        (Some("deflate"), DEFLATE),
    ] {
        for has_length in FRAMINGS {
            let server = Answering::start(move |_| packed(coding, bytes, has_length)).await;
            let client = builder(&server.url).build().unwrap();
            assert_eq!(fetch_link(&client, &server.url).await.unwrap(), bytes);

            let credentials = backhaul_cloud_manager::Credentials::access_token("fake-token");
            let client = backhaul_cloud_manager::Client::builder().credentials(credentials);
            let client = client.base_url(&server.url).build().unwrap();
            assert_eq!(fetch_log(&client).await.unwrap(), bytes);
            let call = client
                .download_log_collection_job()
                .group_id("5f0000000000000000000001");
            let mut stream = call
                .job_id("5f0000000000000000000002")
                .send()
                .await
                .unwrap();
            let mut read = Vec::new();
            while let Some(piece) = stream.chunk().await.unwrap() {
                read.extend_from_slice(&piece);
            }
            assert_eq!(read, bytes);
            for asked in server.asked() {
                assert_eq!(asked.header("accept-encoding"), Some("identity"));
            }
        }
    }
}

#[tokio::test]
async fn a_users_own_client_that_decompresses_is_refused_for_files() {
    let server = Answering::start(|_| packed(Some("gzip"), GZIP, true)).await;
    let own = || reqwest::Client::builder().no_proxy();
    let unpacks = own().build().unwrap();
    let leaves = own()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .build()
        .unwrap();

    let client = builder(&server.url)
        .link_http_client(unpacks.clone())
        .build()
        .unwrap();
    let error = fetch_link(&client, &server.url).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Download);
    assert!(
        error
            .to_string()
            .contains(".link_http_client(...) with .no_gzip()"),
        "{error}"
    );
    let client = builder(&server.url)
        .link_http_client(leaves.clone())
        .build()
        .unwrap();
    assert_eq!(fetch_link(&client, &server.url).await.unwrap(), GZIP);

    let credentials = backhaul_cloud_manager::Credentials::access_token("fake-token");
    let builder = backhaul_cloud_manager::Client::builder().credentials(credentials);
    let builder = builder.base_url(&server.url).retry(Retry::off());
    let client = builder.clone().http_client(unpacks).build().unwrap();
    let error = fetch_log(&client).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains(".http_client(...) with .no_gzip()"),
        "{error}"
    );
    let client = builder.http_client(leaves).build().unwrap();
    assert_eq!(fetch_log(&client).await.unwrap(), GZIP);
}

/// The other side of the refusals: they meet only what was unpacked.
#[tokio::test]
async fn a_users_own_client_gets_what_is_not_compressed() {
    for has_length in FRAMINGS {
        let server = Answering::start(move |_| packed(None, GZIP, has_length)).await;
        let own = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = builder(&server.url).link_http_client(own).build().unwrap();
        assert_eq!(fetch_link(&client, &server.url).await.unwrap(), GZIP);
    }
    // The end of the connection is the end of the file, and the server says so.
    let server =
        Answering::start(|_| [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", GZIP].concat())
            .await;
    let own = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = builder(&server.url).link_http_client(own).build().unwrap();
    assert_eq!(fetch_link(&client, &server.url).await.unwrap(), GZIP);
}

#[tokio::test]
async fn json_that_a_gateway_compresses_unasked_is_reported_as_such() {
    let server = Answering::start(|_| {
        answer(
            "200 OK",
            &[
                ("Content-Encoding", "gzip"),
                ("Content-Type", "application/json"),
            ],
            GZIP,
        )
    })
    .await;
    let client = builder(&server.url).build().unwrap();
    let call = client
        .get_backup_export()
        .group_id("5f0000000000000000000001");
    let call = call
        .cluster_name("fake")
        .export_id("5f0000000000000000000002");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("compressed (gzip)"), "{error}");
    let asked = server.asked();
    assert_eq!(
        asked[0].header("accept-encoding"),
        None,
        "nothing is asked for"
    );
}
