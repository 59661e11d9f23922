//! Limits of numbers among the arguments. They are checked before anything is sent.

use crate::argument::Argument;

impl Argument<i64> {
    /// Refuses a number below `min`.
    #[must_use]
    pub fn at_least(self, min: i64) -> Self {
        self.check(
            |number| number >= min,
            |number| format!("{number} is less than {min}, the least that is allowed"),
        )
    }

    /// Refuses a number above `max`.
    #[must_use]
    pub fn at_most(self, max: i64) -> Self {
        self.check(
            |number| number <= max,
            |number| format!("{number} is more than {max}, the most that is allowed"),
        )
    }

    /// Refuses a number that is not in `allowed`.
    #[must_use]
    pub fn one_of(self, allowed: &[i64]) -> Self {
        self.check(
            |number| allowed.contains(&number),
            |number| {
                let list: Vec<String> = allowed.iter().map(i64::to_string).collect();
                format!("{number} is none of the allowed {}", list.join(", "))
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
            "501 is more than 500, the most that is allowed"
        );
        assert_eq!(
            reason(Argument::Given(-1).at_least(1).at_most(500)),
            "-1 is less than 1, the least that is allowed"
        );
        assert_eq!(
            reason(Argument::Given(2).one_of(&[0, 1, 3])),
            "2 is none of the allowed 0, 1, 3"
        );
    }

    /// The first reason is the true one.
    #[test]
    fn a_wrong_value_keeps_its_reason() {
        let wrong = Argument::from_value(u64::MAX).at_least(1).one_of(&[1]);
        assert!(reason(wrong).contains("out of range"));
    }
}
