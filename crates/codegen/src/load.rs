//! Stage 1, load: YAML or JSON to a [`Document`] that remembers the line and column of everything.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::Budget;

use crate::diagnostic::{Diagnostic, visible};
use crate::document::Document;
use crate::places::{Parts, Places};
use crate::rules::Severity;
use crate::{indentation, json_text};

/// Reads a document.
///
/// # Errors
/// One diagnostic with line and column if the text is neither JSON nor YAML, has a key twice, or is not a
/// mapping.
pub(crate) fn load(name: &str, text: &str) -> Result<Document, Vec<Diagnostic>> {
    // A mark that some editors write.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (root, places) = match json_text::read(text) {
        Ok(read) => read,
        Err(wrong) => {
            read_yaml(name, text).map_err(|findings| match json_text::is_meant(text) {
                true => vec![no_json(name, wrong)],
                false => findings,
            })?
        }
    };
    let document = Document {
        name: name.to_owned(),
        root,
        kept: None,
        places,
        warnings: Vec::new(),
    };
    if document.root.is_object() {
        Ok(document)
    } else {
        Err(vec![document.finding(
            "document/no-mapping",
            &[],
            "not an OpenAPI document: the top level is not a mapping".to_owned(),
            "begin with `openapi: 3.0.3`; specs/README.md shows the form",
        )])
    }
}

/// What is wrong with a text that is meant as JSON, and is not YAML either.
fn no_json(name: &str, wrong: json_text::Wrong) -> Diagnostic {
    let hint = match wrong.is_twice {
        true => TWICE,
        false => "correct the JSON at this place; a comma or a quote is the usual cause",
    };
    let what = format!("not readable as JSON: {}", wrong.what);
    unreadable(name, Some(wrong.position), what, hint)
}

const TWICE: &str =
    "remove one of the two; if they belong to different things, correct the indentation above";

fn unreadable(name: &str, position: Option<(u64, u64)>, message: String, hint: &str) -> Diagnostic {
    Diagnostic {
        rule: "document/unreadable",
        severity: Severity::Error,
        document: name.to_owned(),
        position,
        path: String::new(),
        message: visible(&message),
        hint: hint.to_owned(),
    }
}

/// Reads YAML, of which JSON with comments and the like is a part.
fn read_yaml(name: &str, text: &str) -> Result<(Value, Places), Vec<Diagnostic>> {
    // YAML 1.1 reads `n` and `on` as booleans; a property called `n` must stay a property.
    let options = serde_saphyr::options! { strict_booleans: true, budget: budget(text) };
    let tree: Placed<Node> =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let position = error.location().map(|place| (place.line(), place.column()));
            let message = error.to_string();
            let (what, hint, tab) = no_yaml(text, position, first_line(&message));
            let what = format!("not readable as YAML: {what}");
            vec![unreadable(name, tab.or(position), what, hint)]
        })?;
    let start = Some(tree.place).filter(|(line, _)| *line > 0);
    Ok(plain(tree.value, start))
}

/// How much the parser may make of a text. Without aliases there is not more than this in it. What those add has
/// limits of its own, which an alias bomb meets: how many of them there are for each anchor says nothing, since an
/// honest document refers to one description a hundred times.
fn budget(text: &str) -> Option<Budget> {
    let usual = Budget::default();
    serde_saphyr::budget! {
        max_nodes: usual.max_nodes.max(text.len()),
        max_events: usual.max_events.max(2 * text.len()),
        enforce_alias_anchor_ratio: false,
    }
}

/// What is wrong with a text that is not YAML, the way out, and the place if it is not where the parser says it
/// is. `said` is what the parser says.
fn no_yaml(
    text: &str,
    position: Option<(u64, u64)>,
    said: &str,
) -> (String, &'static str, Option<(u64, u64)>) {
    if let Some((line, _)) = position
        && let Some(tab) = indentation::tab_near(text, line)
    {
        let hint = "use spaces: YAML takes no tabs in front of a line";
        return ("a tab indents the line".to_owned(), hint, Some(tab));
    }
    let (what, hint) = without_tab(text, position, said);
    (what, hint, None)
}

fn without_tab(text: &str, position: Option<(u64, u64)>, said: &str) -> (String, &'static str) {
    // YAML takes no control characters but tabs and the ends of lines.
    let is_refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    if text.contains(is_refused) {
        let hint = "remove the control characters; in double quotes, \\xNN stands for one";
        return (said.to_owned(), hint);
    }
    if let Some(misfit) = position.and_then(|(line, _)| indentation::misfit(text, line)) {
        let what = format!("the indentation does not fit: {misfit}");
        return (
            what,
            "indent the line like its neighbours, or correct those",
        );
    }
    // What follows is for programmers who use the parser.
    match said.split_once(", set DuplicateKeyPolicy") {
        Some((twice, _)) => (twice.to_owned(), TWICE),
        None => (
            said.to_owned(),
            "correct the YAML at this place; indentation and quotes are the usual causes",
        ),
    }
}

/// The parser's message without the place, which the diagnostic has, and without the excerpt of the
/// file that it adds below.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    match line.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") => rest,
        _ => line,
    }
}

/// A YAML value whose parts know their place.
enum Node {
    Scalar(Value),
    Sequence(Vec<Placed<Node>>),
    Mapping(Vec<(Placed<String>, Node)>),
}

/// A value with its line and column. The parser's own `Spanned` has two places for each value, each with offsets; to
/// read those takes a quarter of the time of reading a document.
struct Placed<T> {
    value: T,
    place: (u64, u64),
}

/// The value and the places of a tree, which is at the place `here`.
fn plain(node: Node, here: Option<(u64, u64)>) -> (Value, Places) {
    let (value, parts) = match node {
        Node::Scalar(value) => (value, Parts::None),
        Node::Sequence(items) => {
            let items = items.into_iter();
            let items = items.map(|item| plain(item.value, Some(item.place)));
            let (values, places) = items.unzip();
            (Value::Array(values), Parts::Items(places))
        }
        Node::Mapping(members) => {
            let mut object = Map::new();
            let mut places = HashMap::with_capacity(members.len());
            for (key, member) in members {
                let (value, inner) = plain(member, Some(key.place));
                places.insert(key.value.clone(), inner);
                object.insert(key.value, value);
            }
            (Value::Object(object), Parts::Members(places))
        }
    };
    let moved_from = None;
    let places = Places {
        here,
        moved_from,
        parts,
    };
    (value, places)
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // How `Spanned` asks for places. The version of the parser is pinned, and tests look at the places.
        deserializer.deserialize_newtype_struct("__yaml_spanned", PlacedVisitor(PhantomData))
    }
}

struct PlacedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlacedVisitor<T> {
    type Value = Placed<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value with its place")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Placed<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A mark, the value, where it is, and where an alias leads.
    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Placed<T>, A::Error> {
        part::<IgnoredAny, A>(&mut parts)?;
        Ok(Placed {
            value: part(&mut parts)?,
            place: part::<Place, A>(&mut parts)?.0,
        })
    }
}

/// Line and column.
struct Place((u64, u64));

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Location", &[], PlaceVisitor)
    }
}

struct PlaceVisitor;

impl<'de> Visitor<'de> for PlaceVisitor {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a line and a column")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Place, A::Error> {
        Ok(Place((part(&mut parts)?, part(&mut parts)?)))
    }
}

/// The next value, whatever it is called.
fn part<'de, T: Deserialize<'de>, A: MapAccess<'de>>(parts: &mut A) -> Result<T, A::Error> {
    match parts.next_key::<IgnoredAny>()? {
        Some(_) => parts.next_value(),
        None => Err(A::Error::custom("the parser gives no place")),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Number(value.into())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(
            Number::from_f64(value).map_or(Value::Null, Value::Number),
        ))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(Value::String(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = mapping.next_entry()? {
            members.push(member);
        }
        Ok(Node::Mapping(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::load;

    #[test]
    fn every_part_knows_its_line() {
        let text = "openapi: 3.0.3\ninfo:\n  title: T\n  n: on\nlist:\n  - a\n  - 200: 1.5\n";
        let document = load("specs/t.yaml", text).unwrap();
        assert_eq!(
            document.root,
            json!({"openapi": "3.0.3", "info": {"title": "T", "n": "on"}, "list": ["a", {"200": 1.5}]})
        );
        let found = document.finding(
            "x/y",
            &["info".into(), "n".into()],
            "wrong".into(),
            "mend it",
        );
        assert_eq!(
            found.to_string(),
            "specs/t.yaml:4:3: info.n: wrong [x/y]\n  hint: mend it"
        );
        let inner = document.finding(
            "x/y",
            &["list".into(), "1".into(), "200".into()],
            "w".into(),
            "h",
        );
        assert_eq!(inner.position, Some((7, 5)));
        let missing = document.finding("x/y", &["info".into(), "version".into()], "w".into(), "h");
        assert_eq!(
            missing.position,
            Some((2, 1)),
            "the nearest part that exists"
        );
    }

    #[test]
    fn text_that_is_not_yaml_is_located() {
        for text in [
            "a: [1,\nb: 2\n",
            "a: 1\na: 2\n",
            "a: \"x\n",
            "\t- a",
            "a: &x *x",
            "- 1\n",
            "",
            "42",
        ] {
            let found = load("specs/t.yaml", text).unwrap_err().remove(0);
            assert_eq!(found.document, "specs/t.yaml", "{text:?}");
            assert!(!found.message.contains('\n'), "{text:?}: {found}");
        }
        assert_eq!(
            load("t", "a: 1\na: 2\n").unwrap_err()[0].position,
            Some((2, 1))
        );
    }
}
