//! What attributes say about an item.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Whether only tests compile what has these attributes.
pub(super) fn only_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && names_tests(list.tokens.clone()),
        _ => false,
    })
}

/// Whether a condition such as `all(test, unix)` holds only in tests. `any` is taken for `all`.
pub(super) fn names_tests(condition: TokenStream) -> bool {
    let mut negated = false;
    for token in condition {
        match token {
            TokenTree::Ident(word) if word == "test" || word == "doctest" => return true,
            TokenTree::Ident(word) => negated = word == "not",
            TokenTree::Group(group) => {
                if !negated && names_tests(group.stream()) {
                    return true;
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => negated = false,
        }
    }
    false
}

/// The file of a module by `#[path = "..."]`.
pub(super) fn path(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
}

/// Whether a macro can be named from the root of its crate.
pub(super) fn exports_macro(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("macro_export"))
}
