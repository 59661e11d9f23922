//! The flags of `download`.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::targets;
use crate::args::Named;
use crate::call::Operation;

pub(super) const TO: &str = "to";
pub(super) const LINK: &str = "link";
const OVERWRITE: &str = "overwrite";
const FILE: &str = "File";

const ABOUT: &str = "Download a file, resumed where it broke off";

const LONG_ABOUT: &str = "\
Download a file, from an operation of a provider or from a pre-signed link. Until it is complete, the bytes are in \
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
                    "Download from the pre-signed link on standard input. Only `-` is allowed here",
                ),
        )
        .arg(to())
        .arg(overwrite());
    let more = |command: Command, _: &Operation| command.arg(to()).arg(overwrite());
    targets::add(verb, named, &|operation| operation.answer.is_file, &more)
}

fn to() -> Arg {
    Arg::new(TO)
        .long(TO)
        .value_name("PATH")
        .help_heading(FILE)
        .help("The file. In a folder, or with a slash at the end, the command chooses a name. `-` writes to standard output, and cannot be resumed [required]")
}

fn overwrite() -> Arg {
    Arg::new(OVERWRITE)
        .long(OVERWRITE)
        .action(ArgAction::SetTrue)
        .help_heading(FILE)
        .help("Replace a file that is there, once the download is complete")
}

pub(super) fn overwrites(matches: &ArgMatches) -> bool {
    matches.get_flag(OVERWRITE)
}
