//! `forms.rs`: what the members of unions without a tag look like, as data for the runtime.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

use super::short_paths::Paths;
use crate::model::{Form, Model, NamedForm, Untagged};
use crate::{format, naming};

const INTRODUCTION: &str = "\
//! What the members of unions look like that nothing else tells apart.
// A name of the document has only one spelling as a type. Upper case would make one of two names.
#![allow(non_upper_case_globals)]\n\n";

/// The whole file, if there is any such union in an answer.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<Option<String>, String> {
    if model.untagged.is_empty() {
        return Ok(None);
    }
    let forms = model.forms.iter().map(|(name, form)| {
        let ident = form_name(name);
        let form = named(form);
        quote!(static #ident: ::backhaul_runtime::for_client_crates::Form = #form;)
    });
    let arms = model.untagged.iter().map(|(name, union)| {
        let name = naming::pascal(name);
        let ident = arms_name(&name);
        let arms = arms(&name, union);
        quote!(pub(super) static #ident: ::backhaul_runtime::for_client_crates::Arms = #arms;)
    });
    let statics: TokenStream = forms.chain(arms).collect();
    let mut paths = Paths::new(BTreeSet::new());
    let statics = paths.shorten(statics);
    let imports = paths.imports();
    let text = format::tokens(quote!(#imports #statics))?;
    Ok(Some(format!("{INTRODUCTION}{text}")))
}

/// The name of the members of the union that is called `name` in Rust. No type has an underscore before its end.
pub(super) fn arms_name(name: &str) -> Ident {
    format_ident!("ArmsOf_{name}")
}

fn form_name(schema: &str) -> Ident {
    format_ident!("FormOf_{}", naming::pascal(schema))
}

fn arms(name: &str, union: &Untagged) -> TokenStream {
    let list = union.arms.iter().map(|arm| {
        let name = &arm.name;
        let form = reference(&arm.form);
        let tags = arm
            .tags
            .iter()
            .map(|(tag, texts)| quote!((#tag, &[#(#texts),*])));
        quote! {
            ::backhaul_runtime::for_client_crates::Arm {
                name: #name,
                form: #form,
                tags: &[#(#tags),*],
            }
        }
    });
    quote! {
        ::backhaul_runtime::for_client_crates::Arms {
            name: #name,
            list: &[#(#list),*],
        }
    }
}

fn named(form: &NamedForm) -> TokenStream {
    let form = match form {
        NamedForm::Object { required, members } => {
            let members = members.iter().map(|(name, form)| {
                let form = reference(form);
                quote!((#name, #form))
            });
            quote!(Object(&[#(#required),*], &[#(#members),*]))
        }
        NamedForm::Tagged { tag, members } => {
            let members = members.iter().map(|(texts, schema)| {
                let form = form_name(schema);
                quote!((&[#(#texts),*], &#form))
            });
            quote!(Tagged(#tag, &[#(#members),*]))
        }
        NamedForm::OneOf(forms) => {
            let forms = forms.iter().map(reference);
            quote!(OneOf(&[#(#forms),*]))
        }
    };
    quote!(::backhaul_runtime::for_client_crates::Form::#form)
}

fn reference(form: &Form) -> TokenStream {
    let form = match form {
        Form::Named(name) => {
            let name = form_name(name);
            return quote!(&#name);
        }
        Form::Any => quote!(Any),
        Form::Boolean => quote!(Boolean),
        Form::Integer => quote!(Integer),
        Form::Number => quote!(Number),
        Form::Text(texts) => quote!(Text(&[#(#texts),*])),
        Form::List(item) => {
            let item = reference(item);
            quote!(List(#item))
        }
        Form::Map(value) => {
            let value = reference(value);
            quote!(Map(#value))
        }
    };
    quote!(&::backhaul_runtime::for_client_crates::Form::#form)
}
