//! Tries one document after the other, and says of each what came of it.

use std::io::{self, Write};

use backhaul_codegen::{Generated, Profile, generate};
use fastrand::Rng;

use super::edit;
use super::folder::Folder;
use super::small;

/// The option that makes this process a worker.
pub(super) const TRY: &str = "try-from";

/// The rule of a finding that the generator has failed.
const FAILED: &str = "generator/failed";

/// What came of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Generated,
    Refused,
    /// The generator did not answer as it should.
    Failed(String),
}

impl Outcome {
    /// One line.
    pub(super) fn to_line(&self, number: u64) -> String {
        match self {
            Self::Generated => format!("{number} generated"),
            Self::Refused => format!("{number} refused"),
            Self::Failed(why) => format!("{number} failed {}", why.replace('\n', " ")),
        }
    }

    /// What [`to_line`](Self::to_line) wrote.
    pub(super) fn of_line(line: &str) -> Option<(u64, Self)> {
        let (number, rest) = line.split_once(' ')?;
        let outcome = match rest.split_once(' ').unwrap_or((rest, "")) {
            ("generated", _) => Self::Generated,
            ("refused", _) => Self::Refused,
            ("failed", why) => Self::Failed(why.to_owned()),
            _ => return None,
        };
        Some((number.parse().ok()?, outcome))
    }
}

/// Tries `count` numbers from `first` on, and prints a line for each.
pub(super) fn work(folder: &mut Folder, seed: u64, first: u64, count: u64) -> Result<(), String> {
    let mut out = io::stdout().lock();
    for number in first..first.saturating_add(count) {
        let text = document(folder, seed, number)?;
        let line = outcome(&text).to_line(number);
        let written = writeln!(out, "{line}").and_then(|()| out.flush());
        written.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The document of a number, as JSON.
pub(super) fn document(folder: &mut Folder, seed: u64, number: u64) -> Result<String, String> {
    // Neighbors must not begin alike.
    let mut random = Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
    let mut random = Rng::with_seed(random.u64(..));
    let whole = folder.document(random.usize(..folder.len()))?;
    let mut part = small::part_of(whole, &mut random);
    edit::damage(&mut part, &mut random);
    serde_json::to_string_pretty(&part).map_err(|error| error.to_string())
}

/// What the generator makes of a document.
pub(super) fn generated(text: &str) -> Result<Generated, Outcome> {
    let generated = generate(Profile::Open, "damaged.json", "damaged", text);
    generated.map_err(|findings| {
        let failed = findings.iter().find(|finding| finding.rule == FAILED);
        match failed {
            Some(finding) => Outcome::Failed(finding.message.clone()),
            None if findings.is_empty() => Outcome::Failed("neither code nor findings".to_owned()),
            None => Outcome::Refused,
        }
    })
}

fn outcome(text: &str) -> Outcome {
    match generated(text) {
        Ok(_) => Outcome::Generated,
        Err(outcome) => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn a_line_says_all_of_an_outcome() {
        for outcome in [
            Outcome::Generated,
            Outcome::Refused,
            Outcome::Failed("a panic: of a tool".to_owned()),
        ] {
            let line = outcome.to_line(12);
            assert_eq!(Outcome::of_line(&line), Some((12, outcome)), "{line}");
        }
        assert_eq!(Outcome::of_line("warning: something"), None);
    }
}
