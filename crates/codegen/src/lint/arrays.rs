//! Arrays and maps within each other.

use std::collections::{HashMap, HashSet};

use super::part::{Findings, Part};
use super::walk::{components, within};
use crate::circles::{self, Edges};
use crate::document::reference_name;

/// How deep arrays may be nested: their types in Rust are nested too.
const MOST_LEVELS: usize = 16;

/// Arrays and maps have no names in Rust, so one that holds itself would have no end.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    let schemas = components(root, "schemas");
    let mut edges = Edges::new();
    let mut levels: HashMap<&str, usize> = HashMap::new();
    for (name, schema) in &schemas {
        let mut inner = within(schema);
        while let Some(items) = inner {
            *levels.entry(name).or_default() += 1;
            if let Some(next) = reference_name(items.value) {
                edges.insert(name, vec![next]);
            }
            inner = within(&items);
        }
    }
    let circles = circles::find(&edges);
    let circular: HashSet<&str> = circles.iter().flatten().copied().collect();
    for (name, schema) in &schemas {
        let mut depth = 0;
        let mut inner = Some(*name);
        while let Some(array) = inner.filter(|_| depth <= MOST_LEVELS) {
            if circular.contains(array) {
                depth = 0; // a finding of the circle
                break;
            }
            depth += levels.get(array).copied().unwrap_or(0);
            inner = edges.get(array).and_then(|next| next.first().copied());
        }
        if depth > MOST_LEVELS {
            let message = format!("{name} nests arrays or maps more than {MOST_LEVELS} deep");
            let hint = "put an object between them, or leave out the type of the inner arrays";
            findings.report("unsupported/deep-array", schema, message, hint);
        }
    }
    for circle in circles {
        // Told once, at the first of its names.
        let first = circle.iter().min();
        for (name, schema) in schemas.iter().filter(|(name, _)| Some(name) == first) {
            let message = format!("the array or map {name} contains only itself");
            let hint = "describe what is in it";
            findings.report("unsupported/recursive-array", schema, message, hint);
        }
    }
}
