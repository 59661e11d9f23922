//! Where the id is, if somebody gives a name to an operation.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::missing;
use crate::providers;

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
        return error;
    };
    let flag = format!("{}-id", flag.trim_end_matches("-name"));
    let mut named = words.iter().filter_map(|word| providers::find(word));
    let Some(entry) = named.next() else {
        return error;
    };
    let mut found = words.iter().filter_map(|word| entry.table.operation(word));
    let Some((_, operation)) = found.next() else {
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
