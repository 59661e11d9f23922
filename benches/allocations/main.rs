//! Allocations of one call, generated against written by hand. They do not vary, so a few hundred
//! calls are enough; the counting would disturb the CPU times, so it is a program of its own.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

use std::alloc::System;

use backhaul_benches::calls::Clients;
use backhaul_benches::server::{Server, serve_if_asked};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CALLS: usize = 500;

/// What one call takes from the allocator.
struct Cost {
    /// Allocations, and growths of what was allocated.
    requests: f64,
    bytes: f64,
}

fn main() {
    if serve_if_asked().expect("the server listens") {
        return;
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Server::start().expect("the server starts");
    let clients = Clients::of(&server).expect("the clients are built");
    report(
        "get_backup_export",
        &cost(&runtime, async || {
            drop(clients.export().await.expect("an answer"))
        }),
        &cost(&runtime, async || {
            drop(clients.export_by_hand().await.expect("an answer"))
        }),
    );
    report(
        "retry_shipper_task",
        &cost(&runtime, async || clients.retry().await.expect("an answer")),
        &cost(&runtime, async || {
            clients.retry_by_hand().await.expect("an answer")
        }),
    );
}

fn cost(runtime: &Runtime, call: impl AsyncFn()) -> Cost {
    runtime.block_on(async {
        // The first calls connect and fill caches.
        for _ in 0..10 {
            call().await;
        }
        let region = Region::new(ALLOCATOR);
        for _ in 0..CALLS {
            call().await;
        }
        let change = region.change();
        let per_call = |count: usize| count as f64 / CALLS as f64;
        Cost {
            requests: per_call(change.allocations + change.reallocations),
            bytes: per_call(change.bytes_allocated),
        }
    })
}

fn report(name: &str, ours: &Cost, by_hand: &Cost) {
    println!(
        "allocations/{name}: ratio {:.3}; {:.1} to {:.1} allocations and {:.0} to {:.0} bytes per call",
        ours.requests / by_hand.requests,
        ours.requests,
        by_hand.requests,
        ours.bytes,
        by_hand.bytes,
    );
}
