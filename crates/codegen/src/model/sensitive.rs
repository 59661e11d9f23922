//! Where answers have values that are sensitive.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::answers::read_properties;
use crate::document::{Document, entries, map_values, reference_name, union_members};

/// After so many steps, an answer has too many places to list each.
const MOST_STEPS: usize = 2_000;

/// What is sensitive in each component that leads to anything sensitive.
pub(super) struct SensitivePlaces<'a> {
    document: &'a Document,
    components: BTreeMap<&'a str, Within<'a>>,
}

/// What one component holds, before the next component.
#[derive(Default)]
struct Within<'a> {
    /// Whether it is sensitive itself, or something in it that no property holds.
    itself: bool,
    /// The properties that hold something sensitive.
    properties: BTreeSet<&'a str>,
    /// The components that it leads to, each with the property that holds it, if one does.
    parts: BTreeSet<(Option<&'a str>, &'a str)>,
}

impl<'a> SensitivePlaces<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let schemas = document.root.get("components").unwrap_or(&Value::Null);
        let mut components = BTreeMap::new();
        for (name, schema) in entries(schemas, "schemas") {
            let mut within = Within::default();
            if is_marked(document, schema) {
                within.itself = true;
            } else {
                within.note(document, schema, None);
            }
            components.insert(name.as_str(), within);
        }
        pass_on(&mut components);
        keep_what_leads_to_some(&mut components);
        Self {
            document,
            components,
        }
    }

    /// Whether the component `name`, or anything in it, is sensitive.
    pub(super) fn has(&self, name: &str) -> bool {
        self.components.contains_key(name)
    }

    /// JSON pointers to all that is sensitive in the component `name`, which is at `top`: `*` is any item of an array or
    /// member of a map, and `**` any number of steps, or none.
    ///
    /// A component that holds itself has no end of places, and some answers have too many: of those all is sensitive
    /// that has the name of something sensitive.
    pub(super) fn places(&self, name: &str, top: &str) -> Vec<String> {
        let mut walk = Walk {
            secrets: self,
            steps: 0,
            circular: BTreeMap::new(),
            found: Vec::new(),
        };
        walk.component(name, top);
        if walk.steps > MOST_STEPS {
            walk.found.clear();
            walk.anywhere(name, top);
        }
        walk.found
    }

    /// What the component `name` leads to, with itself only if something leads back.
    fn reached(&self, name: &str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            let parts = self.components.get(name).map(|within| &within.parts);
            for (_, part) in parts.into_iter().flatten() {
                if reached.insert(*part) {
                    waiting.push(*part);
                }
            }
        }
        reached
    }
}

impl<'a> Within<'a> {
    /// Notes what `schema` holds, which the property `holder` has.
    fn note(&mut self, document: &'a Document, schema: &'a Value, holder: Option<&'a str>) {
        for (name, property) in read_properties(document, schema) {
            self.note_part(document, property, Some(name));
        }
        let inner = schema.get("items").into_iter().chain(map_values(schema));
        for part in union_members(schema).chain(inner) {
            self.note_part(document, part, holder);
        }
    }

    fn note_part(&mut self, document: &'a Document, part: &'a Value, holder: Option<&'a str>) {
        match (is_marked(document, part), reference_name(part)) {
            (true, _) => self.note_sensitive(holder),
            (false, Some(name)) => {
                self.parts.insert((holder, name));
            }
            (false, None) => self.note(document, part, holder),
        }
    }

    fn note_sensitive(&mut self, holder: Option<&'a str>) {
        match holder {
            Some(property) => {
                self.properties.insert(property);
            }
            None => self.itself = true,
        }
    }
}

/// What is sensitive in a component that has no name for it is so where the component is held.
fn pass_on(components: &mut BTreeMap<&str, Within<'_>>) {
    loop {
        let whole: BTreeSet<&str> = components
            .iter()
            .filter(|(_, within)| within.itself)
            .map(|(name, _)| *name)
            .collect();
        let mut is_changed = false;
        for within in components.values_mut() {
            let before = (within.itself, within.properties.len());
            let parts = within.parts.iter().filter(|(_, name)| whole.contains(name));
            for holder in parts.map(|(holder, _)| *holder).collect::<Vec<_>>() {
                within.note_sensitive(holder);
            }
            is_changed |= before != (within.itself, within.properties.len());
        }
        if !is_changed {
            return;
        }
    }
}

fn keep_what_leads_to_some(components: &mut BTreeMap<&str, Within<'_>>) {
    let mut kept: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = kept.len();
        for (name, within) in &*components {
            let has_some = within.itself
                || !within.properties.is_empty()
                || within.parts.iter().any(|(_, part)| kept.contains(*part));
            if has_some {
                kept.insert((*name).to_owned());
            }
        }
        if kept.len() == before {
            break;
        }
    }
    components.retain(|name, _| kept.contains(*name));
    for within in components.values_mut() {
        within.parts.retain(|(_, part)| kept.contains(*part));
    }
}

/// One answer, place by place.
struct Walk<'w, 'a> {
    secrets: &'w SensitivePlaces<'a>,
    steps: usize,
    /// Which components hold themselves, as far as it was asked.
    circular: BTreeMap<String, bool>,
    found: Vec<String>,
}

impl Walk<'_, '_> {
    fn component(&mut self, name: &str, pointer: &str) {
        self.steps += 1;
        let document = self.secrets.document;
        let Some(schema) = document.schema(name).filter(|_| self.secrets.has(name)) else {
            return;
        };
        if self.steps > MOST_STEPS {
            return;
        }
        if self.holds_itself(name) {
            return self.anywhere(name, pointer);
        }
        self.schema(schema, pointer);
    }

    fn holds_itself(&mut self, name: &str) -> bool {
        if let Some(known) = self.circular.get(name) {
            return *known;
        }
        let holds_itself = self.secrets.reached(name).contains(name);
        self.circular.insert(name.to_owned(), holds_itself);
        holds_itself
    }

    fn schema(&mut self, schema: &Value, pointer: &str) {
        let document = self.secrets.document;
        if is_marked(document, schema) {
            return self.put(pointer.to_owned());
        }
        if let Some(name) = reference_name(schema) {
            return self.component(name, pointer);
        }
        for (name, property) in read_properties(document, schema) {
            self.schema(property, &format!("{pointer}/{}", segment(name)));
        }
        for member in union_members(schema) {
            self.schema(member, pointer);
        }
        for item in schema.get("items").into_iter().chain(map_values(schema)) {
            self.schema(item, &format!("{pointer}/*"));
        }
    }

    /// All that has the name of something sensitive in the component `name`, wherever it is from here.
    fn anywhere(&mut self, name: &str, pointer: &str) {
        let components = &self.secrets.components;
        if components.get(name).is_some_and(|within| within.itself) {
            return self.put(pointer.to_owned());
        }
        let reached = self.secrets.reached(name);
        let names: BTreeSet<&str> = reached
            .into_iter()
            .chain([name])
            .filter_map(|name| components.get(name))
            .flat_map(|within| within.properties.iter().copied())
            .collect();
        for name in names {
            self.put(format!("{pointer}/**/{}", segment(name)));
        }
    }

    fn put(&mut self, pointer: String) {
        if !self.found.contains(&pointer) {
            self.found.push(pointer);
        }
    }
}

/// A name as a JSON pointer has it.
fn segment(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn is_marked(document: &Document, schema: &Value) -> bool {
    document.flag(schema, "x-sensitive")
}
