//! Which description an item of a file belongs to.

use std::collections::BTreeMap;

use syn::parse::{ParseStream, Parser};
use syn::{Ident, Item, ItemImpl, ItemMacro, ItemUse, Token, Type, UseRename, UseTree, Visibility};

use super::tokens;

/// The items that belong to each type, by the name of its description, with their files.
pub(super) type Groups<'a> = BTreeMap<String, Vec<(&'a str, Item)>>;

/// The name of the description, if the item defines a type or says something of one.
pub(in crate::describe) fn owner(file: &str, item: &Item) -> Option<String> {
    let name = match item {
        Item::Struct(structure) => structure.ident.to_string(),
        Item::Enum(enumeration) => enumeration.ident.to_string(),
        Item::Use(import) => other_name(import)?.rename.to_string(),
        Item::Macro(call) => of_call(call)?,
        Item::Impl(block) => last_name(&block.self_ty)?,
        _ => return None,
    };
    Some(described(file, name))
}

/// The name of the description of a type of a file.
pub(super) fn described(file: &str, name: String) -> String {
    match file {
        "parameters.rs" => format!("parameters.{name}"),
        "requests.rs" => format!("requests.{name}"),
        _ => name,
    }
}

/// A type of the same file, and another name of it: `use self::One as Other`.
pub(super) fn other_name(import: &ItemUse) -> Option<&UseRename> {
    match &import.tree {
        UseTree::Path(path) if path.ident == "self" => match &*path.tree {
            UseTree::Rename(names) => Some(names),
            _ => None,
        },
        _ => None,
    }
}

/// The type that a macro defines, or that it is called for.
fn of_call(call: &ItemMacro) -> Option<String> {
    let first = |input: ParseStream<'_>| {
        input.call(syn::Attribute::parse_outer)?;
        if input.parse::<Visibility>().is_ok() && input.parse::<Token![enum]>().is_err() {
            let _: Option<Token![struct]> = input.parse()?;
        }
        let name: Ident = input.parse()?;
        input.parse::<proc_macro2::TokenStream>()?;
        Ok(name.to_string())
    };
    first.parse2(call.mac.tokens.clone()).ok()
}

/// Whether an `impl` block without generics is for a type of the same file, or for one of `types`.
pub(super) fn is_for(block: &ItemImpl, module: &str) -> bool {
    let ty = tokens::text(&block.self_ty);
    let name = ty.strip_prefix(module).unwrap_or_default();
    syn::parse_str::<Ident>(name).is_ok() && block.generics.params.is_empty()
}

/// The last segment of a type's path.
pub(in crate::describe) fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The name of a type in a file, as other code writes it.
pub(super) fn in_file(file: &str, name: &str) -> String {
    match file {
        "types.rs" => name.to_owned(),
        _ => format!("{}::{name}", file.trim_end_matches(".rs")),
    }
}
