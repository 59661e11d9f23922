//! What a writer sees: progress, and its own failure.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use backhaul_runtime::ErrorKind;
use tokio::io::AsyncWrite;

use crate::client::{Time, content, core, link};
use crate::server::{Answer, TAG, play};

#[tokio::test]
async fn progress_is_reported_in_order_and_without_a_gap() {
    let content = content(200_000);
    let script = vec![
        Answer::whole(&content, TAG).cut(120_000),
        Answer::rest(&content, 120_000, TAG),
    ];
    let (address, _) = play(script).await;
    let core = core(&Time::default());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    core.download_link(&link(&address, "/log.gz"))
        .on_progress(move |progress| {
            assert_eq!(progress.total, Some(200_000));
            told.lock().unwrap().push(progress.received);
        })
        .to_writer(&mut Vec::new())
        .await
        .unwrap();
    let seen = seen.lock().unwrap();
    assert!(seen.is_sorted_by(|one, next| one < next), "{seen:?}");
    assert!(seen.contains(&120_000));
    assert_eq!(seen.last(), Some(&200_000));
}

/// Takes a few bytes, then fails.
struct Full(usize);

impl AsyncWrite for Full {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Poll::Ready(if taken == 0 {
            Err(io::Error::new(
                io::ErrorKind::StorageFull,
                "no space is left",
            ))
        } else {
            Ok(taken)
        })
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        panic!("a writer that is lent is not to be shut down")
    }
}

#[tokio::test]
async fn a_writer_that_fails_ends_the_download() {
    let content = content(1000);
    let (address, requests) = play(vec![Answer::whole(&content, TAG)]).await;
    let core = core(&Time::default());
    let download = core.download_link(&link(&address, "/log.gz"));
    let error = download.to_writer(&mut Full(400)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert_eq!(
        error.to_string(),
        "download_link: the writer failed: no space is left"
    );
    assert_eq!(requests.count(), 1);
}

#[test]
fn a_download_can_be_spawned() {
    fn is_send<T: Send>(_: T) {}
    let core = core(&Time::default());
    let link = link("http://127.0.0.1:1", "/log.gz");
    is_send(core.download_link(&link).to_file("log.gz"));
    is_send(core.download_link(&link).to_writer(&mut Vec::new()));
}
