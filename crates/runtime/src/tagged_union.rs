//! Unions in answers: which object it is stands in one of its properties.

use std::fmt;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A member of a union that the document does not list, as it came.
///
/// `Debug` shows only what says which member it is: nobody knows which of its other properties are
/// secret.
#[derive(Clone, PartialEq)]
pub struct UnknownMember {
    tag: &'static str,
    content: Value,
}

impl UnknownMember {
    /// Reads any JSON, in which the property `tag` says what it is.
    ///
    /// Only for the code that [`tagged_union!`](crate::tagged_union) expands to.
    ///
    /// # Errors
    /// If it is no JSON.
    #[doc(hidden)]
    pub fn __read<'de, D: Deserializer<'de>>(
        deserializer: D,
        tag: &'static str,
    ) -> Result<Self, D::Error> {
        let content = Value::deserialize(deserializer)?;
        Ok(Self { tag, content })
    }

    /// Makes a member of it that the document lists.
    ///
    /// Only for the code that [`tagged_union!`](crate::tagged_union) expands to.
    ///
    /// # Errors
    /// If it is no `T`; the message begins with the place in it.
    #[doc(hidden)]
    pub fn __decode<T: DeserializeOwned, E: Error>(&self) -> Result<T, E> {
        if let Ok(member) = T::deserialize(&self.content) {
            return Ok(member);
        }
        // Once more, slower, to learn where it fails.
        serde_path_to_error::deserialize(&self.content).map_err(|error| {
            let message = format!("{PLACE}{}{PLACE_END}{}", error.path(), error.inner());
            E::custom(message)
        })
    }

    /// What the provider calls this kind of member; nothing if it does not say.
    pub fn tag(&self) -> Option<&str> {
        self.content.get(self.tag)?.as_str()
    }

    /// All of it. It may hold links or tokens: keep it out of logs.
    pub fn as_json(&self) -> &Value {
        &self.content
    }
}

const PLACE: &str = "in `";
const PLACE_END: &str = "`: ";

/// The place that a message of [`UnknownMember::__decode`] begins with, and the rest of the message.
pub(crate) fn place_in_member(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix(PLACE)?.split_once(PLACE_END)
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember")
            .field(self.tag, &self.tag())
            .finish_non_exhaustive()
    }
}

impl Serialize for UnknownMember {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.content.serialize(serializer)
    }
}

/// Declares a union of objects, told apart by the text of one property, that also takes any other
/// object and writes it back unchanged.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
/// # #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
/// pub struct Circle {
///     kind: String,
///     radius: i64,
/// }
///
/// backhaul_runtime::tagged_union! {
///     /// What is drawn.
///     pub enum Figure by "kind" {
///         /// A circle.
///         Circle(Circle) = "circle" | "disc",
///     }
/// }
///
/// let figure: Figure = serde_json::from_str(r#"{"kind": "disc", "radius": 1}"#).unwrap();
/// assert!(matches!(figure, Figure::Circle(Circle { radius: 1, .. })));
/// let figure: Figure = serde_json::from_str(r#"{"kind": "square", "side": 2}"#).unwrap();
/// let Figure::Unknown(square) = &figure else { panic!() };
/// assert_eq!(square.tag(), Some("square"));
/// assert_eq!(square.as_json()["side"], 2);
/// ```
#[macro_export]
macro_rules! tagged_union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident by $tag:literal {
            $($(#[$variant_meta:meta])* $variant:ident($member:ty) = $($text:literal)|+,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant($member),)+
            /// A member that this version of the crate does not know, kept as it came.
            Unknown($crate::UnknownMember),
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(member) => {
                        $crate::__private::serde::Serialize::serialize(member, serializer)
                    })+
                    Self::Unknown(member) => {
                        $crate::__private::serde::Serialize::serialize(member, serializer)
                    }
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                let member = $crate::UnknownMember::__read(deserializer, $tag)?;
                match member.tag() {
                    $(::std::option::Option::Some($($text)|+) => {
                        member.__decode().map(Self::$variant)
                    })+
                    _ => ::std::result::Result::Ok(Self::Unknown(member)),
                }
            }
        }

        $crate::__tagged_union_schema!($name: $($member),+);
    };
}

/// The JSON Schema of a union: one of the members, or any other object.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union_schema {
    ($name:ident: $($member:ty),+) => {
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schemars::json_schema!({
                    "anyOf": [
                        $(generator.subschema_for::<$member>(),)+
                        { "type": "object" },
                    ],
                })
            }
        }
    };
}

/// Without the feature `schemars` there is no schema.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union_schema {
    ($name:ident: $($member:ty),+) => {};
}

#[cfg(test)]
#[allow(unreachable_pub)] // The macros make public types.
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_json::{Value, json};

    use crate::SensitiveString;

    #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    pub struct Aws {
        provider: String,
        size: Option<i64>,
        link: Option<SensitiveString>,
    }

    crate::tagged_union! {
        /// A bucket.
        pub enum Bucket by "provider" {
            /// `AWS`, or as one server writes it.
            Aws(Aws) = "AWS" | "aws",
        }
    }

    fn read(value: &Value) -> Bucket {
        serde_json::from_str(&value.to_string()).unwrap()
    }

    #[test]
    fn the_tag_says_which_member_it_is() {
        for tag in ["AWS", "aws"] {
            let Bucket::Aws(bucket) = read(&json!({ "provider": tag, "size": 1 })) else {
                panic!("{tag}");
            };
            assert_eq!(bucket.provider, tag);
            assert_eq!(bucket.size, Some(1));
        }
    }

    #[test]
    fn what_nobody_knows_is_kept_and_written_back() {
        for value in [
            json!({ "provider": "MOON", "deep": { "link": "hidden", "n": [1, 2.5, null] } }),
            json!({ "provider": "Aws" }),
            json!({ "provider": 7 }),
            json!({}),
            json!("no object at all"),
            json!(null),
        ] {
            let bucket = read(&value);
            assert!(matches!(bucket, Bucket::Unknown(_)), "{value}");
            assert_eq!(serde_json::to_value(&bucket).unwrap(), value);
        }
    }

    #[test]
    fn nothing_but_the_tag_of_an_unknown_member_shows() {
        let bucket = read(&json!({ "provider": "MOON", "link": "hidden" }));
        assert_eq!(
            format!("{bucket:?}"),
            r#"Unknown(UnknownMember { provider: Some("MOON"), .. })"#
        );
        let known = read(&json!({ "provider": "AWS", "link": "hidden" }));
        assert!(!format!("{known:?}").contains("hidden"));
    }

    #[test]
    fn a_failure_in_a_member_names_its_place() {
        let text = r#"{"provider": "AWS", "size": "large"}"#;
        let message = serde_json::from_str::<Bucket>(text)
            .unwrap_err()
            .to_string();
        let (place, rest) = super::place_in_member(&message).unwrap();
        assert_eq!(place, "size");
        assert!(rest.starts_with("invalid type: string"), "{rest}");
    }
}
