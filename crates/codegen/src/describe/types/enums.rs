//! Enums and unions, read or sent.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Item, ItemMacro, ItemUse, LitStr, Token, Type, braced, parenthesized};

use super::attributes::shown;
use super::names::{self, Groups, described, in_file};
use super::tokens;

/// What stands in the macros that define enums and unions.
struct Listed {
    attributes: Vec<Attribute>,
    name: Ident,
    /// The property that tells members apart.
    tag: Option<LitStr>,
    variants: Vec<Variant>,
}

struct Variant {
    attributes: Vec<Attribute>,
    name: Ident,
    member: Option<Type>,
    texts: Vec<LitStr>,
}

impl Parse for Listed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![enum]>()?;
        let name: Ident = input.parse()?;
        let mut tag = None;
        if input.peek(Ident) {
            let by: Ident = input.parse()?;
            if by != "by" {
                return Err(syn::Error::new(by.span(), "`by` is expected"));
            }
            tag = Some(input.parse()?);
        }
        let content;
        braced!(content in input);
        let mut variants = Vec::new();
        while !content.is_empty() {
            variants.push(content.parse()?);
            content.parse::<Token![,]>()?;
        }
        tokens::json_of(input, &name)?;
        Ok(Self {
            attributes,
            name,
            tag,
            variants,
        })
    }
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let name = input.parse()?;
        let mut member = None;
        if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            member = Some(content.parse()?);
        }
        let mut texts = Vec::new();
        if input.parse::<Option<Token![=]>>()?.is_some() {
            texts.push(input.parse()?);
            while input.parse::<Option<Token![|]>>()?.is_some() {
                texts.push(input.parse()?);
            }
        }
        Ok(Self {
            attributes,
            name,
            member,
            texts,
        })
    }
}

/// The enum or union that a macro of `file` defines.
pub(super) fn describe(call: &ItemMacro, file: &str) -> Option<String> {
    let listed: Listed = syn::parse2(call.mac.tokens.clone()).ok()?;
    let name = in_file(file, &listed.name.to_string());
    in_words(call, &listed, &name)
}

/// The enum of `groups` that has another name in `file`, with that name.
pub(super) fn other_name(import: &ItemUse, file: &str, groups: &Groups<'_>) -> Option<String> {
    let names = names::other_name(import)?;
    let (of, name) = (names.ident.to_string(), names.rename.to_string());
    if tokens::text(import) != format!("#[doc(inline)] pub use self::{of} as {name};") {
        return None;
    }
    let items = groups.get(&described(file, of.clone()))?;
    let call = items.iter().find_map(|(_, item)| match item {
        Item::Macro(call) if shown(&call.attrs).is_empty() => Some(call),
        _ => None,
    })?;
    let listed: Listed = syn::parse2(call.mac.tokens.clone()).ok()?;
    let words = in_words(call, &listed, &in_file(file, &name))?;
    Some(format!("{words}the same type as {}\n", in_file(file, &of)))
}

fn in_words(call: &ItemMacro, listed: &Listed, name: &str) -> Option<String> {
    let tag = listed.tag.as_ref().map(tokens::text);
    let all = |fits: fn(&Variant) -> bool| listed.variants.iter().all(fits);
    let named = |variant: &Variant| variant.member.is_none() && variant.texts.len() == 1;
    let head = match (tokens::text(&call.mac.path).as_str(), tag) {
        ("::backhaul_runtime::open_enum", None) if all(named) => format!("enum {name}, open"),
        ("::backhaul_runtime::closed_enum", None) if all(named) => format!("enum {name}, closed"),
        ("::backhaul_runtime::tagged_union", Some(tag))
            if all(|one| one.member.is_some() && !one.texts.is_empty()) =>
        {
            format!("union {name} by {tag}, open")
        }
        ("::backhaul_runtime::request_union", None)
            if all(|one| one.member.is_some() && one.texts.is_empty()) =>
        {
            format!("union {name}, closed")
        }
        _ => return None,
    };
    let mut text = head + "\n";
    text.push_str(&shown(&listed.attributes));
    for variant in &listed.variants {
        text.push_str(&shown(&variant.attributes));
        text.push_str(&line(variant));
    }
    Some(text)
}

/// `Aof = "aof"`, or `Aws(AwsBucket) = "AWS" | "aws"`.
fn line(variant: &Variant) -> String {
    let mut text = variant.name.to_string();
    if let Some(member) = &variant.member {
        text.push_str(&format!("({})", tokens::text(member)));
    }
    let texts: Vec<String> = variant.texts.iter().map(tokens::text).collect();
    if !texts.is_empty() {
        text.push_str(&format!(" = {}", texts.join(" | ")));
    }
    text + "\n"
}

/// The variants of the union that is among the items of a type.
pub(super) fn variants(items: &[(&str, Item)]) -> Vec<Ident> {
    let listed = items.iter().find_map(|(_, item)| match item {
        Item::Macro(call) => syn::parse2::<Listed>(call.mac.tokens.clone()).ok(),
        _ => None,
    });
    let variants = listed.into_iter().flat_map(|listed| listed.variants);
    variants.map(|variant| variant.name).collect()
}
