//! From the words of a command line to an exit status.

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::{ArgMatches, Command};

use crate::args::{self, Common, Named, Reading};
use crate::failure::{ErrorFormat, Failure, Mistakes, Status, report};
use crate::output::Streams;
use crate::terminal::{Begun, unless_interrupted};
use crate::verbs::{self, Context};
use crate::{providers, terminal};
use backhaul_runtime::auth::env::Environment;

/// Does what `words` say, which begin with the name of the program. Returns the exit status.
pub async fn run(words: Vec<OsString>, environment: Environment, mut streams: Streams) -> u8 {
    let texts: Vec<String> = words
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    if let Some(text) = verbs::topic_asked(&texts, streams.width) {
        let written = streams.out.write_all(text.as_bytes());
        return printed(written, &texts, &mut streams);
    }
    if let Some(failure) = verbs::link_in_arguments(&texts, &is_command) {
        return ended(&failure, &texts, &mut streams);
    }
    let named = Named::Words(texts.clone());
    let Reading { matches, mistakes } = args::read(tree(&named), words);
    let matches = match matches {
        Ok(matches) => matches,
        Err(error) => {
            let names: Vec<&str> = providers::all().map(|entry| entry.table.name).collect();
            let verbs = verbs::VERBS.iter().map(|verb| verb.name);
            let explained: Vec<&str> = verbs::TOPICS
                .iter()
                .copied()
                .chain(names.iter().copied())
                .chain(verbs)
                .collect();
            let error = args::in_words(*error, &texts, &names, verbs::TOPICS, &explained);
            let error = verbs::with_ids(error, &texts);
            return not_read(error, mistakes, &texts, &mut streams);
        }
    };
    let common = innermost(&matches, Common::of);
    if !mistakes.is_empty() {
        // Nobody is asked to type what is not used.
        let is_input = |word: &String| word == "-" || word.ends_with("=-");
        let failure = match streams.can_ask && texts.iter().any(is_input) {
            true => told(mistakes.together(Ok(()))),
            false => all_mistakes(mistakes, &matches, common, environment, &texts).await,
        };
        return ended(&failure, &texts, &mut streams);
    }
    streams.is_quiet = common.quiet;
    terminal::listen(common.verbose);
    let format = common.errors;
    let mut context = Context {
        common,
        only_checks: false,
        environment,
        streams,
        begun: Begun::default(),
        words: texts,
        tree,
    };
    let begun = context.begun.clone();
    let work = dispatch(&matches, &mut context);
    match unless_interrupted(work, &begun, format).await {
        Ok(()) => Status::Done.code(),
        Err(failure) => {
            // There is nowhere left to say that this failed too.
            let _ = report(&failure, format, &mut context.streams.err);
            failure.status.code()
        }
    }
}

/// `mistakes`, and what else is wrong: a dry run finds it, which nobody sees.
async fn all_mistakes(
    mistakes: Mistakes,
    matches: &ArgMatches,
    mut common: Common,
    environment: Environment,
    words: &[String],
) -> Failure {
    common.dry_run = true;
    let mut context = Context {
        common,
        only_checks: true,
        environment,
        streams: Streams::nowhere(),
        begun: Begun::default(),
        words: words.to_vec(),
        tree,
    };
    let name = matches.subcommand_name().unwrap_or_default();
    let checked = match providers::find(name).is_some() || verbs::has_dry_run(name) {
        true => dispatch(matches, &mut context).await,
        false => Ok(()),
    };
    told(mistakes.together(checked))
}

/// The failure that mistakes are.
fn told(together: Result<(), Failure>) -> Failure {
    let failure = together.err();
    failure.unwrap_or_else(|| Failure::usage("the command line is wrong"))
}

/// All commands, as far as `named` asks for them.
pub fn tree(named: &Named) -> Command {
    let verbs = verbs::VERBS.iter().map(|verb| (verb.command)(named));
    args::root(named, verbs, &verbs::whole_job)
}

/// Whether a word names a provider or a verb.
fn is_command(word: &str) -> bool {
    providers::find(word).is_some() || verbs::VERBS.iter().any(|verb| verb.name == word)
}

/// What the innermost command says.
fn innermost<T>(matches: &ArgMatches, read: fn(&ArgMatches) -> T) -> T {
    match matches.subcommand() {
        Some((_, inner)) => innermost(inner, read),
        None => read(matches),
    }
}

async fn dispatch(matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let Some((name, inner)) = matches.subcommand() else {
        return Err(Failure::usage(
            "name a provider or a command; see backhaul --help",
        ));
    };
    if let Some(entry) = providers::find(name) {
        let Some((operation, inner)) = inner.subcommand() else {
            return Err(Failure::usage(format!(
                "name an operation; see backhaul {name} --help"
            )));
        };
        let found = entry
            .table
            .operation(operation)
            .ok_or_else(|| Failure::usage(format!("{name} has no operation {operation}")))?;
        return verbs::run_operation(entry, found, inner, context).await;
    }
    let mut verbs = verbs::VERBS.iter();
    match verbs.find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(inner, context).await,
        None => Err(Failure::usage(format!("there is no command {name}"))),
    }
}

/// What people asked to read was written, or could not be.
fn printed(written: io::Result<()>, words: &[String], streams: &mut Streams) -> u8 {
    match written.and_then(|()| streams.out.flush()) {
        Ok(()) => Status::Done.code(),
        Err(error) => ended(&Failure::file("standard output", &error), words, streams),
    }
}

/// Reports a failure of a command line that was not read.
fn ended(failure: &Failure, words: &[String], streams: &mut Streams) -> u8 {
    let format = if args::wants_json(words) {
        ErrorFormat::Json
    } else {
        ErrorFormat::Text
    };
    let _ = report(failure, format, &mut streams.err);
    failure.status.code()
}

/// Help, the version, or a command line that is wrong.
fn not_read(
    error: clap::Error,
    mut mistakes: Mistakes,
    words: &[String],
    streams: &mut Streams,
) -> u8 {
    if !mistakes.is_empty() && !args::is_help(&error) {
        // What a flag requires may be what was taken out.
        if error.kind() != clap::error::ErrorKind::MissingRequiredArgument {
            mistakes.add(&[], args::told(&error));
            if let Some(tips) = args::tips(&error) {
                mistakes.hint(tips);
            }
        }
        return match mistakes.together(Ok(())) {
            Ok(()) => Status::Usage.code(),
            Err(failure) => ended(&failure, words, streams),
        };
    }
    let text = error.render();
    if args::is_help(&error) {
        let written = if streams.has_color {
            write!(streams.out, "{}", text.ansi())
        } else {
            write!(streams.out, "{text}")
        };
        return printed(written, words, streams);
    }
    if args::wants_json(words) {
        let failure = Failure::usage(args::told(&error));
        let failure = args::tips(&error).into_iter().fold(failure, Failure::hint);
        return ended(&failure, words, streams);
    }
    // The stream takes the color out where there shall be none.
    let _ = write!(streams.err, "{}", text.ansi());
    Status::Usage.code()
}
