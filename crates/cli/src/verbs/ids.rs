//! Where the id is, if somebody gives a name to an operation.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use backhaul_runtime::OneLine;

use super::missing;
use crate::call::{Operation, Place};
use crate::providers::{self, Entry};

/// `error` of a command line of `words`, with where the id is that an operation takes in place of a name: `--group X`,
/// which flows take, is `--group-id` for an operation.
pub fn with_ids(mut error: clap::Error, words: &[String]) -> clap::Error {
    if error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let Some(flag) = unknown.strip_prefix("--") else {
        let tip = of_bare(unknown, words);
        let tips = tip.into_iter().map(StyledStr::from).collect::<Vec<_>>();
        if !tips.is_empty() {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
        }
        return error;
    };
    let flag = format!("{}-id", flag.trim_end_matches("-name"));
    let Some((entry, operation)) = named(words) else {
        return error;
    };
    if !operation.flags.iter().any(|known| known.name == flag) {
        return error;
    }
    let mut tips = vec![format!(
        "operations take ids: give --{flag}; names are for whole jobs, such as backhaul collect"
    )];
    tips.extend(missing::list_of(entry, Some(operation), &flag, &|flag| {
        value_of(words, flag)
    }));
    let tips = tips.into_iter().map(StyledStr::from).collect();
    error.remove(ContextKind::SuggestedArg);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    error
}

/// The value of a flag among `words`: `--flag VALUE`, or `--flag=VALUE`.
fn value_of(words: &[String], flag: &str) -> Option<String> {
    let flag = format!("--{flag}");
    let place = words.iter().position(|word| {
        let rest = word.strip_prefix(&flag);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })?;
    match words.get(place)?.split_once('=') {
        Some((_, value)) => Some(value.to_owned()),
        None => words.get(place + 1).cloned(),
    }
}

/// The provider and the operation that a command line names.
fn named(words: &[String]) -> Option<(&'static Entry, &'static Operation)> {
    let entry = words.iter().find_map(|word| providers::find(word))?;
    let (_, operation) = words.iter().find_map(|word| entry.table.operation(word))?;
    Some((entry, operation))
}

/// The flag in front of a word that stands alone, as an id does for other commands: the one that the path of the
/// operation has not been given.
fn of_bare(word: &str, words: &[String]) -> Option<String> {
    let (entry, operation) = named(words)?;
    if word.starts_with('-') {
        return None;
    }
    let is_given = |name: &str| {
        let (flag, joined) = (format!("--{name}"), format!("--{name}="));
        words
            .iter()
            .any(|word| *word == flag || word.starts_with(&joined))
    };
    // The project has other ways to be given.
    let is_project = |name: &str| entry.project.is_some_and(|(project, _)| project == name);
    let flags = operation.flags.iter();
    let in_path = flags.filter(|flag| flag.place == Place::Path && !is_given(flag.name));
    let (projects, others): (Vec<_>, Vec<_>) = in_path.partition(|flag| is_project(flag.name));
    let missing = if others.is_empty() { projects } else { others };
    let missing: Vec<String> = missing
        .iter()
        .map(|flag| format!("--{} {}", flag.name, OneLine::new(word)))
        .collect();
    (!missing.is_empty()).then(|| format!("a value needs its flag: write {}", missing.join(" or ")))
}
