//! The schemas of the normal form: each that needs a name is a component, and is written once.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde_json::{Value, json};

use super::findings::Findings;
use super::flat::{Additional, Flat};
use super::heirs::Heirs;
use super::members::{Members, Union};
use super::names::Names;
use super::node::Node;
use super::references::Reading;
use super::shared::Shared;
use super::source::Source;
use super::uses::Use;
use super::view::{Key, View};

/// The components that are made, and those that are still to be written.
pub(super) struct Schemas<'a, 'd> {
    pub(super) reading: Reading<'a>,
    pub(super) findings: Findings<'d>,
    pub(super) names: Names<'a>,
    pub(super) shared: Shared,
    /// Security requirements that have been told about.
    pub(super) told: HashSet<String>,
    heirs: Heirs<'a>,
    known: HashMap<Key, String>,
    named: HashSet<String>,
    /// The schemas that are being written where they stand.
    open: Vec<Key>,
    /// The names of the kinds of parameters that have been met.
    kinds: HashMap<String, String>,
    /// Their names, what they are, and the same in one piece if somebody had to look at it already.
    waiting: VecDeque<(String, View<'a>, Option<Flat<'a>>)>,
    written: BTreeMap<String, Node>,
}

/// Where a schema is used, which decides what needs a name there.
#[derive(Clone, Copy)]
pub(super) enum Position<'p> {
    /// A whole body.
    Body,
    /// A parameter, perhaps of a kind that several operations have. Texts with limits have a name.
    Parameter { kind: Option<&'p str> },
    /// A header of an answer, and the whole of a body that is not JSON.
    Plain,
    /// A property of the component `owner`, or an item of an array in one. An enum may stay there, and is known
    /// by the names of both.
    Property { owner: &'p str, property: &'p str },
    /// Anything else in the component.
    Inside { owner: &'p str, what: &'p str },
}

impl<'a, 'd> Schemas<'a, 'd> {
    pub(super) fn new(reading: Reading<'a>, findings: Findings<'d>, names: Names<'a>) -> Self {
        Self {
            heirs: Heirs::of(&reading),
            reading,
            findings,
            names,
            known: HashMap::new(),
            named: HashSet::new(),
            open: Vec::new(),
            kinds: HashMap::new(),
            waiting: VecDeque::new(),
            written: BTreeMap::new(),
            shared: Shared::default(),
            told: HashSet::new(),
        }
    }

    /// What stands for `schema` where it is used.
    pub(super) fn at(&mut self, schema: &Source<'a>, position: Position<'_>) -> Node {
        self.used(&View::of(schema.clone()), position)
    }

    /// Writes all components that are referred to, and those that they refer to.
    pub(super) fn finish(mut self) -> (BTreeMap<String, Node>, Names<'a>, Findings<'d>) {
        while let Some((name, view, flat)) = self.waiting.pop_front() {
            let flat = flat.unwrap_or_else(|| Flat::of(&self.reading, &view, &mut self.findings));
            let inside = Position::Inside {
                owner: &name,
                what: "",
            };
            let node = self.write(&view, &flat, inside);
            self.written.insert(name, node);
        }
        (self.written, self.names, self.findings)
    }

    fn used(&mut self, view: &View<'a>, position: Position<'_>) -> Node {
        let used = Use::of(&self.reading, view, &mut self.findings);
        let place = view.parts.last().map(Source::place).unwrap_or_default();
        let schema = used
            .view
            .only()
            .filter(|schema| !is_plain_secret(schema.value));
        let component = schema.and_then(component_name);
        let name = match component {
            Some(component) => self.names.component(&component).cloned(),
            None => None,
        };
        let mut node = match name {
            Some(name) => self.reference(&used.view, None, name, &place),
            None => self.without_name(&used.view, position, &place),
        };
        match position {
            Position::Body if used.is_nullable() => node.put_new("nullable", json!(true)),
            Position::Body => {}
            _ => used.note_on(&mut node, self.reading.is_3_1),
        }
        node
    }

    /// A schema that the document gives no name: a reference if it needs one.
    fn without_name(
        &mut self,
        view: &View<'a>,
        position: Position<'_>,
        place: &crate::places::Places,
    ) -> Node {
        if let Some(name) = self.known.get(&view.key()).cloned() {
            return self.reference(view, None, name, place);
        }
        let flat = Flat::of(&self.reading, view, &mut self.findings);
        let hint = match (view.only(), position) {
            (Some(schema), _) => self.names.of_place(schema),
            (None, Position::Property { owner, property }) => {
                format!("{owner}{}", crate::naming::pascal(property))
            }
            (None, Position::Inside { owner, what }) => format!("{owner}{what}"),
            (None, _) => match view.parts.first() {
                Some(schema) => self.names.of_place(schema),
                None => String::new(),
            },
        };
        // One that leads to itself has no end where it stands.
        let is_open = self.open.contains(&view.key());
        if !is_open && !self.needs_name(&flat, position) {
            self.open.push(view.key());
            let node = self.write(view, &flat, position);
            self.open.pop();
            return node;
        }
        let name = match position {
            Position::Parameter { kind: Some(kind) } => self.kind(kind),
            _ => self.names.fresh(&hint),
        };
        self.reference(view, Some(flat), name, place)
    }

    /// The name of the component for a kind of parameters.
    fn kind(&mut self, kind: &str) -> String {
        if let Some(name) = self.kinds.get(kind) {
            return name.clone();
        }
        let name = match self.names.reserve(kind) {
            true => kind.to_owned(),
            false => self.names.fresh(&format!("{kind}Parameter")),
        };
        self.kinds.insert(kind.to_owned(), name.clone());
        name
    }

    /// A reference to the component `name`, which is written later.
    fn reference(
        &mut self,
        view: &View<'a>,
        flat: Option<Flat<'a>>,
        name: String,
        place: &crate::places::Places,
    ) -> Node {
        let target = format!("#/components/schemas/{name}");
        let is_new = self.named.insert(name.clone());
        self.known.insert(view.key(), name.clone());
        if is_new {
            self.waiting.push_back((name, view.clone(), flat));
        }
        let mut node = Node::object_at(place);
        node.put_new("$ref", json!(target));
        node
    }

    fn needs_name(&mut self, flat: &Flat<'a>, position: Position<'_>) -> bool {
        let members = &flat.members.value;
        let kind = crate::document::text(members, "type");
        let is_union = !flat.choices.is_empty() || flat.discriminator.is_some();
        if !flat.properties.is_empty() || is_union {
            return true;
        }
        let has = |key: &str| members.get(key).is_some();
        let is_text_enum = has("enum") && kind == "string";
        match position {
            Position::Body => crate::document::text(members, "format") != "binary",
            Position::Parameter { .. } => {
                let limits = ["pattern", "minLength", "maxLength"];
                kind == "string" && (is_text_enum || limits.into_iter().any(has))
            }
            Position::Plain => false,
            Position::Property { owner, property } => {
                is_text_enum && !self.names.reserve(&format!("{owner}_{property}"))
            }
            Position::Inside { .. } => is_text_enum,
        }
    }

    /// Writes a schema where it stands.
    fn write(&mut self, view: &View<'a>, flat: &Flat<'a>, position: Position<'_>) -> Node {
        let union = Union {
            reading: &self.reading,
            heirs: &self.heirs,
            view,
            flat,
        };
        let owner = match position {
            Position::Property { owner, .. } | Position::Inside { owner, .. } => owner,
            Position::Body | Position::Parameter { .. } | Position::Plain => "",
        };
        if let Some(members) = union.members(&mut self.findings) {
            return self.write_union(flat, &members, owner);
        }
        let mut node = flat.members.clone();
        if !flat.properties.is_empty() {
            let properties = self.properties(flat, owner);
            node.put("properties", properties);
        }
        if let Some(items) = &flat.items {
            let items = match position {
                Position::Property { owner, property } => {
                    let property = format!("{property}_item");
                    let property = &property;
                    self.used(items, Position::Property { owner, property })
                }
                Position::Inside { owner, .. } => self.used(
                    items,
                    Position::Inside {
                        owner,
                        what: "Item",
                    },
                ),
                other => self.used(items, other),
            };
            node.put("items", items);
        }
        if node.value["type"] == "array" && node.value.get("items").is_none() {
            node.put("items", Node::object_at(&flat.place));
        }
        match &flat.additional {
            // An object that can have nothing in it says as little as one that can have everything.
            Some(Additional::Said(said))
                if flat.properties.is_empty() && said.value == &json!(false) =>
            {
                node.put("additionalProperties", Node::at(json!(true), &said.place()));
            }
            // OpenAPI lets an object have whatever it does not name.
            None if flat.properties.is_empty() && node.value["type"] == "object" => {
                node.put("additionalProperties", Node::at(json!(true), &flat.place));
            }
            None => {}
            Some(Additional::Said(said)) => node.put("additionalProperties", said.copy()),
            Some(Additional::Schema(schema)) => {
                let values = self.used(
                    schema,
                    Position::Inside {
                        owner,
                        what: "Value",
                    },
                );
                node.put("additionalProperties", values);
            }
        }
        if let Some(not) = &flat.not {
            let not = self.at(not, Position::Inside { owner, what: "Not" });
            node.put("not", not);
        }
        node
    }

    fn properties(&mut self, flat: &Flat<'a>, owner: &str) -> Node {
        let mut properties = Node::object_at(&flat.place);
        let names = flat.properties.keys().copied();
        let fields = crate::naming::fields(names);
        for ((name, schemas), (_, field)) in flat.properties.iter().zip(fields) {
            let what = crate::naming::pascal(name);
            let position = match field == crate::naming::snake(name) {
                true => Position::Property {
                    owner,
                    property: name,
                },
                // The name of an enum there would be that of another's.
                false => Position::Inside { owner, what: &what },
            };
            let property = self.used(schemas, position);
            properties.put(name, property);
        }
        properties
    }

    fn write_union(&mut self, flat: &Flat<'a>, members: &Members<'a>, owner: &str) -> Node {
        let mut node = Node::object_at(&flat.place);
        let mut words = flat.members.clone();
        let keys = flat.members.value.as_object().into_iter().flatten();
        for (key, _) in keys.filter(|(key, _)| super::dialect::is_note(key)) {
            if let Some(member) = words.take(key) {
                node.put(key, member);
            }
        }
        let mut list: Vec<Node> = Vec::new();
        let mut seen = HashSet::new();
        let mut mapping = Node::object_at(&flat.place);
        for member in &members.list {
            let what = member.meant.as_ref().and_then(component_name);
            let what = what.map_or_else(
                || "Member".to_owned(),
                |name| match name == owner {
                    true => "Base".to_owned(),
                    false => crate::naming::pascal(&name),
                },
            );
            let mut used = self.used(&member.view, Position::Inside { owner, what: &what });
            // Any JSON may be null; said alone, it would mean a member that is only null.
            let mut keys = used.value.as_object().into_iter().flatten();
            if keys.all(|(key, _)| super::dialect::is_note(key)) {
                used.take("nullable");
            }
            let target = crate::document::reference(&used.value).map(str::to_owned);
            if let Some(target) = &target {
                for (value, place) in &member.values {
                    mapping.put(value, Node::at(json!(target), place));
                }
                // Nothing else says what means it.
                let name = target.rsplit('/').next().unwrap_or_default();
                if member.values.is_empty() {
                    mapping.put_new(name, json!(target));
                }
            }
            if seen.insert(used.value.clone()) {
                list.push(used);
            }
        }
        if members.discriminator.is_none() && list.len() == 1 {
            list = match only_written(list, &mut node) {
                Some(twice) => twice,
                None => return node,
            };
        }
        node.put(members.key, Node::list_at(&flat.place, list));
        if let Some(discriminator) = &members.discriminator {
            let mut written = Node::object_at(&discriminator.place());
            if let Some(tag) = discriminator.get("propertyName") {
                written.put("propertyName", tag.copy());
            }
            if !mapping.is_empty() {
                written.put("mapping", mapping);
            }
            node.put("discriminator", written);
        }
        node
    }
}

/// Members that turned out to be all the same. A schema without a name takes the place of the union, which
/// `node` stands for. One with a name is listed twice: a union of one would be something else when read again.
fn only_written(mut list: Vec<Node>, node: &mut Node) -> Option<Vec<Node>> {
    let mut only = list.pop()?;
    if crate::document::reference(&only.value).is_some() {
        return Some(vec![only.clone(), only]);
    }
    let keys = only.value.as_object().into_iter().flatten();
    let keys: Vec<String> = keys.map(|(key, _)| key.clone()).collect();
    for key in keys {
        match only.take(&key) {
            Some(member) if node.value.get(&key).is_none() => node.put(&key, member),
            _ => {}
        }
    }
    None
}

/// The name of the component that a schema is.
fn component_name(schema: &Source<'_>) -> Option<String> {
    let [first, second, name] = <[String; 3]>::try_from(schema.path()).ok()?;
    (first == "components" && second == "schemas").then_some(name)
}

/// Whether a schema is a secret that is not checked, which is written where it stands: a checked type has a name and
/// shows its values.
fn is_plain_secret(schema: &Value) -> bool {
    let limits = ["enum", "pattern", "minLength", "maxLength"];
    crate::document::flag(schema, "x-sensitive")
        && limits.iter().all(|limit| schema.get(limit).is_none())
}
