//! Boxed futures, and a future against a time limit.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The result of `work`, or `None` if `end` comes first. One `end` may limit several works in turn.
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
