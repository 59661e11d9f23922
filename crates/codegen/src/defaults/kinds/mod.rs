//! Values of another kind than OpenAPI says, where they can mean only one thing: a number that is meant as a text, a
//! single item in place of a list. Each is a warning.
//!
//! | file | has |
//! |---|---|
//! | `meant` | what one value of another kind means |

mod meant;

use serde_json::{Map, Value};

use crate::document::Document;
use crate::openapi::{DOCUMENT, Member, PARAMETERS, SERVERS, Shape};
use crate::places::{Parts, Places};
use crate::rules::{Profile, Severity, severity};
use meant::{Holder, Meant};

/// Puts what is meant in the place of each such value of `document`.
pub(super) fn mend(document: &mut Document) {
    let mut root = std::mem::take(&mut document.root);
    let mut mended = Vec::new();
    visit(&mut root, &DOCUMENT, &Way::Root, &mut mended);
    document.root = root;
    for Mended {
        path,
        message,
        moves,
    } in mended
    {
        let hint = "write it as OpenAPI says, or remove it";
        let rule = "document/odd-kind";
        let mut finding = document.finding(rule, &path, message, hint);
        finding.severity = severity(rule, Profile::Open).unwrap_or(Severity::Error);
        document.warnings.push(finding);
        moves.follow(&mut document.places, &path);
    }
}

/// What was done with one value.
struct Mended {
    path: Vec<String>,
    message: String,
    moves: Moves,
}

/// What happens to the places in a document.
enum Moves {
    Nothing,
    /// The part is the only item of a list now.
    Wrapped,
    /// The items behind this one come nearer.
    ItemGone,
}

impl Moves {
    fn follow(&self, places: &mut Places, path: &[String]) {
        match (self, path.split_last()) {
            (Self::Wrapped, _) => {
                if let Some(part) = part_of(places, path) {
                    let here = part.here;
                    let item = std::mem::take(part);
                    part.here = here;
                    part.parts = Parts::Items(vec![item]);
                }
            }
            (Self::ItemGone, Some((index, list))) => {
                let index: Option<usize> = index.parse().ok();
                if let Some(Parts::Items(items)) = part_of(places, list).map(|list| &mut list.parts)
                    && let Some(index) = index.filter(|index| *index < items.len())
                {
                    items.remove(index);
                }
            }
            (Self::Nothing | Self::ItemGone, _) => {}
        }
    }
}

fn part_of<'p>(places: &'p mut Places, path: &[String]) -> Option<&'p mut Places> {
    path.iter()
        .try_fold(places, |part, key| match &mut part.parts {
            Parts::None => None,
            Parts::Items(items) => items.get_mut(key.parse::<usize>().ok()?),
            Parts::Members(members) => members.get_mut(key),
        })
}

/// The way to a part, which costs nothing until somebody asks for it.
enum Way<'w> {
    Root,
    Member(&'w Way<'w>, &'w str),
    Item(&'w Way<'w>, usize),
}

impl Way<'_> {
    fn path(&self) -> Vec<String> {
        let (owner, key) = match self {
            Self::Root => return Vec::new(),
            Self::Member(owner, key) => (owner, (*key).to_owned()),
            Self::Item(owner, index) => (owner, index.to_string()),
        };
        let mut path = owner.path();
        path.push(key);
        path
    }
}

/// Mends a value that is called `key` and what is in it; false if it is as if it were not there.
fn stays(
    value: &mut Value,
    (shape, key): (&'static Shape, &str),
    holder: Holder,
    way: &Way<'_>,
    mended: &mut Vec<Mended>,
) -> bool {
    if let Some(meant) = meant::of(value, shape, key, holder) {
        let message = meant.message(value, shape, key);
        let moves = match (&meant, holder) {
            (Meant::OnlyItem, _) => Moves::Wrapped,
            (Meant::Nothing, Holder::List) => Moves::ItemGone,
            _ => Moves::Nothing,
        };
        mended.push(Mended {
            path: way.path(),
            message,
            moves,
        });
        match meant {
            Meant::Value(new) => *value = new,
            Meant::OnlyItem => *value = Value::Array(vec![value.take()]),
            Meant::Nothing => return false,
        }
    }
    visit(value, shape, way, mended);
    true
}

/// Mends what is in a value.
fn visit(value: &mut Value, shape: &'static Shape, way: &Way<'_>, mended: &mut Vec<Mended>) {
    match (shape, value) {
        // What is beside a reference counts for nothing.
        (Shape::OrReference(..), value) if value.get("$ref").is_some() => {}
        (Shape::OrReference(_, inner), value) => visit(value, inner, way, mended),
        (Shape::OrBoolean(inner), value) => visit(value, inner, way, mended),
        (Shape::List(inner), Value::Array(items)) => {
            let mut index = 0;
            items.retain_mut(|item| {
                let stays = stays(
                    item,
                    (inner, ""),
                    Holder::List,
                    &Way::Item(way, index),
                    mended,
                );
                index += usize::from(stays);
                stays
            });
        }
        (Shape::Map(inner), Value::Object(members)) => {
            // Where keys are names, an extension is one too.
            let are_names = matches!(inner, Shape::OrReference("schemas", _));
            retain(members, |key, member| {
                let is_extension = !are_names && key.starts_with("x-");
                is_extension
                    || stays(
                        member,
                        (inner, key),
                        Holder::Map,
                        &Way::Member(way, key),
                        mended,
                    )
            });
        }
        (Shape::Object(known), Value::Object(members)) => {
            retain(members, |key, member| {
                let Some((shape, is_required)) = shape_of(key, known) else {
                    return true;
                };
                let holder = Holder::Object { is_required };
                stays(member, (shape, key), holder, &Way::Member(way, key), mended)
            });
        }
        _ => {}
    }
}

/// `Map::retain`, which hands on a key that can be kept.
fn retain(members: &mut Map<String, Value>, mut stays: impl FnMut(&str, &mut Value) -> bool) {
    members.retain(|key, member| stays(key, member));
}

/// What the member `key` of an object with these members is, and whether it must be there.
fn shape_of(key: &str, known: &'static [Member]) -> Option<(&'static Shape, bool)> {
    let named = |name: &str| known.iter().find(|member| member.name == name);
    match (key, named(key)) {
        // Nobody looks at the first, and `servers` reads the second.
        ("examples" | "variables", _) => None,
        _ if key.starts_with("x-") => None,
        // Of a path. The lint has a rule of its own for them.
        (
            "parameters",
            Some(Member {
                shape: Shape::Any, ..
            }),
        ) => Some((&PARAMETERS, false)),
        (
            "servers",
            Some(Member {
                shape: Shape::Any, ..
            }),
        ) => Some((&SERVERS, false)),
        ("$defs" | "definitions" | "dependentSchemas" | "patternProperties", None) => {
            named("properties").map(|properties| (properties.shape, false))
        }
        (_, member) => member.map(|member| (member.shape, member.required)),
    }
}
