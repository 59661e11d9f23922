//! `answers.rs`: every type that an answer decodes into, for tests that go through all of them.

use super::structs::Structures;
use crate::model::Model;
use crate::naming;

/// The whole file. `types` are progenitor's structs.
pub(super) fn emit(types: &Structures<'_>, model: &Model) -> String {
    let is_struct = |name: &&String| types.contains_key(&naming::pascal(name));
    let mut schemas: Vec<&String> = model.answers.iter().filter(is_struct).collect();
    schemas.extend(model.unions.keys().chain(model.untagged.keys()));
    schemas.sort();
    let rows: String = schemas.into_iter().map(|schema| row(schema)).collect();
    let krate = model.package();
    let provider = krate.trim_start_matches("backhaul-");
    format!(
        "//! Passes the types of responses to a macro, each with the name of its schema. \
         Only tests use it.\n\n\
         #[doc(hidden)]\n\
         #[macro_export]\n\
         macro_rules! for_all_answers {{\n    \
             ($callback:ident) => {{\n        \
                 $callback! {{\n            \
                     {provider:?}\n\
                     {rows}        \
                 }}\n    \
             }};\n\
         }}\n"
    )
}

fn row(schema: &str) -> String {
    let name = naming::pascal(schema);
    format!("            {schema:?} => $crate::types::{name},\n")
}
