//! Decoding a page of 500 export jobs, against plain structs and against `serde_json::Value`.

use std::hint::black_box;

use backhaul_atlas::types::PaginatedApiAtlasDiskBackupExportJobView as Page;
use backhaul_benches::answers::export_jobs;
use backhaul_benches::by_hand::ExportJobs;
use backhaul_benches::turns::Work;
use criterion::Criterion;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ratio::{Comparison, Ratio, compare};

/// The provider's largest page.
const ITEMS: usize = 500;

pub(crate) fn bench(criterion: &mut Criterion<Ratio>) {
    let text = export_jobs(ITEMS);
    let page: Page = serde_json::from_str(&text).expect("a page");
    assert_eq!(page.results.len(), ITEMS);
    compare(
        criterion,
        "decode_500/against_plain_struct",
        Comparison {
            works: [
                decode::<Page>(&text),
                decode::<ExportJobs>(&text),
                decode::<ExportJobs>(&text),
            ],
            turn: 1,
        },
    );
    compare(
        criterion,
        "decode_500/against_value",
        Comparison {
            works: [
                decode::<Page>(&text),
                decode::<Value>(&text),
                decode::<Value>(&text),
            ],
            turn: 1,
        },
    );
}

fn decode<T: DeserializeOwned>(text: &str) -> Work<'_> {
    Box::new(move |times| {
        for _ in 0..times {
            black_box(serde_json::from_slice::<T>(black_box(text.as_bytes())).expect("a page"));
        }
    })
}
