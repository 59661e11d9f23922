//! What requests are made of: which objects they reach, and that none of them reaches itself.

use super::part::{Findings, Part};
use super::unions::{is_union, members};
use super::{fields, operations, requests};
use crate::document::{Document, reference_name};

/// The object or union that is a body and every object that it leads to, each once.
pub(super) fn below<'a>(
    document: &'a Document,
    object: &Part<'a>,
    findings: &mut Findings<'_>,
) -> Vec<Part<'a>> {
    let mut walk = Walk {
        document,
        way: Vec::new(),
        seen: Vec::new(),
        circles: Vec::new(),
    };
    walk.reach(object, object);
    for (object, field) in &walk.circles {
        findings.report(
            field,
            format!("{object} holds itself, and is sent: a circle"),
            "leave the property out, or teach the generator: the types of requests have no circles",
        );
    }
    walk.seen
}

/// Every object below the top of a request body, each once.
pub(super) fn nested<'a>(document: &'a Document, root: &Part<'a>) -> Vec<Part<'a>> {
    let mut found: Vec<Part<'a>> = Vec::new();
    for (_, _, operation) in operations::all(root) {
        let top = requests::schema(document, &operation)
            .and_then(|schema| schema.follow(document, "schemas"));
        let Some(top) = top else { continue };
        let mut walk = Walk {
            document,
            way: Vec::new(),
            seen: Vec::new(),
            circles: Vec::new(),
        };
        walk.reach(&top, &top);
        // An object at the top has its setters on the builder.
        let above = usize::from(top.text("type") == "object");
        for object in walk.seen.into_iter().skip(above) {
            if found.iter().all(|known| known.path != object.path) {
                found.push(object);
            }
        }
    }
    found
}

struct Walk<'a> {
    document: &'a Document,
    /// The objects on the way to where the walk is.
    way: Vec<Vec<String>>,
    /// Every object, in the order in which the walk met it.
    seen: Vec<Part<'a>>,
    /// Names of objects that hold themselves, with the property that does.
    circles: Vec<(String, Part<'a>)>,
}

impl<'a> Walk<'a> {
    fn enter(&mut self, object: &Part<'a>) {
        if self.seen.iter().any(|known| known.path == object.path) {
            return;
        }
        self.seen.push(object.clone());
        self.way.push(object.path.clone());
        for (_, field) in fields::all(self.document, object) {
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
                inner = target.get("items");
            }
        }
        self.way.pop();
    }

    /// Goes on with the object `target`, or with the members of the union.
    fn reach(&mut self, target: &Part<'a>, field: &Part<'a>) {
        if is_union(target) {
            for member in members(self.document, target) {
                self.meet(&member, field);
            }
        } else if target.text("type") == "object" {
            self.meet(target, field);
        }
    }

    fn meet(&mut self, object: &Part<'a>, field: &Part<'a>) {
        if self.way.contains(&object.path) {
            let name = object.path.last().cloned().unwrap_or_default();
            self.circles.push((name, field.clone()));
        } else {
            self.enter(object);
        }
    }
}

const MAX_DEPTH: usize = 8;
