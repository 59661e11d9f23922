//! The tree of modules of one crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::scope::{Body, Scope};

/// The scopes of all files, by their paths from the root of the workspace.
pub(super) type Scopes = BTreeMap<PathBuf, Scope>;

/// A crate: its modules, of which the first is its root.
pub(super) struct Crate<'a> {
    pub(super) modules: Vec<Module<'a>>,
    /// The macros that can be named from the root, with the modules that define them.
    pub(super) macros: BTreeMap<&'a str, usize>,
}

pub(super) struct Module<'a> {
    pub(super) file: &'a Path,
    /// Itself for the root.
    pub(super) parent: usize,
    /// Its children, without those that nobody wrote by hand.
    pub(super) children: BTreeMap<&'a str, usize>,
    pub(super) scope: &'a Scope,
}

impl<'a> Crate<'a> {
    /// Follows the declarations of modules from `root`.
    pub(super) fn read(root: &'a Path, scopes: &'a Scopes) -> Self {
        let mut all = Self {
            modules: Vec::new(),
            macros: BTreeMap::new(),
        };
        if let Some(scope) = scopes.get(root) {
            let folder = root.parent().unwrap_or(root).to_owned();
            all.add(root, 0, scope, folder, scopes);
        }
        all
    }

    /// Adds the module of `scope`, whose children have their files in `folder`.
    fn add(
        &mut self,
        file: &'a Path,
        parent: usize,
        scope: &'a Scope,
        folder: PathBuf,
        scopes: &'a Scopes,
    ) -> usize {
        let this = self.modules.len();
        let children = BTreeMap::new();
        self.modules.push(Module {
            file,
            parent,
            children,
            scope,
        });
        for name in &scope.exported_macros {
            self.macros.insert(name, this);
        }
        for child in &scope.children {
            let inside = folder.join(&child.name);
            let found = match &child.body {
                Body::Inline(scope) => Some((file, scope, inside)),
                Body::File { path } => find(file, &inside, path.as_deref(), scopes),
            };
            if let Some((file, scope, folder)) = found {
                let module = self.add(file, this, scope, folder, scopes);
                self.modules[this].children.insert(&child.name, module);
            }
        }
        this
    }

    /// The files that belong to it.
    pub(super) fn files(&self) -> BTreeSet<&'a Path> {
        self.modules.iter().map(|module| module.file).collect()
    }
}

/// The file of a child module, what it says, and where the files of its children are.
fn find<'a>(
    parent: &Path,
    inside: &Path,
    path: Option<&str>,
    scopes: &'a Scopes,
) -> Option<(&'a Path, &'a Scope, PathBuf)> {
    if let Some(path) = path {
        let file = normal(&parent.parent()?.join(path));
        let (file, scope) = scopes.get_key_value(&file)?;
        return Some((file, scope, file.parent()?.to_owned()));
    }
    let beside = inside.with_extension("rs");
    let (file, scope) = scopes
        .get_key_value(&beside)
        .or_else(|| scopes.get_key_value(&inside.join("mod.rs")))?;
    Some((file, scope, inside.to_owned()))
}

/// The path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path {
        if part == ".." {
            normal.pop();
        } else {
            normal.push(part);
        }
    }
    normal
}
