//! `requests.rs`: objects that requests carry below their top, and unions of them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::short_paths::Paths;
use super::{docs, fields, unions};
use crate::model::{Field, Kind, Model, Request, Union};
use crate::{format, markdown, naming};

/// `requests.rs`, in pieces.
pub(super) struct Requests {
    /// What comes before the types: imports.
    pub(super) introduction: String,
    /// Every request type, by name.
    pub(super) types: BTreeMap<String, String>,
}

/// The whole file.
///
/// # Errors
/// If a text is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<Requests, String> {
    let names = model.requests.keys();
    let mut paths = Paths::new(names.map(|name| naming::pascal(name)).collect());
    let mut types = BTreeMap::new();
    for (name, request) in &model.requests {
        let name = naming::pascal(name);
        let text = match request {
            Request::Object {
                description,
                fields,
                fixed,
                ..
            } => {
                let setters = setters(model, &name, fields);
                let setters = format::tokens(paths.shorten(setters))?;
                emit_object(&name, description, fields, fixed.as_ref()) + &setters
            }
            Request::Union(union) => emit_union(&name, union),
            Request::Untagged {
                description,
                members,
            } => emit_untagged(&name, description, members),
        };
        types.insert(name, text);
    }
    let imports = format::tokens(paths.imports())?;
    Ok(Requests {
        introduction: format!(
            "//! Objects in requests. They are checked when the call that uses them is sent.\n\n{imports}"
        ),
        types,
    })
}

fn setters(model: &Model, name: &str, fields: &[Field]) -> TokenStream {
    let store = quote!(self.0);
    let setters = fields
        .iter()
        .map(|field| fields::setters(field, model, &store, "On the wire"));
    let ident = format_ident!("{name}");
    match fields {
        [] => quote!(),
        _ => quote! { impl #ident { #(#setters)* } },
    }
}

/// `fixed` is a property that the type itself says, with its setter's name and its text.
fn emit_object(
    name: &str,
    description: &str,
    fields: &[Field],
    fixed: Option<&(String, String, String)>,
) -> String {
    let mut words = match description {
        "" => format!("`{name}` in a request."),
        known => known.to_owned(),
    };
    if let Some((wire, _, text)) = fixed {
        let (wire, text) = (markdown::code(wire), markdown::code(text));
        words.push_str(&format!("\n\nOn the wire, {wire} is {text}."));
    }
    let comment = docs::comment("    ", &words);
    let fixed = fixed.map(|(wire, setter, text)| format!("({wire:?}, {setter:?}, {text:?})"));
    let fixed = fixed.unwrap_or_default();
    let required = fields.iter().filter(|field| field.required);

    let required: Vec<String> = required
        .map(|field| format!("({:?}, {:?})", field.name, field.setter))
        .collect();
    let required = required.join(", ");
    format!(
        "::backhaul_runtime::request_object! {{\n{comment}    pub struct {name};\n    required = \
         [{required}]\n    fixed = [{fixed}]\n    json = super::json::{name}\n}}\n\n"
    )
}

fn emit_union(name: &str, union: &Union) -> String {
    let comment = docs::comment("    ", &union.description);
    let mut variants = String::new();
    for member in &union.members {
        let schema = naming::pascal(&member.schema);
        variants.push_str(&docs::comment("        ", &unions::values(union, member)));
        variants.push_str(&format!("        {}({schema}),\n", member.variant()));
    }
    format!(
        "::backhaul_runtime::request_union! {{\n{comment}    pub enum {name} {{\n{variants}    }}\n    json = \
         super::json::{name}\n}}\n"
    )
}

fn emit_untagged(name: &str, description: &str, members: &[(String, Kind)]) -> String {
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    let words = format!("{description}\n\nOne of: {}.", names.join(", "));
    let words = words.trim_start();
    let comment = docs::comment("    ", words);
    let types = members.iter().filter_map(|(_, kind)| match kind {
        Kind::Object(schema) => Some(naming::pascal(schema)),
        _ => None,
    });
    let types: Vec<String> = types.filter(|ty| ty != name).collect();
    let types = types.join(", ");
    format!(
        "::backhaul_runtime::request_untagged! {{\n{comment}    pub struct {name};\n    members = [{types}]\n    \
         json = super::json::{name}\n}}\n"
    )
}
