//! Circles among schemas.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::{Document, entries, reference_name};

/// Whether any schemas of a document lead to themselves. A document that the lint refuses may have such, and
/// then nobody can walk through it.
pub(crate) fn has_any(document: &Document) -> bool {
    let components = document.root.get("components");
    let schemas = components
        .into_iter()
        .flat_map(|all| entries(all, "schemas"));
    let edges = schemas.map(|(name, schema)| {
        let mut targets = Vec::new();
        collect(schema, &mut targets);
        (name.as_str(), targets)
    });
    !find(&edges.collect()).is_empty()
}

/// The names of all that a part of a document refers to.
fn collect<'a>(part: &'a Value, targets: &mut Vec<&'a str>) {
    targets.extend(reference_name(part));
    match part {
        Value::Object(members) => members.values().for_each(|member| collect(member, targets)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, targets)),
        _ => {}
    }
}

/// Who leads to whom, by name.
pub(crate) type Edges<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The sets of names each of which leads to every other of its set, and to itself. One look at each name
/// and edge is enough (Tarjan's algorithm).
pub(crate) fn find<'a>(edges: &Edges<'a>) -> Vec<Vec<&'a str>> {
    let mut search = Search {
        edges,
        marks: BTreeMap::new(),
        open: Vec::new(),
        found: Vec::new(),
    };
    for name in edges.keys() {
        search.visit(name);
    }
    search.found
}

struct Search<'a, 'e> {
    edges: &'e Edges<'a>,
    /// The number of each name that was met, and whether it still may be part of a circle.
    marks: BTreeMap<&'a str, (usize, bool)>,
    /// The names that still may be, in the order in which they were met.
    open: Vec<&'a str>,
    found: Vec<Vec<&'a str>>,
}

impl<'a> Search<'a, '_> {
    /// The smallest number of an open name that `name` leads to.
    fn visit(&mut self, name: &'a str) -> usize {
        match self.marks.get(name) {
            Some((number, true)) => return *number,
            Some((_, false)) => return usize::MAX,
            None => {}
        }
        let number = self.marks.len();
        self.marks.insert(name, (number, true));
        let place = self.open.len();
        self.open.push(name);
        let edges = self.edges.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut least = number;
        for next in edges {
            least = least.min(self.visit(next));
        }
        if least == number {
            let set = self.open.split_off(place);
            for member in &set {
                if let Some((_, is_open)) = self.marks.get_mut(member) {
                    *is_open = false;
                }
            }
            if set.len() > 1 || edges.contains(&name) {
                self.found.push(set);
            }
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::{Edges, find};

    #[test]
    fn every_name_on_a_circle_is_found() {
        let edges = Edges::from([
            ("a", vec!["b", "c", "d"]),
            ("b", vec!["a"]),
            ("c", vec!["b"]),
            ("d", vec!["e"]),
            ("e", vec!["f"]),
            ("f", vec!["f", "gone"]),
        ]);
        let mut found = find(&edges);
        for set in &mut found {
            set.sort_unstable();
        }
        assert_eq!(found, [vec!["f"], vec!["a", "b", "c"]]);
    }
}
