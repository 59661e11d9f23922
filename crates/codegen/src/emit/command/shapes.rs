//! What the bodies of requests may hold.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::times;
use crate::emit::fields::rule_in_words;
use crate::emit::limits::default_in_words;
use crate::markdown;
use crate::model::{Checked, Field, Kind, Model, Request, Union};
use crate::naming;

/// A static for each object and union below the top of a body.
pub(super) fn all(model: &Model) -> impl Iterator<Item = TokenStream> {
    let is_untagged = |request: &Request| matches!(request, Request::Untagged { .. });
    // What only such a union leads to is not shown.
    let unused = model.requests.values().any(is_untagged);
    let unused = unused.then(|| quote!(#[allow(dead_code)]));
    model.requests.iter().map(move |(schema, request)| {
        let name = constant(schema);
        let shape = match request {
            Request::Object { fields, fixed, .. } => {
                object(fields, fixed.as_ref(), model, &|_| None)
            }
            Request::Union(union) => choice(union),
            Request::Untagged { .. } => quote!(Shape::Any),
        };
        quote!(#unused static #name: Shape = #shape;)
    })
}

/// The name of the static of a component.
fn constant(schema: &str) -> Ident {
    let name = naming::snake(schema).to_uppercase();
    format_ident!("SHAPE_{}", name.trim_end_matches('_'))
}

/// What the component `schema` may hold.
pub(super) fn named(schema: &str) -> TokenStream {
    let name = constant(schema);
    quote!(Shape::Named(&#name))
}

/// An object of `fields`. `fixed` is the property that the object itself says, and `flag` gives the name of the
/// flag for a property, if there are flags, from that of its field.
pub(super) fn object<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    fixed: Option<&(String, String, String)>,
    model: &Model,
    flag: &dyn Fn(&str) -> Option<String>,
) -> TokenStream {
    let tag = fixed.into_iter().map(|(wire, _, text)| {
        quote! {
            Member {
                wire: #wire,
                flag: "",
                shape: Shape::OneOf(&[#text]),
                required: true,
                help: "",
            }
        }
    });
    let members = fields.into_iter().map(|field| {
        let Field {
            name: wire,
            required,
            ..
        } = field;
        let shape = match times::of(&field.kind, field.time) {
            Some(time) => quote!(Shape::Time(#time)),
            None => shape(&field.kind, model),
        };
        let default = field.default.as_ref().map(default_in_words);
        let help = format!(
            "{}{}{}",
            field.description.trim_end(),
            rule_in_words(&field.kind, model),
            default.unwrap_or_default(),
        );
        let help = markdown::shown(&help);
        let flag = flag(&field.field).unwrap_or_default();
        quote! {
            Member {
                wire: #wire,
                flag: #flag,
                shape: #shape,
                required: #required,
                help: #help,
            }
        }
    });
    let members = tag.chain(members);
    quote!(Shape::Object(&[#(#members),*]))
}

fn choice(union: &Union) -> TokenStream {
    let tag = &union.tag;
    let members = union.members.iter().map(|member| {
        let values = &member.values;
        let shape = named(&member.schema);
        quote!((&[#(#values),*], #shape))
    });
    quote!(Shape::Choice(#tag, &[#(#members),*]))
}

pub(super) fn shape(kind: &Kind, model: &Model) -> TokenStream {
    match kind {
        Kind::Checked(name) => checked(name, model),
        // Files have flags of their own.
        Kind::Text | Kind::File => quote!(Shape::Text),
        Kind::Secret => quote!(Shape::Secret),
        Kind::Timestamp => quote!(Shape::Time(crate::call::Time::Timestamp)),
        Kind::Date => quote!(Shape::Time(crate::call::Time::Date)),
        Kind::Number(_) => quote!(Shape::Number),
        Kind::Any => quote!(Shape::Any),
        Kind::Nullable(inner) => shape(inner, model),
        Kind::Map { value, .. } => {
            let value = shape(value, model);
            quote!(Shape::Map(&#value))
        }
        Kind::Integer(_) => quote!(Shape::Integer),
        Kind::Boolean(_) => quote!(Shape::Boolean),
        Kind::Object(schema) => named(schema),
        Kind::Array { item, .. } => {
            let item = shape(item, model);
            quote!(Shape::List(&#item))
        }
    }
}

/// A value of the checked type `name`.
pub(super) fn checked(name: &str, model: &Model) -> TokenStream {
    match model.checked.get(name) {
        Some(Checked::Enum { values, .. }) => quote!(Shape::OneOf(&[#(#values),*])),
        Some(Checked::Array { item, .. }) => {
            let item = checked(item, model);
            quote!(Shape::List(&#item))
        }
        _ => quote!(Shape::Text),
    }
}
