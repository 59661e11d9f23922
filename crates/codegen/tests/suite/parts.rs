//! The smallest part of a document that has one of its lines: the operation, what it refers to, and what counts for all.
//!
//! A rule looks at a damaged line, at what refers to it, and at what it refers to. What the rest of the document would
//! answer is known, so a part shows the same faults in a fraction of the time.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use backhaul_codegen::{Profile, check};
use serde_json::Value;

use crate::whole::{constructs, ours, small};

/// A document, cut into blocks: a path, a component, the head of a section, or what counts for all.
pub(crate) struct Parts<'a> {
    pub(crate) lines: Vec<&'a str>,
    blocks: Vec<Block>,
    /// For each path the blocks that it needs, itself among them; the smallest first.
    needs: Vec<BTreeSet<usize>>,
}

struct Block {
    lines: Range<usize>,
    /// The pointer to it, for example `/paths/~1books` or `/components/schemas`. Empty if it counts for all.
    pointer: String,
}

impl<'a> Parts<'a> {
    /// Cuts a document that is written as ours are: two spaces for each level, and a line for each path and component.
    pub(crate) fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let blocks = blocks(&lines);
        let parts = Self {
            lines,
            blocks,
            needs: Vec::new(),
        };
        let paths = (0..parts.blocks.len()).filter(|at| parts.blocks[*at].is_path());
        let named = parts.named();
        let mut needs: Vec<_> = paths.map(|path| parts.needed(path, &named)).collect();
        needs.sort_by_key(|needed| parts.size(needed));
        Self { needs, ..parts }
    }

    /// The lines of the smallest part that has `line`, by their numbers in the whole; both from 0.
    pub(crate) fn with_line(&self, line: usize) -> Vec<usize> {
        let has = |block: &Block| block.lines.contains(&line);
        let needed = self.with_block(self.blocks.iter().position(has).unwrap());
        self.lines_of(needed)
    }

    /// The smallest part that has what a JSON pointer leads to, of the document as it was read.
    pub(crate) fn with_place(&self, root: &Value, place: &str) -> Value {
        let has = |block: &Block| {
            let rest = place.strip_prefix(&block.pointer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // The longest pointer: the component and not its section.
        let all = (0..self.blocks.len()).filter(|at| has(&self.blocks[*at]));
        let block = all.max_by_key(|at| self.blocks[*at].pointer.len());
        self.value(root, self.with_block(block.unwrap()))
    }

    pub(crate) fn text(&self, lines: &[usize]) -> String {
        lines
            .iter()
            .map(|at| self.lines[*at].to_owned() + "\n")
            .collect()
    }

    fn with_block(&self, block: usize) -> &BTreeSet<usize> {
        let needed = self.needs.iter().find(|needed| needed.contains(&block));
        needed.unwrap_or_else(|| panic!("no path needs {}", self.blocks[block].pointer))
    }

    fn lines_of(&self, needed: &BTreeSet<usize>) -> Vec<usize> {
        let blocks = needed.iter().map(|at| self.blocks[*at].lines.clone());
        blocks.flatten().collect()
    }

    /// What reading the lines of these blocks would give.
    fn value(&self, root: &Value, needed: &BTreeSet<usize>) -> Value {
        let pointers = needed.iter().map(|at| self.blocks[*at].pointer.as_str());
        pruned(root, "", &pointers.collect())
    }

    fn size(&self, needed: &BTreeSet<usize>) -> usize {
        needed.iter().map(|at| self.blocks[*at].lines.len()).sum()
    }

    /// The blocks that a path needs, where each block names those in `named`.
    fn needed(&self, path: usize, named: &[Vec<usize>]) -> BTreeSet<usize> {
        let for_all = (0..self.blocks.len()).filter(|at| self.blocks[*at].pointer.is_empty());
        let mut needed = BTreeSet::new();
        let mut next: Vec<usize> = for_all.chain([path]).collect();
        while let Some(block) = next.pop() {
            if needed.insert(block) {
                next.extend(&named[block]);
            }
        }
        needed
    }

    /// The blocks that each block refers to, by a reference or by a name, and the heads around it.
    fn named(&self) -> Vec<Vec<usize>> {
        let pointers = self.blocks.iter().zip(0..);
        let by_pointer: HashMap<&str, usize> = pointers
            .map(|(block, at)| (block.pointer.as_str(), at))
            .collect();
        let names: Vec<Vec<String>> = self.blocks.iter().map(|block| self.names(block)).collect();
        let named = |block: &Block| {
            let text = self.lines[block.lines.clone()].join("\n");
            let quoted = text
                .split('"')
                .filter_map(|quoted| quoted.strip_prefix('#'));
            let heads = block
                .pointer
                .match_indices('/')
                .map(|(end, _)| &block.pointer[..end]);
            let pointers = quoted
                .chain(heads)
                .filter(|pointer| pointer.starts_with("/components"));
            let mut all: Vec<usize> = pointers
                .filter_map(|pointer| by_pointer.get(pointer).copied())
                .collect();
            let is_named = |at: &usize| names[*at].iter().any(|name| text.contains(name.as_str()));
            all.extend((0..names.len()).filter(is_named));
            all
        };
        self.blocks.iter().map(named).collect()
    }

    /// What others call a block without a reference.
    fn names(&self, block: &Block) -> Vec<String> {
        if let Some(scheme) = block.pointer.strip_prefix("/components/securitySchemes/") {
            return vec![scheme.to_owned()];
        }
        if !block.is_path() {
            return Vec::new();
        }
        let lines = &self.lines[block.lines.clone()];
        let ids = lines
            .iter()
            .filter_map(|line| line.trim().strip_prefix("operationId: "));
        let ids = ids.map(str::to_owned);
        // `/books#action` is only allowed beside `/books`.
        let twin = lines[0].trim().trim_end_matches(':').to_owned() + "#";
        ids.chain([twin]).collect()
    }
}

impl Block {
    fn is_path(&self) -> bool {
        self.pointer.starts_with("/paths/")
    }
}

/// `value`, which is at the pointer `at`, without the blocks that are not `kept`.
fn pruned(value: &Value, at: &str, kept: &HashSet<&str>) -> Value {
    let is_section = at.starts_with("/components/") && at.matches('/').count() == 2;
    match value {
        Value::Object(members) if is_section || matches!(at, "" | "/paths" | "/components") => {
            let members = members.iter().filter_map(|(key, member)| {
                let place = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                let counts_for_all = at.is_empty() && key != "components";
                let is_kept = counts_for_all || kept.contains(place.as_str());
                is_kept.then(|| (key.clone(), pruned(member, &place, kept)))
            });
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut top, mut section) = (String::new(), String::new());
    for (at, line) in lines.iter().enumerate() {
        let indentation = line.len() - line.trim_start().len();
        // A path may have a colon in it.
        let line = line.trim();
        let key = line
            .strip_suffix(':')
            .or_else(|| Some(line.split_once(": ")?.0));
        let key = key.filter(|key| !key.starts_with('#'));
        let key = key.map(|key| key.trim_matches('"').replace('~', "~0").replace('/', "~1"));
        let pointer = match (indentation, key) {
            (0, Some(key)) => {
                top = key;
                Some(if top == "components" {
                    "/components".to_owned()
                } else {
                    String::new()
                })
            }
            (2, Some(key)) if top == "paths" => Some(format!("/paths/{key}")),
            (2, Some(key)) if top == "components" => {
                section = key;
                Some(format!("/components/{section}"))
            }
            (4, Some(key)) if top == "components" => Some(format!("/components/{section}/{key}")),
            _ => None,
        };
        match pointer {
            Some(pointer) => blocks.push(Block {
                lines: at..at + 1,
                pointer,
            }),
            None if blocks.is_empty() => blocks.push(Block {
                lines: at..at + 1,
                pointer: String::new(),
            }),
            None => blocks.last_mut().unwrap().lines.end = at + 1,
        }
    }
    blocks
}

/// A damaged part is only worth a try if nothing was wrong with it before, and each line must be in one.
#[test]
fn no_part_has_findings() {
    for whole in ours().iter().chain([constructs()]) {
        let parts = whole.parts();
        for needed in &parts.needs {
            let text = parts.text(&parts.lines_of(needed));
            let findings = check(Profile::House, "specs/part.yaml", &text);
            assert!(findings.is_empty(), "{findings:?}");
        }
        let needed: BTreeSet<usize> = parts.needs.iter().flatten().copied().collect();
        assert_eq!(needed.len(), parts.blocks.len());
        let smallest = &parts.needs[0];
        assert!(parts.size(smallest) < parts.lines.len() / 3);
    }
}

#[test]
fn a_part_of_what_was_read_is_what_is_read_of_its_lines() {
    let mut compared = 0;
    for whole in small().iter().chain([constructs()]) {
        let parts = whole.parts();
        for needed in &parts.needs {
            let text = parts.text(&parts.lines_of(needed));
            let read: Value = serde_saphyr::from_str(&text).unwrap();
            assert_eq!(parts.value(whole.root(), needed), read, "{}", whole.name);
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}
