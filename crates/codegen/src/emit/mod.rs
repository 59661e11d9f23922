//! Stage 5, emit: the files of a provider crate.
//!
//! Progenitor has decided on names and types. What it cannot express is written here: open enums,
//! lenient arrays, checked parameter types, builders that speak to `backhaul-runtime`, and the
//! operation table.

mod builders;
mod docs;
mod operations;
mod parameters;
mod types;

use std::collections::BTreeMap;

use syn::{Item, ItemMod};

use crate::format;
use crate::model::Model;

/// The source of one provider crate's `generated` folder, in pieces.
#[derive(Debug)]
pub(crate) struct Emitted {
    /// File name to content, without header.
    pub(crate) files: BTreeMap<&'static str, String>,
    /// Type name to definition.
    pub(crate) types: BTreeMap<String, String>,
    /// Operation name to its builder.
    pub(crate) builders: BTreeMap<String, String>,
}

/// Writes all files.
///
/// # Errors
/// The part of progenitor's output that is not as expected, in words.
pub(crate) fn emit(output: &syn::File, model: &Model) -> Result<Emitted, String> {
    let mut types = types::emit(module(output, "types")?)?;
    types.extend(parameters::emit(model));
    let checked: Vec<&String> = model.checked.keys().collect();
    let is_checked = |name: &String| {
        checked
            .iter()
            .any(|known| crate::naming::pascal(known) == *name)
    };
    let (parameters, answers): (Vec<_>, Vec<_>) =
        types.iter().partition(|(name, _)| is_checked(name));
    let builders = builders::emit(module(output, "builder")?, model)?;
    let files = BTreeMap::from([
        ("mod.rs", format::module_list()),
        (
            "types.rs",
            join(
                types::INTRODUCTION,
                answers.iter().map(|(_, text)| text.as_str()),
            ),
        ),
        (
            "parameters.rs",
            join(
                parameters::INTRODUCTION,
                parameters.iter().map(|(_, text)| text.as_str()),
            ),
        ),
        (
            "builders.rs",
            join(
                &builders::introduction(model)?,
                builders.values().map(String::as_str),
            ),
        ),
        ("operations.rs", operations::emit(model)?),
    ]);
    Ok(Emitted {
        files,
        types,
        builders,
    })
}

fn join<'a>(introduction: &str, pieces: impl Iterator<Item = &'a str>) -> String {
    let mut text = introduction.trim_end().to_owned();
    for piece in pieces {
        text.push_str("\n\n");
        text.push_str(piece.trim_end());
    }
    text.push('\n');
    text
}

/// The content of a module at the top of progenitor's output.
fn module<'a>(output: &'a syn::File, name: &str) -> Result<&'a [Item], String> {
    let found = output.items.iter().find_map(|item| match item {
        Item::Mod(ItemMod {
            ident,
            content: Some((_, items)),
            ..
        }) if ident == name => Some(items),
        _ => None,
    });
    Ok(found.ok_or_else(|| format!("progenitor's output has no module `{name}`"))?)
}
