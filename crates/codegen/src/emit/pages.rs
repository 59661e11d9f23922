//! `pages.rs`: where each page has its items.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::access::Access;
use super::docs;
use super::features::Features;
use super::structs::{Structures, field};
use crate::model::{Model, Paging};
use crate::{format, markdown, naming};

/// The whole file; nothing if no operation has pages. `types` are progenitor's structs.
///
/// # Errors
/// The part of progenitor's types that is not as expected.
pub(super) fn emit(
    types: &Structures<'_>,
    model: &Model,
    features: &Features,
) -> Result<Option<String>, String> {
    // Several operations may share a page type; the lint sees to it that they agree.
    let pages: BTreeMap<&String, &Paging> = model
        .operations
        .iter()
        .filter_map(|operation| Some((operation.answer()?, operation.pages.as_ref()?)))
        .collect();
    if pages.is_empty() {
        return Ok(None);
    }
    let mut text = "//! Access to the items of each page.\n\n".to_owned();
    text.push_str(&format::tokens(quote! {
        use ::backhaul_runtime::Page;
        use super::types;
    })?);
    for (schema, paging) in pages {
        let page = format::tokens(implementation(types, schema, paging)?)?;
        text.push('\n');
        text.push_str(&features.gate("types", &naming::pascal(schema), &page));
    }
    Ok(Some(text))
}

fn implementation(
    types: &Structures<'_>,
    schema: &str,
    paging: &Paging,
) -> Result<TokenStream, String> {
    let page = format_ident!("{}", naming::pascal(schema));
    let item = format_ident!("{}", naming::pascal(&paging.item));
    let (items, _) = field(types, &naming::pascal(schema), &paging.items)?;
    let (total, words) = match &paging.total {
        Some(path) => {
            let total = Access::to(types, schema, path)?.copied();
            let total = quote!(#total.and_then(|total| u64::try_from(total).ok()));
            (total, format!("{}.", markdown::code(path)))
        }
        None => {
            let words = "No property of this page contains a reliable total.";
            (quote!(None), words.to_owned())
        }
    };
    let comment = docs::attributes(&words);
    Ok(quote! {
        impl Page for types::#page {
            type Item = types::#item;
            fn items(&self) -> &[Self::Item] {
                &self.#items
            }
            fn into_items(self) -> Vec<Self::Item> {
                self.#items
            }
            #(#comment)*
            fn total(&self) -> Option<u64> {
                #total
            }
        }
    })
}
