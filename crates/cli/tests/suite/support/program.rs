//! The program in an environment of its own.

use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// How long a run may take before a test calls it hung.
const LIMIT: Duration = Duration::from_secs(60);

/// The program with variables and a home that nothing else has.
pub(crate) struct Program {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit status; `None` if a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Program {
    /// In an environment of nothing but `variables`.
    pub(crate) fn new(variables: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let variables = variables.into_iter();
        Self {
            home: TempDir::new().unwrap(),
            variables: variables
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }

    /// The home, for files that the program shall find there.
    pub(crate) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// The process, not yet started, without input.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backhaul"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.home.path())
            .env("NO_PROXY", "127.0.0.1")
            .envs(self.variables.iter().cloned())
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs it without input.
    pub(crate) async fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, b"").await
    }

    /// Runs it with `input`.
    pub(crate) async fn run_with(&self, words: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that does not read its input closes it.
        let _ = stdin.write_all(input).await;
        drop(stdin);
        let ended = tokio::time::timeout(LIMIT, child.wait_with_output()).await;
        let output = ended
            .unwrap_or_else(|_| panic!("{words:?} did not end"))
            .unwrap();
        Ran {
            status: output.status.code(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

/// Whether this machine has a program; says so if not.
pub(crate) fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has = std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    if !has {
        documents::report!("skipped: this machine has no {name}");
    }
    has
}
