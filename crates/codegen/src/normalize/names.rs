//! Names in `components.schemas`: those that the document gives, and for schemas without one a name that tells
//! where they are.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::source::Source;
use crate::naming;

/// All names that are taken, and which component has which.
pub(super) struct Names<'a> {
    root: Source<'a>,
    /// As Rust writes them.
    taken: HashSet<String>,
    /// The last number that was tried for a name.
    numbers: HashMap<String, u64>,
    /// The names of the components that have had one, by the names that they had.
    components: HashMap<&'a str, String>,
    /// The id of each operation by its path and method.
    operations: HashMap<(&'a str, &'a str), String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(root: Source<'a>, operations: HashMap<(&'a str, &'a str), String>) -> Self {
        let mut this = Self {
            root: root.clone(),
            taken: HashSet::new(),
            numbers: HashMap::new(),
            components: HashMap::new(),
            operations,
        };
        let components = root.get("components");
        let schemas = components.map(|part| part.members_of("schemas"));
        let mut odd = Vec::new();
        for (name, _) in schemas.unwrap_or_default() {
            if is_good(name) && this.taken.insert(naming::pascal(name)) {
                this.components.insert(name, name.to_owned());
            } else {
                odd.push(name);
            }
        }
        // Whoever has a good name keeps it, whatever comes before.
        for name in odd {
            let new = this.fresh(name);
            this.components.insert(name, new);
        }
        this
    }

    /// The name that the component called `name` has from now on.
    pub(super) fn component(&self, name: &str) -> Option<&String> {
        self.components.get(name)
    }

    /// Takes a name that begins with `wanted`.
    pub(super) fn fresh(&mut self, wanted: &str) -> String {
        let name = good(wanted);
        if self.taken.insert(naming::pascal(&name)) {
            return name;
        }
        // After a digit, a number needs something between.
        let is_number = name.ends_with(|last: char| last.is_ascii_digit());
        let stem = if is_number { name + "V" } else { name };
        let number = self.numbers.entry(stem.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{stem}{number}");
            if self.taken.insert(naming::pascal(&numbered)) {
                return numbered;
            }
        }
    }

    /// Takes exactly the name `wanted`, for an enum that stays where it is; false if somebody has it.
    pub(super) fn reserve(&mut self, wanted: &str) -> bool {
        self.taken.insert(naming::pascal(wanted))
    }

    /// The name that tells where a schema is.
    pub(super) fn of_place(&self, schema: &Source<'a>) -> String {
        let path = schema.path();
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let (mut name, rest) = match &keys[..] {
            ["components", "schemas", name, rest @ ..] => {
                let known = self.components.get(name).cloned();
                (known.unwrap_or_else(|| (*name).to_owned()), rest)
            }
            ["components", "parameters", name, rest @ ..] => (naming::pascal(name), rest),
            ["components", "responses", name, rest @ ..] => (with_end(name, "Response"), rest),
            ["components", "requestBodies", name, rest @ ..] => (with_end(name, "Request"), rest),
            ["components", "headers", name, rest @ ..] => (with_end(name, "Header"), rest),
            ["components", "mediaTypes", name, media_type, rest @ ..] => {
                (naming::pascal(name) + of_media_type(media_type), rest)
            }
            ["components", _, name, rest @ ..] => (naming::pascal(name), rest),
            ["paths", path, method, rest @ ..] if *method != "parameters" => {
                self.in_operation(path, method, rest)
            }
            ["paths", path, rest @ ..] => (of_path(path), rest),
            rest => (String::new(), rest),
        };
        self.add_steps(&mut name, &path[..path.len() - rest.len()], rest);
        name
    }

    fn in_operation<'k>(
        &self,
        path: &str,
        method: &str,
        rest: &'k [&'k str],
    ) -> (String, &'k [&'k str]) {
        let id = self.operations.get(&(path, method)).cloned();
        // One that is not generated has no id.
        let id = id.unwrap_or_else(|| format!("{method}{}", of_path(path)));
        let mut name = naming::pascal(&id);
        match rest {
            ["requestBody", rest @ ..] => (name + "Request", rest),
            ["responses", status, rest @ ..] => {
                let operation = self.part(&["paths", path, method], &[]);
                let all = operation.map(|part| part.members_of("responses"));
                let all = all.unwrap_or_default();
                let first = all.iter().find(|(other, _)| other.starts_with('2'));
                if first.is_some_and(|(first, _)| first == status) {
                    name.push_str("Response");
                } else if status.starts_with(['1', '2', '3']) {
                    name.push_str(&format!("Response{status}"));
                } else if *status == "default" {
                    name.push_str("Error");
                } else {
                    name.push_str(&format!("Error{status}"));
                }
                (name, rest)
            }
            rest => (name, rest),
        }
    }

    /// Adds to `name` the keys that lead on from `before`.
    fn add_steps(&self, name: &mut String, before: &[String], rest: &[&str]) {
        let mut way: Vec<&str> = before.iter().map(String::as_str).collect();
        let mut rest = rest;
        while let [key, behind @ ..] = rest {
            let mut taken = 1;
            match (*key, behind) {
                ("properties" | "$defs" | "definitions" | "patternProperties", [inner, ..]) => {
                    name.push_str(&naming::pascal(inner));
                    taken = 2;
                }
                ("items", _) => name.push_str("Item"),
                ("additionalProperties", _) => name.push_str("Value"),
                ("not", _) => name.push_str("Not"),
                ("allOf", [_, _, ..]) => taken = 2,
                ("allOf", [index]) => {
                    name.push_str(&format!("Part{}", number(index)));
                    taken = 2;
                }
                ("oneOf" | "anyOf", [index, ..]) => {
                    let title = self.title(&way, &rest[..2]);
                    name.push_str(&title.unwrap_or_else(|| format!("Member{}", number(index))));
                    taken = 2;
                }
                ("parameters", [index, ..]) => {
                    let parameter = self.part(&way, &rest[..2]);
                    let named = parameter.map(|part| naming::pascal(part.text("name")));
                    name.push_str(&named.unwrap_or_else(|| number(index)));
                    taken = 2;
                }
                ("content", [media_type, ..]) => {
                    name.push_str(of_media_type(media_type));
                    taken = 2;
                }
                ("headers", [header, ..]) => {
                    name.push_str(&format!("{}Header", naming::pascal(header)));
                    taken = 2;
                }
                ("schema", _) => {}
                (other, _) => name.push_str(&naming::pascal(other)),
            }
            way.extend(&rest[..taken]);
            rest = &rest[taken..];
        }
    }

    fn part(&self, way: &[&str], rest: &[&str]) -> Option<Source<'a>> {
        let mut keys = way.iter().chain(rest);
        keys.try_fold(self.root.clone(), |part, key| part.get(key))
    }

    /// What tells a member of a union from others, if that can be part of a name: its title, the one value of a
    /// property, or its only property.
    fn title(&self, way: &[&str], rest: &[&str]) -> Option<String> {
        let member = self.part(way, rest)?;
        let title = member.text("title");
        let is_short = |text: &&str| (1..=4).contains(&text.split_whitespace().count());
        let properties = member.members_of("properties");
        let fixed = properties.iter().filter_map(|(_, one)| fixed_text(one));
        let mut fixed = fixed.filter(is_short);
        let said = match (
            is_short(&title),
            fixed.next(),
            fixed.next(),
            &properties[..],
        ) {
            (true, ..) => title,
            (false, Some(only), None, _) => only,
            (false, None, None, [(only, _)]) => only,
            _ => return None,
        };
        let name = words(said);
        let is_name = !name.is_empty() && naming::has_letters(said);
        is_name.then_some(name)
    }
}

/// The one text that a schema allows.
fn fixed_text<'a>(schema: &Source<'a>) -> Option<&'a str> {
    match schema.value.get("enum").and_then(Value::as_array) {
        Some(values) => match &values[..] {
            [only] => only.as_str(),
            _ => None,
        },
        None => schema.value.get("const")?.as_str(),
    }
}

/// The number of an item as people count.
fn number(index: &str) -> String {
    match index.parse::<u64>() {
        Ok(index) => index.saturating_add(1).to_string(),
        Err(_) => index.to_owned(),
    }
}

/// JSON is the usual thing, and needs no mention.
fn of_media_type(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => "Form",
        other if other.starts_with("multipart/") => "Multipart",
        other if other.ends_with("xml") => "Xml",
        _ => "",
    }
}

fn with_end(name: &str, end: &str) -> String {
    let name = naming::pascal(name);
    match name.ends_with(end) {
        true => name,
        false => name + end,
    }
}

/// A name for what belongs to a path: its words, and `By` in front of a parameter.
pub(super) fn of_path(path: &str) -> String {
    let mut name = String::new();
    for segment in path.split('/') {
        let mut rest = segment;
        while let Some((literal, behind)) = rest.split_once('{') {
            let (parameter, behind) = behind.split_once('}').unwrap_or((behind, ""));
            name.push_str(&words(literal));
            name.push_str("By");
            name.push_str(&words(parameter));
            rest = behind;
        }
        name.push_str(&words(rest));
    }
    name
}

/// The words of a text in Pascal case; nothing if it has none.
fn words(text: &str) -> String {
    let kept = text.chars().map(|one| {
        if one.is_ascii_alphanumeric() {
            one
        } else {
            ' '
        }
    });
    let kept: String = kept.collect();
    let words = kept.split_whitespace().map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

/// Whether a component can have this name, and a type can be called by it.
fn is_good(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    name.bytes().all(is_allowed) && naming::has_letters(name)
}

/// A name that a component can have, as near to `wanted` as can be.
fn good(wanted: &str) -> String {
    if is_good(wanted) {
        return wanted.to_owned();
    }
    let name = words(wanted);
    match is_good(&name) {
        true => name,
        false => format!("Schema{name}"),
    }
}
