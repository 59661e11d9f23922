//! Every word of the generated code, changed.

use std::collections::BTreeSet;

use backhaul_codegen::describe;
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::{Files, files};
use crate::support::providers;

/// Each word but documentation, one after the other, becomes another word. Of places that look alike
/// one will do.
#[test]
fn no_word_of_the_code_can_change_unseen() {
    for provider in providers() {
        let mut items: Vec<(String, TokenStream)> = Vec::new();
        for (file, text) in files(&provider) {
            let parsed = syn::parse_file(&text).unwrap().items.into_iter();
            let code = parsed.map(|item| without_documentation(item.to_token_stream()));
            items.extend(code.map(|code| (file.clone(), code)));
        }
        // Small ones first: they are read again for each of their words.
        items.sort_by_key(|(_, code)| words(code));
        let mut seen = BTreeSet::new();
        let mut changed = 0;
        for (file, code) in &items {
            let alone = |code: &TokenStream| {
                describe::types(&Files::from([(file.clone(), code.to_string())]))
            };
            let before = alone(code).unwrap();
            for (place, around) in surroundings(code).into_iter().enumerate() {
                if !seen.insert((file, around)) {
                    continue;
                }
                let after = with_other_word(code.clone(), &mut place.clone());
                // What is not Rust any more is seen by the compiler.
                let Ok(shown) = alone(&after) else { continue };
                assert_ne!(before, shown, "{provider}/{file}: {after}");
                changed += 1;
            }
        }
        assert!(changed > 200, "{provider}: {changed}");
    }
}

/// What stands around each word: kinds of signs and words, and short words themselves.
fn surroundings(code: &TokenStream) -> Vec<String> {
    const REACH: usize = 5;
    let mut marks = Vec::new();
    let mut places = Vec::new();
    look_around(code, &mut marks, &mut places);
    let around = places.into_iter().map(|place| {
        let from = place.saturating_sub(REACH);
        let to = (place + REACH).min(marks.len());
        marks[from..to].concat()
    });
    around.collect()
}

fn look_around(code: &TokenStream, marks: &mut Vec<String>, places: &mut Vec<usize>) {
    for token in code.clone() {
        if matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_)) {
            places.push(marks.len());
        }
        match token {
            TokenTree::Group(group) => {
                marks.push("(".to_owned());
                look_around(&group.stream(), marks, places);
                marks.push(")".to_owned());
            }
            TokenTree::Punct(sign) => marks.push(sign.to_string()),
            TokenTree::Literal(_) => marks.push("0".to_owned()),
            TokenTree::Ident(word) => {
                let word = word.to_string();
                let is_short = word.starts_with(char::is_lowercase) && word.len() < 5;
                marks.push(if is_short { word } else { "_".to_owned() });
            }
        }
    }
}

fn without_documentation(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let is_doc = group.stream().to_string().starts_with("doc =");
                if is_doc {
                    kept.pop();
                    continue;
                }
                let inner = without_documentation(group.stream());
                kept.push(Group::new(group.delimiter(), inner).into());
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

fn words(tokens: &TokenStream) -> usize {
    let count = tokens.clone().into_iter().map(|token| match token {
        TokenTree::Group(group) => words(&group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => 1,
        TokenTree::Punct(_) => 0,
    });
    count.sum()
}

/// `tokens` with the word at place `left` replaced.
fn with_other_word(tokens: TokenStream, left: &mut usize) -> TokenStream {
    let mut changed: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        let it_is = is_word && *left == 0;
        if is_word {
            *left = left.wrapping_sub(1);
        }
        changed.push(match token {
            TokenTree::Group(group) => {
                let inner = with_other_word(group.stream(), left);
                Group::new(group.delimiter(), inner).into()
            }
            TokenTree::Ident(word) if it_is => {
                Ident::new(&format!("{word}_x"), Span::call_site()).into()
            }
            TokenTree::Literal(value) if it_is => other_literal(&value).into(),
            other => other,
        });
    }
    changed.into_iter().collect()
}

fn other_literal(value: &Literal) -> Literal {
    match syn::parse_str::<syn::Lit>(&value.to_string()).unwrap() {
        syn::Lit::Str(text) => Literal::string(&format!("{}_x", text.value())),
        syn::Lit::Char(one) if one.value() == 'x' => Literal::character('y'),
        syn::Lit::Char(_) => Literal::character('x'),
        _ => Literal::u32_unsuffixed(value.to_string().parse::<u32>().unwrap() + 1),
    }
}
