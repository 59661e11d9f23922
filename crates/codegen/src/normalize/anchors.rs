//! References by a name or an address (`#thing`, `$id`, `$dynamicRef`, `$recursiveRef`) become references by a path.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::document::Document;

type Path = Vec<String>;

/// `document` with references by paths only; nothing if it has no others. Those that do not lead to one schema stay.
pub(super) fn resolved(document: &Document) -> Option<Document> {
    let mut search = Search::default();
    search.visit(&document.root, &mut Vec::new());
    let found = search.references.iter().filter_map(|reference| {
        let target = search.target(&document.root, reference)?;
        Some((reference, target))
    });
    let found: Vec<(&Reference, String)> = found.collect();
    if found.is_empty() {
        return None;
    }
    let mut root = document.root.clone();
    for (reference, target) in found {
        let pointer = pointer(&reference.owner);
        let owner = root
            .pointer_mut(pointer.trim_start_matches('#'))
            .and_then(Value::as_object_mut);
        if let Some(owner) = owner {
            owner.remove(reference.key);
            owner.insert("$ref".to_owned(), json!(target));
        }
    }
    Some(Document {
        name: document.name.clone(),
        root,
        kept: document.kept.clone(),
        places: document.places.clone(),
        warnings: document.warnings.clone(),
    })
}

/// A reference that names no path.
struct Reference {
    owner: Path,
    key: &'static str,
    text: String,
}

/// What names a schema, and what is named so.
#[derive(Default)]
struct Search {
    /// By `$anchor` and `$dynamicAnchor`.
    anchors: HashMap<String, Vec<Path>>,
    /// By `$id`.
    ids: HashMap<String, Vec<Path>>,
    /// Where `$recursiveAnchor` is true.
    recursive: Vec<Path>,
    references: Vec<Reference>,
}

/// Members that hold values, in which nothing means anything.
const VALUES: [&str; 6] = ["default", "enum", "const", "example", "examples", "value"];

impl Search {
    fn visit(&mut self, part: &Value, path: &mut Path) {
        match part {
            Value::Object(members) => {
                self.look_at(members, path);
                for (key, member) in members {
                    let is_value = VALUES.contains(&key.as_str()) || key.starts_with("x-");
                    // A property may be called like that.
                    if is_value && path.last().is_none_or(|owner| owner != "properties") {
                        continue;
                    }
                    path.push(key.clone());
                    self.visit(member, path);
                    path.pop();
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    self.visit(item, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn look_at(&mut self, members: &Map<String, Value>, path: &Path) {
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                let known = self.anchors.entry(name.to_owned()).or_default();
                known.push(path.clone());
            }
        }
        if let Some(id) = text("$id") {
            self.ids
                .entry(id.to_owned())
                .or_default()
                .push(path.clone());
        }
        if members.get("$recursiveAnchor") == Some(&json!(true)) {
            self.recursive.push(path.clone());
        }
        for key in ["$ref", "$dynamicRef", "$recursiveRef"] {
            let is_other = |text: &&str| key != "$ref" || !text.starts_with("#/");
            if let Some(text) = text(key).filter(is_other) {
                self.references.push(Reference {
                    owner: path.clone(),
                    key,
                    text: text.to_owned(),
                });
            }
        }
    }

    /// The path to the one schema that is meant.
    fn target(&self, root: &Value, reference: &Reference) -> Option<String> {
        let text = reference.text.as_str();
        if reference.key == "$recursiveRef" {
            return self.nearest(&reference.owner);
        }
        let (address, name) = text.split_once('#').unwrap_or((text, ""));
        let base = match address {
            "" => None,
            address => Some(only(self.ids.get(address)?)?),
        };
        let is_within = |path: &&Path| base.is_none_or(|base| path.starts_with(base));
        let found = match (name, base) {
            ("", Some(base)) => pointer(base),
            ("", None) => return None,
            (name, base) if name.starts_with('/') => {
                format!("{}{name}", base.map_or("#".to_owned(), pointer))
            }
            (name, _) => {
                let named = self.anchors.get(name)?.iter().filter(is_within);
                let named: Vec<&Path> = named.collect();
                let near = named.iter().filter(|path| is_near(path, &reference.owner));
                match (&named[..], &near.collect::<Vec<_>>()[..]) {
                    ([only], _) => pointer(only),
                    // Which one a dynamic reference means depends on what has led to it.
                    (_, [only]) if reference.key == "$ref" => pointer(only),
                    _ => return None,
                }
            }
        };
        root.pointer(found.trim_start_matches('#')).map(|_| found)
    }

    /// What `$recursiveRef` leads to: the schema around it that says so, or else the component.
    fn nearest(&self, owner: &Path) -> Option<String> {
        let around = self.recursive.iter().filter(|path| owner.starts_with(path));
        if let Some(path) = around.max_by_key(|path| path.len()) {
            return Some(pointer(path));
        }
        let is_component = owner.len() >= 3 && owner[..2] == ["components", "schemas"];
        is_component.then(|| pointer(&owner[..3]))
    }
}

/// Whether two parts belong to one component.
fn is_near(one: &[String], other: &[String]) -> bool {
    one.len() >= 3 && one.get(..3) == other.get(..3)
}

fn only(paths: &[Path]) -> Option<&Path> {
    match paths {
        [only] => Some(only),
        _ => None,
    }
}

fn pointer(path: impl AsRef<[String]>) -> String {
    let keys = path.as_ref().iter();
    let keys = keys.map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1")));
    "#".to_owned() + &keys.collect::<String>()
}
