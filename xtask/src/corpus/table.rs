//! What is printed: a row for each document, and the rules that keep most operations from being generated.

use std::collections::{BTreeMap, BTreeSet};

use super::judged::{Judged, Outcome};

/// How many rules a row names.
const MOST_RULES: usize = 4;

/// The line above the rows.
pub(super) fn head() -> String {
    format!(
        "{:<32} {:<8} {:>6} {:>6} {:>6}  {:<28} result",
        "document", "version", "in", "free", "out", "ms of each stage"
    )
}

/// One document.
pub(super) fn row(judged: &Judged) -> String {
    let times: Vec<String> = judged
        .times
        .iter()
        .map(|(stage, ms)| format!("{stage} {ms}"))
        .collect();
    format!(
        "{:<32} {:<8} {:>6} {:>6} {:>6}  {:<28} {}",
        judged.name,
        judged.version,
        judged.operations.len(),
        free(judged),
        judged.generated(),
        times.join(", "),
        result(judged)
    )
}

/// How many operations no rule keeps from being generated.
fn free(judged: &Judged) -> usize {
    judged.operations.len().saturating_sub(judged.blocked.len())
}

fn result(judged: &Judged) -> String {
    match (&judged.outcome, &judged.compiled) {
        (Outcome::Broken(why), _) => format!("BROKEN: {why}"),
        (Outcome::Whole, None) => "whole".to_owned(),
        (Outcome::Whole, Some(Ok(()))) => "whole, compiles".to_owned(),
        (Outcome::Whole, Some(Err(error))) => format!("DOES NOT COMPILE: {error}"),
        (Outcome::Refused, _) => {
            let mut rules: Vec<(&String, &usize)> = judged.findings.iter().collect();
            rules.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            let named = rules.iter().take(MOST_RULES);
            let named: Vec<String> = named
                .map(|(rule, count)| format!("{rule} {count}"))
                .collect();
            let rest = match rules.len().saturating_sub(MOST_RULES) {
                0 => String::new(),
                more => format!(", {more} more"),
            };
            format!("{}{rest}", named.join(", "))
        }
    }
}

/// What a rule does to all documents.
#[derive(Default)]
struct Effect<'a> {
    /// The operations that meet it.
    operations: usize,
    /// Those that meet nothing else.
    alone: usize,
    documents: BTreeSet<&'a str>,
}

/// The rules by the number of operations that they keep from being generated.
pub(super) fn rules(all: &[Judged]) -> String {
    let mut effects: BTreeMap<&str, Effect<'_>> = BTreeMap::new();
    for judged in all {
        for rule in judged.findings.keys() {
            effects
                .entry(rule)
                .or_default()
                .documents
                .insert(&judged.name);
        }
        for rules in &judged.blocked {
            for rule in rules {
                let effect = effects.entry(rule).or_default();
                effect.operations += 1;
                effect.alone += usize::from(rules.len() == 1);
            }
        }
    }
    let mut ranked: Vec<(&str, Effect<'_>)> = effects.into_iter().collect();
    ranked.sort_by(|a, b| (b.1.operations, a.0).cmp(&(a.1.operations, b.0)));
    let head = format!(
        "{:<40} {:>10} {:>6} {:>9}",
        "rule", "operations", "alone", "documents"
    );
    let rows = ranked.iter().map(|(rule, effect)| {
        format!(
            "{rule:<40} {:>10} {:>6} {:>9}",
            effect.operations,
            effect.alone,
            effect.documents.len()
        )
    });
    std::iter::once(head)
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

/// All documents in one line.
pub(super) fn summary(all: &[Judged]) -> String {
    let count = |is: fn(&Judged) -> bool| all.iter().filter(|judged| is(judged)).count();
    let sum = |of: fn(&Judged) -> usize| all.iter().map(of).sum::<usize>();
    let whole = count(|judged| judged.outcome == Outcome::Whole);
    let mut text = format!(
        "{} documents, {whole} whole, {} broken; {} operations, {} free of findings, {} generated",
        all.len(),
        count(|judged| matches!(judged.outcome, Outcome::Broken(_))),
        sum(|judged| judged.operations.len()),
        sum(free),
        sum(Judged::generated),
    );
    if all.iter().any(|judged| judged.compiled.is_some()) {
        let compiled = count(|judged| judged.compiled == Some(Ok(())));
        text.push_str(&format!("; {compiled} of {whole} compile"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{row, rules, summary};
    use crate::corpus::judged::{Judged, Outcome};

    fn judged(name: &str, outcome: Outcome, blocked: &[&[&str]]) -> Judged {
        let blocked: Vec<Vec<String>> = blocked
            .iter()
            .map(|rules| rules.iter().map(|rule| (*rule).to_owned()).collect())
            .collect();
        let mut findings = BTreeMap::new();
        for rule in blocked.iter().flatten() {
            *findings.entry(rule.clone()).or_default() += 1;
        }
        Judged {
            version: "3.0.3".to_owned(),
            outcome,
            operations: ["GET /a", "PUT /a", "GET /b"].map(str::to_owned).to_vec(),
            blocked,
            findings,
            times: vec![("load".to_owned(), 7)],
            ..Judged::broken(name, String::new())
        }
    }

    #[test]
    fn the_rule_that_blocks_most_comes_first() {
        let mut compiled = judged("b.json", Outcome::Whole, &[]);
        compiled.compiled = Some(Ok(()));
        let all = [
            judged(
                "a.yaml",
                Outcome::Refused,
                &[&["wire/x"], &["house/y", "wire/x"]],
            ),
            compiled,
            judged("c.yaml", Outcome::Broken("hung".to_owned()), &[]),
        ];
        let lines: Vec<String> = rules(&all).lines().map(str::to_owned).collect();
        let words = |line: &str| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&lines[1]), ["wire/x", "2", "1", "1"]);
        assert_eq!(words(&lines[2]), ["house/y", "1", "0", "1"]);
        assert_eq!(lines.len(), 3);
        assert!(
            row(&all[0]).ends_with("wire/x 2, house/y 1"),
            "{}",
            row(&all[0])
        );
        assert_eq!(words(&row(&all[0]))[2..5], ["3", "1", "0"]);
        assert!(
            row(&all[1]).ends_with("whole, compiles"),
            "{}",
            row(&all[1])
        );
        assert!(row(&all[2]).ends_with("BROKEN: hung"), "{}", row(&all[2]));
        assert_eq!(
            summary(&all),
            "3 documents, 1 whole, 1 broken; 9 operations, 7 free of findings, 3 generated; 1 of 1 compile"
        );
        assert!(!all[2].is_sound() && all[0].is_sound());
    }
}
