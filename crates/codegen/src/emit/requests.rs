//! `requests.rs`: objects that requests carry below their top, and unions of them.

use std::collections::BTreeMap;

use quote::{format_ident, quote};

use super::{docs, fields, unions};
use crate::format;
use crate::model::{Field, Kind, Model, Request, Union};
use crate::naming;

/// What stands above the types: imports.
///
/// # Errors
/// If the text is not Rust, which would be a mistake here.
pub(super) fn introduction(model: &Model) -> Result<String, String> {
    let all: Vec<&Field> = model.requests.values().flat_map(Request::fields).collect();
    let any = |is_so: &dyn Fn(&Field) -> bool| all.iter().any(|field| is_so(field));
    let is_scalar = |field: &Field| !matches!(field.kind.innermost(), Kind::Object(_));
    let any_checked = any(&|field| matches!(field.kind.innermost(), Kind::Checked(_)));
    let any_object = any(&|field| matches!(field.kind.innermost(), Kind::Object(_)));
    let any_scalar = any(&is_scalar);
    let display = any_scalar.then(|| {
        quote!(
            use ::std::fmt::Display;
        )
    });
    let names = [
        ("Argument", any_scalar),
        ("FieldValue", any(&needs_field_value)),
        ("SensitiveString", any(&is_secret)),
        ("Timestamp", any(&is_date)),
    ];
    let names = names.into_iter().filter(|(_, needed)| *needed);
    let names: Vec<_> = names.map(|(name, _)| format_ident!("{name}")).collect();
    let runtime = (!names.is_empty()).then(|| quote!(use ::backhaul_runtime::{#(#names),*};));
    let parameters = any_checked.then(|| {
        quote!(
            use super::parameters;
        )
    });
    // So that one text serves the builders and this module.
    let requests = any_object.then(|| {
        quote!(
            use super::requests;
        )
    });
    let imports = format::tokens(quote! { #display #runtime #parameters #requests })?;
    Ok(format!(
        "//! Objects in requests. Nothing is checked before the call that takes them is sent.\n\n{imports}"
    ))
}

/// Whether the setters of a field name the runtime's `FieldValue`.
pub(super) fn needs_field_value(field: &Field) -> bool {
    field.nullable || matches!(field.kind, Kind::Array { .. }) || is_secret(field)
}

pub(super) fn is_secret(field: &Field) -> bool {
    matches!(field.kind.innermost(), Kind::Secret)
}

pub(super) fn is_date(field: &Field) -> bool {
    matches!(field.kind.innermost(), Kind::Timestamp)
}

/// Every request type, by name.
///
/// # Errors
/// If a text is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<BTreeMap<String, String>, String> {
    let types = model.requests.iter().map(|(name, request)| {
        let name = naming::pascal(name);
        let text = match request {
            Request::Object {
                description,
                fields,
                fixed,
            } => emit_object(model, &name, description, fields, fixed.as_ref())?,
            Request::Union(union) => emit_union(&name, union),
        };
        Ok((name, text))
    });
    types.collect()
}

/// `fixed` is a property that the type itself says, with its setter's name and its text.
fn emit_object(
    model: &Model,
    name: &str,
    description: &str,
    fields: &[Field],
    fixed: Option<&(String, String, String)>,
) -> Result<String, String> {
    let mut words = description.to_owned();
    if let Some((wire, _, text)) = fixed {
        words.push_str(&format!("\n\nOn the wire, `{wire}` is `{text}`."));
    }
    let comment = docs::comment("    ", &words);
    let fixed = fixed.map(|(wire, setter, text)| format!("({wire:?}, {setter:?}, {text:?})"));
    let fixed = fixed.unwrap_or_default();
    let required = fields.iter().filter(|field| field.required);

    let required: Vec<String> = required
        .map(|field| format!("({:?}, {:?})", field.name, field.setter))
        .collect();
    let store = quote!(self.0);
    let setters = fields
        .iter()
        .map(|field| fields::setters(field, model, &store, "On the wire"));
    let ident = format_ident!("{name}");
    let setters = match fields {
        [] => String::new(),
        _ => format::tokens(quote! { impl #ident { #(#setters)* } })?,
    };
    let required = required.join(", ");
    Ok(format!(
        "::backhaul_runtime::request_object! {{\n{comment}    pub struct {name};\n    required = \
         [{required}]\n    fixed = [{fixed}]\n}}\n\n{setters}"
    ))
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
        "::backhaul_runtime::request_union! {{\n{comment}    pub enum {name} {{\n{variants}    }}\n}}\n"
    )
}
