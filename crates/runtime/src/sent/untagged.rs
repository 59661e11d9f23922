//! Values in requests that are one of several, where nothing says which.

/// Declares a value for requests that is one of several. `json` is the [`Several`](crate::for_client_crates::Several)
/// that it may be, and `members` are those of them that have a type of their own.
///
/// Used by generated code; see `generated/requests.rs` of any crate that has one.
#[macro_export]
macro_rules! request_untagged {
    (
        $(#[$meta:meta])*
        pub struct $name:ident;
        members = [$($member:ty),*]
        json = $json:path
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[must_use = "nothing is sent before a call takes it"]
        pub struct $name($crate::for_client_crates::FieldValue);

        impl $name {
            /// Reads the value from JSON: a text, such as the content of a file, or a `serde_json::Value`.
            ///
            /// # Errors
            /// If it is none of what it may be. The error says what is wrong by the one that comes closest.
            pub fn from_json(
                json: impl ::std::convert::Into<$crate::RequestJson>,
            ) -> ::std::result::Result<Self, $crate::Error> {
                $json.read(::std::convert::Into::into(json)).map(Self)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(::std::stringify!($name))?;
                f.write_str(" ")?;
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        $(impl ::std::convert::From<$member> for $name {
            fn from(member: $member) -> Self {
                Self(::std::convert::Into::into(member))
            }
        })*

        $crate::__request_untagged_from!(
            $name, $json:
            $crate::for_client_crates::serde_json::Value,
            &str,
            ::std::string::String,
            i64,
            f64,
            bool
        );

        impl ::std::convert::From<$name> for $crate::for_client_crates::FieldValue {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// Values whose type says nothing about what is meant: they are checked, and what is wrong is reported when the call
/// is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_untagged_from {
    ($name:ident, $json:path: $($value:ty),*) => {
        $(impl ::std::convert::From<$value> for $name {
            fn from(value: $value) -> Self {
                Self($json.body($crate::RequestJson::of(&value)))
            }
        })*
    };
}
