//! Schemas on both sides, with all that they lead to.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::difference::{Difference, Place, Weight};
use super::limits::{self, Way};
use super::side::{Schema, Side, entries, items, name};

/// The comparison of two documents.
pub(super) struct Comparison<'a, 's> {
    pub(super) ours: &'s Side<'a>,
    pub(super) theirs: &'s Side<'a>,
    pub(super) found: BTreeSet<Difference>,
    /// The schemas that have been compared.
    seen: HashSet<(*const Value, *const Value, Way)>,
}

impl<'a, 's> Comparison<'a, 's> {
    pub(super) fn new(ours: &'s Side<'a>, theirs: &'s Side<'a>) -> Self {
        Self {
            ours,
            theirs,
            found: BTreeSet::new(),
            seen: HashSet::new(),
        }
    }

    /// Adds that the part at `place` is something else, in `thing`.
    pub(super) fn add(&mut self, weight: Weight, place: &Place<'a>, thing: &str, what: String) {
        self.insert(weight, place, what, place.deviation(thing));
    }

    /// Adds that `thing` is at `place` on one side only, or must be there.
    pub(super) fn add_named(
        &mut self,
        weight: Weight,
        place: &Place<'a>,
        thing: &str,
        what: String,
    ) {
        self.insert(weight, place, what, place.naming(thing));
    }

    fn insert(
        &mut self,
        weight: Weight,
        place: &Place<'a>,
        what: String,
        deviation: Option<&'a str>,
    ) {
        self.found.insert(Difference {
            weight,
            place: place.name.clone(),
            what,
            deviation: deviation.map(str::to_owned),
        });
    }

    /// Compares two uses of schemas.
    pub(super) fn schemas(
        &mut self,
        place: &Place<'a>,
        ours: &'a Value,
        theirs: &'a Value,
        way: Way,
    ) {
        let (own, other) = (self.ours.follow(ours), self.theirs.follow(theirs));
        let pair = (
            std::ptr::from_ref(own.target),
            std::ptr::from_ref(other.target),
            way,
        );
        if !self.seen.insert(pair) {
            return;
        }
        let place = match name(ours) {
            // A component is the same wherever it is used.
            Some(name) => place.to("", own.target).renamed(name),
            None => place.clone(),
        };
        match (is_union(own.target), is_union(other.target)) {
            (true, true) => return self.unions(&place, own, other, way),
            (true, false) | (false, true) => {
                let shown = |is_union: bool| if is_union { "a union" } else { "no union" };
                let (there, here) = (shown(is_union(other.target)), shown(is_union(own.target)));
                let what = format!("it is {there}, here {here}");
                self.add(Weight::Breaking, &place, "oneOf", what);
                return;
            }
            (false, false) => {}
        }
        for (weight, thing, what) in limits::compare(own, other, way) {
            self.add(weight, &place, &thing, what);
        }
        if let (Some(own), Some(other)) = (own.target.get("items"), other.target.get("items")) {
            self.schemas(&place.to("[]", own), own, other, way);
        }
        self.properties(&place, own, other, way);
    }

    fn properties(&mut self, place: &Place<'a>, own: Schema<'a>, other: Schema<'a>, way: Way) {
        let is_left_out = |side: &Side<'a>, property: &'a Value| {
            let property = side.follow(property);
            match way {
                Way::Sent => property.flag("readOnly"),
                Way::Read => property.flag("writeOnly"),
            }
        };
        let theirs: BTreeMap<&str, &'a Value> = entries(other.target, "properties").collect();
        let ours: BTreeMap<&str, &'a Value> = entries(own.target, "properties").collect();
        for (name, property) in &ours {
            let inner = place.to(&format!(".{name}"), property);
            if is_left_out(self.ours, property) {
                continue;
            }
            match theirs.get(name) {
                None => self.add_named(Weight::Breaking, &inner, name, "it is gone".to_owned()),
                Some(other) if is_left_out(self.theirs, other) => {
                    let what = match way {
                        Way::Sent => "only the provider writes it",
                        Way::Read => "it is never read",
                    };
                    // What we have to say about this is often said at the schema that the property refers to.
                    let inner = match property.get("x-deviation") {
                        Some(_) => inner,
                        None => inner.to("", self.ours.follow(property).target),
                    };
                    self.add(Weight::Breaking, &inner, name, what.to_owned());
                }
                Some(other) => self.schemas(&inner, property, other, way),
            }
        }
        if ours.is_empty() {
            return;
        }
        for (name, property) in theirs.iter().filter(|(name, _)| !ours.contains_key(*name)) {
            if !is_left_out(self.theirs, property) {
                let what = format!("the property {name} is new");
                self.add(Weight::Additive, place, name, what);
            }
        }
        self.required(place, own.target, other.target, way);
    }

    fn required(&mut self, place: &Place<'a>, own: &Value, other: &Value, way: Way) {
        let list = |schema| -> BTreeSet<String> {
            let names = items(schema, "required").iter().filter_map(Value::as_str);
            names.map(str::to_owned).collect()
        };
        let is_lenient = own.get("x-optional-in-answers").is_some() && way == Way::Read;
        let (ours, theirs) = (list(own), list(other));
        let has = |schema: &Value, name: &str| schema["properties"].get(name).is_some();
        for name in theirs
            .difference(&ours)
            .filter(|name| way == Way::Sent && has(other, name))
        {
            let what = format!("the property {name} must be sent");
            self.add_named(Weight::Breaking, place, name, what);
        }
        for name in ours
            .difference(&theirs)
            .filter(|name| has(other, name) && !is_lenient)
        {
            let (weight, what) = match way {
                Way::Sent => (
                    Weight::Additive,
                    format!("the property {name} need not be sent"),
                ),
                Way::Read => (
                    Weight::Breaking,
                    format!("the property {name} may be missing"),
                ),
            };
            self.add_named(weight, place, name, what);
        }
    }

    /// Members are the same if the same value of the discriminator means them.
    fn unions(&mut self, place: &Place<'a>, own: Schema<'a>, other: Schema<'a>, way: Way) {
        let (ours, theirs) = (members(own.target), members(other.target));
        for (value, member) in &ours {
            match theirs.get(value) {
                Some(other) => {
                    let inner = place.to(&format!("({value})"), member);
                    self.schemas(&inner, member, other, way);
                }
                None if theirs.is_empty() => {}
                None => {
                    let what = format!("the member {value:?} is gone");
                    self.add_named(Weight::Breaking, place, value, what);
                }
            }
        }
        for value in theirs.keys().filter(|value| !ours.contains_key(*value)) {
            let what = format!("the member {value:?} is new");
            self.add(Weight::Additive, place, value, what);
        }
        if ours.is_empty() != theirs.is_empty() {
            let what = "nothing tells its members apart on one of the two sides".to_owned();
            self.add(Weight::Additive, place, "discriminator", what);
        }
    }
}

fn is_union(schema: &Value) -> bool {
    schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))
        .is_some()
}

/// The members of a union by the values that mean them.
fn members(union: &Value) -> BTreeMap<String, &Value> {
    let listed = items(union, "oneOf");
    let mapping = union
        .get("discriminator")
        .map(|part| entries(part, "mapping"));
    let pairs = mapping.into_iter().flatten().filter_map(|(value, target)| {
        let member = listed
            .iter()
            .find(|member| member.get("$ref") == Some(target))?;
        Some((value.to_owned(), member))
    });
    pairs.collect()
}
