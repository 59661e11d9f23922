//! How much memory a process has taken.

use std::fs;
use std::io;

/// The most memory that this process has had so far, in KiB. Linux only.
///
/// # Errors
/// If the system does not say.
pub fn peak_kib() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.split_whitespace().next()?.parse().ok());
    peak.ok_or_else(|| io::Error::other("/proc/self/status has no VmHWM"))
}
