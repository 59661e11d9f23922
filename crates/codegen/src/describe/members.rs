//! Every part of the generated code that has documentation or a signature of its own.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute, Expr, Fields, ImplItem, Item, ItemImpl, ItemStruct, Lit, Meta, ReturnType};

use super::types::{last_name, owner, text};

/// One part: a type, a field, a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Its documentation.
    pub words: String,
    /// What callers of a function must know about it; empty for anything else.
    pub signature: String,
    /// All of it but documentation, in one line.
    pub code: String,
}

/// Name of a description, and the name of a part of what it describes; that is empty for the whole.
pub type Place = (String, String);

/// The parts of a generated folder. `files` are file names with their content.
///
/// # Errors
/// The file that is not Rust.
pub fn members(files: &BTreeMap<String, String>) -> Result<BTreeMap<Place, Member>, String> {
    let mut parsed = Vec::new();
    for (name, content) in files {
        let file = syn::parse_file(content).map_err(|error| format!("{name}: {error}"))?;
        parsed.push((name.as_str(), file.items));
    }
    let builders = builders(&parsed);
    let mut members = BTreeMap::new();
    for (file, items) in parsed {
        for item in items {
            let owner = match (file, &item) {
                // The list of all rows says nothing that the rows do not.
                ("operations.rs", Item::Static(row)) => {
                    Some(row.ident.to_string().to_lowercase()).filter(|name| name != "all")
                }
                ("builders.rs", item) => owner(file, item).map(|name| {
                    let operation = builders.get(&name).cloned();
                    operation.unwrap_or(name)
                }),
                (_, item) => owner(file, item),
            };
            match (owner, item) {
                // What begins an operation belongs to that.
                (Some(owner), Item::Impl(block)) if file == "builders.rs" && owner == "Client" => {
                    for part in &block.items {
                        if let ImplItem::Fn(method) = part {
                            let name = method.sig.ident.to_string();
                            let member: &mut Member =
                                members.entry((name, String::new())).or_default();
                            member.words.push_str(&words(&method.attrs));
                            member.signature.push_str(&text(&method.sig));
                            member.code.push_str(&text(method));
                        }
                    }
                }
                (Some(owner), item) => add(&owner, file, &item, &mut members),
                (None, _) => {}
            }
        }
    }
    Ok(members)
}

/// The name of a builder's type to the name of its operation, which is a method of the client.
fn builders(files: &[(&str, Vec<Item>)]) -> BTreeMap<String, String> {
    let mut builders = BTreeMap::new();
    for (_, items) in files.iter().filter(|(name, _)| *name == "builders.rs") {
        for item in items {
            let Item::Impl(block) = item else { continue };
            if last_name(&block.self_ty).as_deref() != Some("Client") {
                continue;
            }
            for part in &block.items {
                if let ImplItem::Fn(method) = part
                    && let ReturnType::Type(_, ty) = &method.sig.output
                    && let Some(builder) = last_name(ty)
                {
                    builders.insert(builder, method.sig.ident.to_string());
                }
            }
        }
    }
    builders
}

fn add(owner: &str, file: &str, item: &Item, members: &mut BTreeMap<Place, Member>) {
    let mut put = |part: &str, words: String, signature: String, code: String| {
        let member = members
            .entry((owner.to_owned(), part.to_owned()))
            .or_default();
        member.words.push_str(&words);
        member.signature.push_str(&signature);
        member.code.push_str(&code);
    };
    match item {
        Item::Struct(ItemStruct { attrs, fields, .. }) => {
            put("", words(attrs), String::new(), text(item));
            if let Fields::Named(named) = fields {
                for field in &named.named {
                    let name = field.ident.as_ref().map(ToString::to_string);
                    let name = name.unwrap_or_default();
                    put(&name, words(&field.attrs), String::new(), String::new());
                }
            }
        }
        Item::Static(row) => put("", words(&row.attrs), String::new(), text(item)),
        Item::Impl(block) => {
            for part in &block.items {
                if let ImplItem::Fn(function) = part {
                    let name = function.sig.ident.to_string();
                    let is_public = matches!(function.vis, syn::Visibility::Public(_));
                    let signature = if is_public {
                        text(&function.sig)
                    } else {
                        String::new()
                    };
                    put(&name, words(&function.attrs), signature, text(function));
                }
            }
            put("", String::new(), String::new(), head(block));
        }
        Item::Macro(call) => {
            let all = in_macro(call.mac.tokens.clone());
            put("", all, String::new(), text(item));
        }
        _ => put(
            "",
            String::new(),
            String::new(),
            format!("{file}: {}", text(item)),
        ),
    }
}

/// An `impl` block without what stands in it.
fn head(block: &ItemImpl) -> String {
    let mut empty = block.clone();
    empty.items.clear();
    text(empty)
}

/// The documentation among attributes.
fn words(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(line) => Some(line.value() + "\n"),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
    lines.collect()
}

/// The documentation anywhere in the input of a macro.
fn in_macro(tokens: proc_macro2::TokenStream) -> String {
    let mut all = String::new();
    for token in tokens {
        let proc_macro2::TokenTree::Group(group) = token else {
            continue;
        };
        let mut inner = group.stream().into_iter();
        let is_doc = inner.next().is_some_and(|first| first.to_string() == "doc");
        let literal = inner.nth(1).filter(|_| is_doc);
        match literal.and_then(|text| syn::parse2::<Lit>(text.into_token_stream()).ok()) {
            Some(Lit::Str(line)) => all.push_str(&(line.value() + "\n")),
            _ => all.push_str(&in_macro(group.stream())),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::members;

    #[test]
    fn a_part_has_words_signature_and_code() {
        let builders = "impl crate::Client {\n    /// Gets.\n    pub fn get_one(&self) -> GetOne<'_> { \
                        todo() }\n}\n/// A builder.\npub struct GetOne<'a> { id: &'a str }\nimpl<'a> \
                        GetOne<'a> {\n    /// An id.\n    pub fn id(self, id: &str) -> Self { self }\n}\n";
        let parameters = "::a::b! {\n    /// Words.\n    pub enum Kind {\n        /// More.\n        A = \
                          \"a\",\n    }\n}\n";
        let files = BTreeMap::from([
            ("builders.rs".to_owned(), builders.to_owned()),
            ("parameters.rs".to_owned(), parameters.to_owned()),
        ]);
        let members = members(&files).unwrap();
        let at = |owner: &str, part: &str| &members[&(owner.to_owned(), part.to_owned())];
        assert_eq!(at("get_one", "").words, " Gets.\n A builder.\n");
        assert_eq!(
            at("get_one", "id").signature,
            "fn id(self, id: &str) -> Self"
        );
        assert!(at("get_one", "id").code.ends_with("{ self }"));
        assert_eq!(at("parameters.Kind", "").words, " Words.\n More.\n");
    }
}
