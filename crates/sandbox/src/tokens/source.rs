//! Texts that are never repeated: nonces and request ids.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// Makes unique hexadecimal texts. Good enough for a sandbox, not for real secrets.
#[derive(Debug)]
pub(crate) struct TokenSource {
    seed: u64,
    given: AtomicU64,
}

impl TokenSource {
    pub(crate) fn new() -> Self {
        Self {
            // The standard library seeds its hash maps at random, which is enough here.
            seed: RandomState::new().hash_one("backhaul sandbox"),
            given: AtomicU64::new(0),
        }
    }

    /// The next one: 64 lower-case hexadecimal digits.
    pub(crate) fn next(&self) -> String {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(number.to_be_bytes());
        hex(&hash.finalize())
    }

    /// The next one, cut to `digits` upper-case hexadecimal digits (64 at most).
    pub(crate) fn next_upper(&self, digits: usize) -> String {
        let mut text = self.next().to_uppercase();
        text.truncate(digits);
        text
    }
}

/// Lower-case hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::TokenSource;

    #[test]
    fn no_two_are_alike() {
        let source = TokenSource::new();
        let first = source.next();
        assert_eq!(first.len(), 64);
        assert_ne!(first, source.next());
        let id = source.next_upper(24);
        assert_eq!(id.len(), 24);
        assert!(
            id.bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        );
    }
}
