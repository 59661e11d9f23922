//! `find`: commands by words.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::flows;
use super::topics;
use super::verb::{Described, Running, Verb};
use crate::args::{Named, Output};
use crate::call::{Answer, Operation};
use crate::failure::{Failure, Status};
use crate::json::Json;
use crate::lines::listing;
use crate::output::Printer;
use crate::providers;

pub(super) const VERB: Verb = Verb {
    name: "find",
    command: |_| {
        Command::new("find")
            .about("Search the operations of all providers, and the commands that do a whole job")
            .after_help(AFTER_HELP)
            .arg(
                Arg::new("words")
                    .value_name("WORDS")
                    .action(ArgAction::Append)
                    .required(true)
                    .help("Words or parts of words. Commands with all of them are found, the best first"),
            )
    },
    run,
};

const AFTER_HELP: &str = "\
Examples:
  backhaul find online archive
  backhaul find delete | less
  backhaul find delete -o json    with method, path and the provider's page";

/// What of a found command is printed.
const COLUMNS: Answer = Answer {
    columns: &["command", "summary", "also", "method", "path"],
    narrow: 3,
    items: Some(""),
    ..Answer::JSON
};

fn run<'a>(matches: &'a ArgMatches, context: &'a mut Context) -> Running<'a> {
    Box::pin(async move {
        let words = matches.get_many::<String>("words").unwrap_or_default();
        let words: Vec<String> = words
            .flat_map(|words| words.split_whitespace())
            .map(str::to_lowercase)
            .collect();
        let found = search(&words, context.tree);
        let common = context.common.clone();
        let is_for_people = matches!(common.output, None | Some(Output::Table));
        if is_for_people && common.get.is_none() && !found.is_empty() {
            let rows: Vec<(String, String)> = found.iter().map(Found::row).collect();
            return context
                .streams
                .print(&listing(&rows, 0, 0, context.streams.width));
        }
        // The error says that there is nothing.
        let printer = Printer::new(&mut context.streams, &common, COLUMNS).for_people(&common);
        let mut printer = printer.nothing(None);
        if found.is_empty() {
            printer.end()?;
            let message = format!(
                "no command has {}; try fewer words, or part of one",
                words.join(" and ")
            );
            let hint = "`backhaul api PROVIDER METHOD PATH` calls what no document has yet.";
            return Err(Failure::new(Status::NotFound, message).hint(hint));
        }
        for found in found {
            printer.item(found.item(), None)?;
        }
        printer.end()
    })
}

/// A command that was found.
enum Found {
    /// An operation of a provider.
    Operation(&'static str, &'static Operation),
    /// A flow of several calls, of a provider.
    Flow(&'static str, Described),
    /// A command for all providers.
    Verb(Described),
}

impl Found {
    /// What people see: the command, and what it does.
    fn row(&self) -> (String, String) {
        match self {
            Self::Operation(provider, operation) => {
                let also = also(operation);
                let also = also.map(|verb| format!(" (also with `{verb}`)"));
                let summary = operation.summary;
                (
                    format!("{provider} {}", operation.name),
                    format!("{summary}{}", also.unwrap_or_default()),
                )
            }
            Self::Flow(provider, flow) => (format!("{} {provider}", flow.name), flow.about.clone()),
            Self::Verb(verb) => (verb.name.clone(), verb.about.clone()),
        }
    }

    fn item(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let members = match self {
            Self::Operation(provider, operation) => [
                text(&format!("{provider} {}", operation.name)),
                text(operation.summary),
                also(operation).map_or(Json::Null, text),
                text(provider),
                text(operation.name),
                text(operation.method),
                text(operation.path),
                text(operation.source),
            ],
            Self::Flow(provider, flow) => [
                text(&format!("{} {provider}", flow.name)),
                text(&flow.about),
                Json::Null,
                text(provider),
                Json::Null,
                Json::Null,
                Json::Null,
                Json::Null,
            ],
            Self::Verb(verb) => [
                text(&verb.name),
                text(&verb.about),
                Json::Null,
                Json::Null,
                Json::Null,
                Json::Null,
                Json::Null,
                Json::Null,
            ],
        };
        let names = [
            "command",
            "summary",
            "also",
            "provider",
            "operation",
            "method",
            "path",
            "source",
        ];
        Json::Object(names.map(str::to_owned).into_iter().zip(members).collect())
    }
}

/// The verb that does more with an operation.
fn also(operation: &Operation) -> Option<&'static str> {
    let answer = operation.answer;
    if answer.is_file {
        return Some("download");
    }
    (answer.is_job || answer.has_jobs).then_some("wait")
}

/// What people call what a verb does.
fn words_for(verb: Option<&str>) -> &'static str {
    match verb {
        Some("wait") => "wait watch follow poll monitor progress",
        Some("download") => "download save fetch",
        _ => "",
    }
}

/// The commands that have all `words`, the best first.
fn search(words: &[String], tree: fn(&Named) -> Command) -> Vec<Found> {
    let mut found = Vec::new();
    let mut consider = |texts: &Texts, command: Found| {
        let score: Option<u32> = words.iter().map(|word| texts.score(word)).sum();
        found.extend(score.map(|score| (score, command)));
    };
    for entry in providers::all() {
        let (provider, title) = (entry.table.name, entry.table.title);
        for operation in entry.table.operations {
            let texts = Texts::of(provider, title, operation);
            consider(&texts, Found::Operation(provider, operation));
        }
        for flow in flows::of_provider(provider) {
            let texts = Texts::of_flow(&flow, provider, title);
            consider(&texts, Found::Flow(provider, flow));
        }
    }
    for verb in verbs(tree).into_iter().chain(topics::described()) {
        consider(&Texts::of_verb(&verb), Found::Verb(verb));
    }
    // Equal ones stay in the order of the tables.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, command)| command).collect()
}

/// The commands for all providers.
fn verbs(tree: fn(&Named) -> Command) -> Vec<Described> {
    // What a name stands for costs nothing here: it builds the commands, not the operations of a provider.
    let names = tree(&Named::Words(Vec::new()));
    let names = names
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned());
    let is_verb = |name: &String| providers::find(name).is_none() && !flows::is_verb(name);
    let names: Vec<String> = names.filter(is_verb).collect();
    let tree = tree(&Named::Words(names.clone()));
    let found = names.iter().filter_map(|name| tree.find_subcommand(name));
    found
        .map(|verb| {
            let name = verb.get_name();
            Described::of(name, words_for(Some(name)), verb)
        })
        .collect()
}

/// The texts of an operation in lower case.
struct Texts {
    exact: [String; 2],
    ranked: Vec<(u32, String)>,
}

impl Texts {
    fn of(provider: &str, title: &str, operation: &Operation) -> Self {
        let lower = |text: &str| text.to_lowercase();
        Self {
            exact: [lower(operation.name), lower(operation.id)],
            ranked: vec![
                (20, lower(operation.name)),
                (20, lower(operation.id)),
                (12, format!("{provider} {}", lower(title))),
                (10, lower(operation.summary)),
                (
                    6,
                    format!("{} {}", lower(operation.tag), lower(operation.path)),
                ),
                (3, words_for(also(operation)).to_owned()),
                (1, lower(operation.description)),
            ],
        }
    }

    fn of_flow(flow: &Described, provider: &str, title: &str) -> Self {
        let verb = &flow.name;
        let mut texts = Self::of_verb(flow);
        texts.exact = [format!("{verb}-{provider}"), format!("{provider}-{verb}")];
        let place = format!("{provider} {}", title.to_lowercase());
        texts.ranked.push((12, place));
        texts
    }

    fn of_verb(verb: &Described) -> Self {
        Self {
            exact: [String::new(), String::new()],
            ranked: vec![
                // What does a whole job is what most people look for.
                (21, verb.name.to_lowercase()),
                (21, verb.words.to_lowercase()),
                (10, verb.about.to_lowercase()),
                (1, verb.text.to_lowercase()),
            ],
        }
    }

    /// How well `word` fits; `None` if it does not.
    fn score(&self, word: &str) -> Option<u32> {
        if self.exact.iter().any(|name| name == word) {
            return Some(1000);
        }
        let scores = self.ranked.iter().filter_map(|(weight, text)| {
            let place = text.find(word)?;
            // The beginning of a word says more than its middle.
            let begins = text
                .match_indices(word)
                .any(|(place, _)| !text[..place].ends_with(|c: char| c.is_ascii_alphanumeric()));
            let is_first = u32::from(place == 0);
            Some(weight * if begins { 3 } else { 1 } + is_first)
        });
        scores.max()
    }
}
