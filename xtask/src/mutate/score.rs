//! What was caught, by kind and provider.

use std::collections::BTreeMap;

use super::judge::{Case, Verdict};

/// How many mistakes of one kind in one document were made, and how many caught.
#[derive(Clone, Copy, Default)]
struct Tally {
    made: usize,
    caught: usize,
    same: usize,
}

/// All counts.
#[derive(Default)]
pub(super) struct Score {
    kinds: Vec<&'static str>,
    tallies: BTreeMap<(&'static str, String), Tally>,
    /// Checks with how many mistakes each was the first to catch.
    checks: BTreeMap<String, usize>,
    /// How many mistakes nobody caught.
    survivors: usize,
    /// Mistakes that change no meaning, by kind and reason.
    same: BTreeMap<(&'static str, &'static str), usize>,
}

impl Score {
    pub(super) fn add_kind(&mut self, kind: &'static str) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }

    /// Counts a mistake that means what the right document means.
    pub(super) fn count_same(&mut self, provider: &str, kind: &'static str, reason: &'static str) {
        self.tally(kind, provider).same += 1;
        *self.same.entry((kind, reason)).or_default() += 1;
    }

    /// Counts what came of a mistake, and says so if nobody caught it.
    pub(super) fn count(
        &mut self,
        provider: &str,
        line: usize,
        case: &Case,
        verdict: Verdict,
    ) -> Option<String> {
        let tally = self.tally(case.kind, provider);
        tally.made += 1;
        let why = match verdict {
            Verdict::Caught(what) => {
                tally.caught += 1;
                let check = what.split(':').next().unwrap_or_default().to_owned();
                *self.checks.entry(check).or_default() += 1;
                return None;
            }
            Verdict::Passed => "nobody caught it".to_owned(),
            Verdict::Hung => "the checks hang".to_owned(),
            Verdict::Broken(why) => why,
        };
        self.survivors += 1;
        let (kind, place, what) = (case.kind, &case.mutant.place, &case.mutant.what);
        Some(format!(
            "specs/{provider}.yaml:{line}: {kind}: {place}: {what}: {why}"
        ))
    }

    fn tally(&mut self, kind: &'static str, provider: &str) -> &mut Tally {
        self.tallies.entry((kind, provider.to_owned())).or_default()
    }

    /// Whether nothing was left over.
    pub(super) fn is_full(&self) -> bool {
        self.survivors == 0
    }

    /// A table for people, by kind and provider, and sums.
    pub(super) fn report(&self, providers: &[String]) -> String {
        let mut text = String::new();
        let mut line = |name: &str, cells: Vec<String>| {
            let cells: String = cells.iter().map(|cell| format!("{cell:>15}")).collect();
            text.push_str(&format!("{name:<58}{cells}\n"));
        };
        line(
            "\ncaught of made; - where a document has no place for it",
            providers.to_vec(),
        );
        for kind in &self.kinds {
            let tallies = providers.iter().map(|provider| self.of(kind, provider));
            line(kind, tallies.map(cell).collect());
        }
        let sums = providers.iter().map(|provider| {
            let tallies = self.kinds.iter().map(|kind| self.of(kind, provider));
            tallies.fold(Tally::default(), add)
        });
        let sums: Vec<Tally> = sums.collect();
        line("all", sums.iter().map(|sum| cell(*sum)).collect());
        let all = sums.into_iter().fold(Tally::default(), add);
        for ((kind, reason), count) in &self.same {
            text += &format!("not counted: {count} of {kind:?}: {reason}\n");
        }
        let checks = self
            .checks
            .iter()
            .map(|(check, count)| format!("{check} {count}"));
        let checks: Vec<String> = checks.collect();
        text += &format!("caught first by: {}\n", checks.join(", "));
        text += &format!(
            "score: {} of {} mistakes of {} kinds\n",
            all.caught,
            all.made,
            self.kinds.len()
        );
        text
    }

    fn of(&self, kind: &'static str, provider: &str) -> Tally {
        let tally = self.tallies.get(&(kind, provider.to_owned()));
        tally.copied().unwrap_or_default()
    }
}

fn add(sum: Tally, more: Tally) -> Tally {
    Tally {
        made: sum.made + more.made,
        caught: sum.caught + more.caught,
        same: sum.same + more.same,
    }
}

fn cell(tally: Tally) -> String {
    match tally {
        Tally {
            made: 0, same: 0, ..
        } => "-".to_owned(),
        Tally { made: 0, .. } => "same".to_owned(),
        Tally { made, caught, .. } => format!("{caught}/{made}"),
    }
}
