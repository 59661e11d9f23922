//! Decoding a page of 500 export jobs, against plain structs and against `serde_json::Value`.

use backhaul_benches::answers::export_jobs;
use backhaul_benches::decoding::{ITEMS, answer, by_hand, decode, types};
use criterion::Criterion;
use serde_json::Value;

use crate::ratio::{Comparison, Ratio, compare};

pub(crate) fn bench(criterion: &mut Criterion<Ratio>) {
    let text = export_jobs(ITEMS);
    let value = || decode::<Value>(&text);
    let by_hand = || by_hand(&text);
    for (name, works) in [
        ("answer", [answer(&text), by_hand(), by_hand()]),
        ("types_alone", [types(&text), by_hand(), by_hand()]),
        ("against_value", [answer(&text), value(), value()]),
    ] {
        let name = format!("decode_500/{name}");
        compare(criterion, &name, Comparison { works, turn: 1 });
    }
}
