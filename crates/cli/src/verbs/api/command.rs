//! The flags of `api`.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};

use crate::args::Named;
use crate::providers;

pub(super) const METHOD: &str = "METHOD";
pub(super) const PATH: &str = "PATH";
pub(super) const VALUE: &str = "path";
pub(super) const QUERY: &str = "query";
pub(super) const HEADER: &str = "header";
pub(super) const BODY: &str = "body";
pub(super) const IDEMPOTENT: &str = "idempotent";
const CALL: &str = "Call";

const ABOUT: &str = "Call what no document has yet";

const LONG_ABOUT: &str = "\
Call what no document has yet, with the same credentials, retries and limits as every other call. The answer is \
printed as it came: JSON by the flags under Output, anything else byte by byte.

GET, HEAD, PUT and DELETE are repeated after a failure that time may fix; POST and PATCH only if they were never \
sent, or with --idempotent.";

const AFTER_HELP: &str = "\
Examples:
  backhaul api atlas GET /api/atlas/v2/groups/{groupId}/alerts \\
    --query status=OPEN
  backhaul api cloud-manager POST /api/public/v1.0/groups/{id}/teams \\
    --path id=ID --body teams.json
  backhaul api atlas PATCH /api/atlas/v2/groups/{groupId}/settings \\
    --body '{\"isDataExplorerEnabled\": false}'

The project is filled in as for operations, from --project or the environment: {groupId} for atlas and cloud-manager, \
{project_id} for dcs.";

/// The command, as far as the command line names it.
pub(super) fn command(named: &Named) -> Command {
    let verb = Command::new("api").about(ABOUT);
    if !named.has("api") {
        return verb;
    }
    let verb = verb
        .long_about(LONG_ABOUT)
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    providers::all().fold(verb, |verb, entry| {
        let table = entry.table;
        let command = Command::new(table.name).about(table.title);
        verb.subcommand(if named.has(table.name) {
            flags(command).after_help(format!(
                "Media types: what the operation of this path sends and answers, if `backhaul {} --help` has it, else {}. \
                 --header 'Accept: ...' chooses the one of the answer, --header 'Content-Type: ...' that of the body; \
                 a version in one of them counts for both. --dry-run shows what is sent.",
                table.name, entry.media_type
            ))
        } else {
            command
        })
    })
}

fn flags(command: Command) -> Command {
    let value = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help_heading(CALL)
            .allow_hyphen_values(true)
            .help(help)
    };
    let several = |name, form, help| value(name, form, help).action(ArgAction::Append);
    command
        .arg_required_else_help(true)
        .arg(
            Arg::new(METHOD)
                .required(true)
                .ignore_case(true)
                .value_parser(PossibleValuesParser::new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])),
        )
        .arg(
            Arg::new(PATH)
                .required(true)
                .help("The path, beginning with a slash, without a query. --path fills names in braces; the project is filled in by itself"),
        )
        .arg(several(VALUE, "NAME=VALUE", "The value for {NAME} in the path. May be repeated"))
        .arg(several(QUERY, "NAME=VALUE", "A parameter of the query. May be repeated"))
        .arg(several(HEADER, "NAME: VALUE", "A header, but none of the credentials. May be repeated"))
        .arg(value(BODY, "FILE", "The body from a file, `-` for standard input: JSON or YAML, and anything else with --header 'Content-Type: ...'. Or JSON itself, but without secrets: everybody on this machine can see it"))
        .arg(
            Arg::new(IDEMPOTENT)
                .long(IDEMPOTENT)
                .action(ArgAction::SetTrue)
                .help_heading(CALL)
                .help("A second call does no harm, so it may be repeated after a failure"),
        )
}
