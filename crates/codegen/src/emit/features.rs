//! Features of a crate: what only the operations of one tag need is compiled only with the feature of this tag.
//!
//! What operations of several tags need is always there, and so is what costs next to nothing: checked types, the
//! operation table, and the rules for JSON.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::naming;

/// Items of a file by the name of the type that they belong to.
pub(super) type Pieces = BTreeMap<String, String>;

/// The features that a type, named with its module, is needed for; `None` stands for "always".
type Needs<'a> = BTreeMap<(&'static str, &'a str), BTreeSet<Option<&'a str>>>;

/// What refers to other types, and what may be left out.
pub(super) struct Sources<'a> {
    /// The builders by the names of their methods.
    pub(super) builders: &'a Pieces,
    pub(super) types: &'a Pieces,
    pub(super) requests: &'a Pieces,
    /// Files that are always compiled as a whole.
    pub(super) always: Vec<&'a str>,
}

/// The feature that each type needs, by module and name. A type that is not here is always there.
pub(super) struct Features(BTreeMap<(&'static str, String), String>);

impl Features {
    /// Reads from the emitted code what needs what, as the compiler will.
    pub(super) fn of(model: &Model, sources: &Sources<'_>) -> Self {
        // Few crates have any.
        let mut operations = model.operations.iter();
        if operations.all(|operation| operation.feature.is_none()) {
            return Self(BTreeMap::new());
        }
        let mut needs = Needs::new();
        for operation in &model.operations {
            let builder = sources.builders.get(&naming::method(&operation.id));
            let feature = operation.feature.as_deref();
            for name in builder
                .into_iter()
                .flat_map(|text| sources.named_in(text, "builders"))
            {
                sources.need(name, feature, &mut needs);
            }
        }
        for text in &sources.always {
            for name in sources.named_in(text, "") {
                sources.need(name, None, &mut needs);
            }
        }
        let only_one = needs.into_iter().filter_map(|((module, name), features)| {
            let mut features = features.into_iter();
            match (features.next().flatten(), features.next()) {
                (Some(feature), None) => Some(((module, name.to_owned()), feature.to_owned())),
                _ => None,
            }
        });
        Self(only_one.collect())
    }

    /// The piece of the type `name` in `module`, with the feature that it needs before each of its items.
    pub(super) fn gate(&self, module: &'static str, name: &str, piece: &str) -> String {
        match self.0.get(&(module, name.to_owned())) {
            Some(feature) => with_feature(piece, feature),
            None => piece.to_owned(),
        }
    }

    /// All `pieces` of a file that belong to types of `module`.
    pub(super) fn gate_all(&self, module: &'static str, pieces: &mut Pieces) {
        for (name, piece) in pieces {
            *piece = self.gate(module, name, piece);
        }
    }
}

/// A piece, with the feature before each of its items.
pub(super) fn with_feature(piece: &str, feature: &str) -> String {
    let mut text = String::new();
    let mut after_item = true;
    for line in piece.lines() {
        // Items have a blank line between them, and nothing else stands at the margin after one.
        if after_item && !line.is_empty() && !line.starts_with([' ', '}']) {
            text.push_str(&format!("#[cfg(feature = {feature:?})]\n"));
        }
        after_item = line.is_empty();
        text.push_str(line);
        text.push('\n');
    }
    text
}

impl<'a> Sources<'a> {
    /// Remembers that `feature` needs a type, and all that it is made of.
    fn need(&self, name: (&'static str, &'a str), feature: Option<&'a str>, needs: &mut Needs<'a>) {
        let mut waiting = vec![name];
        while let Some((module, name)) = waiting.pop() {
            if !needs.entry((module, name)).or_default().insert(feature) {
                continue;
            }
            let text = match module {
                "types" => self.types.get(name),
                _ => self.requests.get(name),
            };
            waiting.extend(
                text.into_iter()
                    .flat_map(|text| self.named_in(text, module)),
            );
        }
    }

    /// The types that the code of `module` names, each with its module.
    fn named_in(&self, text: &'a str, module: &str) -> BTreeSet<(&'static str, &'a str)> {
        let mut named = BTreeSet::new();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let mut before = "";
            for word in line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')) {
                // `types::Name` has an empty word between the two.
                if word.is_empty() {
                    continue;
                }
                for (of, pieces) in [("types", self.types), ("requests", self.requests)] {
                    if (before == of || module == of) && pieces.contains_key(word) {
                        named.insert((of, word));
                    }
                }
                before = word;
            }
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use super::with_feature;

    #[test]
    fn every_item_of_a_piece_needs_the_feature() {
        let piece = "/// A job.\n#[derive(Clone)]\npub struct Job {\n    id: u8,\n\n    name: u8,\n}\n\nimpl Job {\n    fn one() {}\n\n    fn two() {}\n}\n\nx!(Job);\n";
        assert_eq!(
            with_feature(piece, "jobs"),
            "#[cfg(feature = \"jobs\")]\n/// A job.\n#[derive(Clone)]\npub struct Job {\n    id: u8,\n\n    name: u8,\n}\n\n#[cfg(feature = \"jobs\")]\nimpl Job {\n    fn one() {}\n\n    fn two() {}\n}\n\n#[cfg(feature = \"jobs\")]\nx!(Job);\n"
        );
    }
}
