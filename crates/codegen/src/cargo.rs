//! The features of a crate in its `Cargo.toml`.

use std::collections::BTreeSet;

use crate::model::Model;
use crate::naming;

/// One feature per tag, and one for all of them; nothing if the crate has all operations always.
pub(crate) fn features(model: &Model) -> String {
    let tags: BTreeSet<&String> = model
        .operations
        .iter()
        .filter_map(|operation| operation.feature.as_ref())
        .collect();
    if tags.is_empty() {
        return String::new();
    }
    let mut text = format!("{} = [\n", naming::ALL_OPERATIONS);
    for tag in &tags {
        text.push_str(&format!("    {tag:?},\n"));
    }
    text.push_str("]\n");
    for tag in &tags {
        text.push_str(&format!("{tag} = []\n"));
    }
    text
}
