//! Made-up values that a schema allows: the least that a test can send, and that a stand-in can answer.

use serde_json::{Map, Value, json};

use crate::document::{
    Document, entries, flag, items, map_values, reference_name, text, union_members,
};
use crate::pattern::{self, Atom};

/// A value of more parts is of no use in a test.
const MOST_PARTS: usize = 5_000;

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Way {
    Sent,
    Read,
}

/// A value that `schema` allows: of an object what is required, of everything else the first or least. Where no value is
/// finite, since an object requires another one of its kind, that one is `null`.
pub(super) fn of(document: &Document, schema: &Value, way: Way) -> Value {
    let sampler = |is_lenient| Sampler {
        document,
        way,
        is_lenient,
        open: Vec::new(),
        left: MOST_PARTS,
    };
    let whole = sampler(false).value(schema);
    whole
        .or_else(|| sampler(true).value(schema))
        .unwrap_or_default()
}

struct Sampler<'a> {
    document: &'a Document,
    way: Way,
    /// Whether `null` may be where there is no value.
    is_lenient: bool,
    /// The components that the value is within.
    open: Vec<&'a str>,
    left: usize,
}

impl<'a> Sampler<'a> {
    /// Nothing if each value would be without end, or is too large.
    fn value(&mut self, used: &'a Value) -> Option<Value> {
        let is_possible = self.left > 0;
        self.left = self.left.saturating_sub(1);
        let name = reference_name(used);
        let is_open = name.is_some_and(|name| self.open.contains(&name));
        let mut value = None;
        if is_possible && !is_open {
            self.open.extend(name);
            value = self.of_schema(self.document.follow(used));
            if name.is_some() {
                self.open.pop();
            }
        }
        let may_be_null = self.is_lenient || self.document.flag(used, "nullable");
        value.or_else(|| may_be_null.then_some(Value::Null))
    }

    fn of_schema(&mut self, schema: &'a Value) -> Option<Value> {
        if let Some(first) = items(schema, "enum").iter().find(|value| !value.is_null()) {
            return Some(first.clone());
        }
        if union_members(schema).next().is_some() {
            return union_members(schema).find_map(|member| self.member(schema, member));
        }
        match text(schema, "type") {
            "boolean" => Some(json!(true)),
            "integer" => Some(json!(integer(schema))),
            "number" => Some(json!(number(schema))),
            "string" => Some(json!(text_of(schema))),
            "array" => {
                let item = schema.get("items").unwrap_or(&Value::Null);
                let items = 0..least(schema, "minItems");
                items.map(|_| self.value(item)).collect()
            }
            "object" => match map_values(schema) {
                Some(values) => {
                    let members = 0..least(schema, "minProperties");
                    let members =
                        members.map(|number| Some((format!("name{number}"), self.value(values)?)));
                    Some(Value::Object(members.collect::<Option<_>>()?))
                }
                None => self.object(schema),
            },
            _ => Some(json!("any")),
        }
    }

    fn member(&mut self, union: &Value, member: &'a Value) -> Option<Value> {
        let mut value = self.value(member)?;
        if let Some((tag, name)) = tag_of(union, member)
            && let Value::Object(members) = &mut value
        {
            members.insert(tag, json!(name));
        }
        Some(value)
    }

    fn object(&mut self, schema: &'a Value) -> Option<Value> {
        let required = items(schema, "required");
        let hidden = match self.way {
            Way::Sent => "readOnly",
            Way::Read => "writeOnly",
        };
        let mut members = Map::new();
        for (name, property) in entries(schema, "properties") {
            let is_required = required.iter().any(|one| one == name);
            if is_required && !self.document.flag(property, hidden) {
                members.insert(name.clone(), self.value(property)?);
            }
        }
        Some(Value::Object(members))
    }
}

/// How many items or members there must be, up to what is enough in a test.
fn least(schema: &Value, key: &str) -> u64 {
    schema.get(key).and_then(Value::as_u64).unwrap_or(0).min(16)
}

/// The property that tells the members of a union apart, and a value that means `member`.
fn tag_of(union: &Value, member: &Value) -> Option<(String, String)> {
    let discriminator = union.get("discriminator")?;
    let tag = text(discriminator, "propertyName").to_owned();
    let name = reference_name(member)?;
    let is_it = |target: &Value| {
        target
            .as_str()
            .is_some_and(|target| target.rsplit('/').next() == Some(name))
    };
    let mut mapping = entries(discriminator, "mapping");
    let value = mapping
        .find(|(_, target)| is_it(target))
        .map(|(value, _)| value.clone());
    Some((tag, value.unwrap_or_else(|| name.to_owned())))
}

/// A whole number within the limits of a schema.
fn integer(schema: &Value) -> i64 {
    let limit = |key: &str, exclusive: &str, step: i64| {
        let limit = schema.get(key)?;
        let limit = limit.as_i64().or_else(|| whole(limit.as_f64()?))?;
        Some(if flag(schema, exclusive) {
            limit.saturating_add(step)
        } else {
            limit
        })
    };
    let least = limit("minimum", "exclusiveMinimum", 1);
    let most = limit("maximum", "exclusiveMaximum", -1);
    within(1, least, most)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and any number will do"
)]
fn whole(number: f64) -> Option<i64> {
    number.is_finite().then_some(number.ceil() as i64)
}

fn within(usual: i64, least: Option<i64>, most: Option<i64>) -> i64 {
    let value = least.map_or(usual, |least| least.max(usual));
    most.map_or(value, |most| value.min(most))
}

fn number(schema: &Value) -> f64 {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    match (limit("minimum"), limit("maximum")) {
        (None, None) => 1.5,
        (Some(least), None) => least + 1.0,
        (None, Some(most)) => most - 1.0,
        (Some(least), Some(most)) => f64::midpoint(least, most),
    }
}

/// A text that a schema allows. One whose pattern is not simple is not checked before it is sent, so any will do.
fn text_of(schema: &Value) -> String {
    match text(schema, "format") {
        "date-time" => return "2026-01-02T03:04:05Z".to_owned(),
        "date" => return "2026-01-02".to_owned(),
        "uuid" => return "00000000-0000-4000-8000-000000000001".to_owned(),
        _ => {}
    }
    let length = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|length| usize::try_from(length).ok())
    };
    let least = length("minLength").unwrap_or(0).min(4096);
    match pattern::parse(text(schema, "pattern")) {
        Ok(atoms) if schema.get("pattern").is_some() => of_pattern(&atoms, least),
        _ => {
            let most = length("maxLength").unwrap_or(usize::MAX);
            "sample"
                .chars()
                .cycle()
                .take(least.max(6).min(most))
                .collect()
        }
    }
}

/// The shortest text of a pattern that has `least` characters: each part as often as it must be, and the last ones that
/// may come more often fill it up.
fn of_pattern(atoms: &[Atom], least: usize) -> String {
    let mut counts: Vec<usize> = atoms.iter().map(|atom| count(atom.min)).collect();
    let mut missing = least.max(1).saturating_sub(counts.iter().sum());
    for (atom, number) in atoms.iter().zip(&mut counts) {
        let more = atom
            .max
            .map_or(usize::MAX, count)
            .saturating_sub(*number)
            .min(missing);
        *number += more;
        missing -= more;
    }
    let parts = atoms.iter().zip(counts);
    parts
        .flat_map(|(atom, number)| std::iter::repeat_n(letter(atom), number))
        .collect()
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX).min(4096)
}

/// A letter or a digit, if the class has one, and otherwise its first character.
fn letter(atom: &Atom) -> char {
    let has = |wanted: &char| {
        atom.ranges
            .iter()
            .any(|(first, last)| (first..=last).contains(&wanted))
    };
    let usual = ['a', 'A', '1', '0'];
    let any = ('a'..='z').chain('A'..='Z').chain('0'..='9').find(has);
    let found = usual.into_iter().find(|wanted| has(wanted)).or(any);
    found
        .or_else(|| atom.ranges.first().map(|(first, _)| *first))
        .unwrap_or('a')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Way, of};
    use crate::load::load;

    fn sample(schema: Value, way: Way) -> Value {
        let wide = json!({ "$ref": "#/components/schemas/Wide" });
        let term = json!({ "$ref": "#/components/schemas/Term" });
        let many = json!({ "type": "array", "minItems": 16, "items": { "type": "array", "minItems": 16, "items": { "type": "integer" } } });
        let root = json!({ "components": { "schemas": {
            "Node": { "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/components/schemas/Node" } } },
            "Wide": { "type": "object", "required": ["a", "b", "c"], "properties": { "a": wide, "b": wide, "c": wide } },
            "Sum": { "type": "object", "required": ["left", "right"], "properties": { "left": term, "right": term } },
            "Term": { "oneOf": [{ "$ref": "#/components/schemas/Sum" }, { "type": "integer" }] },
            "Chain": { "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/components/schemas/Link" } } },
            "Link": { "nullable": true, "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/components/schemas/Chain" } } },
            "Many": { "type": "array", "minItems": 16, "items": { "type": "array", "minItems": 16, "items": many } },
            "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
        } } });
        let document = load("t.yaml", &root.to_string()).unwrap();
        of(&document, &schema, way)
    }

    #[test]
    fn a_sample_keeps_every_limit() {
        for (schema, value) in [
            (json!({ "type": "integer" }), json!(1)),
            (json!({ "type": "integer", "minimum": 5 }), json!(5)),
            (
                json!({ "type": "integer", "maximum": -5, "exclusiveMaximum": true }),
                json!(-6),
            ),
            (
                json!({ "type": "number", "minimum": 1, "maximum": 2 }),
                json!(1.5),
            ),
            (json!({ "type": "string", "enum": ["b", "a"] }), json!("b")),
            (json!({ "type": "string", "enum": [null, "a"] }), json!("a")),
            (
                json!({ "type": "string", "pattern": "^P[0-9]{4}$" }),
                json!("P1111"),
            ),
            (
                json!({ "type": "string", "pattern": "^[b-d]*$", "minLength": 3 }),
                json!("bbb"),
            ),
            (
                json!({ "type": "string", "pattern": "^[!#]+$" }),
                json!("!"),
            ),
            (json!({ "type": "string", "maxLength": 3 }), json!("sam")),
            (
                json!({ "type": "string", "minLength": 8 }),
                json!("samplesa"),
            ),
            (
                json!({ "type": "string", "pattern": "(a|b)" }),
                json!("sample"),
            ),
            (
                json!({ "type": "array", "items": { "type": "boolean" } }),
                json!([]),
            ),
            (
                json!({ "type": "array", "items": { "type": "boolean" }, "minItems": 2 }),
                json!([true, true]),
            ),
            (
                json!({ "type": "object", "additionalProperties": { "type": "integer" }, "minProperties": 1 }),
                json!({ "name0": 1 }),
            ),
        ] {
            assert_eq!(sample(schema.clone(), Way::Sent), value, "{schema}");
        }
    }

    #[test]
    fn an_object_has_what_is_required_and_goes_that_way() {
        let schema = json!({ "type": "object", "required": ["id", "name", "secret"], "properties": {
            "id": { "type": "integer", "readOnly": true }, "name": { "type": "string", "enum": ["n"] },
            "secret": { "type": "boolean", "writeOnly": true }, "note": { "type": "string" },
        } });
        assert_eq!(
            sample(schema.clone(), Way::Sent),
            json!({ "name": "n", "secret": true })
        );
        assert_eq!(sample(schema, Way::Read), json!({ "id": 1, "name": "n" }));
        let cat = json!({ "$ref": "#/components/schemas/Cat" });
        let union = json!({ "oneOf": [cat], "discriminator": { "propertyName": "kind", "mapping": { "tabby": "#/components/schemas/Cat" } } });
        assert_eq!(sample(union, Way::Read), json!({ "kind": "tabby" }));
    }

    #[test]
    fn a_value_has_an_end() {
        let component = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let sent = |name| sample(component(name), Way::Sent);
        // These have no value at all.
        assert_eq!(sent("Node"), json!({ "next": null }));
        assert_eq!(sent("Wide"), json!({ "a": null, "b": null, "c": null }));
        // The first member that has an end, and null where it may be.
        assert_eq!(sent("Sum"), json!({ "left": 1, "right": 1 }));
        assert_eq!(sent("Chain"), json!({ "next": null }));
        let many = json!({ "type": "array", "minItems": 16, "items": component("Many") });
        assert!(sample(many, Way::Sent).to_string().len() < 100_000);
    }
}
