//! What is true of the documents, and of what is generated from them: no client crate is compiled for it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod directions;
mod document_rules;
mod examples;
mod facts;
mod freshness;
mod judge;
mod manifests;
mod questions;
mod readmes;
mod snapshots;
mod times;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use backhaul_codegen::Generated;

/// What the generator makes of each document, by provider: made once for all tests.
fn generated() -> &'static BTreeMap<String, Generated> {
    static GENERATED: LazyLock<BTreeMap<String, Generated>> = LazyLock::new(|| {
        let providers = documents::providers().into_iter();
        let generated = providers.map(|provider| {
            let generated = freshness::generate(&provider);
            (provider, generated)
        });
        generated.collect()
    });
    &GENERATED
}
