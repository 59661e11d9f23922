//! The keys of paths: what is sent, with the names that are declared in plain braces.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::source::Source;
use crate::path_key::{PathKey, is_name_alone, push_encoded};

/// The keys that paths of the document have already, or got.
pub(super) struct Keys(HashSet<String>);

/// The parameters that the operations of a path declare.
#[derive(Default)]
pub(super) struct Declared<'a> {
    /// Each in the path, with its style.
    in_path: HashMap<&'a str, &'a str>,
    in_query: HashSet<&'a str>,
}

/// A path with the key that it has in the normal form.
pub(super) struct Template {
    pub(super) key: String,
    /// Parameters that are declared for the path and are in its query, each with its name there.
    pub(super) moved: BTreeMap<String, String>,
}

impl<'a> Declared<'a> {
    pub(super) fn add(&mut self, parameter: &Source<'a>) {
        let name = parameter.text("name");
        match parameter.text("in") {
            "path" => {
                self.in_path.insert(name, parameter.text("style"));
            }
            "query" => {
                self.in_query.insert(name);
            }
            _ => {}
        }
    }

    /// The declared name that is meant in braces: with an operator of URI templates, as in `{+path}`, or with what a
    /// router allows, as in `{id:[0-9]+}`.
    fn meant<'t>(&self, text: &'t str) -> Option<&'t str> {
        let knows = |name: &&str| self.in_path.contains_key(name);
        if is_name_alone(text) || knows(&text) {
            return Some(text);
        }
        let text = text.trim();
        let inner = text.split([':', '=']).next().unwrap_or_default();
        let inner = inner.trim_end_matches(['*', '+']);
        let name = inner.trim_start_matches(['+', '.', ';']);
        // These signs are sent, if the style of the parameter says so too.
        let is_sign = inner.starts_with(['.', ';']);
        let has_style = matches!(self.in_path.get(name), Some(&"label" | &"matrix"));
        Some(name).filter(|name| knows(name) && (has_style || !is_sign))
    }
}

impl Keys {
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let keys = paths.map(str::to_owned);
        Self(keys.collect())
    }

    /// The path `key` of a document in the normal form.
    pub(super) fn template(&mut self, key: &str, declared: &Declared<'_>) -> Template {
        let parts = PathKey::of(key);
        let mut path = path(parts.path, declared);
        let mut moved = BTreeMap::new();
        let query = query(parts, declared, &mut moved);
        if !query.is_empty() {
            path = format!("{path}?{query}");
        }
        let mut wanted = match parts.mark {
            "" => path.clone(),
            mark => format!("{path}#{mark}"),
        };
        // Of two paths that are sent alike, the second has a mark.
        let mut number = 1;
        while wanted != key && !self.0.insert(wanted.clone()) {
            number += 1;
            wanted = match parts.mark {
                "" => format!("{path}#{number}"),
                mark => format!("{path}#{mark}_{number}"),
            };
        }
        Template { key: wanted, moved }
    }
}

fn path(written: &str, declared: &Declared<'_>) -> String {
    let mut path = String::new();
    if !written.is_empty() && !written.starts_with('/') {
        path.push('/');
    }
    for (index, segment) in written.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        match router_name(segment).filter(|name| is_lone(name, written, declared)) {
            Some(name) => path.push_str(&format!("{{{name}}}")),
            None => push_segment(&mut path, segment, declared),
        }
    }
    path
}

/// The name in a segment such as `:id`, `<id>` or `<int:id>`, as routers have it.
fn router_name(segment: &str) -> Option<&str> {
    if let Some(name) = segment.strip_prefix(':') {
        return Some(name);
    }
    let inner = segment.strip_prefix('<')?.strip_suffix('>')?;
    inner.rsplit(':').next()
}

/// Whether a parameter is declared for the path and is nowhere in braces.
fn is_lone(name: &str, written: &str, declared: &Declared<'_>) -> bool {
    declared.in_path.contains_key(name) && !written.contains(&format!("{{{name}}}"))
}

fn push_segment(path: &mut String, segment: &str, declared: &Declared<'_>) {
    let mut rest = segment;
    while let Some((literal, from_name)) = rest.split_once('{') {
        push_encoded(path, literal);
        let Some((text, behind)) = from_name.split_once('}') else {
            path.push('{');
            rest = from_name;
            break;
        };
        let is_query = text.strip_prefix(['?', '&']);
        let names = is_query.map(|names| names.split(',').map(|name| name.trim_end_matches('*')));
        match names.map(|mut names| names.all(|name| declared.in_query.contains(name))) {
            // The query is made of its parameters.
            Some(true) => {}
            _ => path.push_str(&format!("{{{}}}", declared.meant(text).unwrap_or(text))),
        }
        rest = behind;
    }
    push_encoded(path, rest);
}

/// The query that every call has: without what parameters put there. `moved` gets those that are declared for the path.
fn query(
    parts: PathKey<'_>,
    declared: &Declared<'_>,
    moved: &mut BTreeMap<String, String>,
) -> String {
    let in_path = parts.names();
    let mut kept = String::new();
    for piece in parts.query.split('&') {
        let value = piece.split_once('=');
        let name = value.and_then(|(name, value)| {
            let text = value.strip_prefix('{')?.strip_suffix('}')?;
            Some((name, text))
        });
        match name {
            Some((name, text)) if name == text && declared.in_query.contains(name) => continue,
            Some((name, text))
                if declared.in_path.contains_key(text) && !in_path.contains(&text) =>
            {
                moved.insert(text.to_owned(), name.to_owned());
                continue;
            }
            _ => {}
        }
        if !kept.is_empty() {
            kept.push('&');
        }
        push_encoded(&mut kept, piece);
    }
    kept
}
