//! Asks the checks of `tests/documents` whether a changed document is caught.

use std::collections::VecDeque;
use std::env;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::edit::Mutant;

const PACKAGE: &str = "backhaul-tests-documents";
const TEST: &str = "judge::a_document_from_standard_input_has_no_findings";

/// How many documents are judged at a time.
const PROCESSES: usize = 2;

/// How long one may take: a check that hangs on a mistake has not caught it.
const LIMIT: Duration = Duration::from_secs(60);

/// A changed document.
pub(super) struct Case {
    pub(super) kind: &'static str,
    pub(super) mutant: Mutant,
    pub(super) text: String,
}

/// What came of it.
pub(super) enum Verdict {
    /// Some check failed; what it said first.
    Caught(String),
    Passed,
    /// No answer within the limit.
    Hung,
    /// The judge itself did not work.
    Broken(String),
}

/// The program that holds the checks.
pub(super) struct Judge {
    program: PathBuf,
    root: PathBuf,
}

impl Judge {
    /// Builds the program, or says why not.
    pub(super) fn build(root: &Path) -> Result<Self, String> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(root)
            .args([
                "test",
                "--package",
                PACKAGE,
                "--no-run",
                "--message-format=json",
            ])
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("cargo cannot be started: {error}"))?;
        if !output.status.success() {
            return Err(format!("{PACKAGE} does not compile"));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let built = messages.filter(|one| one["target"]["kind"][0] == "test");
        let mut programs = built.filter_map(|one| one["executable"].as_str().map(PathBuf::from));
        let program = programs.next().ok_or("cargo built no test program")?;
        let root = root.to_owned();
        Ok(Self { program, root })
    }

    /// The document as it is must pass, or no verdict means anything.
    pub(super) fn must_pass(&self, provider: &str, root: &Value) -> Result<(), String> {
        match self.judge(provider, &root.to_string()) {
            Verdict::Passed => Ok(()),
            Verdict::Caught(what) => Err(format!(
                "specs/{provider}.yaml has a finding without any mistake: {what}"
            )),
            Verdict::Hung => Err(format!("{TEST} gives no answer")),
            Verdict::Broken(why) => Err(why),
        }
    }

    /// Judges all of these, a few at a time; in the order in which they came.
    pub(super) fn ask(&self, provider: &str, cases: Vec<Case>) -> Vec<(Case, Verdict)> {
        let open: Mutex<VecDeque<(usize, Case)>> =
            Mutex::new(cases.into_iter().enumerate().collect());
        let done = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..PROCESSES {
                scope.spawn(|| {
                    loop {
                        let next = open
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .pop_front();
                        let Some((number, case)) = next else { break };
                        let verdict = self.judge(provider, &case.text);
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.push((number, case, verdict));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(number, ..)| *number);
        done.into_iter()
            .map(|(_, case, verdict)| (case, verdict))
            .collect()
    }

    fn judge(&self, provider: &str, text: &str) -> Verdict {
        let started = Command::new(&self.program)
            .args(["--exact", TEST, "--ignored"])
            .env("BACKHAUL_JUDGE", provider)
            .env("BACKHAUL_ROOT", &self.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Ok(child) => self.wait(child, text),
            Err(error) => Verdict::Broken(format!("the judge cannot be started: {error}")),
        }
    }

    fn wait(&self, mut child: Child, text: &str) -> Verdict {
        // A judge that ends before it has read everything says why on its standard output.
        if let Some(mut input) = child.stdin.take() {
            drop(input.write_all(text.as_bytes()));
        }
        let Some(mut output) = child.stdout.take() else {
            return Verdict::Broken("the judge has no standard output".to_owned());
        };
        let (send, receive) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let mut said = String::new();
            let read = output.read_to_string(&mut said);
            drop(send.send(read.map(|_| said)));
        });
        let Ok(said) = receive.recv_timeout(LIMIT) else {
            drop(child.kill());
            drop(child.wait());
            return Verdict::Hung;
        };
        let status = child.wait().ok();
        let said = said.unwrap_or_default();
        if !said.contains("running 1 test\n") {
            return Verdict::Broken(format!("{PACKAGE} does not have {TEST}"));
        }
        if status.is_some_and(|status| status.success()) {
            return Verdict::Passed;
        }
        let mut reasons = said
            .lines()
            .filter_map(|line| line.split_once("caught by "));
        let reason = reasons
            .next()
            .map_or("a panic of a check", |(_, reason)| reason);
        Verdict::Caught(reason.to_owned())
    }
}
