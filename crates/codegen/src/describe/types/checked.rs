//! Texts and arrays that are checked before they are sent.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprStruct, Ident, ItemMacro, Lit, Token, Type, parenthesized};

use super::attributes::shown;
use super::tokens;
use crate::{emit, pattern};

/// The checked type that a macro defines, or what it may be made of.
pub(super) fn describe(call: &ItemMacro) -> Option<String> {
    let input = call.mac.tokens.clone();
    match tokens::text(&call.mac.path).as_str() {
        "::backhaul_runtime::validated_string" => syn::parse2::<Text>(input).ok()?.describe(),
        "::backhaul_runtime::validated_array" => syn::parse2::<Array>(input).ok()?.describe(),
        "::backhaul_runtime::takes_what_was_read" => {
            let text = tokens::text(&input);
            let (_, read) = text.split_once(", super::types::")?;
            syn::parse_str::<Ident>(read).ok()?;
            Some(format!("also made of types::{read}\n"))
        }
        _ => None,
    }
}

/// `pub struct Name; Constraint { ... }`
struct Text {
    attributes: Vec<Attribute>,
    name: Ident,
    constraint: ExprStruct,
}

impl Parse for Text {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        input.parse::<Token![;]>()?;
        let constraint = input.parse()?;
        Ok(Self {
            attributes,
            name,
            constraint,
        })
    }
}

impl Text {
    fn describe(&self) -> Option<String> {
        let mut text = format!("text parameters::{}\n", self.name);
        text.push_str(&shown(&self.attributes));
        if tokens::text(&self.constraint.path) != "::backhaul_runtime::Constraint"
            || !self.constraint.attrs.is_empty()
            || self.constraint.rest.is_some()
        {
            return None;
        }
        for field in &self.constraint.fields {
            let syn::Member::Named(name) = &field.member else {
                return None;
            };
            let value = tokens::text(&field.expr);
            let line = match (name.to_string().as_str(), value.as_str()) {
                ("min_length", "0") | ("max_length", "usize::MAX") => String::new(),
                ("min_length", least) => format!("at least {least} characters\n"),
                ("max_length", most) => format!("at most {most} characters\n"),
                ("pattern", "None") => "any characters\n".to_owned(),
                ("pattern", _) => match simple(&field.expr) {
                    Some(pattern) => format!("matches {pattern}\n"),
                    None => format!("pattern: {value}\n"),
                },
                (other, _) => format!("{other}: {value}\n"),
            };
            text.push_str(&line);
        }
        Some(text)
    }
}

/// The text of a pattern, if what checks it follows from the text.
fn simple(pattern: &Expr) -> Option<String> {
    let Expr::Call(some) = pattern else {
        return None;
    };
    let Some(Expr::Call(new)) = some.args.first() else {
        return None;
    };
    let Some(Expr::Lit(literal)) = new.args.first() else {
        return None;
    };
    let Lit::Str(text) = &literal.lit else {
        return None;
    };
    let atoms = pattern::parse(&text.value()).ok()?;
    let expected = format!("Some({})", emit::pattern(&text.value(), &atoms));
    let expected: Expr = syn::parse_str(&tokens::plain(&expected)).ok()?;
    (tokens::text(expected) == tokens::text(pattern)).then(|| text.value())
}

/// `pub struct Name(Item); min_items = 0, max_items = 1`
struct Array {
    attributes: Vec<Attribute>,
    name: Ident,
    item: Type,
    /// Each limit with its name.
    limits: Vec<(Ident, Expr)>,
}

impl Parse for Array {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        let content;
        parenthesized!(content in input);
        let item = content.parse()?;
        if !content.is_empty() {
            return Err(content.error("one type is expected"));
        }
        input.parse::<Token![;]>()?;
        let mut limits = Vec::new();
        while !input.is_empty() {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            limits.push((name, input.parse()?));
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(Self {
            attributes,
            name,
            item,
            limits,
        })
    }
}

impl Array {
    fn describe(&self) -> Option<String> {
        let item = tokens::text(&self.item);
        let mut text = format!("list parameters::{} of parameters::{item}\n", self.name);
        text.push_str(&shown(&self.attributes));
        for (name, limit) in &self.limits {
            let value = tokens::text(limit);
            let line = match (name.to_string().as_str(), value.as_str()) {
                ("min_items", "0") | ("max_items", "usize::MAX") => String::new(),
                ("min_items", least) => format!("at least {least} items\n"),
                ("max_items", most) => format!("at most {most} items\n"),
                (other, _) => format!("{other} = {value}\n"),
            };
            text.push_str(&line);
        }
        Some(text)
    }
}
