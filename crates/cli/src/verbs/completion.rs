//! `completion`: what makes a shell complete the command.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;

use super::context::Context;
use super::topics;
use super::verb::{Running, Verb};
use crate::args::Named;
use crate::failure::{Failure, Status};

/// The variable in which a script asks for completions.
const VARIABLE: &str = "BACKHAUL_COMPLETE";

const ABOUT: &str = "\
Prints a script that makes a shell complete providers, operations, flags and their values. The script asks the \
program, so that it fits after an update too.

bash:        eval \"$(backhaul completion bash)\"    in ~/.bashrc
zsh:         source <(backhaul completion zsh)     in ~/.zshrc, after: autoload -Uz compinit && compinit
fish:        backhaul completion fish | source     in ~/.config/fish/config.fish
powershell:  backhaul completion powershell | Out-String | Invoke-Expression
elvish:      eval (backhaul completion elvish | slurp)";

pub(super) const VERB: Verb = Verb {
    name: "completion",
    command: |_| {
        let shells = Shells::builtins().names().collect::<Vec<_>>();
        Command::new("completion")
            .about("Print a script that makes a shell complete the command")
            .long_about(ABOUT)
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(shells))
                    .help("The shell"),
            )
    },
    run,
};

fn run<'a>(matches: &'a ArgMatches, context: &'a mut Context) -> Running<'a> {
    Box::pin(async move {
        let name = matches.get_one::<String>("shell").map(String::as_str);
        let shells = Shells::builtins();
        let shell = name.and_then(|name| shells.completer(name));
        let shell = shell.ok_or_else(|| Failure::usage("there is no script for this shell"))?;
        let program = std::env::args_os().next().unwrap_or_default();
        let program = program_to_ask(&program);
        let mut script = Vec::new();
        let written =
            shell.write_registration(VARIABLE, "backhaul", "backhaul", &program, &mut script);
        written.map_err(|error| Failure::new(Status::File, format!("the script: {error}")))?;
        // Where the program knows nothing, bash completes names of files.
        let script =
            String::from_utf8_lossy(&script).replace("-o bashdefault", "-o bashdefault -o default");
        let out = &mut context.streams.out;
        let written = out.write_all(script.as_bytes()).and_then(|()| out.flush());
        written.map_err(|error| Failure::file("standard output", &error))
    })
}

/// What the script calls: the name, which the shell looks for, unless the program was called by a path.
fn program_to_ask(called: &OsString) -> String {
    let path = Path::new(called);
    if path.components().count() < 2 {
        return called.to_string_lossy().into_owned();
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.to_string_lossy().into_owned()
}

/// Answers a script that asks for completions. Returns whether one did.
///
/// # Errors
/// What is wrong with its question.
pub fn complete(words: &[OsString], tree: fn(&Named) -> Command) -> Result<bool, clap::Error> {
    if std::env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let texts = words.iter().map(|word| word.to_string_lossy().into_owned());
    let named = Named::Words(texts.collect());
    let here = std::env::current_dir().ok();
    let complete = CompleteEnv::with_factory(|| topics::with_help(tree(&named)))
        .var(VARIABLE)
        .bin("backhaul");
    complete.try_complete(words.iter().cloned(), here.as_deref())
}
