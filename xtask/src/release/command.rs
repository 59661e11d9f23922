//! Running other programs.

use std::path::Path;
use std::process::{Command, Stdio};

/// The standard output of a program, without the space around it.
///
/// # Errors
/// If it cannot be run, or what it says on its standard error if it fails.
pub(super) fn output(root: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output();
    let output = output.map_err(|error| format!("{program} does not run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

/// Runs a program whose output people read.
///
/// # Errors
/// If it cannot be run, or fails.
pub(super) fn show(root: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .status();
    let status = status.map_err(|error| format!("{program} does not run: {error}"))?;
    if status.success() {
        return Ok(());
    }
    let name = arguments.first().copied().unwrap_or_default();
    Err(format!("`{program} {name}` failed; its output is above"))
}
