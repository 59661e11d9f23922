//! Contents of any size that take no memory: a pattern, repeated.
//!
//! The pattern is longer than any buffer and of a length that no buffer divides, so that bytes in
//! the wrong place are noticed.

use std::convert::Infallible;
use std::ops::Range;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

use axum::body::HttpBody;
use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// Length of the pattern, a prime number.
const PERIOD: usize = 1_048_583;

/// Most bytes that go into one frame of an answer.
const FRAME: usize = 64 * 1024;

/// A stretch of the bytes that belong to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    /// Where the name's bytes begin in the pattern.
    start: usize,
    /// Which of them are left.
    range: Range<u64>,
}

impl Content {
    /// The first `size` bytes of `name`. Names have different bytes.
    pub(crate) fn new(name: &str, size: u64) -> Self {
        let start = name
            .bytes()
            .fold(0, |sum, byte| (sum * 257 + usize::from(byte) + 1) % PERIOD);
        Self {
            start,
            range: 0..size,
        }
    }

    /// Those of a range, as far as there are any.
    pub(crate) fn slice(mut self, range: Range<u64>) -> Self {
        let end = self.range.end;
        self.range = range.start.min(end)..range.end.min(end);
        self
    }

    /// How many there are.
    pub(crate) fn len(&self) -> u64 {
        self.range.end.saturating_sub(self.range.start)
    }

    /// Takes the next few from the front.
    fn next(&mut self) -> Option<Bytes> {
        if self.range.is_empty() {
            return None;
        }
        let period = PERIOD as u64;
        // Both fit: a remainder is less than the period.
        let place = ((self.start as u64 + self.range.start % period) % period) as usize;
        let most = FRAME.min(PERIOD - place) as u64;
        let length = most.min(self.len());
        self.range.start += length;
        Some(pattern().slice(place..place + length as usize))
    }
}

impl Iterator for Content {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        Self::next(self)
    }
}

impl HttpBody for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Self::next(&mut self).map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.range.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len())
    }
}

/// The pattern: random printable text, in lines.
fn pattern() -> &'static Bytes {
    static PATTERN: OnceLock<Bytes> = OnceLock::new();
    PATTERN.get_or_init(|| {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut state: u32 = 0x2545_f491;
        let letters = (0..PERIOD).map(|place| {
            // Marsaglia's xorshift.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            if place % 100 == 99 {
                b'\n'
            } else {
                LETTERS[(state >> 16) as usize % LETTERS.len()]
            }
        });
        letters.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Content, PERIOD};

    fn bytes(content: Content) -> Vec<u8> {
        content.flatten().collect()
    }

    #[test]
    fn a_slice_has_the_bytes_of_its_place() {
        let size = PERIOD as u64 * 2 + 17;
        let all = bytes(Content::new("a", size));
        assert_eq!(all.len() as u64, size);
        for range in [0..1, 5..70_000, 1_048_000..1_049_000, 2_000_000..size] {
            let slice = Content::new("a", size).slice(range.clone());
            assert_eq!(slice.len(), range.end - range.start);
            let place = range.start as usize..range.end as usize;
            assert!(bytes(slice) == all[place], "{range:?}");
        }
        assert_eq!(bytes(Content::new("a", size).slice(size..size + 5)), b"");
        let last = Content::new("a", u64::MAX).slice(u64::MAX - 5..u64::MAX);
        assert_eq!(bytes(last).len(), 5);
        assert_eq!(bytes(Content::new("a", 10).slice(8..100)).len(), 2);
    }

    #[test]
    fn names_have_different_bytes_and_the_same_ones_each_time() {
        let of = |name| bytes(Content::new(name, 1000));
        assert!(of("a") == of("a") && of("a") != of("b"));
        assert!(of("a")[..500] != of("a")[500..]);
        assert!(of("a").is_ascii());
    }
}
