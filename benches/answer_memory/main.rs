//! The most memory that one answer can take: of all lists, the one whose items take most for their JSON,
//! full of items with nothing in them, in every size up to more than a client takes.
//!
//! Each size is a process of its own, the program once more, because the peak of a process never falls.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use backhaul_benches::memory::peak_kib;

/// The size of the body for a child.
const SIZE: &str = "ANSWER_MEMORY_SIZE";

const MIB: usize = 1024 * 1024;

fn main() {
    if let Ok(size) = env::var(SIZE) {
        return measure(size.parse().expect("a size"));
    }
    let program = env::current_exe().expect("this program");
    let mut worst = 0;
    // Twice as many items at each step or a few more than before: a list grows in steps of two.
    let sizes =
        (12..=22).flat_map(|power| [1 << power, (1 << power) * 5 / 4, (1 << power) * 3 / 2]);
    for size in sizes.chain([8 * MIB, 8 * MIB + 1]) {
        let child = Command::new(&program).env(SIZE, size.to_string()).output();
        let output = child.expect("a child").stdout;
        let output = String::from_utf8_lossy(&output);
        let (growth, outcome) = output.trim().split_once(' ').expect("a line");
        let growth: u64 = growth.parse().expect("a number");
        worst = worst.max(growth);
        println!("answer_memory/list_instances: {size:>8} bytes, {growth:>7} KiB more, {outcome}");
    }
    println!(
        "answer_memory/list_instances: at most {} MiB more",
        worst.div_ceil(1024)
    );
}

/// Prints by how many KiB the peak grows with an answer of `size` bytes, and what becomes of it.
fn measure(size: usize) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        // The first answer is small, and has the client fill its caches.
        for size in [100, size] {
            let (connection, _) = listener.accept().expect("a connection");
            answer(connection, size).expect("an answer is sent");
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().expect("a runtime");
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("FAKE"))
        .base_url(address)
        .build()
        .expect("a client");
    let read = || {
        let list = client.list_instances().project_id("p").send();
        runtime.block_on(list).map(|page| page.instances.len())
    };
    read().expect("a small answer");
    let before = peak_kib().expect("a peak");
    let outcome = read();
    let growth = peak_kib().expect("a peak").saturating_sub(before);
    match outcome {
        Ok(items) => println!("{growth} {items} items"),
        Err(error) => println!("{growth} {error}"),
    }
}

/// Answers one request with a list of as many items as fit into `size` bytes, a little at a time.
fn answer(mut connection: TcpStream, size: usize) -> std::io::Result<()> {
    let lines = BufReader::new(connection.try_clone()?).lines();
    for line in lines.map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
    }
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {size}\r\nConnection: \
         close\r\n\r\n{{\"instances\":[{{}}"
    )?;
    let mut left = size - "{\"instances\":[{}]}".len();
    let items = ",{}".repeat(1000);
    while left >= 3 {
        let length = (left - left % 3).min(items.len());
        connection.write_all(&items.as_bytes()[..length])?;
        left -= length;
    }
    write!(connection, "{}]}}", " ".repeat(left))
}
