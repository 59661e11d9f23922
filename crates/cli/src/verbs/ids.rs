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
        "operations take ids: give --{flag}; names are for flows, such as collect"
    )];
    tips.extend(missing::list_of(entry, Some(operation), &flag));
    let tips = tips.into_iter().map(StyledStr::from).collect();
    error.remove(ContextKind::SuggestedArg);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    error
}
