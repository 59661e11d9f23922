//! Setters of maps, of any JSON, and of arrays with more than scalars and objects in them, in words.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprMethodCall, Stmt, Token, Type};

use super::tokens;

/// What is sent for what is given, read back from code.
pub(super) struct Nested {
    /// For reviewers: `{name: [i64, at least 1]}`.
    pub(super) words: String,
    /// The type of what is given, where `V` is the innermost of it.
    pub(super) given: TokenStream,
    /// What the innermost must be.
    pub(super) bounds: TokenStream,
    /// The code that `words` stand for.
    pub(super) value: TokenStream,
}

/// Reads an expression of the variable `value`. `ty` is what the innermost is converted into, and the words for
/// limits come from `limits`.
pub(super) fn read(expression: &Expr, ty: &Type, limits: Limits) -> Option<Nested> {
    let (base, calls) = chain(expression);
    let checks = as_code(&calls);
    let counted =
        |inner: Nested, open: &str, close: &str, given: TokenStream, value: TokenStream| {
            let words = format!("{open}{}{close}{}", inner.words, limits(&calls));
            Nested {
                words,
                given,
                bounds: inner.bounds,
                value: quote!(#value #checks),
            }
        };
    match tokens::text(function_of(base)?).as_str() {
        "FieldValue::json" => Some(Nested {
            words: "any JSON".to_owned(),
            given: quote!(V),
            bounds: quote!(V: Into<#ty>,),
            value: quote!(FieldValue::json(Into::into(value))),
        }),
        "FieldValue::map" => {
            let (entry, comma) = entry(mapped(argument_of(base)?)?)?;
            let inner = read(entry, ty, limits)?;
            let (item, code) = (inner.given.clone(), inner.value.clone());
            let given = quote!(impl IntoIterator<Item = (impl Into<String>, #item)>);
            let value = quote! {
                FieldValue::map(value.into_iter().map(|(name, value)| { (Into::into(name), #code #comma) }))
            };
            Some(counted(inner, "{name: ", "}", given, value))
        }
        "FieldValue::list" => {
            let (inner, function) = function(mapped(argument_of(base)?)?, ty, limits)?;
            let item = inner.given.clone();
            let given = quote!(impl IntoIterator<Item = #item>);
            let value = quote!(FieldValue::list(value.into_iter().map(#function)));
            Some(counted(inner, "[", "]", given, value))
        }
        "FieldValue::or_null" => {
            let Expr::MethodCall(map) = argument_of(base)? else {
                return None;
            };
            let (inner, function) = function(map.args.first()?, ty, limits)?;
            let item = &inner.given;
            Some(Nested {
                words: format!("{} or null", inner.words),
                given: quote!(Option<#item>),
                value: quote!(FieldValue::or_null(value.map(#function))),
                bounds: inner.bounds,
            })
        }
        "FieldValue::from" => {
            let inner = read(argument_of(base)?, ty, limits)?;
            let code = &inner.value;
            let value = quote!(FieldValue::from(#code));
            Some(Nested { value, ..inner })
        }
        "FieldValue::secret" => Some(Nested {
            words: tokens::text(ty),
            given: quote!(V),
            bounds: quote!(V: TryInto<#ty>, V::Error: Display,),
            value: quote!(FieldValue::secret(Argument::from_value(value))),
        }),
        name if name.starts_with("Into::<") => Some(Nested {
            words: tokens::text(ty),
            given: quote!(V),
            bounds: quote!(V: Into<#ty>,),
            value: quote!(Into::<#ty>::into(value)),
        }),
        _ => Some(Nested {
            words: tokens::text(ty) + &limits(&calls),
            given: quote!(V),
            bounds: quote!(V: TryInto<#ty>, V::Error: Display,),
            value: quote!(Argument::<#ty>::from_value(value) #checks),
        }),
    }
}

/// Calls that limit a value, in words.
pub(super) type Limits = fn(&[&ExprMethodCall]) -> String;

/// A function from what is given to what is sent, with its code.
pub(super) fn function(code: &Expr, ty: &Type, limits: Limits) -> Option<(Nested, TokenStream)> {
    match code {
        Expr::Closure(closure) => {
            // A body that needs several lines is in braces.
            let (body, in_braces) = match &*closure.body {
                Expr::Block(block) => match &block.block.stmts[..] {
                    [Stmt::Expr(body, None)] => (body, true),
                    _ => return None,
                },
                body => (body, false),
            };
            let inner = read(body, ty, limits)?;
            let value = &inner.value;
            let code = match in_braces {
                true => quote!(|value| { #value }),
                false => quote!(|value| #value),
            };
            Some((inner, code))
        }
        _ => {
            let inner = Nested {
                words: tokens::text(ty),
                given: quote!(V),
                bounds: quote!(V: Into<#ty>,),
                value: quote!(),
            };
            Some((inner, quote!(Into::<#ty>::into)))
        }
    }
}

/// An expression without the calls behind it, and these in their order.
fn chain(mut expression: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    let mut calls = Vec::new();
    while let Expr::MethodCall(call) = expression {
        calls.insert(0, call);
        expression = &*call.receiver;
    }
    (expression, calls)
}

fn as_code(calls: &[&ExprMethodCall]) -> TokenStream {
    let calls = calls.iter().map(|call| {
        let ExprMethodCall { method, args, .. } = call;
        quote!(.#method(#args))
    });
    quote!(#(#calls)*)
}

fn function_of(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Call(call) => Some(&call.func),
        _ => None,
    }
}

fn argument_of(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Call(call) => call.args.first(),
        _ => None,
    }
}

/// `f` of `value.into_iter().map(f)`.
fn mapped(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::MethodCall(map) => map.args.first(),
        _ => None,
    }
}

/// The value of `|(name, value)| { (Into::into(name), VALUE) }`, and the comma behind it if it has a line of its own.
fn entry(function: &Expr) -> Option<(&Expr, Option<Token![,]>)> {
    let Expr::Closure(closure) = function else {
        return None;
    };
    let Expr::Block(block) = &*closure.body else {
        return None;
    };
    let [Stmt::Expr(Expr::Tuple(pair), None)] = &block.block.stmts[..] else {
        return None;
    };
    let comma = pair.elems.trailing_punct().then(<Token![,]>::default);
    Some((pair.elems.iter().nth(1)?, comma))
}
