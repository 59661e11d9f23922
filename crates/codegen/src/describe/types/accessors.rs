//! What can be read of any member of a union.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, ImplItem, ImplItemFn, ItemImpl, ReturnType};

use super::structs::short;
use super::{names, tokens};

/// One line for each function of an `impl` block; `variants` are those of the union.
pub(super) fn describe(
    block: &ItemImpl,
    variants: &[Ident],
    types: &BTreeSet<String>,
) -> Option<String> {
    let ItemImpl { self_ty, items, .. } = block;
    if !names::is_for(block, "")
        || tokens::text(block) != tokens::text(quote!(impl #self_ty { #(#items)* }))
    {
        return None;
    }
    let lines = items.iter().map(|item| match item {
        ImplItem::Fn(function) => line(function, variants, types),
        _ => None,
    });
    let lines = lines.zip(items).map(|(line, item)| {
        let line = line.unwrap_or_else(|| format!("code: {}", tokens::text(item)));
        line + "\n"
    });
    Some(lines.collect())
}

/// `.id() -> Option<&str>  of any member`.
fn line(function: &ImplItemFn, variants: &[Ident], names: &BTreeSet<String>) -> Option<String> {
    let name = &function.sig.ident;
    let field = format_ident!("{name}");
    let ReturnType::Type(_, answer) = &function.sig.output else {
        return None;
    };
    let values: [TokenStream; 4] = [
        quote!(member.#field.as_deref()),
        quote!(Some(member.#field.as_str())),
        quote!(member.#field.as_ref()),
        quote!(Some(&member.#field)),
    ];
    let found = tokens::text(function);
    let place = values.iter().position(|value| {
        let expected = quote! {
            pub fn #name(&self) -> #answer {
                match self {
                    #(Self::#variants(member) => #value,)*
                    Self::Unknown(_) => None,
                }
            }
        };
        tokens::text(expected) == found
    })?;
    let need = if place % 2 == 0 {
        "may lack it"
    } else {
        "has it"
    };
    let answer = short(&tokens::text(answer), names);
    Some(format!(
        ".{name}() -> {answer}  of any member, which {need}"
    ))
}
