//! Which characters need no percent-encoding in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::text::byte_set::ByteSet;

/// The characters that RFC 3986 leaves unreserved (`A-Z a-z 0-9 - _ . ~`) stay; all others are percent-encoded.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Whether percent-encoding would not change `text`.
pub(crate) fn all_unreserved(text: &str) -> bool {
    UNRESERVED.has_all(text.as_bytes())
}

/// The same for a path, whose slashes stay.
#[cfg(feature = "otc")]
pub(crate) fn all_unreserved_in_path(path: &str) -> bool {
    static UNRESERVED_OR_SLASH: ByteSet = UNRESERVED.with(b'/');
    UNRESERVED_OR_SLASH.has_all(path.as_bytes())
}

/// The bytes that stay unchanged.
static UNRESERVED: ByteSet = {
    let mut set = ByteSet::EMPTY;
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            set = set.with(byte);
        }
        byte += 1;
    }
    set
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
        #[cfg(feature = "otc")]
        assert!(
            super::all_unreserved_in_path("/a/b/") && !super::all_unreserved_in_path("/a/%20b")
        );
    }
}
