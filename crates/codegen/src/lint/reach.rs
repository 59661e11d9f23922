//! What requests are made of: which objects they reach, and that none of them reaches itself.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::walk::{body_schema, is_union, operations, sent_properties, union_members, within};
use crate::document::{Document, reference_name};

/// Every object below the top of a request body, each once.
pub(super) fn nested<'a>(document: &'a Document, root: &Part<'a>) -> Vec<Part<'a>> {
    let mut walk = Walk::new(document);
    for (_, _, operation) in operations(root) {
        let top =
            body_schema(document, &operation).and_then(|schema| schema.follow(document, "schemas"));
        match top {
            // An object at the top has its setters on the builder.
            Some(top) if top.text("type") == "object" => walk.fields(&top),
            Some(top) => walk.reach(&top, &top),
            None => {}
        }
    }
    walk.found
}

/// A walk through all objects that requests reach, each once.
pub(super) struct Walk<'a> {
    document: &'a Document,
    /// The objects on the way to where the walk is.
    way: HashSet<Vec<String>>,
    /// Every object that the walk met.
    seen: HashSet<Vec<String>>,
    /// The same, in the order in which it met them, as long as nobody has asked for them.
    found: Vec<Part<'a>>,
    /// Names of objects that hold themselves, with the property that does.
    circles: Vec<(String, Part<'a>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            way: HashSet::new(),
            seen: HashSet::new(),
            found: Vec::new(),
            circles: Vec::new(),
        }
    }

    /// The object or union that is a body and every object that it leads to, as far as the walk has not met
    /// them before.
    pub(super) fn below(&mut self, body: &Part<'a>, findings: &mut Findings<'_>) -> Vec<Part<'a>> {
        self.reach(body, body);
        for (object, field) in self.circles.drain(..) {
            findings.report(
                &field,
                format!("{object} holds itself, and is sent: a circle"),
                "leave the property out, or teach the generator: the types of requests have no circles",
            );
        }
        std::mem::take(&mut self.found)
    }

    fn enter(&mut self, object: &Part<'a>) {
        if !self.seen.insert(object.path()) {
            return;
        }
        self.found.push(object.clone());
        self.way.insert(object.path());
        self.fields(object);
        self.way.remove(&object.path());
    }

    fn fields(&mut self, object: &Part<'a>) {
        for (_, field) in sent_properties(self.document, object) {
            let mut inner = Some(field.clone());
            // An array in an array is a finding; a circle of arrays has one too.
            for _ in 0..MAX_DEPTH {
                let Some(part) = inner else { break };
                let Some(target) = part.follow(self.document, "schemas") else {
                    break;
                };
                if reference_name(part.value).is_some() {
                    self.reach(&target, &field);
                }
                inner = within(&target);
            }
        }
    }

    /// Goes on with the object `target`, or with the members of the union.
    fn reach(&mut self, target: &Part<'a>, field: &Part<'a>) {
        if is_union(target) {
            for member in union_members(self.document, target) {
                self.meet(&member, field);
            }
        } else if target.text("type") == "object" {
            self.meet(target, field);
        }
    }

    fn meet(&mut self, object: &Part<'a>, field: &Part<'a>) {
        if self.way.contains(&object.path()) {
            let name = object.name().to_owned();
            self.circles.push((name, field.clone()));
        } else {
            self.enter(object);
        }
    }
}

const MAX_DEPTH: usize = 8;
