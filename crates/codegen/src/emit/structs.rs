//! The structs that progenitor made, read: fields, their types and their names on the wire.

use std::collections::BTreeMap;

use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, ExprLit, Fields, GenericArgument, Ident, Item, ItemStruct, Lit, Meta,
    MetaNameValue, PathArguments, Token, Type,
};

/// The structs that progenitor made, by their names.
pub(super) type Structures<'a> = BTreeMap<String, &'a ItemStruct>;

/// The structs among `types`.
pub(super) fn structures(types: &[Item]) -> Structures<'_> {
    let structures = types.iter().filter_map(|item| match item {
        Item::Struct(structure) => Some((structure.ident.to_string(), structure)),
        _ => None,
    });
    structures.collect()
}

/// Whether an answer of this type may have nothing in it at all: progenitor derives `Default` for it.
pub(super) fn may_be_empty(types: &Structures<'_>, name: &str) -> bool {
    let structure = types.get(name);
    structure.is_some_and(|structure| structure.attrs.iter().any(derives_default))
}

fn derives_default(attribute: &Attribute) -> bool {
    let derived = attribute
        .path()
        .is_ident("derive")
        .then(|| attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated));
    let is_default = |path: &syn::Path| {
        let last = path.segments.last();
        last.is_some_and(|last| last.ident == "Default")
    };
    matches!(derived, Some(Ok(paths)) if paths.iter().any(is_default))
}

/// The field that a property has become, with its type.
pub(super) fn field<'a>(
    types: &Structures<'a>,
    owner: &str,
    property: &str,
) -> Result<(Ident, &'a Type), String> {
    let structure: &ItemStruct = types
        .get(owner)
        .ok_or_else(|| format!("progenitor made no struct {owner}"))?;
    let Fields::Named(fields) = &structure.fields else {
        return Err(format!("type {owner} has no named fields"));
    };
    let found = fields.named.iter().find_map(|field| {
        let ident = field.ident.clone()?;
        let wire = renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
        (wire == property).then_some((ident, &field.ty))
    });
    found.ok_or_else(|| format!("type {owner} has no field for {property}"))
}

/// Names and types of the fields of a struct.
pub(super) fn fields<'a>(
    types: &Structures<'a>,
    name: &str,
) -> Result<Vec<(String, &'a Type)>, String> {
    let structure = types.get(name);
    let structure = structure.ok_or_else(|| format!("progenitor made no struct {name}"))?;
    let Fields::Named(fields) = &structure.fields else {
        return Err(format!("type {name} has no named fields"));
    };
    let fields = fields.named.iter();
    Ok(fields
        .filter_map(|field| Some((field.ident.as_ref()?.to_string(), &field.ty)))
        .collect())
}

/// The wire name in `#[serde(rename = "...")]`.
pub(super) fn renamed(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .find_map(|attribute| {
            let list = attribute
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .ok()?;
            list.iter().find_map(|meta| match meta {
                Meta::NameValue(MetaNameValue {
                    path,
                    value:
                        Expr::Lit(ExprLit {
                            lit: Lit::Str(text),
                            ..
                        }),
                    ..
                }) if path.is_ident("rename") => Some(text.value()),
                _ => None,
            })
        })
}

/// `T` of `wrapper<T>`.
pub(super) fn generic_of<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

/// The path of a type, which is its name alone if it is one of the document's; a `Box` is looked into.
pub(super) fn type_name(ty: &Type) -> String {
    if let Some(inner) = generic_of(ty, "Box") {
        return type_name(inner);
    }
    let Type::Path(path) = ty else {
        return String::new();
    };
    let segments = path.path.segments.iter();
    let names: Vec<String> = segments.map(|one| one.ident.to_string()).collect();
    names.join("::")
}
