//! Things by their names.

use std::collections::BTreeMap;

/// Things by name or id.
pub(super) type Named<T> = BTreeMap<String, T>;

/// One thing by its name.
pub(super) fn one<T>(name: &str, value: T) -> Named<T> {
    BTreeMap::from([(name.to_owned(), value)])
}
