//! Which file defines what a path leads to.

use std::collections::BTreeSet;
use std::path::Path;

use super::modules::Crate;
use super::scope::ImportName;

/// What a path leads to. It may be several things: a module and a function can have one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target<'a> {
    Module(usize),
    Item { file: &'a Path, name: String },
}

type Targets<'a> = BTreeSet<Target<'a>>;

/// The names that are being looked up, so that imports in a circle come to an end.
type Trail = Vec<(usize, String)>;

/// Resolves a path in a module. What is of another crate leads nowhere.
pub(super) fn resolve<'a>(all: &Crate<'a>, module: usize, path: &[String]) -> Targets<'a> {
    follow(all, module, path, &mut Trail::new())
}

fn follow<'a>(all: &Crate<'a>, module: usize, path: &[String], trail: &mut Trail) -> Targets<'a> {
    let Some((first, rest)) = path.split_first() else {
        return Targets::new();
    };
    let mut at = match first.as_str() {
        "crate" => Targets::from([Target::Module(0)]),
        "self" => Targets::from([Target::Module(module)]),
        "super" => Targets::from([Target::Module(all.modules[module].parent)]),
        name => look_up(all, module, name, trail),
    };
    for name in rest {
        let inside: Targets<'a> = at
            .iter()
            .filter_map(|target| match target {
                Target::Module(module) => Some(*module),
                Target::Item { .. } => None,
            })
            .flat_map(|module| match name.as_str() {
                "super" => Targets::from([Target::Module(all.modules[module].parent)]),
                name => look_up(all, module, name, trail),
            })
            .collect();
        if inside.is_empty() {
            // A variant, an associated function, or something of another crate.
            at.retain(|target| matches!(target, Target::Item { .. }));
            return at;
        }
        at = inside;
    }
    at
}

fn look_up<'a>(all: &Crate<'a>, module: usize, name: &str, trail: &mut Trail) -> Targets<'a> {
    let step = (module, name.to_owned());
    if trail.contains(&step) {
        return Targets::new();
    }
    trail.push(step);
    let mut found = Targets::new();
    let this = &all.modules[module];
    if let Some(child) = this.children.get(name) {
        found.insert(Target::Module(*child));
    }
    let exported = (module == 0).then(|| all.macros.get(name)).flatten();
    for definer in exported
        .copied()
        .into_iter()
        .chain(this.scope.items.contains(name).then_some(module))
    {
        found.insert(Target::Item {
            file: all.modules[definer].file,
            name: name.to_owned(),
        });
    }
    for import in &this.scope.imports {
        match &import.name {
            ImportName::Is(own) if own == name => {
                found.extend(follow(all, module, &import.path, trail));
            }
            ImportName::Glob => {
                for target in follow(all, module, &import.path, trail) {
                    match target {
                        Target::Module(module) => found.extend(look_up(all, module, name, trail)),
                        // The variants of an enum, which nobody knows here.
                        Target::Item { .. } => {}
                    }
                }
            }
            ImportName::Is(_) | ImportName::Nameless => {}
        }
    }
    trail.pop();
    found
}
