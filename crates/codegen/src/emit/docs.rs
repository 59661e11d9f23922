//! Documentation comments.

use proc_macro2::Span;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Token, token,
};

/// `text` as `///` lines after `indent`.
pub(super) fn comment(indent: &str, text: &str) -> String {
    let lines = text.trim().lines().map(|line| match line.trim_end() {
        "" => format!("{indent}///\n"),
        line => format!("{indent}/// {line}\n"),
    });
    lines.collect()
}

/// `text` as one attribute per line, which prettyplease prints as `///` lines.
pub(super) fn attributes(text: &str) -> Vec<Attribute> {
    let lines = text.trim().lines().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    lines.map(|line| attribute(&line)).collect()
}

/// `#[doc = line]`, built by hand: there are thousands of lines, and parsing each would take longer.
fn attribute(line: &str) -> Attribute {
    let value = Lit::Str(LitStr::new(line, Span::call_site()));
    Attribute {
        pound_token: <Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <Token![=]>::default(),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: value,
            }),
        }),
    }
}

/// The text of the documentation attributes among `attributes`.
pub(super) fn text_of(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts one attribute per line in place of documentation attributes with several lines.
pub(super) fn normalize(attributes_: &mut Vec<Attribute>) {
    let text = text_of(attributes_);
    attributes_.retain(|attribute| !attribute.path().is_ident("doc"));
    let mut documented = attributes(&text);
    documented.append(attributes_);
    *attributes_ = documented;
}
