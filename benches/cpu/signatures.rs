//! Authorizing one request, against nothing but the hashes that the scheme demands.

use backhaul_benches::signatures::ALL;
use criterion::Criterion;

use crate::ratio::{Comparison, Ratio, compare};

pub(crate) fn bench(criterion: &mut Criterion<Ratio>) {
    for (name, scheme) in ALL {
        let ours = scheme.ours().expect("the request can be signed");
        let works = [ours, scheme.hashes(), scheme.hashes()];
        let name = format!("signature/{name}");
        compare(criterion, &name, Comparison { works, turn: 100 });
    }
}
