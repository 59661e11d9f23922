//! `types.rs`: what answers decode into.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use syn::{
    Field, Fields, GenericArgument, Item, ItemEnum, ItemStruct, PathArguments, Type, parse_quote,
};

use super::docs;
use super::records::{self, Row};
use super::same::{self, Others, Sharing};
use super::short_paths::Paths;
use super::structs::renamed;
use crate::lower::Enums;
use crate::model::Model;
use crate::{format, markdown, naming};

pub(super) const INTRODUCTION: &str = "//! Types of responses.";

/// The names of all types that answers decode into.
pub(super) fn names(items: &[Item], model: &Model) -> BTreeSet<String> {
    let unions = model.unions.keys().chain(model.untagged.keys());
    let unions = unions.map(|name| naming::pascal(name));
    let types = items.iter().filter_map(|item| match item {
        Item::Struct(structure) => Some(structure.ident.to_string()),
        Item::Enum(enumeration) => Some(enumeration.ident.to_string()),
        _ => None,
    });
    types.chain(unions).collect()
}

/// Every type of progenitor's `types` module, in our form, and the enums that are other names of one.
///
/// # Errors
/// The item that is not expected.
pub(super) fn emit(
    items: &[Item],
    enums: &Enums,
    paths: &mut Paths,
    sharing: Sharing,
) -> Result<(BTreeMap<String, String>, Others), String> {
    let mut types = BTreeMap::new();
    let mut listed = Vec::new();
    for item in items {
        match item {
            Item::Struct(structure) => {
                let name = structure.ident.to_string();
                add(&mut types, name, emit_struct(structure.clone(), paths)?)?;
            }
            Item::Enum(enumeration) => listed.push(Listed::of(enumeration, enums)?),
            // Their builders serve nobody who only reads answers, our enums bring their own
            // implementations, and the conversion error goes with the types that need it.
            Item::Impl(_) | Item::Mod(_) => {}
            other => {
                return Err(format!(
                    "progenitor's types have an unexpected item: {other:?}"
                ));
            }
        }
    }
    let said = listed
        .iter()
        .map(|one| (one.name.clone(), one.words.as_str(), one.texts.clone()));
    let others = sharing.others(said);
    for one in listed {
        let text = match others.get(&one.name) {
            Some(of) => same::other_name(&one.name, of),
            None => one.emit(),
        };
        add(&mut types, one.name, text)?;
    }
    Ok((types, others))
}

/// Two types of one name would hide each other.
fn add(types: &mut BTreeMap<String, String>, name: String, text: String) -> Result<(), String> {
    match types.insert(name.clone(), text) {
        None => Ok(()),
        Some(_) => Err(format!("two types get the name {name}")),
    }
}

fn emit_struct(mut structure: ItemStruct, paths: &mut Paths) -> Result<String, String> {
    let Fields::Named(fields) = &mut structure.fields else {
        return Err(format!("type {} has no named fields", structure.ident));
    };
    let mut rows = Vec::new();
    for field in &mut fields.named {
        docs::normalize(&mut field.attrs);
        describe_reference(field);
        rows.push(Row::take(field)?);
    }
    docs::normalize(&mut structure.attrs);
    records::take_derives(&mut structure.attrs)?;
    // That one without fields refuses all of them.
    structure
        .attrs
        .retain(|attribute| !attribute.path().is_ident("serde"));
    structure
        .attrs
        .push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    structure.attrs.push(parse_quote!(#[non_exhaustive]));
    let record = records::emit(&structure.ident.to_string(), &rows);
    let structure = format::tokens(paths.shorten(quote!(#structure)))?;
    Ok(format!("{structure}\n{record}"))
}

/// Types of fields that are not of the document, as the innermost of them is called.
const PLAIN: [&str; 7] = [
    "String",
    "SensitiveString",
    "Utc",
    "Value",
    "bool",
    "f64",
    "i64",
];

/// A property that only refers to another type has no description of its own, and one of a document of others may
/// have none at all.
fn describe_reference(field: &mut Field) {
    if docs::text_of(&field.attrs).is_empty() {
        let name = innermost(&field.ty);
        let words = match PLAIN.contains(&name.as_str()) {
            true => "The document does not describe it.".to_owned(),
            false => format!("See [`{name}`]."),
        };
        let mut documented = docs::attributes(&words);
        documented.append(&mut field.attrs);
        field.attrs = documented;
    }
}

/// The name of `T` in `Option<T>` and the like.
fn innermost(ty: &Type) -> String {
    let Type::Path(path) = ty else {
        return String::new();
    };
    let Some(last) = path.path.segments.last() else {
        return String::new();
    };
    if let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return innermost(inner);
    }
    last.ident.to_string()
}

/// An enum of progenitor's.
struct Listed<'a> {
    name: String,
    words: String,
    /// Its values on the wire.
    texts: Vec<&'a str>,
}

impl<'a> Listed<'a> {
    fn of(enumeration: &ItemEnum, enums: &'a Enums) -> Result<Self, String> {
        let name = enumeration.ident.to_string();
        let mut texts = Vec::new();
        for variant in &enumeration.variants {
            if !matches!(variant.fields, Fields::Unit) {
                return Err(format!("type {name} is a union"));
            }
            let mark = renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
            let wire = enums
                .text(&mark)
                .ok_or_else(|| format!("type {name} has the unknown value {mark}"))?;
            texts.push(wire);
        }
        let words = docs::text_of(&enumeration.attrs);
        Ok(Self { name, words, texts })
    }

    fn emit(&self) -> String {
        let mut text = docs::comment("    ", &self.words);
        text.push_str(&format!("    pub enum {} {{\n", self.name));
        let names = naming::variants(self.texts.iter().copied());
        for (name, wire) in names.into_iter().zip(&self.texts) {
            text.push_str(&docs::comment("        ", &markdown::code(wire)));
            text.push_str(&format!("        {name} = {wire:?},\n"));
        }
        format!("::backhaul_runtime::open_enum! {{\n{text}    }}\n}}\n")
    }
}
