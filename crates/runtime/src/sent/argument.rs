//! The argument for one parameter, held by a request builder until the call is sent.

use std::fmt::Display;

use crate::text::sensitive::SensitiveString;

/// One argument of an operation: not given yet, given, or given and not allowed.
///
/// Builders accept values that still have to be checked, and report a wrong one when the call is sent. So a
/// chain of setters needs only one `?`, at its end.
#[derive(Clone, Debug)]
pub enum Argument<T> {
    /// No value was given.
    Missing,
    /// A value that the document allows.
    Given(T),
    /// The reason why the given value is not allowed.
    Invalid(String),
}

impl<T> Argument<T> {
    /// Converts and checks `value`.
    pub fn from_value<V>(value: V) -> Self
    where
        V: TryInto<T>,
        V::Error: Display,
    {
        match value.try_into() {
            Ok(value) => Self::Given(value),
            Err(reason) => Self::Invalid(reason.to_string()),
        }
    }

    /// The value, if an allowed one was given.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Missing | Self::Invalid(_) => None,
        }
    }

    /// Whether no value was given at all.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The same argument as another type.
    pub(crate) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Argument<U> {
        match self {
            Self::Missing => Argument::Missing,
            Self::Given(value) => Argument::Given(convert(value)),
            Self::Invalid(reason) => Argument::Invalid(reason),
        }
    }

    /// The same argument as it is written into an address or a header.
    #[must_use]
    pub fn into_text(self) -> Argument<String>
    where
        T: Display,
    {
        self.map(|value| value.to_string())
    }

    /// Replaces the value. An invalid argument stays, to be reported.
    pub fn set(&mut self, value: T) {
        if !matches!(self, Self::Invalid(_)) {
            *self = Self::Given(value);
        }
    }
}

impl Argument<SensitiveString> {
    /// The text itself, to be sent.
    #[must_use]
    pub fn exposed(self) -> Argument<String> {
        self.map(|text| text.expose().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Argument;

    #[test]
    fn a_value_that_is_not_allowed_stays_to_be_reported() {
        let mut argument = Argument::Missing;
        assert_eq!(argument.given(), None);
        argument.set(1);
        argument.set(2);
        assert_eq!(argument.given(), Some(&2));
        let mut argument = Argument::Invalid("too large".to_owned());
        argument.set(1);
        assert!(matches!(argument, Argument::Invalid(_)));
        assert_eq!(argument.given(), None);
    }
}
