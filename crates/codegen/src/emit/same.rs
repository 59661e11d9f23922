//! Enums of which a document says the same more than once: one of them is an enum, and the others are other names
//! of it.
//!
//! Vendors write an enum of a property wherever the property is, and tools that write documents repeat whole schemas.
//! Each enum is some twenty functions, so a client of thousands takes much memory to compile.

use std::collections::BTreeMap;

use crate::rules::Profile;

/// What stands for each enum that is another name: its name to that of the enum.
pub(super) type Others = BTreeMap<String, String>;

/// Whether enums of which a document says the same are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Each is a type of its own, so that a change of words changes no type.
    Never,
    /// They are one type, so that a client of thousands compiles in less memory.
    SameWords,
}

impl Sharing {
    /// Our own documents are edited place by place and have few enums; those of vendors repeat them.
    pub(crate) fn of(profile: Profile) -> Self {
        match profile {
            Profile::House => Self::Never,
            Profile::Open => Self::SameWords,
        }
    }

    /// The enums that are other names, of those that [`others`] is given.
    pub(super) fn others<'a>(
        self,
        enums: impl IntoIterator<Item = (String, &'a str, Vec<&'a str>)>,
    ) -> Others {
        match self {
            Self::Never => Others::new(),
            Self::SameWords => others(enums),
        }
    }
}

/// Finds the enums of which the document says the same, each given with its name, its description and its values in
/// order. Where there is no description, equal values alone do not mean the same thing.
fn others<'a>(enums: impl IntoIterator<Item = (String, &'a str, Vec<&'a str>)>) -> Others {
    let mut groups: BTreeMap<(&str, Vec<&str>), Vec<String>> = BTreeMap::new();
    for (name, description, values) in enums {
        if !description.is_empty() {
            groups.entry((description, values)).or_default().push(name);
        }
    }
    let mut others = Others::new();
    for mut names in groups.into_values() {
        // The shortest name says least of a single place.
        names.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let mut names = names.into_iter();
        if let Some(first) = names.next() {
            others.extend(names.map(|name| (name, first.clone())));
        }
    }
    others
}

/// The name `name` of the enum called `of`. It is a `use`, so that variants can be imported by either name, and both
/// have a page with the same words.
pub(super) fn other_name(name: &str, of: &str) -> String {
    format!(
        "// The document says the same of both.\n#[doc(inline)]\npub use self::{of} as {name};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::others;

    #[test]
    fn only_what_is_said_in_the_same_words_is_one_type() {
        let enums = [
            ("LongUnit", "A unit.", vec!["a", "b"]),
            ("UnitTwo", "A unit.", vec!["a", "b"]),
            ("Unit", "A unit.", vec!["a", "b"]),
            ("Reversed", "A unit.", vec!["b", "a"]),
            ("Wider", "A unit.", vec!["a", "b", "c"]),
            ("Size", "A size.", vec!["a", "b"]),
            ("NoWords", "", vec!["a", "b"]),
            ("NorHere", "", vec!["a", "b"]),
        ];
        let found = others(enums.map(|(name, words, values)| (name.to_owned(), words, values)));
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, of)| (name.as_str(), of.as_str()))
            .collect();
        assert_eq!(found, [("LongUnit", "Unit"), ("UnitTwo", "Unit")]);
    }
}
