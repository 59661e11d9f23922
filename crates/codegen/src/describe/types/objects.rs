//! Objects in requests: what is required, what is fixed. Their setters are in [`super::setters`].

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Item, ItemMacro, LitStr, Token, bracketed, parenthesized};

use super::attributes::shown;
use super::tokens;

/// `pub struct Name; required = [("wire", "setter")] fixed = [("wire", "setter", "text")]`
struct Object {
    attributes: Vec<Attribute>,
    name: Ident,
    required: Vec<(LitStr, LitStr)>,
    fixed: Vec<(LitStr, LitStr, LitStr)>,
}

impl Parse for Object {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        input.parse::<Token![;]>()?;
        let mut required = Vec::new();
        for texts in tuples(input, "required")? {
            let [wire, setter] = texts.try_into().map_err(|_| input.error("two texts"))?;
            required.push((wire, setter));
        }
        let mut fixed = Vec::new();
        for texts in tuples(input, "fixed")? {
            let [wire, setter, text] = texts.try_into().map_err(|_| input.error("three texts"))?;
            fixed.push((wire, setter, text));
        }
        tokens::json_of(input, &name)?;
        Ok(Self {
            attributes,
            name,
            required,
            fixed,
        })
    }
}

/// `name = [("a", "b"), ...]`
fn tuples(input: ParseStream<'_>, name: &str) -> syn::Result<Vec<Vec<LitStr>>> {
    let found: Ident = input.parse()?;
    if found != name {
        return Err(syn::Error::new(
            found.span(),
            format!("`{name}` is expected"),
        ));
    }
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    let mut tuples = Vec::new();
    while !content.is_empty() {
        let tuple;
        parenthesized!(tuple in content);
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(&tuple)?;
        tuples.push(texts.into_iter().collect());
        content.parse::<Option<Token![,]>>()?;
    }
    Ok(tuples)
}

fn read(call: &ItemMacro) -> Option<Object> {
    let path = tokens::text(&call.mac.path);
    let tokens = call.mac.tokens.clone();
    (path == "::backhaul_runtime::request_object").then(|| syn::parse2(tokens).ok())?
}

/// The object that a macro defines, without its setters.
pub(super) fn describe(call: &ItemMacro) -> Option<String> {
    let object = read(call)?;
    let mut text = format!("object requests::{}\n", object.name);
    text.push_str(&shown(&object.attributes));
    for (wire, setter, value) in &object.fixed {
        let (wire, setter, value) = (wire.value(), setter.value(), tokens::text(value));
        text.push_str(&format!(".{setter} = {value}  {wire}, fixed\n"));
    }
    Some(text)
}

/// What must be set of an object that is among the items of a type: names on the wire with their setters.
pub(super) fn required(items: &[(&str, Item)]) -> Vec<(String, String)> {
    let object = items.iter().find_map(|(_, item)| match item {
        Item::Macro(call) => read(call),
        _ => None,
    });
    let required = object.into_iter().flat_map(|object| object.required);
    required
        .map(|(wire, setter)| (wire.value(), setter.value()))
        .collect()
}
