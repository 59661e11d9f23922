//! How structs of answers are read and written: a list of their fields in place of what serde would derive.

use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, GenericArgument, Meta, Path, PathArguments, Token, Type, parse_quote};

use super::structs::{generic_of, renamed, type_name};

/// One field: its number, its name, its name on the wire, and how it is read and written.
pub(super) struct Row {
    name: String,
    wire: String,
    how: &'static str,
}

impl Row {
    /// Takes what serde is told out of `field`.
    ///
    /// # Errors
    /// If it has no name.
    pub(super) fn take(field: &mut Field) -> Result<Self, String> {
        let name = field.ident.as_ref().map(ToString::to_string);
        let name = name.ok_or("a field has no name")?;
        let wire = renamed(&field.attrs);
        let has_default = field.attrs.iter().any(is_default);
        let how = how(&field.ty, has_default);
        field
            .attrs
            .retain(|attribute| !attribute.path().is_ident("serde"));
        // What serde would be told is in the schema too.
        let may_be_missing =
            how != "optional" && how != "required" && !how.starts_with("required_");
        let default = may_be_missing.then(|| quote!(default)).into_iter();
        let rename = wire.as_ref().map(|wire| quote!(rename = #wire));
        let told: Vec<_> = rename.into_iter().chain(default).collect();
        if !told.is_empty() {
            field
                .attrs
                .push(parse_quote!(#[cfg_attr(feature = "schemars", schemars(#(#told),*))]));
        }
        Ok(Self {
            wire: wire.unwrap_or_else(|| name.trim_start_matches("r#").to_owned()),
            name,
            how,
        })
    }
}

/// How a field of a type is read and written: see `record!` of the runtime.
fn how(ty: &Type, has_default: bool) -> &'static str {
    if let Some(inner) = generic_of(ty, "Option") {
        return match type_name(inner).as_str() {
            "serde_json::Value" => "optional_json",
            _ => "optional",
        };
    }
    if generic_of(ty, "Vec").is_some() {
        return match has_default {
            true => "list",
            false => "required_list",
        };
    }
    match (map_value(ty).as_deref(), has_default) {
        (Some("serde_json::Value"), true) => "json_map",
        (Some("serde_json::Value"), false) => "required_json_map",
        (Some(_), true) => "map",
        (Some(_), false) => "required_map",
        (None, _) => "required",
    }
}

/// The type of the values of a map.
fn map_value(ty: &Type) -> Option<String> {
    generic_of(ty, "BTreeMap")?;
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.last()? {
        GenericArgument::Type(value) => Some(type_name(value)),
        _ => None,
    }
}

fn is_default(attribute: &Attribute) -> bool {
    let is_serde = attribute.path().is_ident("serde");
    let list = is_serde
        .then(|| attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated));
    matches!(list, Some(Ok(list)) if list.iter().any(|meta| meta.path().is_ident("default")))
}

/// Takes the derives of serde out of the attributes of a struct.
///
/// # Errors
/// If it derives nothing that can be read.
pub(super) fn take_derives(attributes: &mut [Attribute]) -> Result<(), String> {
    for attribute in attributes {
        if !attribute.path().is_ident("derive") {
            continue;
        }
        let derived = attribute
            .parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
            .map_err(|error| format!("progenitor has an unexpected derive: {error}"))?;
        let is_serde = |path: &&Path| {
            let first = path.segments.first();
            first.is_some_and(|first| first.ident == "serde")
        };
        let kept = derived.iter().filter(|path| !is_serde(path));
        *attribute = parse_quote!(#[derive(#(#kept),*)]);
    }
    Ok(())
}

/// The list of the fields of the struct called `name`.
pub(super) fn emit(name: &str, rows: &[Row]) -> String {
    let mut text = format!("::backhaul_runtime::record! {{\n    {name} {{\n");
    for (index, Row { name, wire, how }) in rows.iter().enumerate() {
        text.push_str(&format!("        {index} {name} {wire:?} {how},\n"));
    }
    text + "    }\n}\n"
}
