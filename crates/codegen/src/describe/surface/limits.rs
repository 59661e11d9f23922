//! What a setter takes, with its limits.

use std::fmt::Write;

use crate::emit::type_in_words;
use crate::model::{Kind, Limits};

/// The type of a value that is sent, and its limits: `[i64, at least 1], at most 10`.
pub(super) fn of_kind(kind: &Kind) -> String {
    match kind {
        Kind::Integer(range) => format!("i64{}", of_integer(range)),
        Kind::Timestamp => "Timestamp, with its zone".to_owned(),
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let mut text = format!("[{}]", of_kind(item));
            // Writing into a text cannot fail.
            if *min_items > 0 {
                let _ = write!(text, ", at least {min_items}");
            }
            if let Some(most) = max_items {
                let _ = write!(text, ", at most {most}");
            }
            text
        }
        other => type_in_words(other),
    }
}

/// The limits of an integer: `, at least 1, at most 500`.
pub(super) fn of_integer(limits: &Limits) -> String {
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
