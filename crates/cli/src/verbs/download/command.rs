//! The flags of `download`.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::targets;
use crate::args::{Named, also};
use crate::call::Operation;

pub(super) const TO: &str = "to";
pub(super) const LINK: &str = "link";
const OVERWRITE: &str = "overwrite";
const FILE: &str = "File";

const ABOUT: &str = "Download a file, resumed where it broke off";

const LONG_ABOUT: &str = "\
Download a file, from an operation of a provider or from a pre-signed link. Until it is complete, its bytes are in \
`.NAME.part` beside it. If the download breaks off, the same command goes on from there, if the server says that \
the content is still the same.

A pre-signed link is read from standard input, because everybody on this machine can see the arguments of a command. \
It needs no credentials.

The result on standard output is the path and the number of bytes.";

const AFTER_HELP: &str = "\
Examples:
  backhaul download cloud-manager download-log-collection-job \\
    --group-id ID --job-id ID --to logs.tar.gz
  backhaul atlas get-backup-restore-job ... --reveal --get /deliveryUrl/0 |
    backhaul download --link - --to restores/";

/// The command, as far as the command line names it.
pub(super) fn command(named: &Named) -> Command {
    let verb = Command::new("download").about(ABOUT);
    if !named.has("download") {
        return verb;
    }
    let verb = verb
        .long_about(LONG_ABOUT)
        .after_help(AFTER_HELP)
        .arg_required_else_help(true)
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new(LINK)
                .long(LINK)
                .value_name("-")
                .help_heading(FILE)
                .help(
                    "Download from the pre-signed link on standard input. Only `-` is allowed here. Needs --to. Not with an operation, nor with --dry-run",
                ),
        )
        .arg(to())
        .arg(overwrite());
    let more = |command: Command, operation: &Operation| {
        let command = command.arg(to()).arg(overwrite());
        also(command, told(operation))
    };
    targets::add(verb, named, &|operation| operation.answer.is_file, &more)
}

/// What the download of what `operation` answers is.
fn told(operation: &Operation) -> String {
    let kind = operation.answer.suffix;
    let kind = kind.map(|suffix| format!(" The name that the command chooses ends with {suffix}."));
    format!(
        "{HOW}{}\n\nExit statuses: 0 the file is complete, 4 there is no such file, 5 the provider could not be \
         reached, 8 a file of this machine is in the way, 130 interrupted. After 5 and 130 the same command goes on \
         where it broke off, if the server says that the content is still the same.",
        kind.unwrap_or_default()
    )
}

const HOW: &str = "\
Until the file is complete, its bytes are in `.NAME.part` beside it. The result on standard output is the path and the \
number of bytes.";

fn to() -> Arg {
    Arg::new(TO)
        .long(TO)
        .value_name("PATH")
        .help_heading(FILE)
        .help("The file to save. If it is a folder, or ends with a slash, the command chooses a name in it. `-` writes to standard output, which cannot go on where it broke off [required]")
}

fn overwrite() -> Arg {
    Arg::new(OVERWRITE)
        .long(OVERWRITE)
        .action(ArgAction::SetTrue)
        .help_heading(FILE)
        .help("Replace a file that is there, once the download is complete. Without it, nothing is downloaded then")
}

pub(super) fn overwrites(matches: &ArgMatches) -> bool {
    matches.get_flag(OVERWRITE)
}
