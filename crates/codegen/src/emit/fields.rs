//! Setters for the properties of an object that is sent, on a builder or on a request type.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::generated::{checked_type, request_type};
use super::short_paths::Paths;
use super::{docs, limits, parameters};
use crate::markdown;
use crate::model::{Field, Kind, Model};

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
    let need = limits::need(field.required);
    let default = field.default.as_ref().map(limits::default_in_words);
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
            let (item_type, bounds, item) = (given(item), bounds(item), function(item));
            quote! {
                pub fn #setter<V>(mut self, items: impl ::std::iter::IntoIterator<Item = #item_type>) -> Self
                where
                    #bounds
                {
                    let items = items.into_iter().map(#item);
                    #store.put(#wire, #name, ::backhaul_runtime::for_client_crates::FieldValue::list(items) #count);
                    self
                }
            }
        }
        kind @ (Kind::Map { .. } | Kind::Any) => {
            let (ty, bounds, value) = (given(kind), bounds(kind), value(kind));
            quote! {
                pub fn #setter<V>(mut self, value: #ty) -> Self
                where
                    #bounds
                {
                    #store.put(#wire, #name, #value);
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
        let null = format_ident!("{}", field.null);
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

/// What a setter of a whole value of `kind` takes, what the innermost of it must be, and what is sent for it.
pub(super) fn whole_value(kind: &Kind) -> (TokenStream, TokenStream, TokenStream) {
    (given(kind), bounds(kind), field_value_of(kind))
}

/// The setter of a body that is one value of `kind`, which it keeps.
pub(super) fn whole(kind: &Kind) -> TokenStream {
    let (ty, bounds, value) = (given(kind), bounds(kind), field_value_of(kind));
    quote! {
        pub fn body<V>(mut self, value: #ty) -> Self
        where
            #bounds
        {
            self.body = #value;
            self
        }
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
        Kind::File => quote!(::backhaul_runtime::Upload),
        Kind::Timestamp => quote!(::backhaul_runtime::Timestamp),
        Kind::Date => quote!(::backhaul_runtime::Date),
        Kind::Integer(_) => quote!(i64),
        Kind::Number(_) => quote!(f64),
        Kind::Boolean(_) => quote!(bool),
        // Not scalars.
        Kind::Object(schema) => request_type(schema),
        Kind::Any => quote!(::backhaul_runtime::for_client_crates::serde_json::Value),
        Kind::Array { item, .. } => scalar_type(item),
        Kind::Map { value, .. } => scalar_type(value),
        Kind::Nullable(inner) => scalar_type(inner),
    }
}

/// The checks of a scalar, as calls on its argument.
pub(super) fn checks(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Integer(range) => limits::of_integer(range),
        Kind::Number(range) if !range.allowed.is_empty() => {
            let allowed = limits::numbers(&range.allowed);
            quote!(.one_of(#allowed))
        }
        Kind::Number(range) => {
            let (least, most) = limits::of_number(range);
            quote!(.in_range(#least, #most))
        }
        Kind::Boolean(Some(only)) => quote!(.only(#only)),
        Kind::Timestamp => quote!(.is_date_time()),
        _ => quote!(),
    }
}

/// The value of a scalar in `value`, converted and checked.
fn scalar(kind: &Kind) -> TokenStream {
    let ty = scalar_type(kind);
    let check = checks(kind);
    match kind {
        Kind::Secret => quote!(::backhaul_runtime::for_client_crates::FieldValue::secret(
            ::backhaul_runtime::for_client_crates::Argument::from_value(value)
        )),
        Kind::File => quote!(::backhaul_runtime::for_client_crates::FieldValue::upload(
            ::backhaul_runtime::for_client_crates::Argument::from_value(value)
        )),
        _ => {
            quote!(::backhaul_runtime::for_client_crates::Argument::<#ty>::from_value(value) #check)
        }
    }
}

/// The type of what is given for `kind`, where `V` is the innermost of it.
fn given(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Array { item, .. } => {
            let item = given(item);
            quote!(impl ::std::iter::IntoIterator<Item = #item>)
        }
        Kind::Map { value, .. } => {
            let value = given(value);
            quote!(impl ::std::iter::IntoIterator<Item = (impl ::std::convert::Into<::std::string::String>, #value)>)
        }
        Kind::Nullable(inner) => {
            let inner = given(inner);
            quote!(::std::option::Option<#inner>)
        }
        _ => quote!(V),
    }
}

/// What the innermost of it must be.
fn bounds(kind: &Kind) -> TokenStream {
    let ty = scalar_type(kind);
    match kind {
        Kind::Array { item: inner, .. } | Kind::Map { value: inner, .. } => bounds(inner),
        Kind::Nullable(inner) => bounds(inner),
        Kind::Object(_) | Kind::Any => quote!(V: ::std::convert::Into<#ty>),
        _ => quote!(V: ::std::convert::TryInto<#ty>, V::Error: ::std::fmt::Display),
    }
}

/// What is sent for what is in `value`.
fn value(kind: &Kind) -> TokenStream {
    let field_value = quote!(::backhaul_runtime::for_client_crates::FieldValue);
    match kind {
        Kind::Object(schema) => {
            let ty = request_type(schema);
            quote!(::std::convert::Into::<#ty>::into(value))
        }
        Kind::Any => quote!(#field_value::json(::std::convert::Into::into(value))),
        Kind::Nullable(inner) => {
            let inner = function(inner);
            quote!(#field_value::or_null(value.map(#inner)))
        }
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let (item, count) = (function(item), count(*min_items, *max_items));
            quote!(#field_value::list(value.into_iter().map(#item)) #count)
        }
        Kind::Map {
            value,
            min_entries,
            max_entries,
        } => {
            let (inner, count) = (field_value_of(value), count(*min_entries, *max_entries));
            quote! {
                #field_value::map(value.into_iter().map(|(name, value)| {
                    (::std::convert::Into::into(name), #inner)
                })) #count
            }
        }
        scalar_kind => scalar(scalar_kind),
    }
}

/// The same as a `FieldValue`.
fn field_value_of(kind: &Kind) -> TokenStream {
    let value = value(kind);
    match kind {
        Kind::Secret
        | Kind::File
        | Kind::Any
        | Kind::Nullable(_)
        | Kind::Array { .. }
        | Kind::Map { .. } => value,
        _ => quote!(::backhaul_runtime::for_client_crates::FieldValue::from(#value)),
    }
}

/// The function from what is given to what is sent.
fn function(kind: &Kind) -> TokenStream {
    if let Kind::Object(schema) = kind {
        let ty = request_type(schema);
        return quote!(::std::convert::Into::<#ty>::into);
    }
    let value = value(kind);
    quote!(|value| #value)
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
        Kind::Integer(range) => limits::integer_in_words(range),
        Kind::Number(range) => limits::number_in_words(range),
        Kind::Boolean(Some(only)) => format!(" Allowed: {only}."),
        Kind::Date => " A day of the calendar, in ISO 8601.".to_owned(),
        Kind::Any => " Any JSON.".to_owned(),
        Kind::File => " Bytes, or a file that is read while it is sent.".to_owned(),
        Kind::Nullable(inner) => rule_in_words(inner, model),
        Kind::Map {
            value,
            min_entries,
            max_entries,
        } => {
            let count = count_in_words("entries", *min_entries, *max_entries);
            match rule_in_words(value, model) {
                rule if rule.is_empty() => count,
                rule => format!("{count} Of each value:{rule}"),
            }
        }
        Kind::Timestamp => " A date and time with its zone, in ISO 8601.".to_owned(),
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let count = count_in_words("items", *min_items, *max_items);
            match rule_in_words(item, model) {
                rule if rule.is_empty() => count,
                rule => format!("{count} Of each:{rule}"),
            }
        }
        _ => String::new(),
    }
}

fn count_in_words(what: &str, least: u64, most: Option<u64>) -> String {
    match (least, most) {
        (0, None) => String::new(),
        (0, Some(most)) => format!(" Number of {what}: at most {most}."),
        (least, None) => format!(" Number of {what}: at least {least}."),
        (least, Some(most)) => format!(" Number of {what}: {least} to {most}."),
    }
}

/// The type that a setter takes, for reviewers.
pub(crate) fn type_in_words(kind: &Kind) -> String {
    match kind {
        Kind::Array { item, .. } => format!("[{}]", type_in_words(item)),
        Kind::Map { value, .. } => format!("{{name: {}}}", type_in_words(value)),
        Kind::Nullable(inner) => format!("{} or null", type_in_words(inner)),
        Kind::Any => "any JSON".to_owned(),
        scalar => {
            let short = Paths::new(BTreeSet::new()).shorten(scalar_type(scalar));
            short.to_string().replace(' ', "")
        }
    }
}
