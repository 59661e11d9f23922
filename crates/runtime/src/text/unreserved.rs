//! Which characters need no percent-encoding in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// The characters that RFC 3986 leaves unreserved (`A-Z a-z 0-9 - _ . ~`) stay; all others are percent-encoded.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Whether percent-encoding would not change `text`. Checks every character: this is true for nearly all
/// texts, and stopping early costs more than it saves.
pub(crate) fn all_unreserved(text: &str) -> bool {
    text.bytes()
        .fold(true, |all, byte| all & UNRESERVED[usize::from(byte)])
}

/// Whether each byte stays unchanged.
static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] =
            (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'_' | b'.' | b'~');
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use percent_encoding::utf8_percent_encode;

    use super::{RESERVED, all_unreserved};

    #[test]
    fn unreserved_characters_are_not_encoded() {
        for character in '\0'..='\u{ff}' {
            let text = character.to_string();
            let encoded = utf8_percent_encode(&text, RESERVED).to_string();
            assert_eq!(all_unreserved(&text), encoded == text, "{character:?}");
        }
        assert!(all_unreserved(""));
        assert!(!all_unreserved("a/b"));
    }
}
