//! Limits of numbers and dates, which are checked before anything is sent.

use crate::error::invalid_value::InvalidValue;
use crate::sent::argument::Argument;
use crate::text::timestamp::Timestamp;
use crate::text::utc;

impl Argument<i64> {
    /// Refuses a number below `min`.
    #[must_use]
    pub fn at_least(self, min: i64) -> Self {
        self.check(
            |number| number >= min,
            |number| format!("{number} is not allowed: it must be at least {min}"),
        )
    }

    /// Refuses a number above `max`.
    #[must_use]
    pub fn at_most(self, max: i64) -> Self {
        self.check(
            |number| number <= max,
            |number| format!("{number} is not allowed: it must be at most {max}"),
        )
    }

    /// Refuses a number that is not in `allowed`.
    #[must_use]
    pub fn one_of(self, allowed: &[i64]) -> Self {
        self.check(
            |number| allowed.contains(&number),
            |number| {
                let list = in_words(allowed);
                format!("{number} is not allowed: it must be {list}")
            },
        )
    }

    fn check(self, holds: impl Fn(i64) -> bool, reason: impl Fn(i64) -> String) -> Self {
        match self {
            Self::Given(number) if !holds(number) => Self::Invalid(reason(number)),
            other => other,
        }
    }
}

impl Argument<Timestamp> {
    /// Refuses a text that is not a date and time with a time zone.
    #[must_use]
    pub fn is_date_time(self) -> Self {
        match self {
            Self::Given(timestamp) if !utc::is_rfc_3339(timestamp.as_str()) => {
                let rule = "must be a date and time with a time zone in ISO 8601, such as \
                            2026-11-22T10:00:00Z";
                let text = format!("{:?}", timestamp.as_str());
                Self::Invalid(InvalidValue::new("Timestamp", &text, rule).to_string())
            }
            other => other,
        }
    }
}

/// Lists numbers, with consecutive ones as a range: "1 to 28, or 40".
fn in_words(numbers: &[i64]) -> String {
    // Three or more numbers make a range: two are as short on their own.
    let runs = numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let mut words: Vec<String> = Vec::new();
    for run in runs {
        match run {
            [first, _, .., last] if run.len() > 2 => words.push(format!("{first} to {last}")),
            _ => words.extend(run.iter().map(i64::to_string)),
        }
    }
    let last = words.pop().unwrap_or_default();
    match words.as_slice() {
        [] => last,
        _ => format!("{}, or {last}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::Argument;

    fn reason(argument: Argument<i64>) -> String {
        match argument {
            Argument::Invalid(reason) => reason,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_number_within_the_limits_stays() {
        for number in [1, 500] {
            let argument = Argument::Given(number).at_least(1).at_most(500);
            assert!(matches!(argument, Argument::Given(kept) if kept == number));
        }
        assert!(matches!(
            Argument::Given(3).one_of(&[0, 3]),
            Argument::Given(3)
        ));
        assert!(matches!(
            Argument::Missing.at_least(1).at_most(2).one_of(&[]),
            Argument::Missing
        ));
    }

    #[test]
    fn another_number_says_what_is_allowed() {
        assert_eq!(
            reason(Argument::Given(501).at_least(1).at_most(500)),
            "501 is not allowed: it must be at most 500"
        );
        assert_eq!(
            reason(Argument::Given(-1).at_least(1).at_most(500)),
            "-1 is not allowed: it must be at least 1"
        );
        assert_eq!(
            reason(Argument::Given(2).one_of(&[0, 1, 3])),
            "2 is not allowed: it must be 0, 1, or 3"
        );
        let days: Vec<i64> = (1..=28).chain([40]).collect();
        assert_eq!(
            reason(Argument::Given(29).one_of(&days)),
            "29 is not allowed: it must be 1 to 28, or 40"
        );
        assert_eq!(
            reason(Argument::Given(2).one_of(&[1])),
            "2 is not allowed: it must be 1"
        );
    }

    /// The first reason is the right one.
    #[test]
    fn a_wrong_value_keeps_its_reason() {
        let wrong = Argument::from_value(u64::MAX).at_least(1).one_of(&[1]);
        assert!(reason(wrong).contains("out of range"));
    }
}
