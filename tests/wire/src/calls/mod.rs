//! How a user calls each operation: one row per operation, in the file of its provider.
//!
//! From the rows come the snapshots of `tests/wire`, and in `contracts` of `tests/suite` the call of each
//! operation against the sandbox. A row names its operation as Rust does, and makes the call from a client and
//! from the provider's `Ids`, which differ: on the wire they are fixed texts, and at the sandbox
//! those of its fixtures.

pub mod atlas;
pub mod cloud_manager;
pub mod dcs;
pub mod sls;
mod success;

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Error, Operation, Response};

pub use success::Success;

/// The name of an operation and a call of it. On the wire a client makes the calls of a table one
/// after the other and counts them in its credentials (`nc`), so add new rows at the end.
pub type Row<Client, Ids> = (&'static str, for<'a> fn(&'a Client, &'a Ids) -> Pending<'a>);

/// A call under way, and what it gives: the status of a success that has been decoded.
pub type Pending<'a> = Pin<Box<dyn Future<Output = Result<u16, Error>> + 'a>>;

/// What a row gives of its call's `send()`.
fn sent<'a, T>(call: impl Future<Output = Result<Response<T>, Error>> + 'a) -> Pending<'a> {
    Box::pin(async { call.await.map(|answer| answer.status()) })
}

/// The time of all clients and sandboxes that the rows meet: signatures carry a date.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198)
}

/// The same as a client's clock.
pub fn clock() -> Clock {
    Clock::new(now)
}

/// A provider's name, its operations, and the names of its rows.
pub type Table = (
    &'static str,
    &'static [&'static Operation],
    Vec<&'static str>,
);

/// That of each provider.
pub fn tables() -> Vec<Table> {
    vec![
        ("atlas", backhaul_atlas::operations::ALL, names(atlas::ROWS)),
        (
            "cloud-manager",
            backhaul_cloud_manager::operations::ALL,
            names(cloud_manager::ROWS),
        ),
        ("dcs", backhaul_dcs::operations::ALL, names(dcs::ROWS)),
        ("sls", backhaul_sls::operations::ALL, names(sls::ROWS)),
    ]
}

fn names<Client, Ids>(rows: &[Row<Client, Ids>]) -> Vec<&'static str> {
    rows.iter().map(|(name, _)| *name).collect()
}

/// What the generated table says of an operation.
pub fn operation(provider: &str, name: &str) -> &'static Operation {
    let tables = tables()
        .into_iter()
        .filter(|(known, ..)| *known == provider);
    let mut found = tables.flat_map(|(_, operations, _)| operations.iter());
    found
        .find(|operation| operation.name == name)
        .unwrap_or_else(|| panic!("{provider}: no operation {name}"))
}
