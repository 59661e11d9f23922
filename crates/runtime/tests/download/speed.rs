//! 1 GiB over loopback, against curl. Not part of the usual tests:
//!
//! ```text
//! cargo test --release -p backhaul-runtime --test download -- --ignored --nocapture speed
//! ```
//!
//! `DOWNLOAD_FOLDER` says where the file goes; a folder in memory keeps the disk out of the figures.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use backhaul_runtime::{Clock, Config, SensitiveString};

use crate::client::core_with;

const LENGTH: usize = 1 << 30;

/// The server, in a process of its own: started by `speed`, ends when its input does.
#[test]
#[ignore = "run by `speed`"]
fn serve() {
    if std::env::var_os("SERVE").is_none() {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    eprintln!("\nport {}", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let block: Vec<u8> = (0..1 << 20)
            .map(|number: u32| number.to_be_bytes()[2])
            .collect();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).unwrap();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {LENGTH}\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            for _ in 0..LENGTH / block.len() {
                stream.write_all(&block).unwrap();
            }
        }
    });
    let _ = io::stdin().read_to_end(&mut Vec::new());
}

fn start_server() -> (Child, String) {
    let mut server = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "speed::serve", "--nocapture"])
        .env("SERVE", "yes")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let port = lines
        .map(Result::unwrap)
        .find_map(|line| line.strip_prefix("port ").map(str::to_owned));
    let address = format!("http://127.0.0.1:{}", port.unwrap());
    (server, address)
}

/// Peak memory of this process in KiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// CPU time of this process in hundredths of a second: of itself, and of children that have ended.
fn cpu_time() -> (u64, u64) {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let at = |index: usize| fields[index].parse::<u64>().unwrap();
    (at(11) + at(12), at(13) + at(14))
}

#[test]
#[ignore = "measures"]
fn speed() {
    let (mut server, address) = start_server();
    let folder = std::env::var("DOWNLOAD_FOLDER").unwrap_or_else(|_| "/dev/shm".to_owned());
    let folder = tempfile::tempdir_in(folder).unwrap();
    let target = folder.path().join("log.gz");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for _ in 0..4 {
        with_curl(&address, &target);
        with_backhaul(&runtime, &address, &target);
    }
    drop(server.stdin.take());
    server.wait().unwrap();
}

fn report(who: &str, seconds: f64, cpu: u64, more: &str) {
    let speed = LENGTH as f64 / seconds / 1e6;
    eprintln!(
        "{who}: {speed:.0} MB/s, {seconds:.2} s, CPU {:.2} s{more}",
        cpu as f64 / 100.0
    );
}

fn with_curl(address: &str, target: &Path) {
    let before = cpu_time().1;
    let began = Clock::default().now();
    let curl = Command::new("curl")
        .args(["-s", "-o"])
        .arg(target)
        .arg(address)
        .status();
    assert!(curl.unwrap().success());
    let seconds = Clock::default()
        .now()
        .duration_since(began)
        .unwrap()
        .as_secs_f64();
    report("curl", seconds, cpu_time().1 - before, "");
    fs::remove_file(target).unwrap();
}

fn with_backhaul(runtime: &tokio::runtime::Runtime, address: &str, target: &Path) {
    let core = core_with(Config::new("backhaul-test/1"));
    let link = SensitiveString::from(address);
    let (before, memory) = (cpu_time().0, peak_memory());
    let began = Clock::default().now();
    let done = runtime
        .block_on(core.download_link(&link).to_file(target))
        .unwrap();
    let seconds = Clock::default()
        .now()
        .duration_since(began)
        .unwrap()
        .as_secs_f64();
    assert_eq!(done.bytes, LENGTH as u64);
    let grown = peak_memory() - memory;
    let more = format!(", peak memory +{grown} KiB");
    report("backhaul", seconds, cpu_time().0 - before, &more);
    fs::remove_file(target).unwrap();
}
