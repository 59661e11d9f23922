//! A file as scopes.

use quote::ToTokens;
use syn::{Item, ItemUse, UseTree};

use super::attributes::{exports_macro, only_for_tests, path};
use super::scope::{Body, Child, Import, ImportName, Path, Scope};
use super::tokens;

/// Reads the text of a file. What only tests compile is left out.
pub(super) fn read(text: &str) -> syn::Result<Scope> {
    syn::parse_file(text).map(|file| scope(file.items))
}

fn scope(items: Vec<Item>) -> Scope {
    let mut scope = Scope::default();
    for item in items {
        if !only_for_tests(attributes(&item)) {
            add(&mut scope, item);
        }
    }
    scope
}

fn add(scope: &mut Scope, item: Item) {
    match item {
        Item::Use(item) => add_import(scope, &item),
        Item::Mod(item) => {
            let body = match item.content {
                Some((_, items)) => Body::Inline(self::scope(items)),
                None => Body::File {
                    path: path(&item.attrs),
                },
            };
            scope.children.push(Child {
                name: item.ident.to_string(),
                body,
            });
        }
        Item::ExternCrate(_) => {}
        item => {
            if let Some(name) = name(&item) {
                if let Item::Macro(item) = &item
                    && exports_macro(&item.attrs)
                {
                    scope.exported_macros.insert(name.clone());
                }
                scope.items.insert(name);
            }
            let found = tokens::paths(item.to_token_stream());
            scope.mentions.extend(found.mentions);
            for item in found.imports {
                add_import(scope, &item);
            }
        }
    }
}

fn add_import(scope: &mut Scope, item: &ItemUse) {
    // `use ::name` is another crate.
    if item.leading_colon.is_none() {
        flatten(&item.tree, &mut Vec::new(), &mut scope.imports);
    }
}

fn flatten(tree: &UseTree, prefix: &mut Path, imports: &mut Vec<Import>) {
    let named = |last: String, name: ImportName| {
        let mut path = prefix.clone();
        // `use a::{self}` brings `a`.
        if last != "self" || path.is_empty() {
            path.push(last);
        }
        Import { path, name }
    };
    match tree {
        UseTree::Path(tree) => {
            prefix.push(tree.ident.to_string());
            flatten(&tree.tree, prefix, imports);
            prefix.pop();
        }
        UseTree::Name(tree) => {
            let mut import = named(tree.ident.to_string(), ImportName::Nameless);
            if let Some(last) = import.path.last() {
                import.name = ImportName::Is(last.clone());
            }
            imports.push(import);
        }
        UseTree::Rename(tree) => {
            let name = match tree.rename.to_string() {
                name if name == "_" => ImportName::Nameless,
                name => ImportName::Is(name),
            };
            imports.push(named(tree.ident.to_string(), name));
        }
        UseTree::Glob(_) => imports.push(Import {
            path: prefix.clone(),
            name: ImportName::Glob,
        }),
        UseTree::Group(tree) => {
            for item in &tree.items {
                flatten(item, prefix, imports);
            }
        }
    }
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// What other files can call the item.
fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
