//! Operations that give bytes, redirects, and links.

use backhaul_cloud_manager::operations::DOWNLOAD_LOG_COLLECTION_JOB;
use backhaul_runtime::SensitiveString;
use backhaul_runtime::testing::{Reply, Script};

use super::clients::{GROUP, atlas, cloud_manager};

const LINK: &str = "https://store.example/logs/run.gz?Signature=FAKE-SIGNATURE";

#[tokio::test]
async fn a_download_goes_on_where_it_broke_off() {
    let script = Script::new();
    script
        .on(
            &DOWNLOAD_LOG_COLLECTION_JOB,
            Reply::bytes("first ")
                .header("etag", "\"1\"")
                .breaks_off(12),
        )
        .on(
            &DOWNLOAD_LOG_COLLECTION_JOB,
            Reply::bytes("second")
                .status(206)
                .header("etag", "\"1\"")
                .header("content-range", "bytes 6-11/12"),
        );
    let client = cloud_manager(&script);
    let call = client.download_log_collection_job().group_id(GROUP);
    let mut file = Vec::new();
    let download = call.job_id("5f00000000000000000000b1").download();
    let done = download.to_writer(&mut file).await.unwrap();
    assert_eq!((file.as_slice(), done.requests), (&b"first second"[..], 2));
    let requests = script.finish().unwrap();
    assert_eq!(requests[0].header("range"), None);
    assert_eq!(requests[1].header("range"), Some("bytes=6-"));
}

#[tokio::test]
async fn a_redirected_download_continues_at_the_store() {
    let script = Script::new();
    let redirect = Reply::empty().status(302).header("location", LINK);
    script
        .on(&DOWNLOAD_LOG_COLLECTION_JOB, redirect)
        .on_link(Reply::bytes("the archive"));
    let client = cloud_manager(&script);
    let call = client.download_log_collection_job().group_id(GROUP);
    let mut body = call
        .job_id("5f00000000000000000000b1")
        .send()
        .await
        .unwrap();
    assert_eq!(
        body.chunk().await.unwrap().as_deref(),
        Some(&b"the archive"[..])
    );
    let requests = script.finish().unwrap();
    assert_eq!(requests[1].operation(), "download_link");
    assert_eq!(requests[1].header("authorization"), None);
}

#[tokio::test]
async fn a_link_is_answered_and_does_not_show() {
    let script = Script::new();
    script
        .on_link(Reply::bytes("the log"))
        .on_link(Reply::error(403, "AccessDenied", "Request has expired").request_id("abc"));
    let client = atlas(&script);
    let link = SensitiveString::from(LINK);
    let mut file = Vec::new();
    let done = client.download_link(&link).to_writer(&mut file).await;
    assert_eq!((done.unwrap().bytes, file.as_slice()), (7, &b"the log"[..]));
    let error = client.download_link(&link).to_writer(&mut Vec::new()).await;
    let error = error.unwrap_err();
    assert!(error.is_link_expired(), "{error}");
    assert_eq!(error.request_id(), Some("abc"));
    let requests = script.finish().unwrap();
    assert_eq!(requests[0].path(), "/logs/run.gz");
    let shown = format!("{requests:?} {script:?}");
    assert!(
        !shown.contains("FAKE-SIGNATURE") && !shown.contains("run.gz"),
        "{shown}"
    );
}
