//! The command reads the state of a job from JSON, the clients from their types: by the same rules, so they agree on
//! whatever a job may look like.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use backhaul_cli::call::{Condition, Entry, JobRules, Reason, Rules, Test};
use backhaul_cli::generated;
use backhaul_runtime::{Job, JobProgress, JobState, from_json};
use documents::{Document, reference_name};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// State, reason and progress.
type Read = (JobState, Option<String>, Option<JobProgress>);

fn read_by_type<J: Job + DeserializeOwned>(json: &str) -> Option<Read> {
    let job: J = from_json(json.as_bytes()).ok()?;
    Some((job.state(), job.reason(), job.progress()))
}

type ByType = fn(&str) -> Option<Read>;

/// Chooses by what the compiler knows of `T`: a reference to it is tried first.
struct Probe<T>(PhantomData<T>);

trait IsJob {
    fn reader(&self) -> Option<ByType>;
}

impl<J: Job + DeserializeOwned> IsJob for &Probe<J> {
    fn reader(&self) -> Option<ByType> {
        Some(read_by_type::<J>)
    }
}

trait IsNoJob {
    fn reader(&self) -> Option<ByType> {
        None
    }
}

impl<T> IsNoJob for Probe<T> {}

macro_rules! readers {
    ($provider:literal $($schema:literal => $type:ty,)+) => {
        vec![$(($schema, (&&Probe::<$type>(PhantomData)).reader()),)+]
    };
}

/// Paths that the rules look at, with what else is worth a try there.
fn looked_at(rules: &Rules) -> Vec<(&'static str, Vec<Value>)> {
    let mut found: Vec<(&str, Vec<Value>)> = Vec::new();
    let entries = |entry: &Entry, path| match entry.test {
        Test::Equals(other) => (path, vec![json!([{ entry.property: 7 }])], Some(other)),
        Test::Not(number) => (
            path,
            vec![
                json!([{ entry.property: number }]),
                json!([{ entry.property: 7 }, { entry.property: number }]),
            ],
            None,
        ),
    };
    for (_, condition) in rules.states {
        match condition {
            Some((path, Condition::OneOf(values))) => {
                let either = values
                    .iter()
                    .flat_map(|value| [value.to_uppercase(), value.to_lowercase()]);
                found.push((path, either.map(Value::from).collect()));
            }
            Some((path, Condition::Any(entry) | Condition::All(entry))) => {
                let (path, values, other) = entries(entry, *path);
                found.push((path, values));
                found.extend(other.map(|other| (other, vec![json!(7), json!(8)])));
            }
            Some((path, _)) => found.push((path, Vec::new())),
            None => {}
        }
    }
    for reason in rules.reasons {
        match reason {
            Reason::Of(path) => found.push((path, Vec::new())),
            Reason::OfEntry(array, path) => {
                found.push((array, vec![json!([{ *path: "" }, { *path: "why" }])]));
            }
        }
    }
    found.extend(rules.unknown.map(|path| (path, Vec::new())));
    if let Some((done, total)) = rules.progress {
        found.push((done, vec![json!(-1)]));
        found.extend(total.map(|total| (total, vec![json!(-1)])));
    }
    found
}

/// What may be anywhere.
fn anything() -> Vec<Value> {
    vec![
        json!(null),
        json!(""),
        json!("other"),
        json!("TRUE"),
        json!(true),
        json!(false),
        json!(7),
        json!("7"),
        json!(7.0),
        json!([]),
        json!({}),
    ]
}

/// Puts `value` at `path`, in objects that are made where there are none. `None` takes it away.
fn put(job: &mut Value, path: &str, value: Option<&Value>) {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    let Some(members) = job.as_object_mut() else {
        return;
    };
    match (rest, value) {
        (Some(rest), _) => put(
            members.entry(first).or_insert_with(|| json!({})),
            rest,
            value,
        ),
        (None, Some(value)) => {
            // The entries of arrays keep what their schema wants.
            let value = match (members.get(first), value) {
                (Some(Value::Array(old)), Value::Array(new)) if !old.is_empty() => {
                    let entry = |new: &Value| {
                        let mut entry = old[0].clone();
                        for (key, value) in new.as_object().into_iter().flatten() {
                            put(&mut entry, key, Some(value));
                        }
                        entry
                    };
                    new.iter().map(entry).collect()
                }
                _ => value.clone(),
            };
            members.insert(first.to_owned(), value);
        }
        (None, None) => drop(members.remove(first)),
    }
}

/// A value of a schema, with all its properties down to a depth.
fn sample(document: &Document, schema: &Value, depth: usize) -> Value {
    let schema = document.follow(schema);
    if let Some(member) = schema["oneOf"].get(0) {
        let mut value = sample(document, member, depth);
        let mapping = schema["discriminator"]["mapping"].as_object().unwrap();
        let name = reference_name(member);
        let mut tags = mapping.iter();
        let tag = tags.find(|(_, target)| target.as_str().unwrap().ends_with(&name));
        let property = schema["discriminator"]["propertyName"].as_str().unwrap();
        put(&mut value, property, Some(&json!(tag.unwrap().0)));
        return value;
    }
    match schema["type"].as_str() {
        Some("string") => match (schema["enum"].get(0), schema["format"].as_str()) {
            (Some(value), _) => value.clone(),
            (_, Some("date-time")) => json!("2026-11-30T12:00:00Z"),
            _ => json!("text"),
        },
        Some("integer" | "number") => json!(7),
        Some("boolean") => json!(true),
        Some("array") if depth > 0 => json!([sample(document, &schema["items"], depth - 1)]),
        Some("array") => json!([]),
        Some("object") if depth > 0 => {
            let properties = schema["properties"].as_object();
            let members = properties
                .into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), sample(document, value, depth - 1)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Some("object") => json!({}),
        _ => json!("any"),
    }
}

/// The objects of `rules`, each with a job that has them.
fn objects(rules: &'static JobRules, job: Value) -> Vec<(&'static Rules, Value)> {
    match rules {
        JobRules::Of(rules) => vec![(rules, job)],
        JobRules::Choice(property, members) => {
            let mut all = Vec::new();
            for (values, rules) in *members {
                for value in values.iter().chain(&["of nothing"]) {
                    let mut job = job.clone();
                    put(&mut job, property, Some(&json!(value)));
                    all.extend(objects(rules, job));
                }
            }
            all
        }
    }
}

/// Whether the state follows from nothing in the job.
fn looks_at_nothing(rules: &JobRules) -> bool {
    matches!(rules, JobRules::Of(rules) if looked_at(rules).is_empty())
}

/// Whether a reason is any JSON. The type takes no number for a reason then, and the command does.
fn has_reason_of_any_type(document: &Document, schema: &str, rules: &Rules) -> bool {
    rules.reasons.iter().any(|reason| {
        let Reason::Of(path) = reason else {
            return false;
        };
        let mut owner = document.schema(schema);
        for property in path.split('.') {
            owner = document.follow(&document.follow(owner)["properties"][property]);
        }
        owner.get("type").is_none()
    })
}

/// Compares both readings of `job`; whether the type can be read at all.
fn agree(schema: &str, rules: &JobRules, by_type: ByType, is_loose: bool, job: &Value) -> bool {
    let Some(mut expected) = by_type(&job.to_string()) else {
        return false;
    };
    let read = (rules.state(job), rules.reason(job), rules.progress(job));
    // A type keeps a member of a union that it cannot read as an unknown one.
    let is_unread = expected == (JobState::Unknown(String::new()), None, None);
    if is_unread && read != expected && matches!(rules, JobRules::Choice(..)) {
        return false;
    }
    if is_loose {
        expected.1.clone_from(&read.1);
    }
    assert_eq!(read, expected, "{schema}: {job}");
    true
}

/// A provider: the readers of its types, and the rules of the command.
type Provider = (
    &'static str,
    Vec<(&'static str, Option<ByType>)>,
    &'static [(&'static str, &'static JobRules)],
);

macro_rules! providers {
    ($($name:literal, $krate:ident, $module:ident;)+) => {
        vec![$(($name, $krate::for_all_answers!(readers), generated::$module::JOBS)),+]
    };
}

#[test]
fn the_rules_of_the_command_and_the_types_of_the_clients_agree() {
    let providers: Vec<Provider> = wire::every_provider!(providers);
    for (provider, types, jobs) in providers {
        let document = Document::read(provider);
        let of_types = types.iter().filter(|(_, reader)| reader.is_some());
        let of_types: BTreeSet<&str> = of_types.map(|(schema, _)| *schema).collect();
        let of_rules: BTreeSet<&str> = jobs.iter().map(|(schema, _)| *schema).collect();
        assert_eq!(of_types, of_rules, "{provider}");
        assert!(!of_rules.is_empty());
        for (schema, rules) in jobs {
            let mut readers = types.iter().filter(|(name, _)| name == schema);
            let by_type = readers.next().unwrap().1.unwrap();
            let whole = sample(&document, document.schema(schema), 4);
            let (mut compared, mut states) = (0, BTreeSet::new());
            for (object, job) in objects(rules, whole) {
                let is_loose = has_reason_of_any_type(&document, schema, object);
                assert!(
                    agree(schema, rules, by_type, is_loose, &job),
                    "{schema}: {job}"
                );
                let paths = looked_at(object);
                for (path, own) in &paths {
                    let values = own.iter().cloned().chain(anything()).map(Some);
                    for value in values.chain([None]) {
                        let mut job = job.clone();
                        put(&mut job, path, value.as_ref());
                        for other in std::iter::once(None).chain(paths.iter().map(Some)) {
                            let mut job = job.clone();
                            if let Some((other, _)) = other.filter(|(other, _)| other != path) {
                                put(&mut job, other, None);
                            }
                            compared += usize::from(agree(schema, rules, by_type, is_loose, &job));
                            states.insert(rules.state(&job).to_string());
                        }
                    }
                }
            }
            assert!(
                compared > 5 && states.len() > 1 || looks_at_nothing(rules),
                "{schema}: {compared} compared, {states:?}"
            );
        }
    }
}
