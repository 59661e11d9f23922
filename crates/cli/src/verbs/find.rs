//! `find`: operations by words.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::verb::{Running, Verb};
use crate::call::{Answer, Operation};
use crate::failure::{Failure, Status};
use crate::json::Json;
use crate::output::Printer;
use crate::providers;

pub(super) const VERB: Verb = Verb {
    name: "find",
    command: |_| {
        Command::new("find")
            .about("Search the operations of all providers")
            .arg(
                Arg::new("words")
                    .value_name("WORDS")
                    .action(ArgAction::Append)
                    .required(true)
                    .help("Words or parts of words. Operations with all of them are found, the best first"),
            )
    },
    run,
};

/// What of a found operation is printed.
const COLUMNS: Answer = Answer {
    columns: &["provider", "operation", "summary", "method", "path"],
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
        let found = search(&words);
        let streams = &mut context.streams;
        let mut common = context.common.clone();
        // People read this, also through a pipe, and no provider sent it.
        common.output.get_or_insert(crate::args::Output::Table);
        let mut printer = Printer::new(&mut streams.out, &common, COLUMNS, streams.width);
        if found.is_empty() {
            printer.end()?;
            return Err(Failure::new(
                Status::NotFound,
                format!(
                    "no operation has {}; try fewer words, or part of one",
                    words.join(" and ")
                ),
            ));
        }
        for (provider, operation) in found {
            printer.item(item(provider, operation), None)?;
        }
        printer.end()
    })
}

fn item(provider: &str, operation: &Operation) -> Json {
    let member = |name: &str, value: &str| (name.to_owned(), Json::Text(value.to_owned()));
    Json::Object(vec![
        member("provider", provider),
        member("operation", operation.name),
        member("summary", operation.summary),
        member("method", operation.method),
        member("path", operation.path),
        member("source", operation.source),
    ])
}

/// The operations that have all `words`, the best first.
fn search(words: &[String]) -> Vec<(&'static str, &'static Operation)> {
    let mut found = Vec::new();
    for entry in providers::all() {
        for operation in entry.table.operations {
            let texts = Texts::of(entry.table.name, entry.table.title, operation);
            let scores = words.iter().map(|word| texts.score(word));
            let score: Option<u32> = scores.sum();
            found.extend(score.map(|score| (score, entry.table.name, operation)));
        }
    }
    // Equal ones stay in the order of the tables.
    found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let found = found.into_iter();
    found
        .map(|(_, provider, operation)| (provider, operation))
        .collect()
}

/// The texts of an operation in lower case.
struct Texts {
    exact: [String; 2],
    ranked: [(u32, String); 6],
}

impl Texts {
    fn of(provider: &str, title: &str, operation: &Operation) -> Self {
        let lower = |text: &str| text.to_lowercase();
        Self {
            exact: [lower(operation.name), lower(operation.id)],
            ranked: [
                (20, lower(operation.name)),
                (20, lower(operation.id)),
                (12, format!("{provider} {}", lower(title))),
                (10, lower(operation.summary)),
                (
                    6,
                    format!("{} {}", lower(operation.tag), lower(operation.path)),
                ),
                (1, lower(operation.description)),
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
