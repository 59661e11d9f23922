//! What answers are made of: there must be something in them to read.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::tags::Unions;
use super::walk::{is_union, members, operations, read_properties, within};
use crate::circles::{self, Edges};
use crate::document::{Document, reference_name};

/// Checks every object that answers reach.
pub(super) fn check(
    document: &Document,
    root: &Part<'_>,
    unions: &Unions<'_>,
    findings: &mut Findings<'_>,
) {
    let mut walk = Walk {
        document,
        seen: HashSet::new(),
        met: Vec::new(),
    };
    for (_, _, operation) in operations(root) {
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
    check_circles(document, &walk.met, findings);
    for object in walk.met {
        check_tags(document, unions, &object, findings);
        let properties = object.members_of("properties");
        if !properties.is_empty() && read_properties(document, &object).is_empty() {
            findings.report("unsupported/nothing-to-read", 
                &object,
                "every property of this object is `writeOnly`, but answers contain the object: there is nothing to read",
                "correct the properties, or mark the property that holds the object `writeOnly`",
            );
        }
    }
}

/// A union that contains itself outside of an array would be infinite.
fn check_circles(document: &Document, schemas: &[Part<'_>], findings: &mut Findings<'_>) {
    let names: Vec<&str> = schemas.iter().map(Part::name).collect();
    let mut edges = Edges::new();
    for (name, schema) in names.iter().zip(schemas) {
        let mut inner = read_properties(document, schema);
        if is_union(schema) {
            inner.extend(schema.items_of("oneOf"));
        }
        let targets = inner.iter().filter_map(|part| reference_name(part.value));
        edges.insert(*name, targets.collect());
    }
    let on_circles: HashSet<&str> = circles::find(&edges).into_iter().flatten().collect();
    for (name, union) in names.iter().zip(schemas) {
        if is_union(union) && on_circles.contains(*name) {
            findings.report(
                "unsupported/recursive-union",
                union,
                format!("the union {name} contains itself outside of an array: a circle"),
                "leave the property out: its type would be infinite",
            );
        }
    }
}

/// Answers must contain what identifies a member of a union.
fn check_tags(
    document: &Document,
    unions: &Unions<'_>,
    object: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let name = object.name();
    for tag in unions.tags_of(name) {
        let property = object.get("properties").and_then(|all| all.get(tag));
        let Some(property) = property else { continue };
        let target = property.follow(document, "schemas");
        if target.is_some_and(|target| target.flag("writeOnly")) {
            findings.report("wire/union-tag-not-answered", 
                &property,
                format!("property {tag} identifies {name} in answers, but it is `writeOnly`"),
                "remove `writeOnly`, or describe the member that answers contain as an object of its own",
            );
        }
    }
}

struct Walk<'a> {
    document: &'a Document,
    /// Every component that was met.
    seen: HashSet<Vec<String>>,
    /// The same, in order.
    met: Vec<Part<'a>>,
}

impl<'a> Walk<'a> {
    fn reach(&mut self, schema: &Part<'a>) {
        let Some(target) = schema.follow(self.document, "schemas") else {
            return;
        };
        if reference_name(schema.value).is_some() {
            if !self.seen.insert(target.path()) {
                return;
            }
            self.met.push(target.clone());
        }
        for property in read_properties(self.document, &target) {
            self.reach(&property);
        }
        if let Some(inner) = within(&target) {
            self.reach(&inner);
        }
        for member in members(&target) {
            self.reach(&member);
        }
    }
}
