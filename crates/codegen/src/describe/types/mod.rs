//! The generated types, described for people from the generated Rust itself.
//!
//! | file | holds |
//! |---|---|
//! | `tokens` | Rust as one line of text |
//! | `names` | which description an item of a file belongs to |
//! | `structs` | structs that are read: one line per field |
//! | `records` | how they are read and written, as serde's attributes say it |
//! | `attributes` | what is usual at a struct or a field, and what is not |
//! | `enums` | enums and unions, read or sent, and other names of enums |
//! | `accessors` | what can be read of any member of a union |
//! | `checked` | texts and arrays that are checked before they are sent |
//! | `objects` | objects in requests: what is required, what is fixed |
//! | `setters` | one line per setter of such an object |
//! | `nested` | setters of maps, of any JSON, and of arrays of these |
//! | `jobs` | where a job stands, why, and how far it is |
//! | `pages` | where a page has its items |
//! | `features` | the feature of the crate that a type needs |
//!
//! A shape is described in words only if the words say all of it: whoever describes it writes the
//! Rust that the words stand for, and compares. Whatever else is found is shown as it is written.

mod accessors;
mod attributes;
mod checked;
mod enums;
mod features;
mod jobs;
mod names;
mod nested;
mod objects;
mod pages;
mod records;
mod setters;
mod structs;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;

use names::Groups;

pub(super) use names::{last_name, owner};
pub(super) use tokens::text;

/// The files whose every item is in some description, in the order in which they appear there.
pub const FILES: [&str; 6] = [
    "types.rs",
    "parameters.rs",
    "requests.rs",
    "jobs.rs",
    "pages.rs",
    "mod.rs",
];

/// The name of the description of what belongs to no type.
const OTHERS: &str = "others";

/// Describes each type of a generated folder, by its name; a type of what is sent has its module in front.
/// What belongs to no type, such as imports, is under `others`.
///
/// `files` are file names with their content.
///
/// # Errors
/// The file that is not Rust.
pub fn types(files: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
    let mut groups = Groups::new();
    let mut needed: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
    let mut others = String::new();
    for name in FILES {
        let Some(content) = files.get(name) else {
            continue;
        };
        let file =
            syn::parse_file(&tokens::plain(content)).map_err(|error| format!("{name}: {error}"))?;
        for attribute in &file.attrs {
            let text = tokens::text(attribute);
            if !text.is_empty() {
                others.push_str(&format!("{name}: {text}\n"));
            }
        }
        for mut item in file.items {
            let feature = features::take(&mut item);
            match names::owner(name, &item) {
                Some(owner) => {
                    needed.entry(owner.clone()).or_default().insert(feature);
                    groups.entry(owner).or_default().push((name, item));
                }
                None => others.push_str(&format!("{name}: {}\n", tokens::text(item))),
            }
        }
    }
    let names: BTreeSet<String> = groups.keys().cloned().collect();
    let mut descriptions: BTreeMap<String, String> = groups
        .iter()
        .map(|(name, items)| (name.clone(), describe(items, &names, &groups)))
        .collect();
    for (name, features) in needed {
        let words = features::describe(&features);
        descriptions.entry(name).or_default().push_str(&words);
    }
    descriptions.insert(OTHERS.to_owned(), others);
    Ok(descriptions)
}

/// Describes one type from all items that belong to it. `names` are those of all types, and `groups` has their items.
fn describe(items: &[(&str, Item)], names: &BTreeSet<String>, groups: &Groups<'_>) -> String {
    let variants = enums::variants(items);
    let mut required = objects::required(items);
    let mut text = String::new();
    for (file, item) in items {
        let words = match (*file, item) {
            ("types.rs", Item::Struct(structure)) => {
                structs::describe(&records::with_attributes(structure, items), names)
            }
            ("types.rs", Item::Macro(call)) if records::is_told(call, items) => Some(String::new()),
            ("types.rs", Item::Impl(block)) => accessors::describe(block, &variants, names),
            ("requests.rs", Item::Impl(block)) => setters::describe(block, &mut required),
            ("jobs.rs", Item::Impl(block)) => jobs::describe(block, &variants),
            ("pages.rs", Item::Impl(block)) => pages::describe(block),
            (_, Item::Use(import)) => enums::other_name(import, file, groups),
            (_, Item::Macro(call)) if !attributes::shown(&call.attrs).is_empty() => None,
            (_, Item::Macro(call)) => enums::describe(call, file)
                .or_else(|| checked::describe(call))
                .or_else(|| objects::describe(call)),
            _ => None,
        };
        text.push_str(&words.unwrap_or_else(|| format!("code: {}\n", tokens::text(item))));
    }
    for (wire, setter) in required {
        text.push_str(&format!(
            "required, without a setter: {wire} as .{setter}\n"
        ));
    }
    text
}
