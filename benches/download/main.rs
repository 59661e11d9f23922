//! 1 GiB from a pre-signed link to a file, against curl: throughput, and growth of the peak memory.
//!
//! `DOWNLOAD_FOLDER` says where the file goes; by default it is a folder in memory, which keeps the disk
//! out of the figures.

#![allow(clippy::expect_used)] // What cannot be called cannot be measured.
#![allow(clippy::print_stdout)] // The output is for people.

mod server;

use std::fs;
use std::path::Path;
use std::process::Command;

use backhaul_atlas::{Client, Clock, Credentials, SensitiveString};
use backhaul_benches::memory::peak_kib;
use tokio::runtime::{Builder, Runtime};

use crate::server::{LENGTH, Server, serve_if_asked};

const ROUNDS: usize = 5;

fn main() {
    if serve_if_asked() {
        return;
    }
    let server = Server::start();
    let folder = std::env::var("DOWNLOAD_FOLDER").unwrap_or_else(|_| "/dev/shm".to_owned());
    let folder = tempfile::tempdir_in(folder).expect("a folder to write to");
    let target = folder.path().join("log.gz");
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let before = peak_kib().expect("memory");
    let (mut ours, mut with_curl) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(seconds(&target, || {
            download(&runtime, server.url(), &target)
        }));
        if curl_is_there() {
            with_curl.push(seconds(&target, || curl(server.url(), &target)));
        }
    }
    let grown = peak_kib().expect("memory") - before;
    let speed = |seconds: f64| LENGTH as f64 / seconds / 1e6;
    let ours = median(ours);
    match with_curl.is_empty() {
        true => println!(
            "download/1_gib: {:.0} MB/s; no curl to compare with",
            speed(ours)
        ),
        false => {
            let with_curl = median(with_curl);
            println!(
                "download/1_gib: ratio of times {:.3}; {:.0} MB/s to {:.0} MB/s of curl, medians of {ROUNDS}",
                ours / with_curl,
                speed(ours),
                speed(with_curl),
            );
        }
    }
    println!("download/peak_memory: grown by {grown} KiB; less than 32768 is the aim");
}

/// How long `work` takes on the wall. It must leave the whole file at `target`, which is removed.
fn seconds(target: &Path, work: impl FnOnce()) -> f64 {
    let clock = Clock::default();
    let began = clock.monotonic();
    work();
    let took = clock.monotonic().saturating_sub(began);
    let length = fs::metadata(target).expect("the file is there").len();
    assert_eq!(length, LENGTH);
    fs::remove_file(target).expect("the file can be removed");
    took.as_secs_f64()
}

fn download(runtime: &Runtime, url: &str, target: &Path) {
    let client = Client::builder()
        .credentials(Credentials::access_token("fake-token"))
        .base_url(url)
        .build()
        .expect("a client");
    let link = SensitiveString::from(url);
    runtime
        .block_on(client.download_link(&link).to_file(target))
        .expect("the whole file");
}

fn curl(url: &str, target: &Path) {
    let mut curl = Command::new("curl");
    let status = curl
        .args(["-s", "--noproxy", "*", "-o"])
        .arg(target)
        .arg(url)
        .status();
    assert!(status.expect("curl starts").success());
}

fn curl_is_there() -> bool {
    let version = Command::new("curl").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}
