//! A value that the document does not allow.

use std::fmt;

use crate::shown::OneLine;

/// A value that the document does not allow. `Display` names it and the rule that it breaks.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidValue(String);

impl InvalidValue {
    /// An error for `value`, which should be a `type_name` but breaks `rule`, for example `must match ...`.
    pub fn new(type_name: &str, value: &str, rule: &str) -> Self {
        Self(format!("{value} is not a valid {type_name}: it {rule}"))
    }
}

impl InvalidValue {
    /// An error for `text`, which is not one of `allowed`. It shows the list, which is more useful than the
    /// type's name.
    pub fn none_of(text: &str, allowed: &[&str]) -> Self {
        let text = excerpt(text);
        Self(match allowed {
            [only] => format!("{text} is not allowed: it must be {only}"),
            _ => format!(
                "{text} is not allowed: it must be one of {}",
                allowed.join(", ")
            ),
        })
    }

    /// An error for a value that an answer did not have.
    ///
    /// Only for the code that [`validated_string!`](crate::validated_string) expands to.
    #[doc(hidden)]
    pub fn __missing(type_name: &str) -> Self {
        Self(format!(
            "there is no {type_name}: the value is None, as it is where an answer left it out"
        ))
    }

    /// One error for everything that is wrong with an array of `count` items: their number, if it is not
    /// between `least` and `most`, and the wrong items, each with its index from 0.
    ///
    /// Only for the code that [`validated_array!`](crate::validated_array) expands to.
    #[doc(hidden)]
    pub fn __of_array(
        count: usize,
        least: usize,
        most: usize,
        items: &[(usize, String)],
    ) -> Option<Self> {
        let rule = if count < least {
            Some(format!("at least {least}"))
        } else if count > most {
            Some(format!("at most {most}"))
        } else {
            None
        };
        let items_are = if count == 1 { "item is" } else { "items are" };
        let number =
            rule.map(|rule| format!("{count} {items_are} not allowed: there must be {rule}"));
        let items = items
            .iter()
            .map(|(index, error)| format!("[{index}]: {error}"));
        let all: Vec<String> = number.into_iter().chain(items).collect();
        (!all.is_empty()).then(|| Self(all.join("; ")))
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine::line(&self.0).fmt(f)
    }
}

impl fmt::Debug for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InvalidValue({:?})", OneLine::line(&self.0))
    }
}

impl std::error::Error for InvalidValue {}

/// Quotes `text` for a message: shortened if it is long, with control characters escaped.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}
