//! Nodes that reach each other, by Tarjan's algorithm.

use std::collections::{BTreeMap, BTreeSet};

/// The circles of a graph: sets of more than one node, each of which can be reached from each.
pub(super) fn circles<N: Copy + Ord>(edges: &BTreeSet<(N, N)>) -> Vec<BTreeSet<N>> {
    let mut next: BTreeMap<N, Vec<N>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(*from).or_default().push(*to);
    }
    let mut search = Search {
        next: &next,
        numbers: BTreeMap::new(),
        open: Vec::new(),
        found: Vec::new(),
    };
    for node in next.keys() {
        if !search.numbers.contains_key(node) {
            search.visit(*node);
        }
    }
    search.found
}

struct Search<'a, N> {
    next: &'a BTreeMap<N, Vec<N>>,
    numbers: BTreeMap<N, usize>,
    /// The nodes that may still belong to a circle.
    open: Vec<N>,
    found: Vec<BTreeSet<N>>,
}

impl<N: Copy + Ord> Search<'_, N> {
    /// The least number of an open node that can be reached from `node`.
    fn visit(&mut self, node: N) -> usize {
        let number = self.numbers.len();
        self.numbers.insert(node, number);
        self.open.push(node);
        let mut least = number;
        for next in self.next.get(&node).into_iter().flatten() {
            match self.numbers.get(next) {
                None => least = least.min(self.visit(*next)),
                Some(other) if self.open.contains(next) => least = least.min(*other),
                Some(_) => {}
            }
        }
        if least == number
            && let Some(place) = self.open.iter().position(|open| *open == node)
        {
            let circle: BTreeSet<N> = self.open.drain(place..).collect();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
        least
    }
}
