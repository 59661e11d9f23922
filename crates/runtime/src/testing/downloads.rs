//! Complete downloads for tests.

use crate::download::Downloaded;

/// A complete download of this many bytes, in one request. Change its fields for another one.
///
/// ```
/// use backhaul_runtime::testing::downloaded;
///
/// let mut log = downloaded(1024);
/// log.resumed_from = 512;
/// assert_eq!((log.bytes, log.requests), (1024, 1));
/// ```
pub fn downloaded(bytes: u64) -> Downloaded {
    Downloaded {
        bytes,
        resumed_from: 0,
        requests: 1,
        request_id: None,
    }
}
