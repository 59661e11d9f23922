//! How the command writes and reads times.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Kind, Time};

/// How a time of `kind` is written; `None` if it is none. `said` is what `x-time` says.
pub(super) fn of(kind: &Kind, said: Option<Time>) -> Option<TokenStream> {
    let is_number = matches!(kind, Kind::Integer(_));
    Some(match (kind, said) {
        (Kind::Timestamp, _) => quote!(crate::call::Time::Timestamp),
        (Kind::Date, _) => quote!(crate::call::Time::Date),
        (_, Some(said)) => marked(said, is_number),
        (_, None) => return None,
    })
}

/// What `x-time` says of a number, or of a text.
pub(super) fn marked(said: Time, is_number: bool) -> TokenStream {
    match (said, is_number) {
        (Time::Seconds, true) => quote!(crate::call::Time::Seconds),
        (Time::Seconds, false) => quote!(crate::call::Time::SecondsText),
        (Time::Milliseconds, true) => quote!(crate::call::Time::Milliseconds),
        (Time::Milliseconds, false) => quote!(crate::call::Time::MillisecondsText),
        (Time::Compact, _) => quote!(crate::call::Time::Compact),
    }
}
