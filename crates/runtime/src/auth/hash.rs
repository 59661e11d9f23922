//! Hashes that more than one signature needs.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// SHA-256 as 64 lower-case hex digits.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// HMAC-SHA256.
pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC accepts a key of any length")
    };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Two lower-case hex digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.extend_from_slice(&PAIRS[usize::from(*byte)]);
    }
    // It is ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// The digits of each byte. A table, because each request is hashed a few times, and formatting would cost as
/// much as hashing.
static PAIRS: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 0x0f]];
        byte += 1;
    }
    pairs
};
