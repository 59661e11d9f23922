//! The paths in the tokens of an item. A macro's tokens are read like any others, since nobody knows
//! what it makes of them.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ItemUse;

use super::attributes::names_tests;
use super::scope::Path;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) mentions: BTreeSet<Path>,
    /// What is imported inside functions.
    pub(super) imports: Vec<ItemUse>,
}

pub(super) fn paths(tokens: TokenStream) -> Found {
    let mut found = Found::default();
    search(tokens, &mut found);
    found
}

fn search(tokens: TokenStream, found: &mut Found) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += match token {
            TokenTree::Ident(word) if word == "use" => import(&tokens, at, found),
            TokenTree::Ident(_) => path(&tokens, at, found),
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_test(tokens.get(at + 1)) => {
                2 + length_of_item(tokens.get(at + 2..).unwrap_or_default())
            }
            TokenTree::Group(group) => {
                search(group.stream(), found);
                1
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
        };
    }
}

/// Reads `use a::b;` that begins at `at`. Says how many tokens it is long.
fn import(tokens: &[TokenTree], at: usize, found: &mut Found) -> usize {
    let rest = &tokens[at..];
    let Some(end) = rest.iter().position(|token| is_mark(Some(token), ';')) else {
        return 1;
    };
    // `impl Trait + use<'_>` is no import, and does not parse as one.
    match syn::parse2::<ItemUse>(rest[..=end].iter().cloned().collect()) {
        Ok(item) => {
            found.imports.push(item);
            end + 1
        }
        Err(_) => 1,
    }
}

/// Reads the path that begins at `at`. Says how many tokens it is long.
fn path(tokens: &[TokenTree], at: usize, found: &mut Found) -> usize {
    let mut path = Path::new();
    let mut end = at;
    while let Some(TokenTree::Ident(segment)) = tokens.get(end) {
        path.push(segment.to_string());
        end += 1;
        if !is_colons(tokens, end) {
            break;
        }
        end += 2;
    }
    if !belongs_to_what_is_before(tokens, at) {
        found.mentions.insert(path);
    }
    end - at
}

/// Whether the word at `at` is a field, a method, a lifetime, or goes on a path that began before.
fn belongs_to_what_is_before(tokens: &[TokenTree], at: usize) -> bool {
    let before = |count: usize| at.checked_sub(count).and_then(|place| tokens.get(place));
    let field = is_mark(before(1), '.') && !is_mark(before(2), '.');
    let lifetime = is_mark(before(1), '\'');
    let path = is_mark(before(1), ':') && is_mark(before(2), ':');
    field || lifetime || path
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':')
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// Whether these are the brackets of `#[cfg(test)]`.
fn is_test(token: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(brackets)) = token else {
        return false;
    };
    let mut inside = brackets.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(condition))) => {
            word == "cfg" && names_tests(condition.stream())
        }
        _ => false,
    }
}

/// How many tokens a method, a field or a statement has: up to its block, semicolon or comma.
fn length_of_item(tokens: &[TokenTree]) -> usize {
    let end = tokens.iter().position(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_mark(Some(token), ';') || is_mark(Some(token), ','),
    });
    end.map_or(tokens.len(), |end| end + 1)
}
