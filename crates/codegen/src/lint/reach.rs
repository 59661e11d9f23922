//! What requests are made of: which objects and unions they reach.

use std::collections::HashSet;

use super::part::Part;
use super::walk::{
    body_schema, is_choice, is_untagged, members, operations, sent_properties, sent_values, within,
};
use crate::document::{Document, map_values, reference_name};

/// Every object below the top of a request body, each once.
pub(super) fn nested<'a>(document: &'a Document, root: &Part<'a>) -> Vec<Part<'a>> {
    let mut walk = Walk::new(document);
    for (_, _, operation) in operations(root) {
        let top =
            body_schema(document, &operation).and_then(|schema| schema.follow(document, "schemas"));
        match top {
            // An object at the top has its setters on the builder.
            Some(top) if is_object(&top) => walk.fields(&top),
            Some(top) => walk.enter(&top),
            None => {}
        }
        for (_, schema) in sent_values(document, &operation) {
            walk.inside(&schema);
        }
    }
    walk.objects
}

/// A walk through all that requests reach, each once.
pub(super) struct Walk<'a> {
    document: &'a Document,
    /// Every component that the walk met.
    seen: HashSet<Vec<String>>,
    /// The objects among them, in the order in which it met them, as long as nobody has asked for them.
    objects: Vec<Part<'a>>,
    /// The same for unions that no property tells apart.
    untagged: Vec<Part<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            seen: HashSet::new(),
            objects: Vec::new(),
            untagged: Vec::new(),
        }
    }

    /// Goes through the component that is a body, and all that it leads to: the objects and the unions without a tag
    /// that the walk has not met before.
    pub(super) fn below(&mut self, body: &Part<'a>) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
        self.enter(body);
        let found = (&mut self.objects, &mut self.untagged);
        (std::mem::take(found.0), std::mem::take(found.1))
    }

    fn enter(&mut self, component: &Part<'a>) {
        if !self.seen.insert(component.path()) {
            return;
        }
        if is_choice(component) {
            if is_untagged(component) {
                self.untagged.push(component.clone());
            }
            for member in members(component) {
                self.inside(&member);
            }
        } else if is_object(component) {
            self.objects.push(component.clone());
            self.fields(component);
        } else if let Some(inner) = within(component) {
            self.inside(&inner);
        }
    }

    fn fields(&mut self, object: &Part<'a>) {
        for (_, field) in sent_properties(self.document, object) {
            self.inside(&field);
        }
    }

    /// Goes on with what a schema refers to, or holds.
    fn inside(&mut self, schema: &Part<'a>) {
        let Some(target) = schema.follow(self.document, "schemas") else {
            return;
        };
        if reference_name(schema.value).is_some() {
            self.enter(&target);
        } else if let Some(inner) = within(&target) {
            self.inside(&inner);
        }
    }
}

/// Whether a schema is an object with properties, and no map.
pub(super) fn is_object(schema: &Part<'_>) -> bool {
    schema.text("type") == "object" && map_values(schema.value).is_none()
}
