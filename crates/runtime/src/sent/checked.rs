//! Parameter types that are checked before anything is sent.

use crate::error::invalid_value::{InvalidValue, excerpt};
use crate::sent::pattern::Pattern;

/// The rules of a document for a string.
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
    /// A copy of `text`, if it is valid for the parameter type called `type_name`. Compiled once for all types.
    ///
    /// # Errors
    /// The same as for [`check`](Self::check).
    pub fn checked(&self, type_name: &'static str, text: &str) -> Result<String, InvalidValue> {
        self.check(type_name, text)?;
        Ok(text.to_owned())
    }

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
                .map(|pattern| format!("must match {}", pattern.as_str()))
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

/// Whether `text` has more than `count` characters. A character has at least one byte, so most texts need no
/// counting.
fn has_more_than(count: usize, text: &str) -> bool {
    text.len() > count && text.chars().nth(count).is_some()
}

fn characters(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} character{plural}")
}

/// Declares a parameter type: a string that has been checked against the document's rules.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate.
// The macro uses full paths everywhere, because a document may have a type of any name.
#[macro_export]
macro_rules! validated_string {
    ($(#[$meta:meta])* pub struct $name:ident; $constraint:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::std::string::String);

        impl $name {
            pub(crate) const CONSTRAINT: $crate::for_client_crates::Constraint = $constraint;

            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::CONSTRAINT.check(::std::stringify!($name), &text)?;
                ::std::result::Result::Ok(Self(text))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::CONSTRAINT.checked(::std::stringify!($name), text).map(Self)
            }
        }

        impl ::std::convert::TryFrom<&::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &::std::string::String) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(text.as_str())
            }
        }

        /// For an id as an answer has it. `None` is a mistake like any other: it is reported, and nothing is sent.
        impl ::std::convert::TryFrom<&::std::option::Option<::std::string::String>> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(
                text: &::std::option::Option<::std::string::String>,
            ) -> ::std::result::Result<Self, $crate::InvalidValue> {
                match text {
                    ::std::option::Option::Some(text) => Self::try_from(text.as_str()),
                    ::std::option::Option::None => ::std::result::Result::Err(
                        $crate::InvalidValue::__missing(::std::stringify!($name)),
                    ),
                }
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

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::for_client_crates::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::for_client_crates::serde::Serializer,
            {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// Declares a request body that is a JSON array of a checked type, with a limited number of items.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate that has one.
// The type parameters begin with underscores, because no type of a document does.
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

            /// Checks every item, and the number of items.
            ///
            /// # Errors
            /// Lists every item that is not allowed, and says whether there are too few or too many.
            pub fn new<__Items>(items: __Items) -> ::std::result::Result<Self, $crate::InvalidValue>
            where
                __Items: ::std::iter::IntoIterator,
                __Items::Item: ::std::convert::TryInto<$item>,
                <__Items::Item as ::std::convert::TryInto<$item>>::Error: ::std::fmt::Display,
            {
                let mut checked = ::std::vec::Vec::new();
                let mut wrong = ::std::vec::Vec::new();
                for (index, item) in items.into_iter().enumerate() {
                    match item.try_into() {
                        ::std::result::Result::Ok(item) => checked.push(item),
                        ::std::result::Result::Err(error) => wrong.push((index, error.to_string())),
                    }
                }
                let count = checked.len() + wrong.len();
                let (least, most) = (Self::MIN_ITEMS, Self::MAX_ITEMS);
                match $crate::InvalidValue::__of_array(count, least, most, &wrong) {
                    ::std::option::Option::None => ::std::result::Result::Ok(Self(checked)),
                    ::std::option::Option::Some(error) => ::std::result::Result::Err(error),
                }
            }

            /// The checked items.
            pub fn as_slice(&self) -> &[$item] {
                &self.0
            }
        }

        impl<__Item> ::std::convert::TryFrom<::std::vec::Vec<__Item>> for $name
        where
            __Item: ::std::convert::TryInto<$item>,
            __Item::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: ::std::vec::Vec<__Item>) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::new(items)
            }
        }

        impl<__Item, const __COUNT: usize> ::std::convert::TryFrom<[__Item; __COUNT]> for $name
        where
            __Item: ::std::convert::TryInto<$item>,
            __Item::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: [__Item; __COUNT]) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::new(items)
            }
        }

        impl<'a, __Item> ::std::convert::TryFrom<&'a [__Item]> for $name
        where
            &'a __Item: ::std::convert::TryInto<$item>,
            <&'a __Item as ::std::convert::TryInto<$item>>::Error: ::std::fmt::Display,
        {
            type Error = $crate::InvalidValue;

            fn try_from(items: &'a [__Item]) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::new(items)
            }
        }

        impl $crate::for_client_crates::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::for_client_crates::serde::Serializer,
            {
                $crate::for_client_crates::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub)] // The macros make public types.
mod tests {
    use crate::error::problem::{Place, Problem};

    crate::closed_enum! {
        /// What to do.
        pub enum Action {
            /// Nothing else.
            Run = "run",
        }
    }

    crate::validated_array! {
        /// What to do, in order.
        pub struct Actions(Action);
        min_items = 1, max_items = 2
    }

    fn problems(items: &[&str]) -> String {
        let reason = Actions::new(items.iter().copied()).unwrap_err();
        let place = Place::at_top("actions", "actions");
        Problem::not_allowed(&place, &reason.to_string(), false).to_string()
    }

    crate::validated_string! {
        /// An id.
        pub struct ThingId;
        crate::for_client_crates::Constraint { min_length: 1, max_length: 4, pattern: None }
    }

    #[test]
    fn an_id_is_taken_as_an_answer_has_it() {
        let id = |text: &Option<String>| ThingId::try_from(text);
        assert_eq!(id(&Some("abc".to_owned())).unwrap().as_str(), "abc");
        let told = id(&Some("abcde".to_owned())).unwrap_err().to_string();
        assert!(
            told.starts_with("\"abcde\" is not a valid ThingId"),
            "{told}"
        );
        let told = id(&None).unwrap_err().to_string();
        assert_eq!(
            told,
            "there is no ThingId: the value is None, as it is where an answer left it out"
        );
    }

    #[test]
    fn a_single_allowed_value_is_not_called_one_of() {
        let error = Action::try_from("start").unwrap_err();
        assert_eq!(
            error.to_string(),
            r#""start" is not allowed: it must be run"#
        );
    }

    #[test]
    fn all_problems_of_an_array_are_listed_with_their_index() {
        assert_eq!(
            problems(&["run", "stop"]),
            r#"actions[1]: "stop" is not allowed: it must be run"#
        );
        assert_eq!(
            problems(&["run", "stop", "go"]),
            "actions: 3 items are not allowed: there must be at most 2; \
             [1]: \"stop\" is not allowed: it must be run; [2]: \"go\" is not allowed: it must be run"
        );
        assert_eq!(
            problems(&[]),
            "actions: 0 items are not allowed: there must be at least 1"
        );
        assert_eq!(Actions::new(["run"]).unwrap().as_slice(), [Action::Run]);
    }
}
