//! Enums for requests: only documented values can be sent.

/// Declares an enum of the values that a parameter may have.
///
/// Unlike an [`open_enum!`](crate::open_enum), which reads a provider's values, it accepts no other value:
/// with a misspelt filter, an answer would look complete and not be.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate that has one.
///
/// ```
/// backhaul_runtime::closed_enum! {
///     /// Which jobs to list.
///     pub enum JobFilter {
///         /// Running jobs.
///         Running = "running",
///         /// Failed jobs.
///         Failed = "fail",
///     }
/// }
///
/// assert_eq!(JobFilter::try_from("fail"), Ok(JobFilter::Failed));
/// let error = JobFilter::try_from("failed").unwrap_err();
/// assert_eq!(error.to_string(), r#""failed" is not allowed: it must be one of running, fail"#);
/// ```
// Associated types are not named by `Self::`, because a variant may have the same name: `Error` for "error".
#[macro_export]
macro_rules! closed_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// All values, as on the wire.
            pub const ALL: &'static [&'static str] = &[$($text),+];

            /// The value as on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::InvalidValue> {
                match text {
                    $($text => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::InvalidValue::none_of(text, Self::ALL)),
                }
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(text.as_str())
            }
        }

        impl ::std::convert::TryFrom<&::std::string::String> for $name {
            type Error = $crate::InvalidValue;

            fn try_from(text: &::std::string::String) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::InvalidValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(text)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
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
    };
}

/// Lets a [`closed_enum!`](crate::closed_enum) accept values of the corresponding
/// [`open_enum!`](crate::open_enum) of answers. Values that the document does not list are still refused.
///
/// Used by generated code; see `generated/parameters.rs` of any provider crate that has one.
#[macro_export]
macro_rules! takes_what_was_read {
    ($sent:ty, $read:ty) => {
        impl ::std::convert::TryFrom<&$read> for $sent {
            type Error = $crate::InvalidValue;

            fn try_from(value: &$read) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(value.as_str())
            }
        }

        impl ::std::convert::TryFrom<$read> for $sent {
            type Error = $crate::InvalidValue;

            fn try_from(value: $read) -> ::std::result::Result<Self, $crate::InvalidValue> {
                Self::try_from(value.as_str())
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub)] // The macros make public types.
mod tests {
    crate::open_enum! {
        /// What was read.
        pub enum Read {
            /// `error`
            Error = "error",
        }
    }

    crate::closed_enum! {
        /// The names of the traits' own types.
        pub enum Level {
            /// `error`
            Error = "error",
            /// `err`
            Err = "err",
            /// `ok`
            Ok = "ok",
            /// `none`
            None = "none",
        }
    }

    crate::takes_what_was_read!(Level, Read);

    #[test]
    fn a_variant_may_have_the_name_of_an_associated_type() {
        assert_eq!(Level::try_from("error"), Ok(Level::Error));
        assert_eq!("err".parse(), Ok(Level::Err));
        assert_eq!(Level::try_from(Read::Error), Ok(Level::Error));
        assert_eq!(String::from(Level::Ok), "ok");
        assert!(Level::try_from(Read::from("nothing")).is_err());
    }
}
