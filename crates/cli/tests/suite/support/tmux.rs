//! A terminal, by tmux.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tempfile::TempDir;

/// How often the screen is looked at before a test fails, and the pause in between.
const LOOKS: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// A terminal with a shell in it. It ends with the test.
pub(crate) struct Terminal {
    folder: TempDir,
    /// How many lines were typed.
    lines: Cell<u32>,
}

impl Terminal {
    /// A terminal of 100 columns, in which `backhaul` is the program, or `None` with a message if there is no tmux.
    pub(crate) fn start(variables: &[(&str, &str)]) -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            eprintln!("skipped: there is no tmux on this computer");
            return None;
        }
        let folder = TempDir::new().unwrap();
        let terminal = Self {
            folder,
            lines: Cell::new(0),
        };
        let mut command = terminal.tmux(&["new-session", "-d", "-x", "100", "-y", "40"]);
        for (name, value) in variables {
            command.args(["-e", &format!("{name}={value}")]);
        }
        command.args(["-c", terminal.home().to_str().unwrap(), "env -u ENV sh"]);
        done(&mut command);
        Some(terminal)
    }

    fn tmux(&self, words: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        let socket = self.folder.path().join("socket");
        command
            .arg("-S")
            .arg(socket)
            .args(["-f", "/dev/null"])
            .args(words);
        let program = Path::new(env!("CARGO_BIN_EXE_backhaul")).parent().unwrap();
        // The shell in it inherits them.
        command
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
            .env("NO_PROXY", "127.0.0.1")
            .env("HOME", self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm-256color");
        command
    }

    /// Where the shell is.
    pub(crate) fn home(&self) -> PathBuf {
        let home = self.folder.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        home
    }

    /// Types a line into an empty screen. Its exit status is shown at its end.
    pub(crate) fn line(&self, text: &str) {
        let number = self.lines.get() + 1;
        self.lines.set(number);
        let text = format!("clear; {text}; echo \"line-{number}: $?\"");
        done(&mut self.tmux(&["send-keys", "-l", &text]));
        self.key("Enter");
        // What the line before left must not be taken for what this one shows.
        let before = format!("line-{}: ", number - 1);
        self.until("an empty screen", |screen| !screen.contains(&before));
    }

    /// Waits until the line has ended with `status`, and returns what it left on the screen.
    pub(crate) fn ended(&self, status: u8) -> String {
        let end = format!("line-{}: ", self.lines.get());
        let screen = self.until(&end, |screen| {
            screen.lines().any(|line| line.starts_with(&end))
        });
        let (left, rest) = screen.split_once(&end).unwrap();
        let ended = rest.lines().next().unwrap();
        assert_eq!(ended, status.to_string(), "{screen}");
        left.to_owned()
    }

    /// Presses a key.
    pub(crate) fn key(&self, name: &str) {
        done(&mut self.tmux(&["send-keys", name]));
    }

    /// Makes the window so wide.
    pub(crate) fn width(&self, columns: u32) {
        done(&mut self.tmux(&["resize-window", "-x", &columns.to_string()]));
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> String {
        let output = done(&mut self.tmux(&["capture-pane", "-p"]));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The same with the escapes for color and weight.
    pub(crate) fn styled(&self) -> String {
        let output = done(&mut self.tmux(&["capture-pane", "-p", "-e"]));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until the screen is as `is_meant` says, and returns it.
    pub(crate) fn until(&self, what: &str, is_meant: impl Fn(&str) -> bool) -> String {
        for _ in 0..LOOKS {
            let screen = self.screen();
            if is_meant(&screen) {
                return screen;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{what} was not shown:\n{}", self.screen());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]).output();
    }
}

fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    output
}
