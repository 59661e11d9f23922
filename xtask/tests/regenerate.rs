//! What scripts rely on: the exit code, and what goes to which stream.
#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_finding_ends_the_run_with_exit_code_1() {
    for arguments in [
        &["regenerate", "nobody"][..],
        &["regenerate", "--check", "atlas", "nobody"],
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let errors = text(&output.stderr);
        assert!(
            errors.contains("specs/nobody.yaml: cannot be read"),
            "{errors}"
        );
        assert!(errors.contains("\n  hint: "), "{errors}");
        assert_eq!(
            text(&output.stdout),
            "",
            "nothing is said of crates that were not written"
        );
    }
}

#[test]
fn an_unknown_provider_is_answered_with_the_one_that_was_meant() {
    for task in ["regenerate", "mutate"] {
        let output = xtask(&[task, "atals"]);
        assert_eq!(output.status.code(), Some(1), "{task}");
        let errors = text(&output.stderr);
        let hint = "did you mean atlas? specs/PROVIDER.yaml exists for atlas, cloud-manager, ";
        assert!(errors.contains("specs/atals.yaml"), "{errors}");
        assert!(errors.contains(hint), "{errors}");
        let errors = text(&xtask(&[task, "foo"]).stderr);
        assert!(!errors.contains("did you mean"), "{errors}");
        assert!(errors.contains("exists for atlas, "), "{errors}");
    }
}

#[test]
fn a_wrong_command_ends_with_exit_code_1_and_the_usage() {
    for arguments in [&["regnerate"][..], &["regenerate", "--chek"]] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let errors = text(&output.stderr);
        assert!(
            errors.contains("cargo xtask regenerate [--check]"),
            "{errors}"
        );
    }
}

#[test]
fn help_is_no_error() {
    for arguments in [
        &[][..],
        &["--help"],
        &["help"],
        &["help", "regenerate"],
        &["regenerate", "-h"],
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(text(&output.stdout).contains("cargo xtask regenerate [--check]"));
    }
}

#[test]
fn the_help_lists_each_task_with_what_it_does() {
    let said = text(&xtask(&["help"]).stdout);
    for task in [
        "changes",
        "corpus",
        "drift",
        "lint",
        "mutate",
        "regenerate",
        "release",
        "review",
        "structure",
    ] {
        let line = format!("  cargo xtask {task}");
        let mut lines = said.lines().skip_while(|known| !known.starts_with(&line));
        assert!(lines.next().is_some(), "{task}: {said}");
        let sentence = lines.next().unwrap();
        assert!(sentence.len() > 25, "{sentence}");
    }
    let tasks = said
        .lines()
        .filter(|line| line.starts_with("  cargo xtask "));
    assert!(said.lines().count() < 2 * tasks.count() + 8, "{said}");
    // What does not exist is answered with what was probably meant.
    for (arguments, meant) in [
        (&["revew"][..], "did you mean review?"),
        (&["help", "regenrate"], "did you mean regenerate?"),
        (&["--hlep"], "did you mean --help?"),
        (&["review", "--acept"], "did you mean --accept?"),
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let errors = text(&output.stderr);
        assert!(errors.contains(meant), "{arguments:?}: {errors}");
    }
}
