//! Unions in answers: one property names the type of the object.

/// The trait of the unions that [`tagged_union!`](crate::tagged_union) declares.
pub trait Union {
    /// Whether it is a member without a tag.
    fn has_no_tag(&self) -> bool;
}

/// Declares a union of objects that are distinguished by one property. It also accepts any other object and
/// writes it back unchanged.
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
///     /// A figure to draw.
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
            /// A member that this version of the crate does not know, or that does not match the
            /// document, kept unchanged.
            Unknown($crate::UnknownMember),
        }

        impl $crate::for_client_crates::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::for_client_crates::serde::Serializer,
            {
                match self {
                    $(Self::$variant(member) => {
                        $crate::for_client_crates::serde::Serialize::serialize(member, serializer)
                    })+
                    Self::Unknown(member) => {
                        $crate::for_client_crates::serde::Serialize::serialize(member, serializer)
                    }
                }
            }
        }

        impl<'de> $crate::for_client_crates::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::for_client_crates::serde::Deserializer<'de>,
            {
                let member = $crate::for_client_crates::Member::read(deserializer, $tag)?;
                match member.tag() {
                    $(::std::option::Option::Some($($text)|+) => {
                        member.decode(Self::$variant, Self::Unknown)
                    })+
                    _ => ::std::result::Result::Ok(Self::Unknown(member.into_unknown())),
                }
            }
        }

        impl $crate::for_client_crates::Union for $name {
            fn has_no_tag(&self) -> bool {
                ::std::matches!(self, Self::Unknown(member) if member.tag().is_none())
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
        // The feature of the crate that the macro is used in: another client of the program may have turned on
        // that of the runtime alone.
        #[cfg(feature = "schemars")]
        impl $crate::for_client_crates::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::stringify!($name).into()
            }

            fn json_schema(
                generator: &mut $crate::for_client_crates::schemars::SchemaGenerator,
            ) -> $crate::for_client_crates::schemars::Schema {
                $crate::for_client_crates::schemars::json_schema!({
                    "anyOf": [
                        $(generator.subschema_for::<$member>(),)+
                        { "type": "object" },
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
            /// `AWS`, or another spelling from a server.
            Aws(Aws) = "AWS" | "aws",
        }
    }

    fn read(value: &Value) -> Bucket {
        serde_json::from_str(&value.to_string()).unwrap()
    }

    #[test]
    fn the_tag_selects_the_member() {
        for tag in ["AWS", "aws"] {
            let Bucket::Aws(bucket) = read(&json!({ "provider": tag, "size": 1 })) else {
                panic!("{tag}");
            };
            assert_eq!(bucket.provider, tag);
            assert_eq!(bucket.size, Some(1));
        }
    }

    #[test]
    fn an_unknown_member_is_kept_and_written_back() {
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
    fn only_the_tag_of_an_unknown_member_shows() {
        let bucket = read(&json!({ "provider": "MOON", "link": "hidden" }));
        assert_eq!(
            format!("{bucket:?}"),
            r#"Unknown(UnknownMember { provider: Some("MOON"), .. })"#
        );
        let known = read(&json!({ "provider": "AWS", "link": "hidden" }));
        assert!(!format!("{known:?}").contains("hidden"));
    }

    #[test]
    fn a_member_that_does_not_fit_does_not_spoil_the_list() {
        let text =
            r#"[{"provider":"AWS","size":1},{"provider":"AWS","size":{}},{"provider":"aws"}]"#;
        let buckets: Vec<Bucket> = crate::from_json(text.as_bytes()).unwrap();
        assert!(matches!(
            &buckets[0],
            Bucket::Aws(Aws { size: Some(1), .. })
        ));
        let Bucket::Unknown(odd) = &buckets[1] else {
            panic!("{buckets:?}");
        };
        assert_eq!(odd.as_json(), &json!({ "provider": "AWS", "size": {} }));
        assert!(matches!(&buckets[2], Bucket::Aws(Aws { size: None, .. })));
        // Strict reading, by serde_json alone, fails: lenient reading starts with that.
        assert!(serde_json::from_str::<Vec<Bucket>>(text).is_err());
    }

    /// As in a user's own answer type that contains one of ours.
    #[test]
    fn a_union_works_inside_other_types() {
        #[derive(Debug, Deserialize)]
        struct Owner {
            #[serde(flatten)]
            bucket: Bucket,
        }
        let owner: Owner = serde_json::from_str(r#"{"provider":"AWS","size":1}"#).unwrap();
        assert!(matches!(owner.bucket, Bucket::Aws(_)));
        let owner: Owner = crate::from_json(br#"{"provider":"MOON","size":1e400}"#).unwrap();
        assert!(matches!(owner.bucket, Bucket::Unknown(_)), "{owner:?}");
    }
}
