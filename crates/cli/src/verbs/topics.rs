//! `help` about what is no command.

use std::fmt::Write as _;

use clap::Command;

use super::variables::VARIABLES;
use super::verb::Described;
use crate::args::{self, MOST_COLUMNS};
use crate::failure::EXIT_CODES;
use crate::lines::{listing, paragraph};

/// What is explained beside the commands, with what it is about.
const ALL: [(&str, &str); 3] = [
    ("flags", "The flags that every command has"),
    ("exit-codes", "What the exit statuses mean"),
    ("environment", "Which variables are read"),
];

/// The names of the topics.
pub const TOPICS: &[&str] = &[ALL[0].0, ALL[1].0, ALL[2].0];

/// The text about a topic, for a terminal of this width.
fn topic(name: &str, width: Option<u16>) -> Option<String> {
    // Longer lines are hard to read.
    let width = width.map(|width| width.min(MOST_COLUMNS));
    match name {
        // Each by what other programs call it, too.
        "flags" | "options" => Some(flags(width)),
        "exit-codes" | "exit-statuses" | "exit-status" => Some(exit_codes(width)),
        "environment" | "variables" => Some(environment(width)),
        _ => None,
    }
}

/// The topic that a command line asks for: `help exit-codes`.
pub fn asked(words: &[String], width: Option<u16>) -> Option<String> {
    match words {
        [_, help, name] if help == "help" => topic(name, width),
        _ => None,
    }
}

/// The topics, for the search.
pub(super) fn described() -> impl Iterator<Item = Described> {
    ALL.into_iter().filter_map(|(name, about)| {
        Some(Described {
            name: format!("help {name}"),
            words: "",
            about: about.to_owned(),
            text: topic(name, None)?,
        })
    })
}

/// `tree` with a command `help` that shells complete: clap's own, which is made later, has no topics.
pub(super) fn with_help(tree: Command) -> Command {
    let topics = ALL.map(|(name, about)| Command::new(name).about(about));
    let help = Command::new("help")
        .about("Explain a command, or a topic")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommands(tree.get_subcommands().map(named_alone))
        .subcommands(topics);
    tree.disable_help_subcommand(true).subcommand(help)
}

/// The command without its flags.
fn named_alone(command: &Command) -> Command {
    let alone = Command::new(command.get_name().to_owned())
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .hide(command.is_hide_set())
        .subcommands(command.get_subcommands().map(named_alone));
    match command.get_about() {
        Some(about) => alone.about(about.clone()),
        None => alone,
    }
}

/// The flags of all commands, as the help of a command shows its own.
fn flags(width: Option<u16>) -> String {
    let command = args::common_flags(Command::new("backhaul"))
        .disable_help_flag(true)
        .help_template("{all-args}");
    let width = width.unwrap_or(MOST_COLUMNS);
    let flags = command.term_width(width.into()).render_long_help();
    let flags = flags.to_string();
    let about = "The flags of every command, before or behind its own:";
    format!("{}\n{}\n", paragraph(about, 0, Some(width)), flags.trim())
}

fn exit_codes(width: Option<u16>) -> String {
    let rows = EXIT_CODES.iter().map(|(status, meaning)| {
        let status = format!("{:>3}", status.code());
        (status, (*meaning).to_owned())
    });
    let rows: Vec<(String, String)> = rows.collect();
    let also = "With --error-format json, a failure is one JSON object on standard error.";
    format!(
        "Exit statuses:\n{}\n{}",
        listing(&rows, 2, 0, width),
        paragraph(also, 0, width)
    )
}

fn environment(width: Option<u16>) -> String {
    let about = "The variables that are read, the one that wins first. The providers' own tools read most of them \
                 too, and their files are read where the variables are not set.";
    let mut text = paragraph(about, 0, width);
    for (subject, variables) in VARIABLES {
        let _ = writeln!(text, "\n{subject}:");
        for (names, meaning) in *variables {
            text.push_str(&paragraph(names, 2, width));
            text.push_str(&paragraph(meaning, 6, width));
        }
    }
    text.push_str("\n`backhaul whoami` says what is found.\n");
    text
}
