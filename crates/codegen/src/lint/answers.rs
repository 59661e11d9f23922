//! What answers are made of: there must be something in them to read.

use super::operations;
use super::part::{Findings, Part};
use super::unions::{is_union, tags_of};
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
    for union in walk.seen.iter().filter(|schema| is_union(schema)) {
        let mut seen = Vec::new();
        if holds(document, union, union, &mut seen) {
            let name = union.path.last().map_or("", String::as_str);
            findings.report(
                union,
                format!("the union {name} holds itself, and not in an array: a circle"),
                "leave the property out: its type would have no end",
            );
        }
    }
    for object in walk.seen {
        check_tags(document, &object, findings);
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

/// What tells a member of a union from the others must be read.
fn check_tags(document: &Document, object: &Part<'_>, findings: &mut Findings<'_>) {
    let name = object.path.last().map_or("", String::as_str);
    for tag in tags_of(document, name) {
        let property = object.get("properties").and_then(|all| all.get(tag));
        let Some(property) = property else { continue };
        let target = property.follow(document, "schemas");
        if target.is_some_and(|target| target.flag("writeOnly")) {
            findings.report(
                &property,
                format!("property {tag} tells {name} from others, is read and is `writeOnly`"),
                "remove `writeOnly`, or write the member that is read as an object of its own",
            );
        }
    }
}

/// Whether `schema` has `union` in it, on a way without arrays.
fn holds(
    document: &Document,
    schema: &Part<'_>,
    union: &Part<'_>,
    seen: &mut Vec<Vec<String>>,
) -> bool {
    let mut inner = readable(document, schema);
    inner.extend(schema.items_of("oneOf"));
    let targets = inner
        .into_iter()
        .filter_map(|part| part.follow(document, "schemas"));
    for target in targets {
        if target.path == union.path {
            return true;
        }
        if !seen.contains(&target.path) {
            seen.push(target.path.clone());
            if holds(document, &target, union, seen) {
                return true;
            }
        }
    }
    false
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
        for member in target.items_of("oneOf") {
            self.reach(&member);
        }
    }
}
