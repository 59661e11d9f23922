//! What a setter takes, and whether it is less than before.

use std::collections::{BTreeMap, BTreeSet};

/// Type and limits: `i64, at least 1, at most 500`, `[String], at most 6`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Takes {
    /// The type without limits.
    pub(super) ty: String,
    /// Limits, by how deep in arrays they are and by their kind.
    limits: BTreeMap<(usize, &'static str), String>,
}

/// The kinds of limits.
const LIMITS: [&str; 4] = ["at least", "at most", "one of", "with its zone"];

impl Takes {
    pub(super) fn of(text: &str) -> Self {
        let mut takes = Self {
            ty: String::new(),
            limits: BTreeMap::new(),
        };
        let mut depth = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let limit = rest.strip_prefix(", ").and_then(|behind| {
                let kind = LIMITS.iter().find(|kind| behind.starts_with(**kind))?;
                Some((*kind, behind.get(kind.len()..)?.trim_start()))
            });
            if let Some((kind, behind)) = limit {
                let end = match behind.starts_with('[') {
                    true => behind.find(']').map(|end| end + 1),
                    false => behind.find([',', ']']),
                };
                let (value, after) = behind.split_at(end.unwrap_or(behind.len()));
                takes.limits.insert((depth, kind), value.to_owned());
                rest = after;
                continue;
            }
            let mut signs = rest.chars();
            if let Some(sign) = signs.next() {
                depth = match sign {
                    '[' => depth + 1,
                    ']' => depth - usize::from(depth > 0),
                    _ => depth,
                };
                takes.ty.push(sign);
            }
            rest = signs.as_str();
        }
        takes
    }

    /// How the limits are narrower or wider than those of `old`; nothing if they are the same.
    pub(super) fn against(&self, old: &Self) -> Option<Width> {
        let keys = self.limits.keys().chain(old.limits.keys());
        let widths = keys.filter_map(|key| {
            let (new, old) = (self.limits.get(key), old.limits.get(key));
            width(key.1, old.map(String::as_str), new.map(String::as_str))
        });
        widths.max()
    }

    /// The limits that are others than those of `old`.
    pub(super) fn differences(&self, old: &Self) -> String {
        let keys: BTreeSet<_> = self.limits.keys().chain(old.limits.keys()).collect();
        let told = keys.into_iter().filter_map(|key| {
            let (depth, kind) = *key;
            let each = if depth > 0 { "each " } else { "" };
            let text = |limit: &String| format!("{kind} {limit}").trim_end().to_owned();
            match (old.limits.get(key), self.limits.get(key)) {
                (Some(old), Some(new)) if old == new => None,
                (Some(old), Some(new)) if kind == "one of" => {
                    Some(format!("{each}{}", values_told(old, new)))
                }
                (Some(old), Some(new)) => Some(format!("{each}{} became {new}", text(old))),
                (None, new) => new.map(|new| format!("{each}now {}", text(new))),
                (Some(old), None) => Some(format!("{each}no longer {}", text(old))),
            }
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

/// Which values of a list came and went.
fn values_told(old: &str, new: &str) -> String {
    let only = |list: &str, other: &str| {
        let others = values(other);
        let only = values(list).into_iter().filter(|one| !others.contains(one));
        only.collect::<Vec<_>>().join(", ")
    };
    match (only(old, new).as_str(), only(new, old).as_str()) {
        ("", "") => "its values in another order".to_owned(),
        ("", more) => format!("now also {more}"),
        (gone, "") => format!("no longer {gone}"),
        (gone, more) => format!("no longer {gone}, now also {more}"),
    }
}

/// What a limit has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    Wider,
    Narrower,
}

/// What one limit has become, if it is another one.
pub(super) fn width(kind: &str, old: Option<&str>, new: Option<&str>) -> Option<Width> {
    let (Some(old), Some(new)) = (old, new) else {
        return match (old, new) {
            (None, Some(_)) => Some(Width::Narrower),
            (Some(_), None) => Some(Width::Wider),
            _ => None,
        };
    };
    if old == new {
        return None;
    }
    let wider = match kind {
        "one of" => values(old).iter().all(|value| values(new).contains(value)),
        _ => match (number(old), number(new)) {
            (Some(old), Some(new)) if kind == "at least" => new < old,
            (Some(old), Some(new)) if kind == "at most" => new > old,
            _ => false,
        },
    };
    Some(if wider { Width::Wider } else { Width::Narrower })
}

/// The number that a limit begins with: `10 items`.
fn number(text: &str) -> Option<i128> {
    text.split(' ').next()?.parse().ok()
}

fn values(list: &str) -> Vec<&str> {
    let inner = list.trim_start_matches('[').trim_end_matches(']');
    inner.split(", ").collect()
}

#[cfg(test)]
mod tests {
    use super::{Takes, Width};

    fn against(old: &str, new: &str) -> Option<Width> {
        Takes::of(new).against(&Takes::of(old))
    }

    #[test]
    fn limits_are_told_from_types() {
        let takes = Takes::of("[i64, at least 1, one of [1, 2]], at most 6");
        assert_eq!(takes.ty, "[i64]");
        assert_eq!(takes.limits.len(), 3);
        assert_eq!(Takes::of("requests::A").ty, "requests::A");
    }

    #[test]
    fn narrower_counts_more_than_wider() {
        assert_eq!(
            against("i64, at most 5", "i64, at most 4"),
            Some(Width::Narrower)
        );
        assert_eq!(
            against("i64, at most 5", "i64, at most 6"),
            Some(Width::Wider)
        );
        assert_eq!(
            against("i64, at least 5", "i64, at least 6"),
            Some(Width::Narrower)
        );
        assert_eq!(against("i64, at least 5", "i64"), Some(Width::Wider));
        assert_eq!(against("i64", "i64, one of [1]"), Some(Width::Narrower));
        assert_eq!(
            against("i64, one of [1]", "i64, one of [1, 2]"),
            Some(Width::Wider)
        );
        let old = "[i64, at least 1], at most 6";
        assert_eq!(
            against(old, "[i64, at least 0], at most 5"),
            Some(Width::Narrower)
        );
        assert_eq!(against(old, old), None);
    }

    #[test]
    fn only_the_limits_that_differ_are_told() {
        for (old, new, told) in [
            (
                "i64, at least 1, at most 500",
                "i64, at least 1, at most 100",
                "at most 500 became 100",
            ),
            ("i64", "i64, at least 1", "now at least 1"),
            ("i64, at most 5", "i64", "no longer at most 5"),
            ("Timestamp", "Timestamp, with its zone", "now with its zone"),
            (
                "i64, one of [0, 1, 3]",
                "i64, one of [0, 3, 7]",
                "no longer 1, now also 7",
            ),
            (
                "[i64, at most 3], at most 6",
                "[i64, at most 2], at most 7",
                "at most 6 became 7, each at most 3 became 2",
            ),
        ] {
            assert_eq!(Takes::of(new).differences(&Takes::of(old)), told);
        }
    }
}
