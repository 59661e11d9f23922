//! Which components are made of which others by `allOf`.

use std::collections::HashMap;

use super::references::Reading;
use super::source::{Identity, Source};

/// The components that are made of each schema, in the order of their names.
pub(super) struct Heirs<'a>(HashMap<Identity, Vec<Source<'a>>>);

impl<'a> Heirs<'a> {
    pub(super) fn of(reading: &Reading<'a>) -> Self {
        let mut heirs: HashMap<Identity, Vec<Source<'a>>> = HashMap::new();
        let components = reading.root.get("components");
        let schemas = components.map(|part| part.members_of("schemas"));
        for (_, schema) in schemas.unwrap_or_default() {
            for arm in schema.items_of("allOf") {
                let reference = arm.get("$ref").and_then(|target| target.value.as_str());
                if let Some(base) = reference.and_then(|text| reading.root.pointed(text)) {
                    heirs
                        .entry(base.identity())
                        .or_default()
                        .push(schema.clone());
                }
            }
        }
        Self(heirs)
    }

    pub(super) fn of_base(&self, base: &Source<'a>) -> &[Source<'a>] {
        self.0
            .get(&base.identity())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}
