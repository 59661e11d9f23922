//! `json.rs`: what may stand in requests that are read from JSON, as data for the runtime.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::generated::checked_type;
use super::short_paths::Paths;
use super::{fields, limits};
use crate::model::{Checked, Field, Kind, Limits, Model, Request, Sent, Union, ValueForm};
use crate::{format, naming};

const INTRODUCTION: &str = "\
//! What may stand in requests that are read from JSON: the rules of the setters, as data.
// A name of the document has only one spelling as a type. Upper case would make one of two names.
#![allow(non_upper_case_globals)]\n\n";

/// The whole file, if there is anything to send as JSON.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<Option<String>, String> {
    let requests = model.requests.iter().map(|(schema, request)| {
        let name = naming::pascal(schema);
        let value = match request {
            Request::Object {
                fields,
                fixed,
                read_only,
                ..
            } => shape(model, &name, fields, fixed.as_ref(), read_only),
            Request::Union(union) => choice(&name, union),
            Request::Untagged { members, .. } => several(model, &name, members),
        };
        (name, value)
    });
    let bodies = model.operations.iter().filter_map(|operation| {
        let name = naming::pascal(&operation.id);
        let value = match &operation.body.as_ref()?.content {
            Sent::Object { fields, read_only } => shape(model, &name, fields, None, read_only),
            Sent::Value(kind) => {
                let rule = rule(model, kind);
                quote!(::backhaul_runtime::for_client_crates::Rule = #rule)
            }
            Sent::Array(_) | Sent::Union(_) | Sent::Text | Sent::Bytes => return None,
        };
        Some((body_name(&operation.id), value))
    });
    let parameters = model.operations.iter().flat_map(|operation| {
        let values = operation.parameters.iter();
        let values = values.filter(|parameter| parameter.form != ValueForm::Plain);
        values.map(|parameter| {
            let rule = rule(model, &parameter.kind);
            let name = parameter_name(&operation.id, &parameter.setter);
            (
                name,
                quote!(::backhaul_runtime::for_client_crates::Rule = #rule),
            )
        })
    });
    let all: Vec<(String, TokenStream)> = requests.chain(bodies).chain(parameters).collect();
    if all.is_empty() {
        return Ok(None);
    }
    let names: BTreeSet<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let mut paths = Paths::new(names);
    let statics = all.into_iter().map(|(name, value)| {
        let name = format_ident!("{name}");
        quote!(pub(super) static #name: #value;)
    });
    let statics = paths.shorten(statics.collect());
    let imports = paths.imports();
    let text = format::tokens(quote!(#imports #statics))?;
    Ok(Some(format!("{INTRODUCTION}{text}")))
}

/// The path to what the body of an operation may hold.
pub(super) fn body_path(operation: &str) -> TokenStream {
    let name = format_ident!("{}", body_name(operation));
    quote!(super::json::#name)
}

/// The path to what a parameter of the operation may hold, if it is written like a body.
pub(super) fn parameter_path(operation: &str, parameter: &str) -> TokenStream {
    let name = format_ident!("{}", parameter_name(operation, parameter));
    quote!(super::json::#name)
}

fn parameter_name(operation: &str, parameter: &str) -> String {
    format!(
        "ParameterOf_{}_{}",
        naming::pascal(operation),
        naming::pascal(parameter)
    )
}

/// No type has an underscore before its end.
fn body_name(operation: &str) -> String {
    format!("BodyOf_{}", naming::pascal(operation))
}

/// The rules for the component `schema`, in this file.
fn here(schema: &str) -> Ident {
    format_ident!("{}", naming::pascal(schema))
}

/// Type and value of the rules for an object. `fixed` is the property that the object itself says.
fn shape(
    model: &Model,
    name: &str,
    fields: &[Field],
    fixed: Option<&(String, String, String)>,
    read_only: &[String],
) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (wire, setter) = (&field.name, &field.setter);
        let rule = match (rule(model, &field.kind), field.nullable) {
            (rule, false) => rule,
            (rule, true) => {
                quote!(::backhaul_runtime::for_client_crates::Rule::Nullable(&#rule))
            }
        };
        quote!((#wire, #setter, #rule))
    });
    let tag = fixed.into_iter().map(|(wire, setter, text)| {
        quote!((#wire, #setter, ::backhaul_runtime::for_client_crates::Rule::OneOf(&[#text])))
    });
    let members = tag.chain(members);
    let fixed = fixed.map(|(wire, setter, text)| quote!((#wire, #setter, #text)));
    let required = fields::required(fields);
    quote! {
        ::backhaul_runtime::for_client_crates::Shape = ::backhaul_runtime::for_client_crates::Shape {
            name: #name,
            members: &[#(#members),*],
            required: &[#required],
            fixed: &[#fixed],
            read_only: &[#(#read_only),*],
        }
    }
}

/// Type and value of the rules for a union.
fn choice(name: &str, union: &Union) -> TokenStream {
    let members = union.members.iter().map(|member| {
        let values = &member.values;
        let shape = here(&member.schema);
        quote!((&[#(#values),*], &#shape))
    });
    let (tag, setter) = (&union.tag, naming::object_setter(&union.tag));
    quote! {
        ::backhaul_runtime::for_client_crates::Choice = ::backhaul_runtime::for_client_crates::Choice {
            name: #name,
            tag: #tag,
            setter: #setter,
            members: &[#(#members),*],
        }
    }
}

/// Type and value of the rules for what is one of several.
fn several(model: &Model, name: &str, members: &[(String, Kind)]) -> TokenStream {
    let members = members.iter().map(|(name, kind)| {
        let rule = rule(model, kind);
        quote!((#name, #rule))
    });
    quote! {
        ::backhaul_runtime::for_client_crates::Several = ::backhaul_runtime::for_client_crates::Several {
            name: #name,
            members: &[#(#members),*],
        }
    }
}

/// The rule for a value of `kind`.
fn rule(model: &Model, kind: &Kind) -> TokenStream {
    let rule = match kind {
        Kind::Checked(name) => return checked(model, name),
        Kind::Text => quote!(Text),
        Kind::Secret => quote!(Secret),
        Kind::File => quote!(Upload),
        Kind::Timestamp => quote!(Timestamp),
        Kind::Date => quote!(Date),
        Kind::Boolean(None) => quote!(Boolean),
        Kind::Boolean(Some(only)) => quote!(Only(#only)),
        Kind::Number(range) if !range.allowed.is_empty() => {
            let allowed = limits::numbers(&range.allowed);
            quote!(NumberOf(#allowed))
        }
        Kind::Number(range) => {
            let (least, most) = limits::of_number(range);
            quote!(Number(#least, #most))
        }
        Kind::Any => quote!(Any),
        Kind::Nullable(inner) => {
            let inner = rule(model, inner);
            quote!(Nullable(&#inner))
        }
        Kind::Map {
            value,
            min_entries,
            max_entries,
        } => {
            let (value, least, most) = (rule(model, value), *min_entries, *max_entries);
            let (least, most) = count(least, most);
            quote!(Map(&#value, #least, #most))
        }
        Kind::Integer(limits) => integer(limits),
        Kind::Object(schema) => {
            let path = here(schema);
            match model.requests.get(schema) {
                Some(Request::Union(_)) => quote!(Choice(&#path)),
                Some(Request::Untagged { .. }) => quote!(Several(&#path)),
                _ => quote!(Object(&#path)),
            }
        }
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let item = rule(model, item);
            let (least, most) = count(*min_items, *max_items);
            quote!(List(&#item, #least, #most))
        }
    };
    quote!(::backhaul_runtime::for_client_crates::Rule::#rule)
}

fn count(least: u64, most: Option<u64>) -> (Literal, TokenStream) {
    let most = most.map(Literal::u64_unsuffixed);
    let most = most.map_or(quote!(usize::MAX), |most| quote!(#most));
    (Literal::u64_unsuffixed(least), most)
}

/// The rule for a value of the checked type of the component `name`.
fn checked(model: &Model, name: &str) -> TokenStream {
    let ty = checked_type(name);
    let rule = match model.checked.get(name) {
        Some(Checked::Enum { .. }) => quote!(OneOf(#ty::ALL)),
        Some(Checked::Array { item, .. }) => {
            let item = checked(model, item);
            quote!(List(&#item, #ty::MIN_ITEMS, #ty::MAX_ITEMS))
        }
        _ => {
            let name = naming::pascal(name);
            quote!(Checked(#name, &#ty::CONSTRAINT))
        }
    };
    quote!(::backhaul_runtime::for_client_crates::Rule::#rule)
}

fn integer(limits: &Limits) -> TokenStream {
    let literal = |number: &i64| {
        let number = Literal::i64_unsuffixed(*number);
        quote!(#number)
    };
    let least = limits.least.as_ref().map_or(quote!(i64::MIN), literal);
    let most = limits.most.as_ref().map_or(quote!(i64::MAX), literal);
    let allowed = limits.allowed.iter().map(literal);
    quote!(Integer(#least, #most, &[#(#allowed),*]))
}
