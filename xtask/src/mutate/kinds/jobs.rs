//! Mistakes in `x-job`.

use serde_json::{Value, json};

use super::super::book::{Book, Part, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("job: another state for a value", states),
    kind("job: two states exchanged", exchanged_states),
    kind("job: two rules in the other order", exchanged_rules),
    kind("job: another property in a rule", properties),
    kind("job: a value left out of a rule", |book| {
        let values = values(book).into_iter();
        values.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("job: a value misspelled in a rule", |book| {
        let mut found = Vec::new();
        for value in values(book) {
            let text = value.value.as_str().map(misspelled);
            found.extend(text.map(|text| Mutant::put(&value.pointer, json!(text))));
        }
        found
    }),
    kind("job: a rule left out", |book| {
        rules(book)
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
    kind("job: another condition", |book| {
        let mut found = Vec::new();
        for rule in rules(book) {
            let other = match &rule.value["is"] {
                Value::Bool(is) => json!(!is),
                Value::String(word) if word == "present" => json!("filled"),
                Value::String(_) | Value::Array(_) => json!("present"),
                Value::Object(is) if is.contains_key("not") => json!({ "not": 1 }),
                Value::Object(_) => json!({ "not": 0 }),
                _ => continue,
            };
            found.push(Mutant::put(&join(&rule.pointer, "is"), other));
        }
        found
    }),
    kind(
        "job: any entry in place of all, and all in place of any",
        |book| {
            let mut found = Vec::new();
            for rule in rules(book) {
                for (one, other) in [("any", "all"), ("all", "any")] {
                    if let Value::String(array) = &rule.value[one] {
                        let mut changed = rule.value.clone();
                        if let Some(members) = changed.as_object_mut() {
                            members.remove(one);
                            members.insert(other.to_owned(), json!(array));
                        }
                        found.push(Mutant::put(&rule.pointer, changed));
                    }
                }
            }
            found
        },
    ),
    kind("job: another reason", |book| {
        texts(book, &["reason", "unknown"])
    }),
    kind("job: the reason left out", |book| {
        let reasons = jobs(book).into_iter().filter_map(|one| one.get("reason"));
        reasons.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("job: done and total exchanged", |book| {
        let all = jobs(book).into_iter().filter_map(|one| one.get("progress"));
        let pairs = all
            .map(|one| Mutant::exchange(&join(&one.pointer, "done"), &join(&one.pointer, "total")));
        pairs.collect()
    }),
    kind("job: the progress left out", |book| {
        let all = jobs(book).into_iter().filter_map(|one| one.get("progress"));
        all.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
    kind("job: left out", |book| {
        jobs(book)
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
];

fn jobs(book: &Book) -> Vec<Part<'_>> {
    let schemas = book.components("schemas").into_iter();
    schemas.filter_map(|(_, one)| one.get("x-job")).collect()
}

fn rules(book: &Book) -> Vec<Part<'_>> {
    let rules = jobs(book).into_iter().flat_map(|one| one.parts_of("rules"));
    rules.map(|(_, rule)| rule).collect()
}

/// The texts that rules compare with.
fn values(book: &Book) -> Vec<Part<'_>> {
    let lists = rules(book).into_iter().filter_map(|one| one.get("is"));
    lists
        .flat_map(|one| one.parts())
        .map(|(_, one)| one)
        .collect()
}

fn states(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for rule in rules(book) {
        let others: &[&str] = match rule.text("state") {
            "queued" => &["running"],
            "running" => &["queued", "succeeded"],
            "succeeded" => &["failed", "running"],
            "failed" => &["succeeded", "cancelled"],
            "cancelled" => &["failed"],
            _ => &["failed", "succeeded"],
        };
        let place = join(&rule.pointer, "state");
        found.extend(others.iter().map(|other| Mutant::put(&place, json!(other))));
    }
    found
}

fn exchanged_states(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for job in jobs(book) {
        let rules = job.parts_of("rules");
        for pair in rules.windows(2) {
            let [first, second] = [&pair[0].1, &pair[1].1].map(|one| join(&one.pointer, "state"));
            found.push(Mutant::exchange(&first, &second));
        }
    }
    found
}

const DISJOINT: &str = "both rules look at the same property, and no value is in both";

fn exchanged_rules(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for job in jobs(book) {
        let rules = job.parts_of("rules");
        for pair in rules.windows(2) {
            let (first, second) = (&pair[0].1, &pair[1].1);
            let mutant = Mutant::exchange(&first.pointer, &second.pointer);
            let [one, other] = [first, second].map(|rule| rule.value);
            let is_list = one["is"].is_array() && other["is"].is_array();
            let is_same_property = one["property"] == other["property"];
            found.push(if is_list && is_same_property {
                mutant.same_because(DISJOINT)
            } else if one["state"] == other["state"] && !other["property"].is_null() {
                mutant.same_because("both rules give the same state")
            } else {
                mutant
            });
        }
    }
    found
}

/// Names of other properties of the job that have the same type.
fn others(book: &Book, place: &str, name: &str) -> Vec<String> {
    let owner = place.split("/x-job").next().unwrap_or_default();
    let Some(owner) = book.at(owner) else {
        return Vec::new();
    };
    let properties = owner.parts_of("properties");
    let kind = |wanted: &str| {
        let found = properties.iter().find(|(known, _)| known == wanted);
        found.map(|(_, one)| book.follow(one).text("type").to_owned())
    };
    let wanted = kind(name).unwrap_or_else(|| "string".to_owned());
    let same = properties
        .iter()
        .filter(|(known, one)| known != name && book.follow(one).text("type") == wanted);
    same.map(|(known, _)| known.clone()).collect()
}

fn properties(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for rule in rules(book) {
        let name = rule.text("property");
        let place = join(&rule.pointer, "property");
        if !name.is_empty() {
            let others = others(book, &rule.pointer, name);
            found.extend(others.iter().map(|other| Mutant::put(&place, json!(other))));
        }
    }
    found
}

fn texts(book: &Book, keys: &[&str]) -> Vec<Mutant> {
    let mut found = Vec::new();
    for part in jobs(book)
        .iter()
        .flat_map(|job| keys.iter().filter_map(|key| job.get(key)))
    {
        let places = if part.value.is_array() {
            part.parts().into_iter().map(|(_, one)| one).collect()
        } else {
            vec![part]
        };
        for place in places {
            let name = place.value.as_str().unwrap_or_default();
            let others = others(book, &place.pointer, name);
            found.extend(
                others
                    .iter()
                    .map(|other| Mutant::put(&place.pointer, json!(other))),
            );
        }
    }
    found
}
