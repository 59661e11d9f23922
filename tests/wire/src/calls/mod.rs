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

use std::fmt::Debug;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::BoxFuture;
use backhaul_runtime::{Clock, Error, Operation, Response};

pub use success::Success;

/// The name of an operation and a call of it. On the wire a client makes the calls of a table one
/// after the other and counts them in its credentials (`nc`), so add new rows at the end.
pub type Row<Client, Ids> = (&'static str, fn(&Client, &Ids) -> Pending);

/// How many rows several tables have together.
const fn count<Client, Ids>(tables: &[&[Row<Client, Ids>]]) -> usize {
    let (mut count, mut table) = (0, 0);
    while table < tables.len() {
        count += tables[table].len();
        table += 1;
    }
    count
}

/// The rows of several tables, of which the first is not empty, one after the other.
const fn joined<Client, Ids, const COUNT: usize>(
    tables: &[&[Row<Client, Ids>]],
) -> [Row<Client, Ids>; COUNT] {
    let mut all = [tables[0][0]; COUNT];
    let (mut next, mut table) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[next] = tables[table][row];
            (next, row) = (next + 1, row + 1);
        }
        table += 1;
    }
    all
}

/// A call under way, and what it gives: the status of a success that has been decoded.
pub type Pending = BoxFuture<'static, Result<u16, Error>>;

/// Awaits the builder that a row has filled. Every operation has a row, so this also makes the compiler check
/// each builder and its call: they borrow nothing, and other threads may have them.
fn sent<T, B>(builder: B) -> Pending
where
    B: IntoFuture<Output = Result<Response<T>, Error>, IntoFuture: Debug + Send + 'static>
        + Clone
        + Debug
        + Send
        + Sync
        + 'static,
{
    let call = builder.into_future();
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

/// Hands a macro every provider: its name, its crate, and its module here. This is the one list of them.
#[macro_export]
macro_rules! every_provider {
    ($each:ident) => {
        $each! {
            "atlas", backhaul_atlas, atlas;
            "cloud-manager", backhaul_cloud_manager, cloud_manager;
            "dcs", backhaul_dcs, dcs;
            "sls", backhaul_sls, sls;
        }
    };
}

/// That of each provider.
pub fn tables() -> Vec<Table> {
    macro_rules! tables {
        ($($name:literal, $krate:ident, $module:ident;)+) => {
            vec![$(($name, $krate::operations::ALL, names($module::ROWS)),)+]
        };
    }
    every_provider!(tables)
}

/// A digest challenge as MongoDB documents it, but for `qop`, which the page misspells.
const DIGEST_CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\
    WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"bm9uY2U\", algorithm=MD5, \
    qop=\"auth\", stale=false\r\n\r\n";

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
