//! Whatever happens to a document, the generator answers: with code, or with findings in words.
//!
//! Each real document can be damaged in thousands of ways, and a try takes longer the larger it is. So
//! a fixed number of damages is tried, spread evenly, or one for each kind of place, each in the smallest part of
//! the document that has the place; the counts are asserted.

use std::collections::BTreeSet;
use std::iter;
use std::num::NonZero;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use backhaul_codegen::{Profile, generate};
use serde_json::Value;

use crate::parts::Parts;
use crate::whole::{all_by_size, constructs, ours, small};

/// What must be true of every answer, panics included; the number of findings.
fn findings(provider: &str, what: &str, text: &str) -> usize {
    findings_of(Profile::House, provider, what, text)
}

fn findings_of(profile: Profile, provider: &str, what: &str, text: &str) -> usize {
    let outcome = catch_unwind(|| generate(profile, "specs/damaged.yaml", provider, text));
    let outcome = outcome.unwrap_or_else(|_| panic!("{provider}, {what}: panicked"));
    let Err(findings) = outcome else { return 0 };
    assert!(
        !findings.is_empty(),
        "{provider}, {what}: neither code nor findings"
    );
    for finding in &findings {
        let text = finding.to_string();
        for word in [
            "panicked",
            "the generator failed",
            "progenitor cannot generate",
        ] {
            assert!(
                !text.contains(word),
                "{provider}, {what}: no rule found this: {text}"
            );
        }
        assert!(!finding.hint.is_empty(), "{provider}, {what}: {text}");
    }
    findings.len()
}

/// Does `check` for each of `count` numbers, on all processors; what they gave, in order.
fn on_all_processors<T: Send>(count: usize, check: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mine = numbers.take_while(|number| *number < count);
        mine.map(|number| (number, check(number)))
            .collect::<Vec<_>>()
    };
    let threads = thread::available_parallelism().map_or(2, NonZero::get);
    let mut all = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = running.into_iter().map(|thread| thread.join().unwrap());
        done.flatten().collect::<Vec<_>>()
    });
    all.sort_by_key(|(number, _)| *number);
    assert_eq!(all.len(), count);
    all.into_iter().map(|(_, given)| given).collect()
}

/// Tries `damages`; how many gave code, and how many findings.
fn try_all(provider: &str, damages: &[(String, String)]) -> (usize, usize) {
    let counts = on_all_processors(damages.len(), |number| {
        let (what, text) = &damages[number];
        findings(provider, what, text)
    });
    let refused = counts.into_iter().filter(|count| *count > 0).count();
    (damages.len() - refused, refused)
}

/// About `wanted` numbers below `all`, spread evenly. The step is odd, so that all kinds of damage to a
/// place have their turn.
fn sample(wanted: usize, all: usize) -> Vec<usize> {
    (0..all).step_by((all / wanted) | 1).collect()
}

/// The smallest part of a document that has a line, with that line deleted or doubled.
fn with_line_damaged(parts: &Parts<'_>, line: usize, is_deleted: bool) -> (String, String) {
    let mut kept = parts.with_line(line);
    let at = kept.binary_search(&line).unwrap();
    let done = if is_deleted {
        kept.remove(at);
        "deleted"
    } else {
        kept.insert(at, line);
        "doubled"
    };
    (format!("line {} {done}", line + 1), parts.text(&kept))
}

/// Each line once, because each construct has few.
#[test]
fn lines_of_constructs_deleted() {
    let whole = constructs();
    let parts = whole.parts();
    let lines = 0..parts.lines.len();
    let all: Vec<(String, String)> = lines
        .map(|line| with_line_damaged(parts, line, true))
        .collect();
    let (good, bad) = try_all(&whole.name, &all);
    assert!(good > 20 && bad > 300, "{good} good, {bad} bad");
}

#[test]
fn lines_deleted_and_doubled() {
    for whole in ours().iter().chain([constructs()]) {
        let (provider, parts) = (&whole.name, whole.parts());
        let damage = |number: usize| with_line_damaged(parts, number / 2, number.is_multiple_of(2));
        let sample: Vec<(String, String)> = sample(35, 2 * parts.lines.len())
            .into_iter()
            .map(damage)
            .collect();
        assert!(sample.len() >= 30, "{provider}: {}", sample.len());
        let (good, bad) = try_all(provider, &sample);
        assert!(
            good > 0 && bad > good / 2,
            "{provider}: {good} good, {bad} bad"
        );
    }
}

#[test]
fn texts_cut_short() {
    for whole in ours() {
        let (provider, text, parts) = (&whole.name, whole.text, whole.parts());
        let cuts = (0..text.len()).step_by(text.len() / 40);
        let damages: Vec<(String, String)> = cuts
            .map(|at| {
                let line = text.as_bytes()[..at]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count();
                let before = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let mut kept = parts.with_line(line);
                kept.retain(|kept| *kept < line);
                let part =
                    parts.text(&kept) + &String::from_utf8_lossy(&text.as_bytes()[before..at]);
                (format!("cut at byte {at}"), part)
            })
            .collect();
        assert!(damages.len() >= 40, "{provider}: {}", damages.len());
        let (good, bad) = try_all(provider, &damages);
        assert!(bad > 9 * good, "{provider}: {good} good, {bad} bad");
    }
}

/// Pointers to every value of a document but those within examples, which hold anything.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(items) => (0..).map(|i: usize| i.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        if matches!(key.as_str(), "example" | "examples") {
            continue;
        }
        let place = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(place.clone());
        places(child, &place, found);
    }
}

fn with(root: &Value, place: &str, value: Value) -> String {
    let mut root = root.clone();
    *root.pointer_mut(place).unwrap() = value;
    root.to_string()
}

#[test]
fn values_replaced() {
    const VALUES: [&str; 4] = ["null", "[]", "{}", "42"];
    for whole in ours() {
        let provider = &whole.name;
        let mut found = Vec::new();
        places(whole.root(), "", &mut found);
        let damage = |number: usize| {
            let (place, value) = (&found[number / 4], VALUES[number % 4]);
            let text = whole.part_with(place, serde_json::from_str(value).unwrap());
            (format!("{place} = {value}"), text)
        };
        let sample: Vec<(String, String)> = sample(50, 4 * found.len())
            .into_iter()
            .map(damage)
            .collect();
        assert!(sample.len() >= 45, "{provider}: {}", sample.len());
        let (good, bad) = try_all(provider, &sample);
        assert!(bad > 2 * good, "{provider}: {good} good, {bad} bad");
    }
}

/// What a place is, whatever the names on the way to it: `properties/*/description` in any schema,
/// however deep. The rules know kinds of places, and no names.
fn kind(place: &str) -> Vec<String> {
    let mut kind: Vec<&str> = Vec::new();
    for key in place.split('/').skip(1) {
        let is_name = match kind.last() {
            Some(&("paths" | "schemas" | "properties" | "content" | "responses")) => true,
            Some(&("parameters" | "headers" | "securitySchemes" | "scopes")) => true,
            _ => key.parse::<usize>().is_ok(),
        };
        // A schema within a schema is like the one around it.
        if !is_name
            && matches!(key, "properties" | "items")
            && let Some(outer) = kind.iter().position(|before| *before == key)
        {
            kind.truncate(outer);
        }
        kind.push(if is_name { "*" } else { key });
    }
    kind.into_iter().map(str::to_owned).collect()
}

/// Where a number stands in place of what OpenAPI wants, the document is refused. The rules are the
/// same for all documents, so one place of each kind is tried, in the smallest document that has it.
#[test]
fn a_number_in_the_wrong_place_is_never_taken() {
    let mut taken: Vec<String> = Vec::new();
    let mut kinds = BTreeSet::new();
    for whole in all_by_size() {
        let (provider, root) = (&whole.name, whole.root());
        let mut found = Vec::new();
        places(root, "", &mut found);
        found.retain(|place| {
            let is_number = root.pointer(place).is_some_and(Value::is_number);
            let last = place.rsplit('/').next().unwrap_or_default();
            // These may hold anything, as far as the generator is concerned.
            let is_free = last == "default" || place.contains("/flows/") || last == "flows";
            !is_number && !is_free && kinds.insert(kind(place))
        });
        let counts = on_all_processors(found.len(), |number| {
            let place = &found[number];
            findings(provider, place, &whole.part_with(place, Value::from(42)))
        });
        let without = found.iter().zip(counts).filter(|(_, count)| *count == 0);
        taken.extend(without.map(|(place, _)| format!("{provider}: {place}")));
    }
    assert!(taken.is_empty(), "{taken:#?}");
    assert!(kinds.len() > 150, "{}", kinds.len());
}

/// Under `open` fewer rules keep damage away from the later stages. Small documents have each construct once.
#[test]
fn damage_to_documents_of_others() {
    // Every one in 23 of about ten thousand; all of them take minutes.
    const STEP: usize = 23;
    let values = [
        "null",
        "[]",
        "{}",
        "42",
        "true",
        "\"x\"",
        "[{}]",
        "{\"x\": {}}",
    ];
    for whole in small() {
        let (name, root) = (&whole.name, whole.root());
        let mut found = Vec::new();
        places(root, "", &mut found);
        let count = (values.len() + 1) * found.len() / STEP;
        let counts = on_all_processors(count, |number| {
            let number = number * STEP;
            let place = &found[number / (values.len() + 1)];
            let (what, text) = match values.get(number % (values.len() + 1)) {
                Some(value) => {
                    let text = with(root, place, serde_json::from_str(value).unwrap());
                    (format!("{place} = {value}"), text)
                }
                None => (format!("{place} removed"), without(root, place)),
            };
            findings_of(Profile::Open, name, &what, &text)
        });
        let taken = counts.iter().filter(|count| **count == 0).count();
        assert!(taken > 0 && taken < counts.len(), "{name}: {taken}");
    }
}

fn without(root: &Value, place: &str) -> String {
    let mut root = root.clone();
    let (owner, key) = place.rsplit_once('/').unwrap();
    match root.pointer_mut(owner).unwrap() {
        Value::Object(members) => drop(members.remove(&key.replace("~1", "/").replace("~0", "~"))),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        _ => {}
    }
    root.to_string()
}
