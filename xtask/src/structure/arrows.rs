//! Which file of a crate uses which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::modules::Crate;
use super::names::{Target, resolve};

/// The names by which one file uses another, for each pair of files.
pub(super) type Arrows<'a> = BTreeMap<(&'a Path, &'a Path), BTreeSet<String>>;

/// The arrows of a crate. A module that only declares and re-exports is a face: it uses nothing, and
/// those who use it use the files that define what they name.
pub(super) fn arrows<'a>(all: &Crate<'a>) -> Arrows<'a> {
    let mut arrows = Arrows::new();
    for (number, module) in all.modules.iter().enumerate() {
        if !module.scope.holds_code() {
            continue;
        }
        let imported = module.scope.imports.iter().map(|import| &import.path);
        for path in imported.chain(&module.scope.mentions) {
            for target in resolve(all, number, path) {
                // Of a module that is imported, what is used is mentioned.
                let Target::Item { file, name } = target else {
                    continue;
                };
                if file != module.file {
                    arrows.entry((module.file, file)).or_default().insert(name);
                }
            }
        }
    }
    arrows
}
