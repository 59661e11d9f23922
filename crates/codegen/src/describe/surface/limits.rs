//! What a setter takes, with its limits.

use std::fmt::Write;
use std::ops::Bound;

use crate::emit::type_in_words;
use crate::model::{Kind, Limits, Range};

/// The type of a value that is sent, and its limits: `[i64, at least 1], at most 10`.
pub(super) fn of_kind(kind: &Kind) -> String {
    match kind {
        Kind::Integer(range) => format!("i64{}", of_integer(range)),
        Kind::Number(range) => format!("f64{}", of_number(range)),
        Kind::Boolean(Some(only)) => format!("bool, only {only}"),
        Kind::Map {
            value,
            min_entries,
            max_entries,
        } => {
            let text = format!("{{name: {}}}", of_kind(value));
            text + &of_count(*min_entries, *max_entries)
        }
        Kind::Nullable(inner) => format!("{} or null", of_kind(inner)),
        Kind::Timestamp => "Timestamp, with its zone".to_owned(),
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let text = format!("[{}]", of_kind(item));
            text + &of_count(*min_items, *max_items)
        }
        other => type_in_words(other),
    }
}

fn of_count(least: u64, most: Option<u64>) -> String {
    let mut text = String::new();
    // Writing into a text cannot fail.
    if least > 0 {
        let _ = write!(text, ", at least {least}");
    }
    if let Some(most) = most {
        let _ = write!(text, ", at most {most}");
    }
    text
}

/// The limits of a number.
fn of_number(range: &Range) -> String {
    let least = match range.least {
        Bound::Unbounded => String::new(),
        Bound::Included(least) => format!(", at least {least}"),
        Bound::Excluded(least) => format!(", greater than {least}"),
    };
    let most = match range.most {
        Bound::Unbounded => String::new(),
        Bound::Included(most) => format!(", at most {most}"),
        Bound::Excluded(most) => format!(", less than {most}"),
    };
    let listed = match &range.allowed[..] {
        [] => String::new(),
        listed => {
            let list: Vec<String> = listed.iter().map(f64::to_string).collect();
            format!(", one of [{}]", list.join(", "))
        }
    };
    least + &most + &listed
}

/// The limits of an integer: `, at least 1, at most 500`.
fn of_integer(limits: &Limits) -> String {
    let mut text = String::new();
    if let Some(least) = limits.least {
        let _ = write!(text, ", at least {least}");
    }
    if let Some(most) = limits.most {
        let _ = write!(text, ", at most {most}");
    }
    if !limits.allowed.is_empty() {
        let list: Vec<String> = limits.allowed.iter().map(i64::to_string).collect();
        let _ = write!(text, ", one of [{}]", list.join(", "));
    }
    text
}
