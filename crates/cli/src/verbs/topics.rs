//! `help` about what is no command.

use std::fmt::Write as _;

use super::variables::VARIABLES;
use crate::failure::EXIT_CODES;

/// The text about a topic.
fn topic(name: &str) -> Option<String> {
    match name {
        "exit-codes" => Some(exit_codes()),
        "environment" => Some(environment()),
        _ => None,
    }
}

/// The topic that a command line asks for: `help exit-codes`.
pub fn asked(words: &[String]) -> Option<String> {
    match words {
        [_, help, name] if help == "help" => topic(name),
        _ => None,
    }
}

fn exit_codes() -> String {
    let mut text = "Exit statuses:\n".to_owned();
    for (status, meaning) in EXIT_CODES {
        let _ = writeln!(text, "  {:>3}  {meaning}", status.code());
    }
    text.push_str("\nWith --error-format json, a failure is one JSON object on standard error.\n");
    text
}

fn environment() -> String {
    let mut text = "The variables that are read, the one that wins first. The providers' own tools read most of them \
                    too, and their files are read where the variables are not set.\n"
        .to_owned();
    for (subject, variables) in VARIABLES {
        let _ = writeln!(text, "\n{subject}:");
        for (names, meaning) in *variables {
            let _ = writeln!(text, "  {names}\n      {meaning}");
        }
    }
    text.push_str("\n`backhaul whoami` says what is found.\n");
    text
}
