//! The names on the wire of fields that lowering called differently, because two properties would give one name.

use syn::{Fields, Item, parse_quote};

use crate::lower::Renamed;

/// Gives the fields in `output` the names on the wire that they have in the document.
pub(super) fn restore(output: &mut syn::File, renamed: &Renamed) {
    let modules = output.items.iter_mut().filter_map(|item| match item {
        Item::Mod(module) => module.content.as_mut(),
        _ => None,
    });
    for item in modules.flat_map(|(_, items)| items) {
        let Item::Struct(structure) = item else {
            continue;
        };
        let names = renamed.get(&structure.ident.to_string());
        let (Some(names), Fields::Named(fields)) = (names, &mut structure.fields) else {
            continue;
        };
        for field in &mut fields.named {
            let name = field.ident.as_ref().map(ToString::to_string);
            if let Some(wire) = name.and_then(|name| names.get(&name)) {
                field.attrs.push(parse_quote!(#[serde(rename = #wire)]));
            }
        }
    }
}
