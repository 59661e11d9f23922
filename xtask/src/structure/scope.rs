//! What one module says, as far as it matters here.

use std::collections::BTreeSet;

/// The segments of a path: `crate::call::Call` has three.
pub(super) type Path = Vec<String>;

/// A module as it is written, before anything is resolved.
#[derive(Default)]
pub(super) struct Scope {
    /// The items that it defines, macros included.
    pub(super) items: BTreeSet<String>,
    /// Its macros that can be named from the root of the crate.
    pub(super) exported_macros: BTreeSet<String>,
    pub(super) children: Vec<Child>,
    pub(super) imports: Vec<Import>,
    /// The paths in its code.
    pub(super) mentions: BTreeSet<Path>,
}

impl Scope {
    /// Whether it defines anything, apart from declaring and re-exporting.
    pub(super) fn holds_code(&self) -> bool {
        let inline = self.children.iter().any(|child| match &child.body {
            Body::Inline(scope) => scope.holds_code(),
            Body::File { .. } => false,
        });
        inline || !self.items.is_empty() || !self.mentions.is_empty()
    }
}

/// A module that is declared in another.
pub(super) struct Child {
    pub(super) name: String,
    pub(super) body: Body,
}

pub(super) enum Body {
    Inline(Scope),
    File { path: Option<String> },
}

/// One name that a `use` brings.
pub(super) struct Import {
    pub(super) path: Path,
    pub(super) name: ImportName,
}

pub(super) enum ImportName {
    /// The name that it has in this module.
    Is(String),
    /// All names of a module.
    Glob,
    /// `as _`: a trait whose methods are used.
    Nameless,
}
