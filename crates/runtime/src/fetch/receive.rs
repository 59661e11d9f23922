//! Receiving a file, or what came in its place.

use crate::answer::reading::{Expected, LARGEST_ERROR_BODY};
use crate::answer::received::Received;
use crate::clock::Clock;
use crate::fetch::media::{Judged, judge};
use crate::provider::Provider;

/// Receives a success that the caller reads as a stream, or what is followed to one. What is no file is
/// read at once, so that it can be told.
pub(crate) async fn receive_file(
    mut response: reqwest::Response,
    expected: Expected,
    provider: &'static Provider,
    clock: &Clock,
) -> Received {
    if !response.status().is_success() {
        // It may be a page that comes slowly, and nobody needs it.
        return Received::head(&mut response, provider, clock);
    }
    let (mut body, is_file) = match judge(response, expected).await {
        Judged::File(body) => (body, true),
        Judged::Other(body, _) => (body, false),
    };
    let mut received = Received::head(&mut body.response, provider, clock);
    if is_file {
        received.unread = Some(Box::new(body));
    } else {
        body.look_until(|seen| seen.len() >= LARGEST_ERROR_BODY)
            .await;
        received.body = body.into_seen(LARGEST_ERROR_BODY);
    }
    received
}
