//! The flags of `sandbox`.

use clap::{Arg, ArgAction, Command, value_parser};

use crate::args::Named;

pub(super) const PORT: &str = "port";
pub(super) const ADVANCE: &str = "advance";
pub(super) const EXPORT: &str = "export";
pub(super) const UNTIL_EOF: &str = "until-eof";
const SANDBOX: &str = "Sandbox";

const ABOUT: &str =
    "Start a server on this machine that plays all four providers, to try the command";

const LONG_ABOUT: &str = "\
Start a server on 127.0.0.1 that plays all four providers, to try the command without an account. It prints what to \
export and what to try, and then one line per request on standard error, until Ctrl-C. Its credentials are made up.";

const AFTER_HELP: &str = "\
Example, in one terminal and in another:
  backhaul sandbox --port 8765
  eval \"$(backhaul sandbox --port 8765 --export)\"";

/// The command, as far as the command line names it.
pub(super) fn command(named: &Named) -> Command {
    let verb = Command::new("sandbox").about(ABOUT);
    if !named.has("sandbox") {
        return verb;
    }
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).help_heading(SANDBOX).help(help)
    };
    verb.long_about(LONG_ABOUT)
        .after_help(AFTER_HELP)
        .arg(
            flag(PORT, "The port to listen on. Default: a free one")
                .value_name("PORT")
                .value_parser(value_parser!(u16).range(1..)),
        )
        .arg(
            flag(
                ADVANCE,
                "Whether jobs move one step each time they are read. Default: true",
            )
            .value_name("BOOLEAN")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .hide_possible_values(true)
            .value_parser(value_parser!(bool)),
        )
        .arg(
            flag(
                EXPORT,
                "Start nothing: print the export lines for the sandbox that listens on --port. Needs --port",
            )
            .action(ArgAction::SetTrue)
            .conflicts_with_all([ADVANCE, UNTIL_EOF]),
        )
        .arg(flag(UNTIL_EOF, "End when standard input ends, too").action(ArgAction::SetTrue))
}
