//! Stage 1, load: YAML text to a [`Document`] that remembers the line and column of everything.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::Spanned;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::indentation;
use crate::places::{Parts, Places};

/// Reads a document.
///
/// # Errors
/// One diagnostic with line and column if the text is not YAML, has a key twice, or is not a
/// mapping.
pub(crate) fn load(name: &str, text: &str) -> Result<Document, Diagnostic> {
    // YAML 1.1 reads `n` and `on` as booleans; a property called `n` must stay a property.
    // Large providers have documents of more nodes than the parser takes from just anybody.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        budget: serde_saphyr::budget! { max_nodes: 8_000_000, max_events: 32_000_000 },
    };
    let tree: Spanned<Node> =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let position = error.location().map(|place| (place.line(), place.column()));
            let message = error.to_string();
            let (what, hint, tab) = unreadable(text, position, first_line(&message));
            Diagnostic {
                document: name.to_owned(),
                position: tab.or(position),
                path: String::new(),
                message: format!("not readable as YAML: {what}"),
                hint: hint.to_owned(),
            }
        })?;
    let start = tree.referenced;
    let start = (start.line() > 0).then(|| (start.line(), start.column()));
    let (root, places) = plain(tree.value, start);
    let document = Document {
        name: name.to_owned(),
        root,
        places,
    };
    if document.root.is_object() {
        Ok(document)
    } else {
        Err(document.finding(
            &[],
            "not an OpenAPI document: the top level is not a mapping".to_owned(),
            "begin with `openapi: 3.0.3`; specs/README.md shows the form",
        ))
    }
}

/// What is wrong with a text that is not YAML, the way out, and the place if it is not where the parser says it
/// is. `said` is what the parser says.
fn unreadable(
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
        Some((twice, _)) => (
            twice.to_owned(),
            "remove one of the two; if they belong to different things, correct the indentation above",
        ),
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
    Sequence(Vec<Spanned<Node>>),
    Mapping(Vec<(Spanned<String>, Node)>),
}

/// The value and the places of a tree, which is at the place `here`.
fn plain(node: Node, here: Option<(u64, u64)>) -> (Value, Places) {
    let (value, parts) = match node {
        Node::Scalar(value) => (value, Parts::None),
        Node::Sequence(items) => {
            let items = items.into_iter().map(|item| {
                let place = item.referenced;
                plain(item.value, Some((place.line(), place.column())))
            });
            let (values, places) = items.unzip();
            (Value::Array(values), Parts::Items(places))
        }
        Node::Mapping(members) => {
            let mut object = Map::new();
            let mut places = HashMap::with_capacity(members.len());
            for (key, member) in members {
                let place = key.referenced;
                let place = Some((place.line(), place.column()));
                let (value, inner) = plain(member, place);
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
        let found = document.finding(&["info".into(), "n".into()], "wrong".into(), "mend it");
        assert_eq!(
            found.to_string(),
            "specs/t.yaml:4:3: info.n: wrong\n  hint: mend it"
        );
        let inner = document.finding(&["list".into(), "1".into(), "200".into()], "w".into(), "h");
        assert_eq!(inner.position, Some((7, 5)));
        let missing = document.finding(&["info".into(), "version".into()], "w".into(), "h");
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
            let found = load("specs/t.yaml", text).unwrap_err();
            assert_eq!(found.document, "specs/t.yaml", "{text:?}");
            assert!(!found.message.contains('\n'), "{text:?}: {found}");
        }
        assert_eq!(
            load("t", "a: 1\na: 2\n").unwrap_err().position,
            Some((2, 1))
        );
    }
}
