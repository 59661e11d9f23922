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
    // A table, because each request is hashed a few times and formatting would cost as much as hashing.
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0x0f));
    }
    text
}
