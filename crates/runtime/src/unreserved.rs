//! Which characters stay as they are in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// The characters that RFC 3986 leaves unreserved (`A-Z a-z 0-9 - _ . ~`) stay; all others are percent-encoded.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
