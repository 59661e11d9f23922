//! Whole documents, each read and cut into parts once, however many tests damage it.

use std::sync::{LazyLock, OnceLock};

use serde_json::Value;

use crate::parts::Parts;
use crate::support::{
    JOBS, MINIMAL, NESTED, REQUESTS, UNIONS, document, providers, workspace_root,
};

/// A document that our own rules allow.
pub(crate) struct Whole {
    pub(crate) name: String,
    pub(crate) text: &'static str,
    root: OnceLock<Value>,
    parts: OnceLock<Parts<'static>>,
}

impl Whole {
    fn of(name: &str, text: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            text,
            root: OnceLock::new(),
            parts: OnceLock::new(),
        }
    }

    pub(crate) fn root(&self) -> &Value {
        let read = || serde_saphyr::from_str(self.text).unwrap();
        self.root.get_or_init(read)
    }

    pub(crate) fn parts(&self) -> &Parts<'static> {
        self.parts.get_or_init(|| Parts::of(self.text))
    }

    /// The smallest part that has what a JSON pointer leads to, with `value` there.
    pub(crate) fn part_with(&self, place: &str, value: Value) -> String {
        let mut part = self.parts().with_place(self.root(), place);
        *part.pointer_mut(place).unwrap() = value;
        part.to_string()
    }
}

/// Those of the providers.
pub(crate) fn ours() -> &'static [Whole] {
    static OURS: LazyLock<Vec<Whole>> = LazyLock::new(|| {
        let all = providers().into_iter();
        all.map(|provider| Whole::of(&provider, document(&provider).leak()))
            .collect()
    });
    &OURS
}

/// The document that has each construct once, which the providers may not need.
pub(crate) fn constructs() -> &'static Whole {
    static CONSTRUCTS: LazyLock<Whole> = LazyLock::new(|| {
        let path = workspace_root().join("tests/constructs/constructs.yaml");
        Whole::of("constructs", std::fs::read_to_string(path).unwrap().leak())
    });
    &CONSTRUCTS
}

/// Those that tests edit.
pub(crate) fn small() -> &'static [Whole] {
    static SMALL: LazyLock<[Whole; 5]> = LazyLock::new(|| {
        [
            Whole::of("minimal", MINIMAL),
            Whole::of("jobs", JOBS),
            Whole::of("requests", REQUESTS),
            Whole::of("nested", NESTED),
            Whole::of("unions", UNIONS),
        ]
    });
    &*SMALL
}

/// All of these, the smallest first.
pub(crate) fn all_by_size() -> Vec<&'static Whole> {
    let mut all: Vec<&Whole> = small().iter().chain([constructs()]).chain(ours()).collect();
    all.sort_by_key(|whole| whole.text.len());
    all
}
