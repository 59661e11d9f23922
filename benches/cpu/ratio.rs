//! A measurement for Criterion: how much more CPU time one piece of work takes than another.

use std::time::Duration;

use backhaul_benches::turns::{Work, in_turns};
use criterion::measurement::{Measurement, ValueFormatter};
use criterion::{Criterion, Throughput};

/// Works with [`compare`] only: the ratio of two pieces of work cannot be had from running one.
pub(crate) struct Ratio;

/// What to measure: our work, and two copies of what it is compared with. The second copy shows how
/// far equal work differs here.
pub(crate) struct Comparison<'a> {
    /// Ours, the baseline, the baseline again.
    pub(crate) works: [Work<'a>; 3],
    /// How often each runs before it is the next one's turn.
    pub(crate) turn: u64,
}

/// Measures `comparison` under the name `name`, and prints the medians.
pub(crate) fn compare(
    criterion: &mut Criterion<Ratio>,
    name: &str,
    mut comparison: Comparison<'_>,
) {
    let mut seen: [Vec<f64>; 3] = Default::default();
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|iterations| {
            let mut sums = [Duration::ZERO; 3];
            let Comparison { works, turn } = &mut comparison;
            in_turns(iterations, *turn, works, |spent, times| {
                for index in 0..sums.len() {
                    sums[index] += spent[index];
                    // Turns that were cut short weigh as much as whole ones, and are rare.
                    seen[index].push(spent[index].as_secs_f64() * 1e6 / times as f64);
                }
            });
            let [ours, baseline, _] = sums;
            // Criterion divides by the iterations again.
            ours.as_secs_f64() / baseline.as_secs_f64() * iterations as f64
        });
    });
    report(name, seen);
}

fn report(name: &str, seen: [Vec<f64>; 3]) {
    if seen[0].is_empty() {
        return; // Not chosen on the command line.
    }
    let turns = seen[0].len();
    let [ours, baseline, again] = seen.map(|mut values| {
        values.sort_unstable_by(f64::total_cmp);
        let at = |part: f64| values[((values.len() - 1) as f64 * part) as usize];
        [at(0.1), at(0.5), at(0.9)]
    });
    println!(
        "{name}: ratio {:.3}; equal work {:.3}; medians of {turns} turns {:.2} us to {:.2} us \
         (10 % to 90 %: {:.2}..{:.2} to {:.2}..{:.2}), {:.0} to {:.0} per second\n",
        ours[1] / baseline[1],
        again[1] / baseline[1],
        ours[1],
        baseline[1],
        ours[0],
        ours[2],
        baseline[0],
        baseline[2],
        1e6 / ours[1],
        1e6 / baseline[1],
    );
}

impl Measurement for Ratio {
    type Intermediate = ();
    type Value = f64;

    fn start(&self) {}

    fn end(&self, (): ()) -> f64 {
        f64::NAN
    }

    fn add(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, value: &f64) -> f64 {
        *value
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        &Times
    }
}

struct Times;

impl ValueFormatter for Times {
    fn format_value(&self, value: f64) -> String {
        format!("{value:.3} ×")
    }

    fn scale_values(&self, _: f64, _: &mut [f64]) -> &'static str {
        "×"
    }

    fn scale_throughputs(&self, _: f64, _: &Throughput, _: &mut [f64]) -> &'static str {
        "×"
    }

    fn scale_for_machines(&self, _: &mut [f64]) -> &'static str {
        "×"
    }
}
