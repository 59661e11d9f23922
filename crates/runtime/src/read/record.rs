//! Objects in answers, read and written by a list of their fields.
//!
//! `serde` could derive this. What it derives is several times as much code for each type, and most of the time and
//! memory that a client of many types takes to compile.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};

use crate::read::members::Members;

/// An object of an answer. Only [`record!`](crate::record) implements it.
pub trait Record<'de>: Sized {
    /// The name of the type.
    const NAME: &'static str;
    /// The names of its fields on the wire.
    const FIELDS: &'static [&'static str];

    /// Reads the object.
    ///
    /// # Errors
    /// If it does not fit.
    fn read<A: MapAccess<'de>>(members: &mut Members<A>) -> Result<Self, A::Error>;
}

/// Reads an object.
///
/// # Errors
/// If it is none, or does not fit.
pub fn record<'de, T: Record<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::FIELDS, RecordVisitor(PhantomData))
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record<'de>> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(&mut Members::new(access, T::FIELDS))
    }
}

/// Reads and writes a struct of an answer: a row for each field, with its number, its name, its name on the wire, and
/// how it is read and written.
///
/// ```
/// # use std::collections::BTreeMap;
/// #[derive(Debug, PartialEq)]
/// struct Job {
///     id: String,
///     created_at: Option<i64>,
///     tags: Vec<String>,
/// }
///
/// backhaul_runtime::record! {
///     Job {
///         0 id "id" required,
///         1 created_at "createdAt" optional,
///         2 tags "tags" list,
///     }
/// }
///
/// let job: Job = serde_json::from_str(r#"{"tags": null, "id": "a", "new": true}"#)?;
/// assert_eq!(job, Job { id: "a".to_owned(), created_at: None, tags: Vec::new() });
/// assert_eq!(serde_json::to_string(&job)?, r#"{"id":"a"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! record {
    ($name:ident { $($index:literal $field:ident $wire:literal $how:ident,)* }) => {
        impl<'de> $crate::for_client_crates::Record<'de> for $name {
            const NAME: &'static str = ::std::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($wire),*];

            fn read<__A>(
                members: &mut $crate::for_client_crates::Members<__A>,
            ) -> ::std::result::Result<Self, __A::Error>
            where
                __A: $crate::for_client_crates::serde::de::MapAccess<'de>,
            {
                $crate::record!(@read members $($index $field $how,)*)
            }
        }

        impl<'de> $crate::for_client_crates::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: $crate::for_client_crates::serde::Deserializer<'de>,
            {
                $crate::for_client_crates::record(deserializer)
            }
        }

        impl $crate::for_client_crates::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::for_client_crates::serde::Serializer,
            {
                $crate::for_client_crates::Writer::new(serializer)
                    $(.$how($wire, &self.$field))*
                    .end()
            }
        }
    };
    // Nothing of it is read, but the whole object must be JSON.
    (@read $members:ident) => {
        $members.next_field().map(|_| Self {})
    };
    (@read $members:ident $($index:literal $field:ident $how:ident,)+) => {{
        $(let mut $field = ::std::default::Default::default();)+
        loop {
            match $members.next_field()? {
                $($index => $members.$how(&mut $field),)+
                _ => break,
            }?;
        }
        let taken = $members.taken();
        ::std::result::Result::Ok(Self {
            $($field: taken.$how($index, $field)?,)+
        })
    }};
}
