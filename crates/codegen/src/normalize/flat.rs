//! A schema with all that `allOf` adds to it, in one piece.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::arms::{self, Arms};
use super::findings::Findings;
use super::inner::{self, Entries, Items, is_never};
use super::node::Node;
use super::references::Reading;
use super::source::{Identity, Source};
use super::types::SEVERAL;
use super::view::View;
use super::{dialect, merge};
use crate::places::Places;

/// A schema in one piece. The schemas in it are still as they were loaded.
pub(super) struct Flat<'a> {
    pub(super) place: Places,
    /// Type, limits, values and words.
    pub(super) members: Node,
    pub(super) properties: BTreeMap<&'a str, View<'a>>,
    pub(super) items: Option<View<'a>>,
    pub(super) additional: Option<Additional<'a>>,
    pub(super) not: Option<Source<'a>>,
    pub(super) choices: Vec<Choice<'a>>,
    /// What tells the members of a choice apart.
    pub(super) discriminator: Option<Source<'a>>,
    /// Every schema that it is made of.
    pub(super) made_of: HashSet<Identity>,
}

/// What an object may have beside its properties.
pub(super) enum Additional<'a> {
    /// Anything or nothing.
    Said(Source<'a>),
    Schema(View<'a>),
}

/// A choice between schemas.
pub(super) struct Choice<'a> {
    /// `oneOf` or `anyOf`.
    pub(super) key: &'static str,
    /// The schema that has it.
    pub(super) owner: Source<'a>,
    pub(super) arms: Vec<Source<'a>>,
}

/// A schema that is not composed, or of a composed one the part that is its own.
struct Leaf<'a> {
    schema: Source<'a>,
    /// How many references lead to it from the schema that is put together.
    references: usize,
    /// Whether it is the schema itself, and not a part of it.
    is_nearest: bool,
    /// Whether its choice is between its heirs, of which the schema that is put together is one.
    is_base: bool,
}

/// A schema of more parts than this is a mistake, and would take all memory for nothing.
const MOST_LEAVES: usize = 500;

impl<'a> Flat<'a> {
    pub(super) fn of(reading: &Reading<'a>, view: &View<'a>, findings: &mut Findings<'_>) -> Self {
        let mut leaves = Leaves {
            reading,
            nearest: view.parts.first().map(Source::identity),
            seen: HashSet::new(),
            list: Vec::new(),
        };
        for part in &view.parts {
            let start = leaves.list.len();
            leaves.add(part, 0, findings);
            // What is nearer says more about the whole.
            if let Some(added) = leaves.list.get_mut(start..) {
                added.sort_by_key(|leaf| leaf.references);
            }
        }
        let Leaves { seen, list, .. } = leaves;
        let nearest = match view.without[..] {
            [] => view.parts.last(),
            _ => view.parts.first(),
        };
        let place = nearest.map(Source::place).unwrap_or_default();
        let mut this = Self {
            members: Node::object_at(&place),
            place,
            properties: BTreeMap::new(),
            items: None,
            additional: None,
            not: None,
            choices: Vec::new(),
            discriminator: None,
            made_of: seen,
        };
        let is_whole = list.len() == 1;
        let mut nullable = Nullable::default();
        for leaf in &list {
            let has_null = this.add_choices(reading, leaf, view, findings);
            let members = dialect::read(&leaf.schema, findings);
            nullable.add(leaf, &members, has_null);
            merge::add(&mut this.members, &leaf.schema, members, findings);
            this.add_inner(&leaf.schema, is_whole);
        }
        for leaf in &list {
            this.add_conditional(reading, &leaf.schema);
        }
        nullable.put_on(&mut this.members);
        if this.members.value.get(SEVERAL).is_some() {
            // What only a value of one of the types has.
            this.properties.clear();
            (this.items, this.additional) = (None, None);
        }
        let implied = this.implied();
        dialect::finish(&mut this.members, implied);
        this
    }

    /// The type that the schemas in a schema imply.
    fn implied(&self) -> &'static str {
        if !self.properties.is_empty() || self.additional.is_some() {
            "object"
        } else if self.items.is_some() {
            "array"
        } else {
            ""
        }
    }

    fn add_inner(&mut self, schema: &Source<'a>, is_whole: bool) {
        for (name, property) in schema.members_of("properties") {
            // One that cannot be there.
            if is_never(property.value) {
                continue;
            }
            join(
                self.properties.entry(name).or_insert_with(View::empty),
                property,
            );
        }
        if let Some(items) = inner::items(schema) {
            let all = self.items.get_or_insert_with(View::empty);
            if let Items::All(items) = items {
                join(all, items);
            }
        }
        match (inner::entries(schema), &mut self.additional) {
            (None, _) => {}
            (Some(Entries::All(schema)), None) => {
                self.additional = Some(Additional::Schema(View::of(schema)));
            }
            (Some(Entries::All(schema)), Some(Additional::Schema(view))) => join(view, schema),
            (Some(Entries::Any), None) => {
                self.additional = Some(Additional::Schema(View::empty()));
            }
            // A part that forbids what another part has could never be put together with it.
            (Some(Entries::Said(said)), None) if is_whole || !is_never(said.value) => {
                self.additional = Some(Additional::Said(said));
            }
            (Some(_), _) => {}
        }
        if self.not.is_none() {
            self.not = schema.get("not");
        }
    }

    /// Properties that are there only in some cases. Where these say different things, they are any JSON.
    fn add_conditional(&mut self, reading: &Reading<'a>, schema: &Source<'a>) {
        for (name, cases) in inner::conditional(reading, schema) {
            if self.properties.contains_key(name) || cases.iter().all(|one| is_never(one.value)) {
                continue;
            }
            let view = match &cases[..] {
                [only] => View::of(only.clone()),
                _ => View::empty(),
            };
            self.properties.insert(name, view);
        }
    }

    /// Reads `oneOf` and `anyOf`; true if `null` is in one of them.
    fn add_choices(
        &mut self,
        reading: &Reading<'a>,
        leaf: &Leaf<'a>,
        view: &View<'a>,
        findings: &mut Findings<'_>,
    ) -> bool {
        let schema = &leaf.schema;
        let counts = !leaf.is_base && !view.without.contains(&schema.identity());
        let chooses = arms::KEYS.iter().any(|key| schema.has(key));
        if counts && self.discriminator.is_none() && (leaf.references == 0 || chooses) {
            self.discriminator = schema.get("discriminator");
        }
        let mut any_null = false;
        for key in arms::KEYS {
            let Some((arms, has_null)) = arms::read(reading, schema, key) else {
                continue;
            };
            any_null |= has_null;
            match arms {
                Arms::Choice(arms) if counts => {
                    self.choices.push(Choice {
                        key,
                        owner: schema.clone(),
                        arms,
                    });
                }
                Arms::Values(values) => {
                    let mut members = Node::object_at(&schema.place());
                    members.put_new("type", json!("string"));
                    members.put_new("enum", Value::Array(values));
                    merge::add(&mut self.members, schema, members, findings);
                }
                Arms::Choice(_) | Arms::Only(_) | Arms::Combinations => {}
            }
        }
        any_null
    }
}

/// Adds a schema to what a value must fit.
fn join<'a>(view: &mut View<'a>, schema: Source<'a>) {
    let is_known = |known: &Source<'_>| known.value == schema.value;
    if !view.parts.iter().any(is_known) {
        view.parts.push(schema);
    }
}

/// Whether the whole may be `null`: the schema itself says it, or every part that has a type.
#[derive(Default)]
struct Nullable {
    nearest: Option<bool>,
    all: Option<bool>,
}

impl Nullable {
    fn add(&mut self, leaf: &Leaf<'_>, members: &Node, has_null: bool) {
        let said = members.value.get("nullable").and_then(Value::as_bool);
        let said = if has_null { Some(true) } else { said };
        if leaf.is_nearest {
            self.nearest = said;
        }
        if members.value.get("type").is_some() || said.is_some() {
            let so_far = self.all.unwrap_or(true);
            self.all = Some(so_far && said.unwrap_or(false));
        }
    }

    fn put_on(&self, members: &mut Node) {
        let is_nullable = self.nearest.or(self.all).unwrap_or(false);
        let said = members.value.get("nullable");
        if said.is_some_and(|said| !said.is_boolean()) {
            return; // a finding of the lint
        }
        let is_said = said.is_some();
        if is_nullable || is_said {
            let place = members.take("nullable").unwrap_or_default().places;
            members.put("nullable", Node::at(json!(is_nullable), &place));
        }
    }
}

/// The search for all parts of a schema.
struct Leaves<'a, 'r> {
    reading: &'r Reading<'a>,
    nearest: Option<Identity>,
    seen: HashSet<Identity>,
    list: Vec<Leaf<'a>>,
}

impl<'a> Leaves<'a, '_> {
    fn add(&mut self, schema: &Source<'a>, references: usize, findings: &mut Findings<'_>) {
        if !self.seen.insert(schema.identity()) {
            return; // A schema together with itself is the schema.
        }
        if self.list.len() == MOST_LEAVES {
            findings.report(
                "unsupported/too-many-parts",
                schema,
                format!("`allOf` puts together more than {MOST_LEAVES} schemas"),
                "put fewer schemas together",
            );
        }
        if self.list.len() >= MOST_LEAVES {
            return;
        }
        if let Some(reference) = schema.get("$ref") {
            if self.reading.is_3_1 && schema.entries().count() > 1 {
                self.list.push(Leaf {
                    schema: schema.clone(),
                    references,
                    is_nearest: self.is_nearest(schema),
                    is_base: false,
                });
            }
            if let Some(target) = self.reading.target(&reference, findings) {
                self.add(&target, references + 1, findings);
            }
            return;
        }
        self.list.push(Leaf {
            schema: schema.clone(),
            references,
            is_nearest: self.is_nearest(schema),
            is_base: references > 0 && self.is_base(schema),
        });
        for arm in schema.items_of("allOf") {
            self.add(&arm, references, findings);
        }
        for key in arms::KEYS {
            if let Some((Arms::Only(only), _)) = arms::read(self.reading, schema, key) {
                self.add(&only, references, findings);
            }
        }
    }

    fn is_nearest(&self, schema: &Source<'a>) -> bool {
        self.nearest == Some(schema.identity())
    }

    /// Whether a choice of `schema` leads back to a schema that is put together from it.
    fn is_base(&self, schema: &Source<'a>) -> bool {
        let arms = arms::KEYS.iter().flat_map(|key| schema.items_of(key));
        let targets = arms.filter_map(|arm| {
            let reference = arm.get("$ref")?;
            self.reading.root.pointed(reference.value.as_str()?)
        });
        targets
            .into_iter()
            .any(|target| self.seen.contains(&target.identity()))
    }
}
