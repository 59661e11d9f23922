//! Limits of numbers and dates, which are checked before anything is sent.

use std::ops::Bound;

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

impl Argument<f64> {
    /// Refuses a number that is not between `least` and `most`, or not a number that can be written.
    #[must_use]
    pub fn in_range(self, least: Bound<f64>, most: Bound<f64>) -> Self {
        match self {
            Self::Given(number) => match broken_rule(number, least, most) {
                None => Self::Given(number),
                Some(rule) => Self::Invalid(format!("{number} is not allowed: it must be {rule}")),
            },
            other => other,
        }
    }
}

impl Argument<f64> {
    /// Refuses a number that is not in `allowed`.
    #[must_use]
    pub fn one_of(self, allowed: &[f64]) -> Self {
        match self {
            Self::Given(number) if !allowed.contains(&number) => {
                let list = alternatives(allowed.iter().map(f64::to_string).collect());
                Self::Invalid(format!("{number} is not allowed: it must be {list}"))
            }
            other => other,
        }
    }
}

impl Argument<bool> {
    /// Refuses the other value than `allowed`.
    #[must_use]
    pub fn only(self, allowed: bool) -> Self {
        match self {
            Self::Given(value) if value != allowed => {
                Self::Invalid(format!("{value} is not allowed: it must be {allowed}"))
            }
            other => other,
        }
    }
}

/// The rule that `number` breaks, if it breaks one.
fn broken_rule(number: f64, least: Bound<f64>, most: Bound<f64>) -> Option<String> {
    if !number.is_finite() {
        return Some("a finite number".to_owned());
    }
    match (least, most) {
        (Bound::Included(least), _) if number < least => Some(format!("at least {least}")),
        (Bound::Excluded(least), _) if number <= least => Some(format!("greater than {least}")),
        (_, Bound::Included(most)) if number > most => Some(format!("at most {most}")),
        (_, Bound::Excluded(most)) if number >= most => Some(format!("less than {most}")),
        _ => None,
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
    alternatives(words)
}

fn alternatives(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_default();
    match words.as_slice() {
        [] => last,
        _ => format!("{}, or {last}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Bound;

    use super::Argument;

    fn reason<T: std::fmt::Debug>(argument: Argument<T>) -> String {
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

    #[test]
    fn a_fraction_has_a_range_too() {
        let range = |number: f64| {
            Argument::Given(number).in_range(Bound::Excluded(0.0), Bound::Included(1.5))
        };
        for number in [0.1, 1.5, f64::MIN_POSITIVE] {
            assert_eq!(range(number).given(), Some(&number));
        }
        for (number, expected) in [
            (0.0, "0 is not allowed: it must be greater than 0"),
            (1.6, "1.6 is not allowed: it must be at most 1.5"),
            (f64::NAN, "NaN is not allowed: it must be a finite number"),
            (
                f64::INFINITY,
                "inf is not allowed: it must be a finite number",
            ),
        ] {
            assert_eq!(reason(range(number)), expected);
        }
        let range = |number: f64| {
            Argument::Given(number).in_range(Bound::Included(-1.0), Bound::Excluded(1.0))
        };
        assert_eq!(
            reason(range(-2.0)),
            "-2 is not allowed: it must be at least -1"
        );
        assert_eq!(
            reason(range(1.0)),
            "1 is not allowed: it must be less than 1"
        );
        let any = Argument::Given(-1e300).in_range(Bound::Unbounded, Bound::Unbounded);
        assert_eq!(any.given(), Some(&-1e300));
    }

    #[test]
    fn fractions_and_booleans_may_be_listed() {
        let shares = [0.5, 1.0, -2.25];
        for number in shares {
            assert_eq!(
                Argument::Given(number).one_of(&shares).given(),
                Some(&number)
            );
        }
        for (number, shown) in [(0.25, "0.25"), (2.0, "2"), (f64::NAN, "NaN")] {
            assert_eq!(
                reason(Argument::Given(number).one_of(&shares)),
                format!("{shown} is not allowed: it must be 0.5, 1, or -2.25")
            );
        }
        assert_eq!(Argument::Given(true).only(true).given(), Some(&true));
        assert_eq!(
            reason(Argument::Given(true).only(false)),
            "true is not allowed: it must be false"
        );
        assert!(Argument::<bool>::Missing.only(true).is_missing());
    }

    /// The first reason is the right one.
    #[test]
    fn a_wrong_value_keeps_its_reason() {
        let wrong = Argument::from_value(u64::MAX).at_least(1).one_of(&[1]);
        assert!(reason(wrong).contains("out of range"));
    }
}
