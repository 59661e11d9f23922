//! The descriptions of types: short, but nothing of a type may change without a change of them.

mod changes;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use backhaul_codegen::describe;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, ItemUse};

use self::changes::CHANGES;
use crate::support::{providers, workspace_root};

type Files = BTreeMap<String, String>;

/// The files of a generated folder that descriptions are made of.
fn files(provider: &str) -> Files {
    let crates = workspace_root().join("crates");
    let folder = crates.join(provider).join("src/generated");
    let texts = describe::FILES.iter().filter_map(|name| {
        let text = fs::read_to_string(folder.join(name)).ok()?;
        Some(((*name).to_owned(), text))
    });
    let texts: Files = texts.collect();
    assert!(texts.len() >= 5, "{provider} has {:?}", texts.keys());
    texts
}

fn describe(files: &Files) -> BTreeMap<String, String> {
    describe::types(files).unwrap()
}

/// The names of the descriptions that differ.
fn differing(before: &Files, after: &Files) -> Vec<String> {
    differing_from(&describe(before), after)
}

/// The same, where what was before is described already.
fn differing_from(old: &BTreeMap<String, String>, after: &Files) -> Vec<String> {
    let new = describe(after);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differ = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name));
    differ.cloned().collect()
}

/// Replaces the first `old` of a file.
fn edit(files: &Files, file: &str, old: &str, new: &str) -> Files {
    let mut edited = files.clone();
    let text = &files[file];
    assert!(text.contains(old), "{file} has no {old:?}");
    edited.insert(file.to_owned(), text.replacen(old, new, 1));
    edited
}

/// Releases before this one let serde derive how a struct is read: the change of that is none of the type.
#[test]
fn a_list_of_fields_says_what_attributes_of_serde_said() {
    const BEFORE: &str = "\
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Job {
            pub id: String,
            #[serde(rename = \"createdAt\", skip_serializing_if = \"Option::is_none\")]
            pub created_at: Option<i64>,
            #[serde(rename = \"logTags\", default, skip_serializing_if = \"Vec::is_empty\")]
            #[serde(deserialize_with = \"::backhaul_runtime::for_client_crates::null_as_empty\")]
            pub log_tags: Vec<String>,
        }";
    const AFTER: &str = "\
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Job {
            pub id: String,
            #[cfg_attr(feature = \"schemars\", schemars(rename = \"createdAt\"))]
            pub created_at: Option<i64>,
            #[cfg_attr(feature = \"schemars\", schemars(rename = \"logTags\", default))]
            pub log_tags: Vec<String>,
        }
        ::backhaul_runtime::record! {
            Job { 0 id \"id\" required, 1 created_at \"createdAt\" optional, 2 log_tags \"logTags\" list, }
        }";
    let files = |text: &str| Files::from([("types.rs".to_owned(), text.to_owned())]);
    let job = &describe(&files(BEFORE))["Job"];
    assert!(
        job.contains("created_at: Option<i64>  createdAt, optional"),
        "{job}"
    );
    assert_eq!(
        differing(&files(BEFORE), &files(AFTER)),
        Vec::<String>::new()
    );
}

/// Enums of which a document says the same: only documents of others have them.
#[test]
fn a_change_of_another_name_shows_in_its_description() {
    const BEFORE: &str = "\
        ::backhaul_runtime::open_enum! {
            /// A unit.
            pub enum Unit { Day = \"day\", }
        }
        ::backhaul_runtime::open_enum! {
            /// A size.
            pub enum Size { Small = \"small\", }
        }
        #[doc(inline)]
        pub use self::Unit as Other;";
    let files = |text: &str| Files::from([("types.rs".to_owned(), text.to_owned())]);
    let before = files(BEFORE);
    for (old, new) in [
        ("self::Unit as Other", "self::Size as Other"),
        ("pub use", "pub(crate) use"),
        ("#[doc(inline)]", "#[doc(hidden)]"),
    ] {
        let after = edit(&before, "types.rs", old, new);
        assert_eq!(differing(&before, &after), ["Other"], "{new}");
    }
}

#[test]
fn every_kind_of_change_shows_in_one_description() {
    let mut complaints = Vec::new();
    let mut described = BTreeMap::new();
    for (provider, file, old, new, shown) in CHANGES {
        let (before, descriptions) = described.entry(provider).or_insert_with(|| {
            let files = files(provider);
            let descriptions = describe(&files);
            (files, descriptions)
        });
        let found = differing_from(descriptions, &edit(before, file, old, new));
        if found != [shown] {
            complaints.push(format!("{provider}/{file}, {new:?}: {found:?}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn words_for_people_do_not_count() {
    let before = files("dcs");
    let mut after = edit(&before, "types.rs", "/// Id of the backup.", "/// Its id.");
    after = edit(&after, "types.rs", "/// `aof`", "/// `aof`, a log");
    after = edit(
        &after,
        "jobs.rs",
        "/// The value of `error_code`.",
        "/// Why.",
    );
    assert_eq!(differing(&before, &after), Vec::<String>::new());
}

#[test]
fn every_item_is_in_a_description_of_its_name() {
    for provider in providers() {
        let files = files(&provider);
        let descriptions = describe(&files);
        let mut count = 0;
        for (file, text) in &files {
            for item in syn::parse_file(text).unwrap().items {
                let name = match &item {
                    Item::Struct(structure) => structure.ident.to_string(),
                    Item::Use(import) => match other_name(import) {
                        Some(name) => name,
                        None => continue,
                    },
                    Item::Macro(call) => defined(&call.mac.tokens),
                    _ => continue,
                };
                let name = match file.as_str() {
                    "types.rs" => name,
                    _ => format!("{}.{name}", file.trim_end_matches(".rs")),
                };
                assert!(descriptions.contains_key(&name), "{provider}: {name}");
                count += 1;
            }
        }
        assert!(count > 20, "{provider} has only {count} types");
    }
}

/// The name behind `as` in `pub use self::One as Other`.
fn other_name(import: &ItemUse) -> Option<String> {
    let tree = import.tree.to_token_stream().to_string();
    Some(tree.split_once(" as ")?.1.to_owned())
}

/// The name behind `pub struct` or `pub enum`, or the first at all.
fn defined(tokens: &TokenStream) -> String {
    let mut words = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let is_name = |word: &String| !matches!(word.as_str(), "pub" | "struct" | "enum");
    words.find(is_name).unwrap()
}

/// Nothing is shown as code that a generated file of today has: people are to read words.
#[test]
fn what_is_generated_today_needs_no_code() {
    for provider in providers() {
        for (name, text) in describe(&files(&provider)) {
            let is_code = text.lines().any(|line| line.starts_with("code: "));
            assert!(!is_code, "{provider}, {name}:\n{text}");
        }
    }
}
