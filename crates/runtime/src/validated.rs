//! Parameter types that are checked before anything is sent.

use std::fmt;

use crate::pattern::Pattern;

/// What a document demands of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Smallest number of characters.
    pub min_length: usize,
    /// Largest number of characters; `usize::MAX` means no limit.
    pub max_length: usize,
    /// The pattern, if the document has one.
    pub pattern: Option<Pattern>,
}

impl Constraint {
    /// Checks `text` for the parameter type called `type_name`.
    ///
    /// # Errors
    /// If `text` is too short, too long or does not match the pattern.
    pub fn check(&self, type_name: &'static str, text: &str) -> Result<(), InvalidValue> {
        let broken = if has_fewer_than(self.min_length, text) {
            Some(format!(
                "must have at least {}",
                characters(self.min_length)
            ))
        } else if has_more_than(self.max_length, text) {
            Some(format!("must have at most {}", characters(self.max_length)))
        } else {
            self.pattern
                .filter(|pattern| !pattern.matches(text))
                .map(|pattern| format!("must match {}", pattern.text))
        };
        match broken {
            None => Ok(()),
            Some(rule) => Err(InvalidValue::new(type_name, &excerpt(text), &rule)),
        }
    }
}

/// Whether `text` has fewer than `count` characters. Counts them only as far as needed.
fn has_fewer_than(count: usize, text: &str) -> bool {
    count > 0 && text.chars().nth(count - 1).is_none()
}

/// Whether `text` has more than `count` characters. A character has at least one byte, so that most
/// texts need no counting.
fn has_more_than(count: usize, text: &str) -> bool {
    text.len() > count && text.chars().nth(count).is_some()
}

fn characters(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} character{plural}")
}

/// Quotes `text` for a message, cut where it gets long, control characters escaped.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

/// A value that the document does not allow. It says which one and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue(String);

impl InvalidValue {
    /// An error for `value`, which should be a `type_name` but breaks `rule`.
    pub fn new(type_name: &str, value: &str, rule: &str) -> Self {
        Self(format!("{value} is no {type_name}: it {rule}"))
    }
}

impl InvalidValue {
    /// An error for `text`, which is none of the values that a `type_name` can have.
    pub fn none_of(type_name: &str, text: &str, allowed: &[&str]) -> Self {
        let rule = format!("must be one of {}", allowed.join(", "));
        Self::new(type_name, &excerpt(text), &rule)
    }

    /// An error for one item of an array.
    pub fn of_item(index: usize, error: &dyn fmt::Display) -> Self {
        Self(format!("item {index}: {error}"))
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidValue {}

/// Declares a parameter type: a text that has been checked against the document's constraint.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate.
#[macro_export]
macro_rules! validated_string {
    ($(#[$meta:meta])* pub struct $name:ident; $constraint:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::std::string::String);

        impl $name {
            const CONSTRAINT: $crate::Constraint = $constraint;

            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                Self::CONSTRAINT.check(::std::stringify!($name), &text)?;
                Ok(Self(text))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, Self::Error> {
                Self::try_from(text.to_owned())
            }
        }

        impl ::std::convert::TryFrom<&::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                Self::try_from(text.as_str())
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// Declares a request body that is a JSON array of a checked type, with the number of items bounded.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate that has one.
#[macro_export]
macro_rules! validated_array {
    ($(#[$meta:meta])* pub struct $name:ident($item:ty); min_items = $min:expr, max_items = $max:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(::std::vec::Vec<$item>);

        impl $name {
            /// Smallest number of items in one request.
            pub const MIN_ITEMS: usize = $min;
            /// Largest number of items in one request.
            pub const MAX_ITEMS: usize = $max;

            /// Checks every item and their number.
            ///
            /// # Errors
            /// If an item is not allowed or there are too few or too many of them.
            pub fn new<I>(items: I) -> ::std::result::Result<Self, $crate::InvalidValue>
            where
                I: ::std::iter::IntoIterator,
                I::Item: ::std::convert::TryInto<$item>,
                <I::Item as ::std::convert::TryInto<$item>>::Error: ::std::fmt::Display,
            {
                let mut checked = ::std::vec::Vec::new();
                for (index, item) in items.into_iter().enumerate() {
                    checked.push(
                        item.try_into()
                            .map_err(|error| $crate::InvalidValue::of_item(index, &error))?,
                    );
                }
                if checked.len() < Self::MIN_ITEMS || checked.len() > Self::MAX_ITEMS {
                    return Err($crate::InvalidValue::new(
                        ::std::stringify!($name),
                        &::std::format!("an array of {} items", checked.len()),
                        &::std::format!("must have {} to {} items", Self::MIN_ITEMS, Self::MAX_ITEMS),
                    ));
                }
                Ok(Self(checked))
            }

            /// The checked items.
            pub fn as_slice(&self) -> &[$item] {
                &self.0
            }
        }

        impl<T> ::std::convert::TryFrom<::std::vec::Vec<T>> for $name
        where
            T: ::std::convert::TryInto<$item>,
            T::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: ::std::vec::Vec<T>) -> ::std::result::Result<Self, Self::Error> {
                Self::new(items)
            }
        }

        impl<T, const N: usize> ::std::convert::TryFrom<[T; N]> for $name
        where
            T: ::std::convert::TryInto<$item>,
            T::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: [T; N]) -> ::std::result::Result<Self, Self::Error> {
                Self::new(items)
            }
        }

        impl<'a, T> ::std::convert::TryFrom<&'a [T]> for $name
        where
            &'a T: ::std::convert::TryInto<$item>,
            <&'a T as ::std::convert::TryInto<$item>>::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: &'a [T]) -> ::std::result::Result<Self, Self::Error> {
                Self::new(items)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                $crate::__private::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}
