//! Receives a file, or the answer in its place.

use crate::answer::reading::{Expected, LARGEST_ERROR_BODY};
use crate::answer::received::Received;
use crate::clock::Clock;
use crate::fetch::media::{Judged, judge};
use crate::provider::Provider;

/// Receives a success that the caller reads as a stream, or a redirect to one. If a success is not a file, its
/// body is read at once for the error message.
pub(crate) async fn receive_file(
    mut response: reqwest::Response,
    expected: Expected,
    provider: &'static Provider,
    clock: &Clock,
) -> Box<Received> {
    if !response.status().is_success() {
        // The body is not read: it may be a slow page, and nobody needs it.
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
