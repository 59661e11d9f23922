//! Setters for the properties of an object that is sent, on a builder or on a request type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::arguments::{default_in_words, in_words, limits, limits_in_words};
use super::generated::{checked_type, request_type};
use super::{docs, parameters};
use crate::model::{Field, Kind, Model};
use crate::{markdown, naming};

/// The setters of `field`, which keep its value in `store`. `place` says in the documentation where it
/// goes, such as "In the body".
pub(super) fn setters(
    field: &Field,
    model: &Model,
    store: &TokenStream,
    place: &str,
) -> TokenStream {
    let wire = &field.name;
    let name = &field.setter;
    let setter = format_ident!("{name}");
    let need = if field.required {
        "Required."
    } else {
        "Optional."
    };
    let default = field.default.as_ref().map(default_in_words);
    let words = docs::attributes(&format!(
        "{}\n\n{need}{}{} {place}: {}.",
        field.description,
        rule_in_words(&field.kind, model),
        default.unwrap_or_default(),
        markdown::code(wire),
    ));
    let setting = match &field.kind {
        Kind::Object(schema) => {
            let ty = request_type(schema);
            quote! {
                pub fn #setter(mut self, value: impl ::std::convert::Into<#ty>) -> Self {
                    let value: #ty = value.into();
                    #store.put(#wire, #name, value);
                    self
                }
            }
        }
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let count = count(*min_items, *max_items);
            let (bounds, item) = item_of(item);
            quote! {
                pub fn #setter<V>(mut self, items: impl ::std::iter::IntoIterator<Item = V>) -> Self
                where
                    #bounds
                {
                    let items = items.into_iter().map(#item);
                    #store.put(#wire, #name, ::backhaul_runtime::for_client_crates::FieldValue::list(items) #count);
                    self
                }
            }
        }
        kind => {
            let ty = scalar_type(kind);
            let value = scalar(kind);
            quote! {
                pub fn #setter<V>(mut self, value: V) -> Self
                where
                    V: ::std::convert::TryInto<#ty>,
                    V::Error: ::std::fmt::Display,
                {
                    #store.put(#wire, #name, #value);
                    self
                }
            }
        }
    };
    let null = field.nullable.then(|| {
        let null = format_ident!("{}", naming::null_setter(name));
        let words = docs::attributes(&format!(
            "Sends `null` for {}. This differs from omitting it.\n\nReplaces the value of \
             [`{setter}`](Self::{setter}), and vice versa.",
            markdown::code(wire),
        ));
        quote! {
            #(#words)*
            pub fn #null(mut self) -> Self {
                #store.put(#wire, #name, ::backhaul_runtime::for_client_crates::FieldValue::null());
                self
            }
        }
    });
    quote! {
        #(#words)*
        #setting
        #null
    }
}

/// What must be set, as the runtime wants it: names on the wire with their setters.
pub(super) fn required(fields: &[Field]) -> TokenStream {
    let required = fields.iter().filter(|field| field.required);
    let pairs = required.map(|field| {
        let (wire, setter) = (&field.name, &field.setter);
        quote!((#wire, #setter))
    });
    quote!(#(#pairs),*)
}

/// The type that a setter of a scalar takes.
pub(super) fn scalar_type(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Checked(schema) => checked_type(schema),
        Kind::Text => quote!(::std::string::String),
        Kind::Secret => quote!(::backhaul_runtime::SensitiveString),
        Kind::Timestamp => quote!(::backhaul_runtime::Timestamp),
        Kind::Integer(_) => quote!(i64),
        Kind::Boolean => quote!(bool),
        // Not scalars.
        Kind::Object(schema) => request_type(schema),
        Kind::Array { item, .. } => scalar_type(item),
    }
}

/// The value of a scalar in `value`, converted and checked.
fn scalar(kind: &Kind) -> TokenStream {
    let ty = scalar_type(kind);
    let check = match kind {
        Kind::Integer(range) => limits(range),
        Kind::Timestamp => quote!(.is_date_time()),
        _ => quote!(),
    };
    match kind {
        Kind::Secret => quote!(::backhaul_runtime::for_client_crates::FieldValue::secret(
            ::backhaul_runtime::for_client_crates::Argument::from_value(value)
        )),
        _ => {
            quote!(::backhaul_runtime::for_client_crates::Argument::<#ty>::from_value(value) #check)
        }
    }
}

/// What the items given to a setter must be, and how each becomes a value.
fn item_of(kind: &Kind) -> (TokenStream, TokenStream) {
    let ty = scalar_type(kind);
    match kind {
        Kind::Object(_) => (
            quote!(V: ::std::convert::Into<#ty>),
            quote!(::std::convert::Into::<#ty>::into),
        ),
        scalar_kind => {
            let value = scalar(scalar_kind);
            (
                quote!(V: ::std::convert::TryInto<#ty>, V::Error: ::std::fmt::Display),
                quote!(|value| #value),
            )
        }
    }
}

fn count(min_items: u64, max_items: Option<u64>) -> TokenStream {
    let literal = proc_macro2::Literal::u64_unsuffixed;
    let at_least = (min_items > 0).then(|| {
        let min = literal(min_items);
        quote!(.at_least(#min))
    });
    let at_most = max_items.map(|max| {
        let max = literal(max);
        quote!(.at_most(#max))
    });
    quote!(#at_least #at_most)
}

/// What a value of `kind` must be, in words.
pub(super) fn rule_in_words(kind: &Kind, model: &Model) -> String {
    match kind {
        Kind::Checked(name) => parameters::words(model, name),
        Kind::Integer(range) => limits_in_words(range),
        Kind::Timestamp => " A date and time with its zone, in ISO 8601.".to_owned(),
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let count = match (min_items, max_items) {
                (0, None) => String::new(),
                (0, Some(max)) => format!(" Number of items: at most {max}."),
                (min, None) => format!(" Number of items: at least {min}."),
                (min, Some(max)) => format!(" Number of items: {min} to {max}."),
            };
            match rule_in_words(item, model) {
                rule if rule.is_empty() => count,
                rule => format!("{count} Of each:{rule}"),
            }
        }
        _ => String::new(),
    }
}

/// The type that a setter takes, for reviewers.
pub(crate) fn type_in_words(kind: &Kind) -> String {
    match kind {
        Kind::Array { item, .. } => format!("[{}]", type_in_words(item)),
        scalar => in_words(scalar_type(scalar)),
    }
}
