//! 10,000 waits at once, by the generated client and by hand: CPU time of a poll, and peak memory.
//!
//! Each side runs in a process of its own, so that the peak is its own, and in turns with the other.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

use std::process::Command;
use std::time::Duration;

use backhaul_benches::answers::POLLS;
use backhaul_benches::calls::{Clients, at_once};
use backhaul_benches::memory::peak_kib;
use backhaul_benches::server::{Server, serve_if_asked};
use cpu_time::ProcessTime;
use tokio::runtime::Builder;

const WAITS: u32 = 10_000;
const ROUNDS: usize = 5;
/// What turns this program into one side, before its name and the server's address.
const ARGUMENT: &str = "--side";

/// What one side took.
struct Cost {
    /// CPU time of a poll in microseconds.
    poll: f64,
    /// Growth of the peak memory for each wait, in KiB.
    memory: f64,
}

fn main() {
    if serve_if_asked().expect("the server listens") {
        return;
    }
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(index) = arguments.iter().position(|argument| argument == ARGUMENT) {
        run_side(&arguments[index + 1], &arguments[index + 2]);
        return;
    }
    let server = Server::start().expect("the server starts");
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (side, costs) in ["ours", "by-hand"].iter().zip(&mut costs) {
            costs.push(measure(side, server.url()));
        }
    }
    let median = |costs: &[Cost], value: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(value).collect();
        values.sort_unstable_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let [ours, by_hand] = costs.map(|costs| {
        (
            median(&costs, |cost| cost.poll),
            median(&costs, |cost| cost.memory),
        )
    });
    println!(
        "waits/cpu_of_a_poll: ratio {:.3}; {:.2} us to {:.2} us; {WAITS} waits of {POLLS} polls, medians of {ROUNDS}",
        ours.0 / by_hand.0,
        ours.0,
        by_hand.0
    );
    println!(
        "waits/memory_of_a_wait: ratio {:.3}; {:.2} KiB to {:.2} KiB at the peak, connections included",
        ours.1 / by_hand.1,
        ours.1,
        by_hand.1
    );
}

fn measure(side: &str, url: &str) -> Cost {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new(program).args([ARGUMENT, side, url]).output();
    let output = output.expect("this program starts");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("numbers");
    let numbers: Vec<f64> = text
        .split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect();
    Cost {
        poll: numbers[0],
        memory: numbers[1],
    }
}

fn run_side(side: &str, url: &str) {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    // They live as long as the process, so that tasks can hold them.
    let clients: &'static Clients = Box::leak(Box::new(Clients::at(url).expect("clients")));
    let (before, began) = (peak_kib().expect("memory"), ProcessTime::now());
    match side {
        "ours" => at_once(&runtime, (0..WAITS).map(|job| clients.wait(job))),
        _ => at_once(&runtime, (0..WAITS).map(|job| clients.wait_by_hand(job))),
    }
    let spent: Duration = began.elapsed();
    let grown = peak_kib().expect("memory") - before;
    println!(
        "{} {}",
        spent.as_secs_f64() * 1e6 / f64::from(WAITS * POLLS),
        grown as f64 / f64::from(WAITS)
    );
}
