//! The feature of the crate that an item needs.

use std::collections::BTreeSet;

use syn::{Attribute, Item, LitStr};

/// Takes `#[cfg(feature = "...")]` from an item, and returns the feature.
pub(super) fn take(item: &mut Item) -> Option<String> {
    let attributes = match item {
        Item::Struct(structure) => &mut structure.attrs,
        Item::Impl(block) => &mut block.attrs,
        Item::Macro(call) => &mut call.attrs,
        Item::Use(import) => &mut import.attrs,
        _ => return None,
    };
    let (place, feature) = attributes
        .iter()
        .enumerate()
        .find_map(|(place, attribute)| Some((place, feature(attribute)?)))?;
    attributes.remove(place);
    Some(feature)
}

fn feature(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("cfg") {
        return None;
    }
    let mut feature = None;
    let read = attribute.parse_nested_meta(|meta| {
        if !meta.path.is_ident("feature") {
            return Err(meta.error("not a feature"));
        }
        feature = Some(meta.value()?.parse::<LitStr>()?.value());
        Ok(())
    });
    read.ok().and(feature)
}

/// A line for what all items of a type need, or one for each if they differ.
pub(super) fn describe(features: &BTreeSet<Option<String>>) -> String {
    if features.iter().all(Option::is_none) {
        return String::new();
    }
    let names = features.iter().map(|feature| match feature {
        Some(name) => format!("compiled with feature {name}\n"),
        None => "compiled with any features\n".to_owned(),
    });
    names.collect()
}
