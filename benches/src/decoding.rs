//! Decoding a page of export jobs.

use std::hint::black_box;

use backhaul_atlas::types::PaginatedApiAtlasDiskBackupExportJobView as Page;
use backhaul_runtime::from_json;
use serde::de::DeserializeOwned;

use crate::by_hand::ExportJobs;
use crate::turns::Work;

/// The provider's largest page.
pub const ITEMS: usize = 500;

/// An answer as a client of ours reads it.
///
/// # Panics
/// If `text` is no page of [`ITEMS`] jobs.
pub fn answer(text: &str) -> Work<'_> {
    let read = || from_json::<Page>(black_box(text.as_bytes()));
    assert_eq!(read().map(|page| page.results.len()).ok(), Some(ITEMS));
    Box::new(move |times| {
        for _ in 0..times {
            assert!(black_box(read()).is_ok(), "a page");
        }
    })
}

/// Only our types, read by `serde_json` as the plain structs are.
pub fn types(text: &str) -> Work<'_> {
    decode::<Page>(text)
}

/// Into plain structs.
pub fn by_hand(text: &str) -> Work<'_> {
    decode::<ExportJobs>(text)
}

/// As `T`, by `serde_json` alone.
///
/// # Panics
/// The work does, if `text` is none.
pub fn decode<T: DeserializeOwned>(text: &str) -> Work<'_> {
    Box::new(move |times| {
        for _ in 0..times {
            let page = serde_json::from_slice::<T>(black_box(text.as_bytes()));
            assert!(black_box(page).is_ok(), "a page");
        }
    })
}
