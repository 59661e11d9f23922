//! Unions in answers whose members nothing names: kept as they came, and read as a member on demand.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::read::any::Any;
use crate::read::form::{Arms, type_of};
use crate::read::json::from_json;

/// The value of a union without a tag, as it came.
///
/// Only for the code that [`untagged_union!`](crate::untagged_union) expands to.
#[derive(Clone, PartialEq)]
pub struct Untagged(Value);

impl Untagged {
    /// The value.
    pub fn as_json(&self) -> &Value {
        &self.0
    }

    /// The value.
    pub fn into_json(self) -> Value {
        self.0
    }

    /// The value as the member at `index`, whose type is `T`.
    ///
    /// # Errors
    /// If it is not this member, or another one explains more of it.
    pub fn decode<T: DeserializeOwned>(&self, arms: &Arms, index: usize) -> Result<T, Error> {
        let wrong = |why: String| Error::new(ErrorKind::Decode, format!("{}: {why}", arms.name));
        arms.check(&self.0, index).map_err(wrong)?;
        let text = serde_json::to_vec(&self.0).map_err(|error| wrong(error.to_string()))?;
        from_json(&text).map_err(|error| error.about(arms.name))
    }

    /// Whether it is none of the members.
    pub fn fits_none(&self, arms: &Arms) -> bool {
        !arms.any_fits(&self.0)
    }
}

impl fmt::Debug for Untagged {
    /// Shows the type alone: what is in it may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_of(&self.0))
    }
}

impl Serialize for Untagged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Untagged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any::deserialize(deserializer).map(|any| Self(any.0))
    }
}

/// Declares a union whose members no property names. It keeps the value as it came, whatever it is, and has a
/// method for each member that reads the value as that member.
///
/// Such a method gives a member only if the value can be it, and if no other member explains more of the value.
///
/// ```
/// use backhaul_runtime::for_client_crates::{Arm, Arms, Form};
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// # #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
/// pub struct Circle {
///     radius: i64,
/// }
///
/// static FIGURE: Arms = Arms {
///     name: "Figure",
///     list: &[
///         Arm { name: "Circle", form: &Form::Object(&["radius"], &[("radius", &Form::Integer)]), tags: &[] },
///         Arm { name: "text", form: &Form::Text(&[]), tags: &[] },
///     ],
/// };
///
/// backhaul_runtime::untagged_union! {
///     /// A figure, or what it is called.
///     pub struct Figure by FIGURE {
///         /// A circle.
///         as_circle -> Circle = 0,
///         /// A name.
///         as_text -> String = 1,
///     }
/// }
///
/// let figure: Figure = serde_json::from_str(r#"{"radius": 2}"#).unwrap();
/// assert_eq!(figure.as_circle().unwrap().radius, 2);
/// assert!(figure.as_text().is_err());
/// let figure: Figure = serde_json::from_str(r#"["a square"]"#).unwrap();
/// assert!(figure.as_circle().is_err());
/// assert_eq!(figure.as_json()[0], "a square");
/// ```
#[macro_export]
macro_rules! untagged_union {
    (
        $(#[$meta:meta])*
        pub struct $name:ident by $arms:path {
            $($(#[$method_meta:meta])* $method:ident -> $member:ty = $index:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        pub struct $name($crate::for_client_crates::Untagged);

        impl $name {
            /// The value as it came. It may contain links or tokens: keep it out of logs.
            pub fn as_json(&self) -> &$crate::for_client_crates::serde_json::Value {
                self.0.as_json()
            }

            /// The value as it came.
            pub fn into_json(self) -> $crate::for_client_crates::serde_json::Value {
                self.0.into_json()
            }

            $(
                $(#[$method_meta])*
                ///
                /// # Errors
                /// If the value is something else, or another member explains more of it.
                pub fn $method(&self) -> ::std::result::Result<$member, $crate::Error> {
                    self.0.decode(&$arms, $index)
                }
            )*
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::std::stringify!($name)).field(&self.0).finish()
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

        impl<'de> $crate::for_client_crates::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::for_client_crates::serde::Deserializer<'de>,
            {
                $crate::for_client_crates::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::for_client_crates::Union for $name {
            fn has_no_tag(&self) -> bool {
                self.0.fits_none(&$arms)
            }
        }

        $crate::__untagged_union_schema!($name);
    };
}

/// The JSON Schema of such a union: anything, because it keeps anything.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged_union_schema {
    ($name:ident) => {
        // The feature of the crate that the macro is used in: another client of the program may have turned on
        // that of the runtime alone.
        #[cfg(feature = "schemars")]
        impl $crate::for_client_crates::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn json_schema(
                _: &mut $crate::for_client_crates::schemars::SchemaGenerator,
            ) -> $crate::for_client_crates::schemars::Schema {
                $crate::for_client_crates::schemars::json_schema!(true)
            }
        }
    };
}

/// There is no schema without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged_union_schema {
    ($name:ident) => {};
}
