//! Downloads of an operation: authorized anew for each request, by the rules of its call.

use backhaul_runtime::auth::BoxFuture;
use backhaul_runtime::for_client_crates::{Call, CallOptions, Core};
use backhaul_runtime::reqwest::header::HeaderValue;
use backhaul_runtime::{
    ByteStream, Download, Error, ErrorKind, Method, Operation, PathTemplate, Range, Response, Retry,
};

use crate::client::{TOKEN, Time, content, core_at};
use crate::server::{Answer, TAG, play};

pub(crate) static GET_LOG: Operation = Operation {
    name: "get_log",
    id: "getLog",
    method: Method::Get,
    path: PathTemplate::new("/log.gz"),
    accept: Some(HeaderValue::from_static("application/gzip")),
    content_type: None,
    sensitive: false,
    idempotent: true,
    server: None,
    security: &[&["token"]],
    source: "https://docs.example/",
    __may_grow: (),
};

/// What a generated builder does.
pub(crate) fn download(core: &Core, options: CallOptions) -> Download<'static> {
    download_of(&GET_LOG, core, options)
}

pub(crate) fn download_of(
    operation: &'static Operation,
    core: &Core,
    options: CallOptions,
) -> Download<'static> {
    let caller = core.clone();
    Download::new(
        core.clone(),
        operation,
        move |range: Option<Range>| -> BoxFuture<'static, Result<Response<ByteStream>, Error>> {
            let (core, options) = (caller.clone(), options.clone());
            Box::pin(async move {
                let mut call = Call::new(core, operation, options);
                call.range(range.as_ref());
                call.send_stream().await
            })
        },
    )
}

#[tokio::test]
async fn each_request_is_authorized_and_tried_again_until_an_answer_begins() {
    let content = content(100_000);
    let busy = Answer::new("503 Service Unavailable", &[], b"").announced(0);
    let script = vec![
        busy.clone(),
        Answer::whole(&content, TAG)
            .with("x-request-id", "FAKE-1")
            .cut(30_000),
        busy.clone(),
        busy,
        Answer::rest(&content, 30_000, TAG).with("x-request-id", "FAKE-2"),
    ];
    let (address, requests) = play(script).await;
    let time = Time::default();
    let core = core_at(&address, time.config());
    let mut bytes = Vec::new();
    let done = download(&core, CallOptions::default())
        .to_writer(&mut bytes)
        .await
        .unwrap();
    assert!(bytes == content);
    assert_eq!(done.request_id.as_deref(), Some("FAKE-2"));
    assert_eq!((requests.count(), time.waits().len()), (5, 4));
    for number in 0..5 {
        let token = format!("Bearer {TOKEN}");
        assert_eq!(requests.header(number, "authorization"), Some(token));
        assert_eq!(
            requests.header(number, "accept").as_deref(),
            Some("application/gzip")
        );
        assert_eq!(
            requests.header(number, "accept-encoding").as_deref(),
            Some("identity")
        );
        let range = requests.header(number, "range");
        assert_eq!(range.as_deref(), (number > 1).then_some("bytes=30000-"));
    }
}

#[tokio::test]
async fn the_rule_of_the_call_holds_after_the_answer_broke_off_too() {
    let content = content(1000);
    let script = vec![
        Answer::whole(&content, TAG).cut(400),
        Answer::rest(&content, 400, TAG),
    ];
    let (address, requests) = play(script).await;
    let core = core_at(&address, Time::default().config());
    let mut options = CallOptions::default();
    options.retry(Retry::off());
    let error = download(&core, options)
        .to_writer(&mut Vec::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Transport, Some("get_log"))
    );
    assert_eq!(requests.count(), 1);
}

#[tokio::test]
async fn a_refusal_is_the_error_of_the_operation() {
    let script = vec![Answer::new("404 Not Found", &[], b"gone").announced(4)];
    let (address, requests) = play(script).await;
    let core = core_at(&address, Time::default().config());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    let error = download(&core, CallOptions::default())
        .to_file(&target)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "get_log: 404 Not Found, gone");
    assert_eq!(requests.count(), 1);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The bytes of a download without further attempts.
pub(crate) async fn bytes_of(core: &Core, operation: &'static Operation) -> Result<Vec<u8>, Error> {
    let mut options = CallOptions::default();
    options.retry(Retry::off());
    let mut bytes = Vec::new();
    let download = download_of(operation, core, options);
    download.to_writer(&mut bytes).await.map(|_| bytes)
}
