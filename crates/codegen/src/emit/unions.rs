//! Unions in answers.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::docs;
use super::short_paths::Paths;
use super::structs::{Structures, fields, generic_of, type_name};
use crate::model::{Member, Model, Union};
use crate::{format, markdown, naming};

/// Every union that is read, by name. `types` are progenitor's structs.
///
/// # Errors
/// The part of progenitor's types that is not as expected.
pub(super) fn emit(
    types: &Structures<'_>,
    model: &Model,
    paths: &mut Paths,
) -> Result<BTreeMap<String, String>, String> {
    let unions = model.unions.iter().map(|(name, union)| {
        let name = naming::pascal(name);
        let text = emit_one(&name, union) + &accessors(types, &name, union, paths)?;
        Ok((name, text))
    });
    unions.collect()
}

fn emit_one(name: &str, union: &Union) -> String {
    let words = format!(
        "{}\n\nThe property {} selects the variant.",
        union.description,
        markdown::code(&union.tag)
    );
    let comment = docs::comment("    ", &words);
    let mut variants = String::new();
    for member in &union.members {
        let texts: Vec<String> = member.values.iter().map(|one| format!("{one:?}")).collect();
        variants.push_str(&docs::comment("        ", &values(union, member)));
        variants.push_str(&format!(
            "        {}({}) = {},\n",
            member.variant(),
            naming::pascal(&member.schema),
            texts.join(" | ")
        ));
    }
    format!(
        "::backhaul_runtime::tagged_union! {{\n{comment}    pub enum {name} by {:?} {{\n{variants}    \
         }}\n}}\n",
        union.tag
    )
}

/// When it is this member, in words.
pub(super) fn values(union: &Union, member: &Member) -> String {
    let values = member.values.iter();
    let texts: Vec<String> = values.map(|one| markdown::code(one)).collect();
    format!("{} is {}.", markdown::code(&union.tag), texts.join(" or "))
}

/// The variants of a union.
pub(super) fn variants(union: &Union) -> Vec<Ident> {
    let members = union.members.iter();
    members
        .map(|member| format_ident!("{}", member.variant()))
        .collect()
}

/// What all members have under one name and with one type can be read without a look at which it is.
fn accessors(
    types: &Structures<'_>,
    name: &str,
    union: &Union,
    paths: &mut Paths,
) -> Result<String, String> {
    let members: Vec<Vec<(String, &Type)>> = union
        .members
        .iter()
        .map(|member| fields(types, &naming::pascal(&member.schema)))
        .collect::<Result<_, _>>()?;
    let Some((first, others)) = members.split_first() else {
        return Ok(String::new());
    };
    let variants = variants(union);
    let shared = first
        .iter()
        .filter(|field| others.iter().all(|fields| fields.contains(field)));
    let functions: Vec<TokenStream> = shared
        .map(|(field, ty)| accessor(&variants, field, ty))
        .collect();
    if functions.is_empty() {
        return Ok(String::new());
    }
    let name = format_ident!("{name}");
    let text = format::tokens(paths.shorten(quote! { impl #name { #(#functions)* } }))?;
    Ok(format!("\n{text}"))
}

fn accessor(variants: &[Ident], field: &str, ty: &Type) -> TokenStream {
    let getter = format_ident!("{field}");
    let words = docs::attributes(&format!(
        "`{field}` of the variant, or `None` for an unknown variant."
    ));
    let inner = generic_of(ty, "Option");
    let target = inner.unwrap_or(ty);
    let is_text = type_name(target) == "std::string::String";
    let (target, value) = match (is_text, inner) {
        (true, Some(_)) => (quote!(str), quote!(member.#getter.as_deref())),
        (true, None) => (quote!(str), quote!(Some(member.#getter.as_str()))),
        (false, Some(_)) => (quote!(#target), quote!(member.#getter.as_ref())),
        (false, None) => (quote!(#target), quote!(Some(&member.#getter))),
    };
    quote! {
        #(#words)*
        pub fn #getter(&self) -> ::std::option::Option<&#target> {
            match self {
                #(Self::#variants(member) => #value,)*
                Self::Unknown(_) => None,
            }
        }
    }
}
