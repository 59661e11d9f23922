//! How the command writes times.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Kind, Time};

/// How a time of `kind` is written; `None` if it is none. `said` is what `x-time` says.
pub(super) fn of(kind: &Kind, said: Option<Time>) -> Option<TokenStream> {
    let is_number = matches!(kind, Kind::Integer(_));
    Some(match (kind, said) {
        (Kind::Timestamp, _) => quote!(crate::call::Time::Timestamp),
        (Kind::Date, _) => quote!(crate::call::Time::Date),
        (_, Some(Time::Seconds)) => quote!(crate::call::Time::Seconds),
        (_, Some(Time::Milliseconds)) if is_number => quote!(crate::call::Time::Milliseconds),
        (_, Some(Time::Milliseconds)) => quote!(crate::call::Time::MillisecondsText),
        (_, Some(Time::Compact)) => quote!(crate::call::Time::Compact),
        (_, None) => return None,
    })
}
