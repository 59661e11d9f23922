//! Random damage to a document.

use fastrand::Rng;
use serde_json::{Map, Number, Value, json};

/// Names and texts that are a trap somewhere.
const ODD: &[&str] = &[
    "",
    " ",
    "a b",
    "self",
    "type",
    "$ref",
    "Option",
    "crate",
    "default",
    "x-job",
    "Ünïcode",
    "名前",
    "a.b[c]",
    "1st",
    "_",
    "..",
    "/",
    "{id}",
    "{",
    "}",
    "#",
    "#/components/schemas/Nothing",
    "line\nbreak",
    "\u{0}",
    "\u{202e}left",
    "\"quoted\"",
    "*/",
    "```",
    "application/json; charset=utf-8",
    "application/xml",
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
    "date-time",
    "int64",
    "binary",
    "deepObject",
    "header",
    "cookie",
    "path",
    "^(a+)+$",
    "[",
];

const NUMBERS: &[i64] = &[0, 1, -1, 7, 200, 404, i64::MAX, i64::MIN];

/// Changes a few places of `document`.
pub(super) fn damage(document: &mut Value, random: &mut Rng) {
    for _ in 0..random.usize(1..=4) {
        let donor = any_part(document, random).clone();
        let other = any_part(document, random).clone();
        let place = place(document, random);
        if let Some(place) = document.pointer_mut(&place) {
            change(place, donor, other, random);
        }
    }
}

/// A random part of a document; one deep down as often as one at the top.
fn any_part<'a>(value: &'a Value, random: &mut Rng) -> &'a Value {
    let mut part = value;
    loop {
        let below: Vec<&Value> = match part {
            Value::Object(members) => members.values().collect(),
            Value::Array(items) => items.iter().collect(),
            _ => return part,
        };
        match random.choice(&below) {
            Some(next) if random.u8(..8) > 0 => part = next,
            _ => return part,
        }
    }
}

/// A JSON pointer to a random place of a document.
fn place(value: &Value, random: &mut Rng) -> String {
    let mut pointer = String::new();
    let mut part = value;
    loop {
        let below: Vec<(String, &Value)> = match part {
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.replace('~', "~0").replace('/', "~1"), member))
                .collect(),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (index.to_string(), item))
                .collect(),
            _ => return pointer,
        };
        match random.choice(below) {
            Some((name, next)) if random.u8(..8) > 0 => {
                pointer.push('/');
                pointer.push_str(&name);
                part = next;
            }
            _ => return pointer,
        }
    }
}

fn change(place: &mut Value, donor: Value, other: Value, random: &mut Rng) {
    match place {
        Value::Object(members) => change_member(members, donor, other, random),
        Value::Array(items) => {
            let index = random.usize(..=items.len());
            match (random.u8(..4), items.get_mut(index)) {
                (0, Some(_)) => drop(items.remove(index)),
                (1, Some(item)) => {
                    let copy = item.clone();
                    items.push(copy);
                }
                (2, Some(item)) => *item = another(donor, other, random),
                _ => items.insert(index, another(donor, other, random)),
            }
        }
        scalar => *scalar = another(donor, other, random),
    }
}

fn change_member(members: &mut Map<String, Value>, donor: Value, other: Value, random: &mut Rng) {
    let names: Vec<String> = members.keys().cloned().collect();
    let name = random.choice(&names).cloned().unwrap_or_default();
    match random.u8(..5) {
        0 => drop(members.remove(&name)),
        1 => {
            let value = members.remove(&name).unwrap_or_default();
            members.insert(odd(random), value);
        }
        2 => drop(members.insert(odd(random), another(donor, other, random))),
        3 => {
            let value = members.get(&name).cloned().unwrap_or_default();
            members.insert(name, wrapped(value, other, random));
        }
        _ => drop(members.insert(name, another(donor, other, random))),
    }
}

/// Something that may stand anywhere.
fn another(donor: Value, other: Value, random: &mut Rng) -> Value {
    match random.u8(..8) {
        0 => Value::Null,
        1 => Value::Bool(random.bool()),
        2 => Value::Number(Number::from(
            random.choice(NUMBERS).copied().unwrap_or_default(),
        )),
        3 => json!(1.5),
        4 => Value::String(odd(random)),
        5 => json!([]),
        6 => wrapped(donor, other, random),
        _ => donor,
    }
}

/// `value` inside of what schemas have.
fn wrapped(value: Value, other: Value, random: &mut Rng) -> Value {
    match random.u8(..8) {
        0 => json!({"allOf": [value, other]}),
        1 => json!({"oneOf": [value, other]}),
        2 => json!({"anyOf": [value, {"type": "null"}]}),
        3 => json!({"type": "array", "items": value}),
        4 => json!({"type": "object", "additionalProperties": value}),
        5 => {
            json!({"type": "object", "properties": {odd(random): value}, "required": [odd(random)]})
        }
        6 => json!({"schema": value}),
        _ => json!([value, other]),
    }
}

fn odd(random: &mut Rng) -> String {
    (*random.choice(ODD).unwrap_or(&"")).to_owned()
}
