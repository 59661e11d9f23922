//! The program while it runs: its messages line by line, and Ctrl-C.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout};

use super::program::{Program, Ran};

/// How long anything may take before a test calls it hung.
const LIMIT: Duration = Duration::from_secs(60);

/// A run that has not ended. It ends with the test.
pub(crate) struct Running {
    child: Child,
    /// Its input, which stays open until this is dropped.
    pub(crate) stdin: Option<ChildStdin>,
    /// Its output, which nobody reads unless a test does.
    pub(crate) stdout: Option<ChildStdout>,
    messages: Lines<BufReader<ChildStderr>>,
    seen: String,
}

impl Program {
    /// Starts it, with an input that stays open.
    pub(crate) fn start(&self, words: &[&str]) -> Running {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        Running {
            stdin: child.stdin.take(),
            stdout: child.stdout.take(),
            messages: BufReader::new(child.stderr.take().unwrap()).lines(),
            child,
            seen: String::new(),
        }
    }
}

/// Whether the process has handlers for SIGINT, which is the second bit, and SIGTERM, the fifteenth. Where nobody
/// knows, it has.
fn catches_signals(id: &str) -> bool {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{id}/status")) else {
        return true;
    };
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    u64::from_str_radix(caught.unwrap().trim(), 16).unwrap() & 0x4002 == 0x4002
}

impl Running {
    /// Reads messages until one has `part`.
    pub(crate) async fn until(&mut self, part: &str) {
        let found = async {
            while let Some(line) = self.messages.next_line().await.unwrap() {
                self.seen.push_str(&format!("{line}\n"));
                if line.contains(part) {
                    return true;
                }
            }
            false
        };
        let found = tokio::time::timeout(LIMIT, found).await;
        assert_eq!(found, Ok(true), "{part} was not said: {}", self.seen);
    }

    /// What Ctrl-C at a terminal does, once the program is ready for it.
    pub(crate) async fn interrupt(&self) {
        self.signal("-INT").await;
    }

    /// What a service manager does.
    pub(crate) async fn terminate(&self) {
        self.signal("-TERM").await;
    }

    async fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let ready = async {
            while !catches_signals(&id) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(LIMIT, ready)
            .await
            .expect("it catches no signals");
        let done = std::process::Command::new("kill")
            .args([name, &id])
            .status();
        assert!(done.unwrap().success());
    }

    /// Waits for the end. Output that a test did not take is read.
    pub(crate) async fn end(mut self) -> Ran {
        let ended = async {
            while let Some(line) = self.messages.next_line().await.unwrap() {
                self.seen.push_str(&format!("{line}\n"));
            }
            let mut out = Vec::new();
            if let Some(mut stdout) = self.stdout.take() {
                stdout.read_to_end(&mut out).await.unwrap();
            }
            (self.child.wait().await.unwrap(), out)
        };
        let (status, out) = tokio::time::timeout(LIMIT, ended)
            .await
            .expect("it did not end");
        Ran {
            status: status.code(),
            out,
            err: self.seen,
        }
    }
}
