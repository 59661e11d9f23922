//! A set of bytes, to check texts with.

/// A set of bytes. Every call checks its ids and its path with some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The empty set.
    pub(crate) const EMPTY: Self = Self([false; 256]);

    /// The set with one more byte.
    pub(crate) const fn with(mut self, byte: u8) -> Self {
        self.0[byte as usize] = true;
        self
    }

    /// Whether all of `bytes` are in the set. Looks at every one: nearly all texts are valid, and stopping early
    /// costs more than it saves.
    pub(crate) fn has_all(&self, bytes: &[u8]) -> bool {
        let and_has = |all: bool, byte: &u8| all & self.0[usize::from(*byte)];
        // Eight at once, so that the compiler needs no loop for them.
        let (eights, rest) = bytes.as_chunks::<8>();
        let all = eights
            .iter()
            .fold(true, |all, eight| eight.iter().fold(all, and_has));
        rest.iter().fold(all, and_has)
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn one_byte_that_is_missing_is_found_anywhere() {
        let set = ByteSet::EMPTY.with(b'a').with(0xff);
        for length in 0..=40 {
            let good: Vec<u8> = (0..length).map(|at| [b'a', 0xff][at % 2]).collect();
            assert!(set.has_all(&good), "{length}");
            for at in 0..length {
                let mut bad = good.clone();
                bad[at] = b'b';
                assert!(!set.has_all(&bad), "{at} of {length}");
            }
        }
        assert!(!ByteSet::EMPTY.has_all(b"a") && ByteSet::EMPTY.has_all(b""));
    }
}
