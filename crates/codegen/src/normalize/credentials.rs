//! Parameters that say once more what a security scheme says.

use std::collections::HashSet;

use super::source::Source;

/// The places and names of the keys that `operation` is sent with.
pub(super) struct Keys(HashSet<(String, String)>);

impl Keys {
    pub(super) fn of(root: &Source<'_>, operation: &Source<'_>) -> Self {
        let from = [operation, root]
            .into_iter()
            .find(|part| part.has("security"));
        let schemes = root
            .get("components")
            .and_then(|part| part.get("securitySchemes"));
        let mut keys = HashSet::new();
        for alternative in from.into_iter().flat_map(|part| part.items_of("security")) {
            for (name, _) in alternative.members() {
                let scheme = schemes.as_ref().and_then(|schemes| schemes.get(name));
                keys.extend(
                    scheme
                        .filter(|scheme| scheme.text("type") == "apiKey")
                        .map(|scheme| id(&scheme)),
                );
            }
        }
        Self(keys)
    }

    /// Whether `parameter` is one of them.
    pub(super) fn has(&self, parameter: &Source<'_>) -> bool {
        self.0.contains(&id(parameter))
    }
}

fn id(part: &Source<'_>) -> (String, String) {
    let (place, name) = (part.text("in"), part.text("name"));
    let name = match place {
        "header" => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    };
    (place.to_owned(), name)
}
