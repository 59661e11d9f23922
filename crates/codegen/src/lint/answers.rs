//! What answers are made of: there must be something in them to read.

use super::operations;
use super::part::{Findings, Part};
use crate::document::{Document, reference_name};

/// Checks every object that answers reach.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut walk = Walk {
        document,
        seen: Vec::new(),
    };
    for (_, _, operation) in operations::all(root) {
        for (_, response) in operation.members_of("responses") {
            let Some(response) = response.follow(document, "responses") else {
                continue;
            };
            for (_, media) in response.members_of("content") {
                if let Some(schema) = media.get("schema") {
                    walk.reach(&schema);
                }
            }
        }
    }
    for object in walk.seen {
        let properties = object.members_of("properties");
        if !properties.is_empty() && readable(document, &object).is_empty() {
            findings.report(
                &object,
                "every property of this object, which is read, is `writeOnly`: there is nothing to read",
                "correct the properties, or mark the property that holds the object `writeOnly`",
            );
        }
    }
}

/// The properties of an object that answers may have.
fn readable<'a>(document: &'a Document, object: &Part<'a>) -> Vec<Part<'a>> {
    let properties = object.members_of("properties").into_iter();
    properties
        .map(|(_, property)| property)
        .filter(|property| {
            let target = property.follow(document, "schemas");
            !target.is_some_and(|target| target.flag("writeOnly"))
        })
        .collect()
}

struct Walk<'a> {
    document: &'a Document,
    /// Every component that was met.
    seen: Vec<Part<'a>>,
}

impl<'a> Walk<'a> {
    fn reach(&mut self, schema: &Part<'a>) {
        let Some(target) = schema.follow(self.document, "schemas") else {
            return;
        };
        if reference_name(schema.value).is_some() {
            if self.seen.iter().any(|known| known.path == target.path) {
                return;
            }
            self.seen.push(target.clone());
        }
        for property in readable(self.document, &target) {
            self.reach(&property);
        }
        if let Some(items) = target.get("items") {
            self.reach(&items);
        }
    }
}
