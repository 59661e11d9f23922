//! CPU time of our work as a ratio to the same work done plainly, both measured in turns in one run.
//!
//! Criterion's statistics are about that ratio: `[1.02 × 1.03 × 1.04 ×]` says that ours takes 1.03
//! times as much, with a confidence interval. Under it stand the medians of both in microseconds.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

mod calls;
mod decode;
mod ratio;
mod signatures;

use backhaul_benches::server::serve_if_asked;
use criterion::Criterion;

use crate::ratio::Ratio;

fn main() {
    if serve_if_asked().expect("the server listens") {
        return;
    }
    let mut criterion = Criterion::default()
        .with_measurement(Ratio)
        .without_plots()
        .configure_from_args();
    calls::bench(&mut criterion);
    signatures::bench(&mut criterion);
    decode::bench(&mut criterion);
    criterion.final_summary();
}
