//! Enums that keep unknown values.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};

use crate::shown::OneLine;

/// A value that the provider sent and that the document does not list.
///
/// It only comes from reading: the known values of an enum never end up in it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Only for the code that [`open_enum!`](crate::open_enum) expands to.
    #[doc(hidden)]
    pub fn __new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The unchanged text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&OneLine::name(&self.0), f)
    }
}

impl fmt::Display for UnknownValue {
    /// On one line and with at most 100 characters; [`as_str`](Self::as_str) returns all of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&OneLine::name(&self.0), f)
    }
}

/// Creates a value from a string without copying it.
///
/// Only for the code that [`open_enum!`](crate::open_enum) expands to.
#[derive(Debug)]
pub struct TextVisitor<T>(PhantomData<T>);

impl<T> TextVisitor<T> {
    /// A visitor.
    #[allow(clippy::new_without_default)] // Only the macro creates one.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Declares an enum of strings that also accepts any other string and writes it back unchanged.
///
/// Providers add values without notice; a closed enum would lose the whole answer.
///
/// ```
/// backhaul_runtime::open_enum! {
///     /// The state of a job.
///     pub enum State {
///         /// Waiting.
///         Queued = "Queued",
///         /// Ended with success.
///         Successful = "Successful",
///     }
/// }
///
/// assert_eq!(State::from("Queued"), State::Queued);
/// assert_eq!(State::from("Paused").as_str(), "Paused");
/// assert!(matches!(State::from("Paused"), State::Unknown(_)));
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A value that this version of the crate does not know, kept unchanged.
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// The values that the provider documents, as on the wire.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// The value as on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    _ => Self::Unknown($crate::UnknownValue::__new(text)),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    // An unknown value may contain anything.
                    Self::Unknown(value) => ::std::fmt::Display::fmt(value, f),
                    known => f.write_str(known.as_str()),
                }
            }
        }

        impl $crate::for_client_crates::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::for_client_crates::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::for_client_crates::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::for_client_crates::serde::Deserializer<'de>,
            {
                // A visitor, because a known value need not be copied.
                deserializer.deserialize_str($crate::for_client_crates::TextVisitor::new())
            }
        }

        $crate::__open_enum_schema!($name);
    };
}

/// The JSON Schema of an open enum: any string, with the known ones listed.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_schema {
    ($name:ident) => {
        impl $crate::for_client_crates::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn json_schema(
                _: &mut $crate::for_client_crates::schemars::SchemaGenerator,
            ) -> $crate::for_client_crates::schemars::Schema {
                $crate::for_client_crates::schemars::json_schema!({
                    "anyOf": [
                        { "type": "string", "enum": $name::KNOWN },
                        { "type": "string" },
                    ],
                })
            }
        }
    };
}

/// There is no schema without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum_schema {
    ($name:ident) => {};
}
