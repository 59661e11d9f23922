//! Whole calls, generated against written by hand.

use backhaul_benches::calls::Clients;
use backhaul_benches::server::Server;
use backhaul_benches::turns::Work;
use criterion::Criterion;
use tokio::runtime::{Builder, Runtime};

use crate::ratio::{Comparison, Ratio, compare};

/// Long enough that reading the clock costs nothing beside it.
const CALLS_PER_TURN: u64 = 20;

pub(crate) fn bench(criterion: &mut Criterion<Ratio>) {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Server::start().expect("the server starts");
    let clients = Clients::of(&server).expect("the clients are built");
    // For the second copy, so that it has connections of its own.
    let others = Clients::of(&server).expect("the clients are built");

    compare(
        criterion,
        "call/get_backup_export",
        Comparison {
            works: [
                calls(&runtime, async || {
                    drop(clients.export().await.expect("an answer"))
                }),
                calls(&runtime, async || {
                    drop(clients.export_by_hand().await.expect("an answer"))
                }),
                calls(&runtime, async || {
                    drop(others.export_by_hand().await.expect("an answer"))
                }),
            ],
            turn: CALLS_PER_TURN,
        },
    );
    compare(
        criterion,
        "call/retry_shipper_task",
        Comparison {
            works: [
                calls(&runtime, async || clients.retry().await.expect("an answer")),
                calls(&runtime, async || {
                    clients.retry_by_hand().await.expect("an answer")
                }),
                calls(&runtime, async || {
                    others.retry_by_hand().await.expect("an answer")
                }),
            ],
            turn: CALLS_PER_TURN,
        },
    );
}

fn calls<'a>(runtime: &'a Runtime, call: impl AsyncFn() + 'a) -> Work<'a> {
    Box::new(move |times| {
        runtime.block_on(async {
            for _ in 0..times {
                call().await;
            }
        });
    })
}
