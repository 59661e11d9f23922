//! Reading a file into memory.

use std::pin::pin;

use bytes::BytesMut;

use crate::answer::received::Received;
use crate::error::Error;
use crate::fetch::byte_stream::shows_unpacking;

/// Reads the body of `received` that is a file, up to `limit` bytes.
///
/// # Errors
/// If it is not a file, breaks off, stalls, or is larger.
pub(crate) async fn read_all(
    mut received: Box<Received>,
    limit: usize,
) -> Result<Box<Received>, Error> {
    let unread = received.unread.take().and_then(|mut body| {
        let terms = body.terms.take()?;
        Some((body, terms))
    });
    let Some((mut body, terms)) = unread else {
        return Err(Error::no_file(received));
    };
    if terms.has_own_client && shows_unpacking(&body.response, &received.headers) {
        return Err(Error::unpacked("http_client"));
    }
    let mut all = BytesMut::new();
    loop {
        let piece = terms.clock.within(terms.idle, pin!(body.chunk())).await;
        let piece = piece.ok_or_else(|| Error::read_timed_out(terms.idle))?;
        let Some(piece) = piece.map_err(Error::body_broke)? else {
            received.body = all.freeze();
            return Ok(received);
        };
        all.extend_from_slice(&piece);
        if all.len() > limit {
            return Err(Error::too_large(limit, received));
        }
    }
}
