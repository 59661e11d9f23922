//! `cargo xtask mutate`: makes mistakes in the documents, one at a time, and counts those that the
//! checks catch without a human.
//!
//! | file | has |
//! |---|---|
//! | `book` | a document as a tree, and the walks over it |
//! | `edit` | one mistake: a single edit of that tree |
//! | `kinds` | the kinds of mistakes, one file per family |
//! | `judge` | asks the checks of `tests/documents` about a changed document |
//! | `score` | what was caught, by kind and provider |
//! | `place` | the line at which a mistake stands |

mod book;
mod edit;
mod judge;
mod kinds;
mod place;
mod score;

use std::fs;
use std::path::Path;
use std::str::FromStr;

use backhaul_codegen::workspace;
use lexopt::Parser;
use lexopt::prelude::{Long, Value};

use crate::unknown;
use book::Book;
use edit::Mutant;
use judge::{Case, Judge};
use score::Score;

pub(crate) const USAGE: &str = "\
cargo xtask mutate [--seed N] [--each N] [--kind TEXT] PROVIDER... | all

Makes mistakes in specs/PROVIDER.yaml, in memory and one at a time, and asks
the checks of tests/documents about each. Prints what nobody caught, and the
score; fails if anything was not caught.

  --seed N     which places are chosen, 11 unless told otherwise
  --each N     how many places of each kind and document, 3 unless told otherwise
  --kind TEXT  only the kinds with this text in their name";

/// What to do.
struct Options {
    seed: u64,
    each: usize,
    kind: String,
    providers: Vec<String>,
}

impl Options {
    fn read(mut arguments: Parser) -> Result<Self, String> {
        let mut options = Self {
            seed: 11,
            each: 3,
            kind: String::new(),
            providers: Vec::new(),
        };
        while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
            match argument {
                Long("seed") => options.seed = number(&mut arguments)?,
                Long("each") => options.each = number(&mut arguments)?,
                Long("kind") => options.kind = value(&mut arguments)?,
                Value(text) => options.providers.push(text.to_string_lossy().into_owned()),
                other => return Err(unknown::argument(other, USAGE)),
            }
        }
        Ok(options)
    }
}

fn value(arguments: &mut Parser) -> Result<String, String> {
    let value = arguments.value().map_err(|error| error.to_string())?;
    Ok(value.to_string_lossy().into_owned())
}

fn number<T: FromStr>(arguments: &mut Parser) -> Result<T, String> {
    let text = value(arguments)?;
    text.parse()
        .map_err(|_| format!("{text:?} is not a whole number"))
}

/// Whether every mistake was caught.
pub(crate) fn run(root: &Path, arguments: Parser) -> Result<bool, String> {
    let options = Options::read(arguments)?;
    let known = workspace::providers(root).map_err(|error| error.to_string())?;
    let wanted = match &options.providers[..] {
        [] => return Err(format!("name a provider, or `all`\n\n{USAGE}")),
        [all] if all == "all" => known,
        some => match some.iter().find(|name| !known.contains(name)) {
            Some(name) => {
                let hint = workspace::hint_for_unknown(name, &known);
                return Err(format!("there is no document specs/{name}.yaml: {hint}"));
            }
            None => some.to_vec(),
        },
    };
    println!(
        "seed {}, {} places of each kind and document",
        options.seed, options.each
    );
    let judge = Judge::build(root)?;
    let mut score = Score::default();
    for provider in &wanted {
        let path = root.join(format!("specs/{provider}.yaml"));
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("specs/{provider}.yaml cannot be read: {error}"))?;
        let tree = serde_saphyr::from_str(&text).map_err(|error| format!("{provider}: {error}"))?;
        let book = Book { root: tree };
        judge.must_pass(provider, &book.root)?;
        let cases = cases(&book, provider, &options, &mut score);
        for (case, verdict) in judge.ask(provider, cases) {
            let line = place::line(&text, &case.mutant.place);
            let survivor = score.count(provider, line, &case, verdict);
            survivor.iter().for_each(|text| println!("{text}"));
        }
        println!("{provider}: done");
    }
    print!("{}", score.report(&wanted));
    Ok(score.is_full())
}

/// The mistakes to make in one document, chosen by the seed. Those that change no meaning are counted
/// at once.
fn cases(book: &Book, provider: &str, options: &Options, score: &mut Score) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, kind) in (0..).zip(kinds::all()) {
        if !kind.name.contains(&options.kind) {
            continue;
        }
        score.add_kind(kind.name);
        let mut mutants: Vec<Mutant> = (kind.find)(book);
        // A generator of its own for each kind, so that another kind does not change the choice.
        let seed = options.seed.wrapping_mul(1_000).wrapping_add(number);
        fastrand::Rng::with_seed(seed).shuffle(&mut mutants);
        let (same, different): (Vec<_>, Vec<_>) = mutants
            .into_iter()
            .partition(|mutant| mutant.same.is_some());
        for reason in same.iter().filter_map(|mutant| mutant.same) {
            score.count_same(provider, kind.name, reason);
        }
        // An edit that changes nothing is not a mistake.
        let real = different.into_iter().filter_map(|mutant| {
            let text = mutant.apply(&book.root)?.to_string();
            Some(Case {
                kind: kind.name,
                mutant,
                text,
            })
        });
        cases.extend(real.take(options.each));
    }
    cases
}
