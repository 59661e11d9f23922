//! A future against a time limit.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use crate::clock::Clock;

/// What `work` gives, or `None` if `limit` passes first. It is pinned where it stands: moving it here
/// would double the size of every call.
pub(crate) async fn within<T>(
    limit: Duration,
    clock: &Clock,
    work: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> Option<T> {
    let mut end = clock.limit(limit);
    before(end.as_mut(), work).await
}

/// What `work` gives, or `None` if `end` comes first. One `end` may bound several works, one after the
/// other.
pub(crate) async fn before<T>(
    mut end: Pin<&mut (impl Future<Output = ()> + ?Sized)>,
    mut work: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> Option<T> {
    poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        end.as_mut().poll(context).map(|()| None)
    })
    .await
}
