//! What generated code offers to users: the snapshots of types, and of operations.

use std::collections::BTreeMap;

use documents::assert_all;

use crate::generated;

#[test]
fn types() {
    let mut texts = BTreeMap::new();
    for (provider, generated) in generated() {
        for (name, text) in generated.types().unwrap() {
            texts.insert(format!("{provider}.{name}"), text);
        }
    }
    assert_all("types", &texts);
}

#[test]
fn surface() {
    let mut texts = BTreeMap::new();
    for (provider, generated) in generated() {
        for (name, text) in &generated.surface {
            texts.insert(format!("{provider}.{name}"), text.clone());
        }
    }
    assert_all("surface", &texts);
}
