//! Altered bodies.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::sync::watch;

use super::gate::Gate;

/// How a body is altered, with a number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alteration {
    /// It breaks off after that many, although more are announced.
    Truncate(u64),
    /// It ends after that many, as announced.
    Cut(u64),
    /// That many are sent at once; each further byte when it is released.
    Drip(u64),
    /// Blanks follow until it has that many.
    Pad(u64),
}

/// `body`, altered. Bodies are altered while they are read and never kept as a whole.
pub(super) fn altered(body: Body, alteration: Alteration, gate: &Arc<Gate>) -> Body {
    let (releases, seen) = gate.releases();
    Body::new(Altered {
        body,
        alteration,
        gate: Arc::clone(gate),
        releases,
        seen,
        rest: Bytes::new(),
        sent: 0,
        flushed: false,
        wait: None,
    })
}

struct Altered {
    body: Body,
    alteration: Alteration,
    gate: Arc<Gate>,
    releases: watch::Receiver<u64>,
    seen: u64,
    /// Bytes of the body that were read and not sent yet.
    rest: Bytes,
    sent: u64,
    /// Whether the sent bytes have been handed to the network.
    flushed: bool,
    wait: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// The next piece of a body: some bytes, its end, or a break.
type Piece = Option<Result<Bytes, io::Error>>;

impl Altered {
    /// Reads until there is something to send; false at the end of the body.
    fn poll_fill(&mut self, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        while self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(Ok(false)),
                // A frame without data has trailers, which no provider sends.
                Some(Ok(frame)) => self.rest = frame.into_data().unwrap_or_default(),
                Some(Err(error)) => return Poll::Ready(Err(io::Error::other(error))),
            }
        }
        Poll::Ready(Ok(true))
    }

    fn take(&mut self, most: u64) -> Bytes {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        self.flushed = false;
        let piece = self.rest.split_to(most.min(self.rest.len()));
        self.sent += piece.len() as u64;
        piece
    }

    /// Hyper flushes when a body has nothing more for the moment. So this reports once, after each
    /// piece, that there is nothing more.
    fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.flushed {
            return Poll::Ready(());
        }
        self.flushed = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn poll_truncate(&mut self, context: &mut Context<'_>, limit: u64) -> Poll<Piece> {
        ready!(self.poll_flush(context));
        if !ready!(self.poll_fill(context))? {
            return Poll::Ready(None);
        }
        let left = limit.saturating_sub(self.sent);
        Poll::Ready(Some(if left > 0 {
            Ok(self.take(left))
        } else {
            Err(io::Error::other("told to break off"))
        }))
    }

    fn poll_cut(&mut self, context: &mut Context<'_>, limit: u64) -> Poll<Piece> {
        let left = limit.saturating_sub(self.sent);
        if left == 0 || !ready!(self.poll_fill(context))? {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(Ok(self.take(left))))
    }

    fn poll_drip(&mut self, context: &mut Context<'_>, free: u64) -> Poll<Piece> {
        ready!(self.poll_flush(context));
        if !ready!(self.poll_fill(context))? {
            return Poll::Ready(None);
        }
        if self.sent >= free {
            let (gate, releases, seen) = (&self.gate, &self.releases, self.seen);
            let wait = self
                .wait
                .get_or_insert_with(|| Box::pin(Arc::clone(gate).byte(releases.clone(), seen)));
            ready!(wait.as_mut().poll(context));
            self.wait = None;
        }
        Poll::Ready(Some(Ok(self.take(1))))
    }

    fn poll_pad(&mut self, context: &mut Context<'_>, size: u64) -> Poll<Piece> {
        static BLANKS: [u8; 64 * 1024] = [b' '; 64 * 1024];
        let left = size.saturating_sub(self.sent);
        if ready!(self.poll_fill(context))? {
            return Poll::Ready(Some(Ok(self.take(u64::MAX))));
        }
        if left == 0 {
            return Poll::Ready(None);
        }
        self.rest = Bytes::from_static(&BLANKS);
        let piece = self.take(left);
        self.rest.clear();
        Poll::Ready(Some(Ok(piece)))
    }
}

impl HttpBody for Altered {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let piece = match self.alteration {
            Alteration::Truncate(limit) => self.poll_truncate(context, limit),
            Alteration::Cut(limit) => self.poll_cut(context, limit),
            Alteration::Drip(free) => self.poll_drip(context, free),
            Alteration::Pad(size) => self.poll_pad(context, size),
        };
        piece.map(|piece| piece.map(|bytes| bytes.map(Frame::data)))
    }

    /// The length that the head announces.
    fn size_hint(&self) -> SizeHint {
        let true_size = self.body.size_hint();
        let Some(size) = true_size.exact() else {
            return SizeHint::default();
        };
        SizeHint::with_exact(match self.alteration {
            Alteration::Truncate(_) | Alteration::Drip(_) => size,
            Alteration::Cut(limit) => size.min(limit),
            Alteration::Pad(least) => size.max(least),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::{Body, HttpBody, to_bytes};

    use super::{Alteration, altered};
    use crate::faults::gate::Gate;

    async fn read(alteration: Alteration) -> (Option<u64>, Option<String>) {
        let body = altered(Body::from("0123456789"), alteration, &Arc::new(Gate::new()));
        let announced = body.size_hint().exact();
        let read = to_bytes(body, usize::MAX).await.ok();
        (
            announced,
            read.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap()),
        )
    }

    #[tokio::test]
    async fn each_alteration_announces_and_sends_what_it_says() {
        let whole = "0123456789".to_owned();
        for (alteration, announced, sent) in [
            (Alteration::Truncate(4), 10, None),
            (Alteration::Truncate(10), 10, Some(whole.clone())),
            (Alteration::Cut(4), 4, Some("0123".to_owned())),
            (Alteration::Cut(0), 0, Some(String::new())),
            (Alteration::Cut(11), 10, Some(whole.clone())),
            (Alteration::Drip(u64::MAX), 10, Some(whole.clone())),
            (Alteration::Pad(12), 12, Some(format!("{whole}  "))),
            (Alteration::Pad(3), 10, Some(whole)),
        ] {
            assert_eq!(
                read(alteration).await,
                (Some(announced), sent),
                "{alteration:?}"
            );
        }
        let (announced, sent) = read(Alteration::Pad(200_000)).await;
        assert_eq!((announced, sent.unwrap().len()), (Some(200_000), 200_000));
    }
}
