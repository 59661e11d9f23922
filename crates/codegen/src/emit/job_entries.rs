//! Rules of a job on the entries of an array.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::access::Access;
use super::structs::Structures;
use crate::markdown;
use crate::model::{Entry, Job, Quantifier, Test};

/// A condition: so many entries of `array` pass the test.
///
/// # Errors
/// The part of progenitor's types that is not as expected.
pub(super) fn hold(
    types: &Structures<'_>,
    job: &Job,
    array: &str,
    quantifier: Quantifier,
    entry: &Entry,
) -> Result<TokenStream, String> {
    let array = Access::to(types, &job.schema, array)?;
    let variable = format_ident!("entry");
    let value = array.in_entry(&variable, types, &entry.property)?.copied();
    let test = match &entry.test {
        Test::Equals(path) => {
            let other = Access::to(types, &job.schema, path)?.copied();
            quote!(#value.is_some_and(|value| #other == Some(value)))
        }
        Test::Not(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#value.is_some_and(|value| value != #number))
        }
    };
    let array = array.array();
    Ok(match quantifier {
        Quantifier::Any => quote!(#array.iter().any(|entry| #test)),
        // Of nothing, nothing is known.
        Quantifier::All => quote!(!#array.is_empty() && #array.iter().all(|entry| #test)),
    })
}

/// The text of the first entry that has one, of type `Option<&str>`.
///
/// # Errors
/// The part of progenitor's types that is not as expected.
pub(super) fn text(
    types: &Structures<'_>,
    job: &Job,
    array: &str,
    property: &str,
) -> Result<TokenStream, String> {
    let array = Access::to(types, &job.schema, array)?;
    let text = array.in_entry(&format_ident!("entry"), types, property)?;
    let (array, text) = (array.array(), text.text());
    Ok(quote!(#array.iter().filter_map(|entry| #text).find(|text| !text.is_empty())))
}

/// What `hold` asks, in words.
pub(super) fn in_words(array: &str, quantifier: Quantifier, entry: &Entry) -> String {
    let (array, property) = (markdown::code(array), markdown::code(&entry.property));
    let owner = match quantifier {
        Quantifier::Any => format!("an entry of {array} has a {property} that"),
        Quantifier::All => {
            format!("{array} has entries, and each of them has a {property} that")
        }
    };
    match &entry.test {
        Test::Equals(path) => format!("{owner} equals {}", markdown::code(path)),
        Test::Not(number) => format!("{owner} is not {number}"),
    }
}
