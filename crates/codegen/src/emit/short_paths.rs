//! Short names for what the generated code names by its whole path.
//!
//! Everything is emitted by its whole path, so that no name of a document can be taken for it. Where the
//! document has no type of the short name, readers get that one.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// What Rust brings without an import, by its short name.
const PRELUDE: &[(&str, &[&str])] = &[
    ("Box", &["std", "boxed"]),
    ("Into", &["std", "convert"]),
    ("IntoFuture", &["std", "future"]),
    ("IntoIterator", &["std", "iter"]),
    ("Option", &["std", "option"]),
    ("Result", &["std", "result"]),
    ("String", &["std", "string"]),
    ("TryInto", &["std", "convert"]),
    ("Vec", &["std", "vec"]),
];

/// The crate that generated code calls.
const RUNTIME: &str = "backhaul_runtime";

/// Its module with what users do not meet.
const HIDDEN: &str = "for_client_crates";

/// Shortens the paths of one file, and remembers what must be imported for it.
pub(super) struct Paths {
    /// Types that the file declares.
    taken: BTreeSet<String>,
    with_imports: bool,
    /// Module to names.
    imports: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Paths {
    /// For a file that declares the types `taken` and imports what it needs.
    pub(super) fn new(taken: BTreeSet<String>) -> Self {
        Self {
            taken,
            with_imports: true,
            imports: BTreeMap::new(),
        }
    }

    /// For a file without imports.
    pub(super) fn of_prelude(taken: BTreeSet<String>) -> Self {
        Self {
            with_imports: false,
            ..Self::new(taken)
        }
    }

    /// `tokens` with short names.
    pub(super) fn shorten(&mut self, tokens: TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        self.shorten_all(tokens)
    }

    fn shorten_all(&mut self, tokens: Vec<TokenTree>) -> TokenStream {
        let mut short = Vec::with_capacity(tokens.len());
        let mut rest = tokens.into_iter();
        loop {
            if let Some((name, behind)) = self.path(rest.as_slice()) {
                let length = rest.len() - behind.len();
                short.push(TokenTree::Ident(name));
                rest.by_ref().take(length).for_each(drop);
                continue;
            }
            match rest.next() {
                Some(TokenTree::Group(group)) => short.push(TokenTree::Group(self.group(group))),
                Some(other) => short.push(other),
                None => return short.into_iter().collect(),
            }
        }
    }

    fn group(&mut self, group: Group) -> Group {
        let (delimiter, span, content) = (group.delimiter(), group.span(), group.stream());
        // What belongs to nobody else is taken apart without a copy.
        drop(group);
        let content: Vec<TokenTree> = content.into_iter().collect();
        let content = match (delimiter, content.first()) {
            // An attribute, or an array.
            (Delimiter::Bracket, Some(TokenTree::Ident(name))) if name == "serde" => {
                self.attribute(content.into_iter().collect())
            }
            _ => self.shorten_all(content),
        };
        let mut shortened = Group::new(delimiter, content);
        shortened.set_span(span);
        shortened
    }

    /// The short name of the path that `tokens` begin with, if there is one, and what follows it.
    fn path<'t>(&mut self, tokens: &'t [TokenTree]) -> Option<(Ident, &'t [TokenTree])> {
        if let Some((root, rest)) = name(tokens) {
            return self.of_crate(root, rest);
        }
        let mut modules: Vec<&Ident> = Vec::new();
        let mut rest = tokens;
        loop {
            let (segment, behind) = name(colons(rest)?)?;
            let text = segment.to_string();
            if text.starts_with(char::is_uppercase) {
                let modules: Vec<String> = modules.iter().map(ToString::to_string).collect();
                return (self.is_short(&modules, &text)).then(|| (segment.clone(), behind));
            }
            modules.push(segment);
            rest = behind;
        }
    }

    /// `crate::Client`, and modules beside the file's own, `super::types`.
    fn of_crate<'t>(
        &mut self,
        root: &Ident,
        rest: &'t [TokenTree],
    ) -> Option<(Ident, &'t [TokenTree])> {
        let (segment, behind) = name(colons(rest)?)?;
        let mut modules = ["crate", "super"].into_iter();
        let module = modules.find(|module| root == module)?;
        self.import(module, &segment.to_string())
            .then(|| (segment.clone(), behind))
    }

    fn is_short(&mut self, modules: &[String], name: &str) -> bool {
        if modules == [RUNTIME] {
            return self.import(RUNTIME, name);
        }
        if modules == [RUNTIME, HIDDEN] {
            return self.import(HIDDEN, name);
        }
        if modules == ["std", "fmt"] && name == "Display" {
            return self.import("std::fmt", name);
        }
        let is_it = |(short, of): &&(&str, &[&str])| *short == name && of == &modules;
        PRELUDE.iter().any(|entry| is_it(&entry)) && !self.taken.contains(name)
    }

    /// Remembers an import; false if there can be none.
    fn import(&mut self, module: &'static str, name: &str) -> bool {
        let is_free = self.with_imports && !self.taken.contains(name);
        if is_free {
            let names = self.imports.entry(module).or_default();
            names.insert(name.to_owned());
        }
        is_free
    }

    /// What `serde` is told: paths to functions, as texts.
    fn attribute(&self, tokens: TokenStream) -> TokenStream {
        let short = tokens.into_iter().map(|token| match token {
            TokenTree::Group(group) => {
                let content = self.attribute(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), content))
            }
            TokenTree::Literal(literal) => TokenTree::Literal(self.path_in(literal)),
            other => other,
        });
        short.collect()
    }

    fn path_in(&self, literal: Literal) -> Literal {
        let text = literal.to_string();
        if !text.starts_with("\"::") {
            return literal;
        }
        let is_free = |entry: &&(&str, &[&str])| !self.taken.contains(entry.0);
        let short = PRELUDE.iter().filter(is_free).find_map(|(name, modules)| {
            let path = format!("\"::{}::{name}::", modules.join("::"));
            let function = text.strip_prefix(&path)?.strip_suffix('"')?;
            Some(Literal::string(&format!("{name}::{function}")))
        });
        short.unwrap_or(literal)
    }

    /// What was shortened, as imports.
    pub(super) fn imports(&self) -> TokenStream {
        let names = |module: &str| {
            let names = self.imports.get(module).into_iter().flatten();
            names.map(|name| format_ident!("{name}"))
        };
        let display = names("std::fmt").map(|name| quote!(use ::std::fmt::#name;));
        let runtime: Vec<Ident> = names(RUNTIME).collect();
        let runtime =
            (!runtime.is_empty()).then(|| quote!(use ::backhaul_runtime::{#(#runtime),*};));
        let hidden: Vec<Ident> = names(HIDDEN).collect();
        let hidden = (!hidden.is_empty())
            .then(|| quote!(use ::backhaul_runtime::for_client_crates::{#(#hidden),*};));
        // Every builder names its row of the table, and nearly every builder a parameter.
        let (first, others): (Vec<Ident>, Vec<Ident>) =
            names("super").partition(|name| name == "operations" || name == "parameters");
        let first = match &first[..] {
            [] => quote!(),
            [one] => quote!(use super::#one;),
            several => quote!(use super::{#(#several),*};),
        };
        let others = others.iter().map(|name| quote!(use super::#name;));
        let own = names("crate").map(|name| quote!(use crate::#name;));
        quote!(#(#display)* #runtime #hidden #first #(#others)* #(#own)*)
    }
}

/// What follows a `::`.
fn colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [
            TokenTree::Punct(first),
            TokenTree::Punct(second),
            behind @ ..,
        ] if first.as_char() == ':'
            && first.spacing() == Spacing::Joint
            && second.as_char() == ':' =>
        {
            Some(behind)
        }
        _ => None,
    }
}

/// The name that `tokens` begin with.
fn name(tokens: &[TokenTree]) -> Option<(&Ident, &[TokenTree])> {
    match tokens {
        [TokenTree::Ident(name), behind @ ..] => Some((name, behind)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use quote::quote;

    use super::Paths;

    #[test]
    fn a_path_is_short_where_its_name_is_free() {
        let tokens = quote! {
            fn f(a: ::std::option::Option<super::types::IntoFuture>) -> ::backhaul_runtime::Error {
                ::backhaul_runtime::call!(crate::Client, ::std::future::IntoFuture, ::other::Option)
            }
        };
        let mut paths = Paths::new(BTreeSet::new());
        assert_eq!(
            paths.shorten(tokens.clone()).to_string(),
            quote! {
                fn f(a: Option<types::IntoFuture>) -> Error {
                    ::backhaul_runtime::call!(Client, IntoFuture, ::other::Option)
                }
            }
            .to_string()
        );
        assert_eq!(
            paths.imports().to_string(),
            quote!(
                use ::backhaul_runtime::{Error};
                use super::types;
                use crate::Client;
            )
            .to_string()
        );
        let taken = ["IntoFuture", "Option", "Error", "Client"].map(str::to_owned);
        let mut paths = Paths::new(BTreeSet::from(taken));
        let short = paths.shorten(tokens).to_string();
        assert!(
            short.contains("a : :: std :: option :: Option < types :: IntoFuture >"),
            "{short}"
        );
        assert!(short.contains("-> :: backhaul_runtime :: Error"), "{short}");
        assert!(
            short.contains("crate :: Client , :: std :: future :: IntoFuture"),
            "{short}"
        );
    }

    #[test]
    fn without_imports_only_what_rust_brings_is_short() {
        let tokens = quote!(::std::vec::Vec<::backhaul_runtime::Timestamp>);
        let mut paths = Paths::of_prelude(BTreeSet::new());
        let short = paths.shorten(tokens).to_string();
        assert_eq!(
            short,
            quote!(Vec<::backhaul_runtime::Timestamp>).to_string()
        );
    }
}
