//! Hashes that more than one signature needs.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// SHA-256 as 64 lower-case hex digits.
pub(super) fn sha256_hex(bytes: &[u8]) -> Hex<32> {
    Hex::of(Sha256::digest(bytes).into())
}

/// HMAC-SHA256 of the parts of a message.
pub(super) fn hmac_sha256<const N: usize>(key: &[u8], message: [&[u8]; N]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC accepts a key of any length")
    };
    for part in message {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Two hex digits for each of `N` bytes. Not a `String`, because a signature takes a few, and allocating them would
/// cost as much as hashing.
#[derive(Clone, Copy)]
pub(super) struct Hex<const N: usize>([[u8; 2]; N]);

impl<const N: usize> Hex<N> {
    /// Lower-case digits.
    pub(super) fn of(bytes: [u8; N]) -> Self {
        let digit = |number: u8| number + if number < 10 { b'0' } else { b'a' - 10 };
        let mut pairs = [[0; 2]; N];
        for (pair, byte) in pairs.iter_mut().zip(bytes) {
            *pair = [digit(byte >> 4), digit(byte & 0x0f)];
        }
        Self(pairs)
    }

    /// The same in upper case.
    #[cfg(feature = "sls")]
    pub(super) fn in_upper_case(mut self) -> Self {
        self.0.as_flattened_mut().make_ascii_uppercase();
        self
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_flattened()
    }

    pub(super) fn as_str(&self) -> &str {
        // It is ASCII.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Hex;

    #[test]
    fn each_byte_has_its_two_digits() {
        for byte in 0..=u8::MAX {
            let text = format!("{byte:02x}07");
            assert_eq!(Hex::of([byte, 7]).as_str(), text);
        }
    }
}
