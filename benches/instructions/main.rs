//! Instructions of our work and of the same work done plainly, counted by valgrind.
//!
//! They do not depend on what else the machine does, so one run is enough to see what a change costs. They
//! say nothing about caches and branches, and nothing about the kernel: the CPU time of `cpu` counts those.
//! Without valgrind this says so and does nothing.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

use std::process::Command;

use backhaul_benches::answers::{POLLS, export_jobs};
use backhaul_benches::calls::{Clients, at_once};
use backhaul_benches::decoding::{ITEMS, answer, by_hand, types};
use backhaul_benches::server::{Server, serve_if_asked};
use backhaul_benches::signatures;
use tokio::runtime::Builder;

/// What turns this program into one side, before its name, the number of times, and the server's address.
const ARGUMENT: &str = "--side";
/// The difference between the two numbers of times leaves out what only the beginning costs.
const TIMES: [u64; 2] = [50, 550];
/// The same for waits, which are under way at once, and for pages of many items.
const WAITS: [u64; 2] = [100, 600];
const PAGES: [u64; 2] = [1, 11];

fn main() {
    if serve_if_asked().expect("the server listens") {
        return;
    }
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(index) = arguments.iter().position(|argument| argument == ARGUMENT) {
        let [name, times, url] = &arguments[index + 1..index + 4] else {
            return;
        };
        return run(name, times.parse().expect("a number"), url);
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("instructions: there is no valgrind, so nothing is counted");
        return;
    }
    let wanted = arguments[1..].iter().find(|one| !one.starts_with('-'));
    let server = Server::start().expect("the server starts");
    let mut names = vec![
        "call/get_backup_export",
        "call/retry_shipper_task",
        "waits/poll",
        "decode_500/answer",
        "decode_500/types_alone",
    ];
    let schemes = signatures::ALL.map(|(name, _)| format!("signature/{name}"));
    names.extend(schemes.iter().map(String::as_str));
    for name in names {
        if wanted.is_some_and(|wanted| !name.contains(wanted.as_str())) {
            continue;
        }
        let ours = count(&format!("{name}/ours"), server.url());
        let plain = count(&format!("{name}/plain"), server.url());
        println!(
            "instructions of {name}: ratio {:.3}; {ours:.0} to {plain:.0}, {:.0} more",
            ours / plain,
            ours - plain
        );
    }
}

/// Instructions for each time.
fn count(side: &str, url: &str) -> f64 {
    let (times, in_each) = match side.split_once('/') {
        Some(("waits", _)) => (WAITS, u64::from(POLLS)),
        Some(("decode_500", _)) => (PAGES, ITEMS as u64),
        _ => (TIMES, 1),
    };
    let [few, many] = times.map(|times| counted(side, times, url));
    (many - few) / ((times[1] - times[0]) * in_each) as f64
}

fn counted(side: &str, times: u64, url: &str) -> f64 {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([ARGUMENT, side, &times.to_string(), url])
        .output()
        .expect("valgrind starts");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let total = text.lines().find_map(|line| line.split_once("Collected :"));
    let total = total.and_then(|(_, number)| number.trim().parse().ok());
    total.expect("valgrind says how many")
}

fn run(side: &str, times: u64, url: &str) {
    let (name, whose) = side.rsplit_once('/').expect("a side");
    let is_ours = whose == "ours";
    if let Some(scheme) = name.strip_prefix("signature/") {
        let all = signatures::ALL;
        let (_, scheme) = all.into_iter().find(|one| one.0 == scheme).expect("one");
        let mut work = match is_ours {
            true => scheme.ours().expect("the request can be signed"),
            false => scheme.hashes(),
        };
        return work(times);
    }
    if name.starts_with("decode_500/") {
        let text = export_jobs(ITEMS);
        let mut work = match (name, is_ours) {
            (_, false) => by_hand(&text),
            ("decode_500/answer", true) => answer(&text),
            (_, true) => types(&text),
        };
        return work(times);
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    // They live as long as the process, so that tasks can hold them.
    let clients: &'static Clients = Box::leak(Box::new(Clients::at(url).expect("clients")));
    if name == "waits/poll" {
        let jobs = 0..u32::try_from(times).expect("a number of waits");
        return match is_ours {
            true => at_once(&runtime, jobs.map(|job| clients.wait(job))),
            false => at_once(&runtime, jobs.map(|job| clients.wait_by_hand(job))),
        };
    }
    runtime.block_on(async {
        for _ in 0..times {
            match (name, is_ours) {
                ("call/get_backup_export", true) => {
                    drop(clients.export().await.expect("an answer"));
                }
                ("call/get_backup_export", false) => {
                    drop(clients.export_by_hand().await.expect("an answer"));
                }
                (_, true) => clients.retry().await.expect("an answer"),
                (_, false) => clients.retry_by_hand().await.expect("an answer"),
            }
        }
    });
}
