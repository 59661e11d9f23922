//! Limits of numbers: as code, and in words for the documentation.

use std::ops::Bound;

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown;
use crate::model::{Limits, Range};

/// Whether it must be set, for the documentation.
pub(super) fn need(required: bool) -> &'static str {
    if required { "Required." } else { "Optional." }
}

/// What the provider uses if nothing is sent.
pub(super) fn default_in_words(default: &serde_json::Value) -> String {
    let default = markdown::plain(&default.to_string());
    format!(" If omitted, the provider uses {default}.")
}

/// The limits of an integer as calls on its argument.
pub(super) fn of_integer(limits: &Limits) -> TokenStream {
    let literal = proc_macro2::Literal::i64_unsuffixed;
    let at_least = limits.least.map(|least| {
        let least = literal(least);
        quote!(.at_least(#least))
    });
    let at_most = limits.most.map(|most| {
        let most = literal(most);
        quote!(.at_most(#most))
    });
    let allowed = &limits.allowed;
    let one_of = (!allowed.is_empty()).then(|| {
        let allowed = allowed.iter().map(|value| literal(*value));
        quote!(.one_of(&[#(#allowed),*]))
    });
    quote!(#at_least #at_most #one_of)
}

/// The limits of an integer.
pub(super) fn integer_in_words(limits: &Limits) -> String {
    let mut text = String::new();
    if !limits.allowed.is_empty() {
        let list: Vec<String> = limits.allowed.iter().map(i64::to_string).collect();
        text.push_str(&format!(" Allowed: {}.", list.join(", ")));
    }
    match (limits.least, limits.most) {
        (Some(least), Some(most)) => text.push_str(&format!(" From {least} to {most}.")),
        (Some(least), None) => text.push_str(&format!(" At least {least}.")),
        (None, Some(most)) => text.push_str(&format!(" At most {most}.")),
        (None, None) => {}
    }
    text
}

/// The limits of a number as code: from where and to where it goes.
pub(super) fn of_number(range: &Range) -> (TokenStream, TokenStream) {
    let bound = |bound: &Bound<f64>| {
        let literal = proc_macro2::Literal::f64_suffixed;
        match bound {
            Bound::Unbounded => quote!(::std::ops::Bound::Unbounded),
            Bound::Included(limit) => {
                let limit = literal(*limit);
                quote!(::std::ops::Bound::Included(#limit))
            }
            Bound::Excluded(limit) => {
                let limit = literal(*limit);
                quote!(::std::ops::Bound::Excluded(#limit))
            }
        }
    };
    (bound(&range.least), bound(&range.most))
}

/// All numbers that are allowed, as code.
pub(super) fn numbers(allowed: &[f64]) -> TokenStream {
    let allowed = allowed
        .iter()
        .map(|number| proc_macro2::Literal::f64_suffixed(*number));
    quote!(&[#(#allowed),*])
}

/// The limits of a number.
pub(super) fn number_in_words(range: &Range) -> String {
    let mut text = String::new();
    if !range.allowed.is_empty() {
        let list: Vec<String> = range.allowed.iter().map(f64::to_string).collect();
        text.push_str(&format!(" Allowed: {}.", list.join(", ")));
    }
    match range.least {
        Bound::Unbounded => {}
        Bound::Included(least) => text.push_str(&format!(" At least {least}.")),
        Bound::Excluded(least) => text.push_str(&format!(" Greater than {least}.")),
    }
    match range.most {
        Bound::Unbounded => {}
        Bound::Included(most) => text.push_str(&format!(" At most {most}.")),
        Bound::Excluded(most) => text.push_str(&format!(" Less than {most}.")),
    }
    text
}
