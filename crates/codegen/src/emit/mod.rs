//! Stage 6, emit: the files of a provider crate.
//!
//! Progenitor has decided on the types of answers. What it cannot express is written here: open enums,
//! lenient arrays, checked parameter types, builders that speak to `backhaul-runtime`, the operation
//! table, and what jobs and pages say of themselves.
//!
//! | file | writes |
//! |---|---|
//! | `types`, `records`, `unions`, `untagged` | `types.rs` |
//! | `forms` | `forms.rs`: what the members of unions without a tag look like |
//! | `parameters` | `parameters.rs` |
//! | `requests`, `fields` | `requests.rs`, and the setters of objects in requests |
//! | `json` | `json.rs`: what may stand in requests that are read from JSON |
//! | `builders`, `arguments`, `methods`, `coding` | `builders.rs`: builders, their setters, their methods beside `send` |
//! | `operations` | `operations.rs` |
//! | `jobs`, `job_entries`, `pages` | `jobs.rs`, `pages.rs` |
//! | `client`, `provider` | `client.rs`, `provider.rs` |
//! | `face` | `face.rs`, unless somebody writes by hand how a client is built |
//! | `answers` | `answers.rs`, which tests alone use |
//! | `command` | the command's file of a provider, which is not part of its crate |
//! | `module` | `mod.rs`, with what every crate re-exports |
//!
//! | file | helps with |
//! |---|---|
//! | `structs` | reading progenitor's structs |
//! | `same` | making one type of enums of which the document says the same |
//! | `wire_names` | giving fields back the names of their properties |
//! | `access` | reading a property in generated code |
//! | `limits` | limits of numbers |
//! | `features` | leaving out what only operations of one tag need |
//! | `docs`, `errors`, `example` | documentation comments, what they say of errors, and the examples in them |
//! | `generated`, `short_paths` | paths to other generated files, and short names for paths |

mod access;
mod answers;
mod arguments;
mod builders;
mod client;
mod coding;
pub(crate) mod command;
mod docs;
mod errors;
mod example;
mod face;
mod features;
mod fields;
mod forms;
mod generated;
mod job_entries;
mod jobs;
mod json;
mod limits;
mod methods;
mod module;
mod operations;
mod pages;
mod parameters;
mod provider;
mod records;
mod requests;
mod same;
mod short_paths;
mod structs;
mod types;
mod unions;
mod untagged;
mod wire_names;

use std::collections::BTreeMap;

use syn::{Item, ItemMod};

use builders::Builders;
use features::{Features, Sources};
use short_paths::Paths;

use crate::lower::{Enums, Renamed};
use crate::model::Model;
use crate::naming;

pub(crate) use arguments::types as argument_types;
pub(crate) use face::runtime_features;
pub(crate) use fields::type_in_words;
pub(crate) use methods::{names as method_names, value_in_words};
pub(crate) use parameters::pattern;
pub(crate) use same::Sharing;

/// The source of one provider crate's `generated` folder, in pieces.
#[derive(Debug)]
pub(crate) struct Emitted {
    /// File name to content, without header.
    pub(crate) files: BTreeMap<&'static str, String>,
}

/// Writes all files.
///
/// # Errors
/// The part of progenitor's output that is not as expected, in words.
pub(crate) fn emit(
    mut output: syn::File,
    enums: &Enums,
    renamed: &Renamed,
    model: &Model,
    sharing: Sharing,
) -> Result<Emitted, String> {
    wire_names::restore(&mut output, renamed);
    let read = module(&output, "types")?;
    let mut paths = Paths::of_prelude(types::names(read, model));
    let (mut read_types, others) = types::emit(read, enums, &mut paths, sharing)?;
    let structures = structs::structures(read);
    read_types.extend(unions::emit(&structures, model, &mut paths)?);
    read_types.extend(untagged::emit(model));
    let read_as = |name: &str| {
        let name = others.get(name).map_or(name, String::as_str);
        read_types.contains_key(name).then(|| name.to_owned())
    };
    let parameters = parameters::emit(model, &read_as, sharing);
    let parameters = join(parameters::INTRODUCTION, parameters.values());
    let mut requests = requests::emit(model)?;
    let Builders {
        introduction,
        mut builders,
    } = builders::emit(&structures, model)?;
    let operations = operations::emit(model)?;
    let forms = forms::emit(model)?;
    let json = json::emit(model)?;
    let mut always = vec![parameters.as_str(), &operations];
    always.extend(forms.as_deref());
    always.extend(json.as_deref());
    let features = Features::of(
        model,
        &Sources {
            builders: &builders,
            types: &read_types,
            requests: &requests.types,
            always,
        },
    );
    features.gate_all("types", &mut read_types);
    features.gate_all("requests", &mut requests.types);
    for operation in &model.operations {
        let builder = builders.get_mut(&naming::method(&operation.id));
        if let (Some(builder), Some(feature)) = (builder, &operation.feature) {
            *builder = features::with_feature(builder, feature);
        }
    }
    let mut files = BTreeMap::from([
        ("types.rs", join(types::INTRODUCTION, read_types.values())),
        ("parameters.rs", parameters),
        ("builders.rs", join(&introduction, builders.values())),
        ("operations.rs", operations),
        ("answers.rs", answers::emit(&structures, model)),
        ("client.rs", client::emit(model)?),
        ("provider.rs", provider::emit(model)?),
    ]);
    // Not every provider has these.
    files.extend(face::emit(model)?.map(|text| ("face.rs", text)));
    files.extend(jobs::emit(&structures, model, &features)?.map(|text| ("jobs.rs", text)));
    files.extend(pages::emit(&structures, model, &features)?.map(|text| ("pages.rs", text)));
    files.extend(forms.map(|text| ("forms.rs", text)));
    files.extend(json.map(|text| ("json.rs", text)));
    if !requests.types.is_empty() {
        let text = join(&requests.introduction, requests.types.values());
        files.insert("requests.rs", text);
    }
    let list = module::emit(model, files.keys().copied())?;
    files.insert("mod.rs", list);
    Ok(Emitted { files })
}

fn join<'a>(introduction: &str, pieces: impl Iterator<Item = &'a String>) -> String {
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
