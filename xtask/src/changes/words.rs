//! Documentation that differs, and code that no description has.

use std::collections::{BTreeMap, BTreeSet};

use backhaul_codegen::describe::{Member, Place};

use super::change::{Change, Class};

/// The parts of both sides, by their places.
pub(super) type Members = BTreeMap<Place, Member>;

/// What differs in places that `known` says nothing of.
pub(super) fn compare(
    provider: &str,
    old: &Members,
    new: &Members,
    known: &[Change],
) -> Vec<Change> {
    let none = Member::default();
    let (before_has, after_has) = (subjects(old), subjects(new));
    let mut changes = Vec::new();
    let mut rewritten: BTreeMap<&str, usize> = BTreeMap::new();
    let places = old
        .keys()
        .chain(new.keys().filter(|place| !old.contains_key(*place)));
    for place in places {
        let (subject, part) = place;
        let before = old.get(place).unwrap_or(&none);
        let after = new.get(place).unwrap_or(&none);
        let mut add = |class, text| changes.push(change(provider, subject, part, class, text));
        // A subject that one side lacks as a whole is known.
        let both = before_has.contains(subject.as_str()) && after_has.contains(subject.as_str());
        let is_described = known.iter().any(|one| is_of(one, subject, part));
        if !is_described && both {
            match (before.signature.as_str(), after.signature.as_str()) {
                (before, after) if before == after => {}
                (_, "") => add(Class::Breaking, "was renamed or removed".to_owned()),
                ("", _) => add(Class::Additive, "is new".to_owned()),
                (before, after) => add(Class::Breaking, format!("{before} became {after}")),
            }
            let is_same = before.signature == after.signature;
            if is_same && before.code != after.code && old.contains_key(place) {
                *rewritten.entry(subject).or_default() += 1;
            }
        }
        let is_known = known
            .iter()
            .any(|one| is_of(one, subject, part) && is_about(one, part));
        let is_there =
            |members: &Members| members.get(place).is_some_and(|one| !one.words.is_empty());
        if !is_known && is_there(old) && is_there(new) {
            let text = first_difference(&before.words, &after.words);
            changes.extend(text.map(|text| change(provider, subject, part, Class::Words, text)));
        }
    }
    let mut changes = folded(changes);
    changes.extend(rewriting(&rewritten).map(|text| change(provider, "", "", Class::Inside, text)));
    changes
}

/// With one line for a text that differs alike in many places: the generator repeats its own sentences.
fn folded(changes: Vec<Change>) -> Vec<Change> {
    const FEW: usize = 3;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for change in changes.iter().filter(|one| one.class == Class::Words) {
        *counts.entry(change.text.clone()).or_default() += 1;
    }
    let mut kept = Vec::new();
    for mut change in changes {
        if change.class == Class::Words
            && let Some(count) = counts.get_mut(&change.text)
            && (*count == 0 || *count > FEW)
        {
            if *count == 0 {
                continue;
            }
            change
                .text
                .push_str(&format!("; likewise in {} more places", *count - 1));
            *count = 0;
        }
        kept.push(change);
    }
    kept
}

/// One line for all that is written in another way: mostly it is the same everywhere.
fn rewriting(rewritten: &BTreeMap<&str, usize>) -> Option<String> {
    let parts: usize = rewritten.values().sum();
    let names: Vec<&str> = rewritten.keys().copied().collect();
    let (first, others) = names.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let verb = if parts == 1 {
        "part of the generated code is"
    } else {
        "parts of the generated code are"
    };
    Some(format!(
        "{parts} {verb} written in another way, in {first}{others}"
    ))
}

fn subjects(members: &Members) -> BTreeSet<&str> {
    members
        .keys()
        .map(|(subject, _)| subject.as_str())
        .collect()
}

/// Whether a change has to do with a part of a subject. The rules of a job and of a list are described apart
/// from the type whose code they are.
fn is_of(change: &Change, subject: &str, part: &str) -> bool {
    change.subject == subject
        || change.subject.strip_prefix("jobs.") == Some(subject)
        || change.member == ".pages" && matches!(part, "items" | "into_items" | "total")
}

/// Whether a change is about a part, a field or a setter, or about all of it.
fn is_about(change: &Change, part: &str) -> bool {
    change.member.is_empty()
        || change.member == ".pages"
        || change.member.trim_start_matches('.') == part
        || part.is_empty()
}

fn change(provider: &str, subject: &str, part: &str, class: Class, text: String) -> Change {
    let file = match class {
        Class::Words => format!("specs/{provider}.yaml"),
        _ => format!("crates/{provider}/src/generated"),
    };
    Change {
        class,
        provider: provider.to_owned(),
        subject: subject.to_owned(),
        member: part.to_owned(),
        text,
        file,
    }
}

/// How lines begin that repeat what is described already: limits, rules, examples.
const REPEATING: [&str; 9] = [
    "Required.",
    "Optional.",
    "Checked before sending",
    "On the wire, ",
    "- ",
    "# async fn example",
    "It calls ",
    "`",
    ".",
];

/// The first line that differs, unless it only repeats what is described already.
fn first_difference(old: &str, new: &str) -> Option<String> {
    let shown = |text: &str| match text {
        "" => "nothing".to_owned(),
        words => format!("\"{}\"", excerpt(words)),
    };
    let (before, after): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    for place in 0..before.len().max(after.len()) {
        let line = |lines: &[&str]| {
            lines
                .get(place)
                .map_or(String::new(), |one| one.trim().to_owned())
        };
        let (before, after) = (line(&before), line(&after));
        let repeats = |start: &&str| before.starts_with(*start) && after.starts_with(*start);
        if before != after && !REPEATING.iter().any(repeats) {
            return Some(format!("{} became {}", shown(&before), shown(&after)));
        }
    }
    None
}

/// As much of a line as a report has room for.
fn excerpt(words: &str) -> String {
    const MOST: usize = 100;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", words.get(..end).unwrap_or_default()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, change, folded};

    #[test]
    fn what_differs_alike_in_many_places_is_one_line() {
        let words = |count: usize, text: &str| {
            let one = |number| {
                let part = format!("part_{number}");
                change("small", "Job", &part, Class::Words, text.to_owned())
            };
            (0..count).map(one).collect::<Vec<_>>()
        };
        let all = [words(5, "a became b"), words(3, "c became d")].concat();
        let texts: Vec<String> = folded(all).into_iter().map(|one| one.text).collect();
        let few = "c became d";
        assert_eq!(
            texts,
            ["a became b; likewise in 4 more places", few, few, few]
        );
    }
}
