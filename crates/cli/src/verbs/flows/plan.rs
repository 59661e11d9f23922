//! What a flow calls things, and what has to be given to it.

/// Names on the wire, and the flags that stand for them here where those have another name.
pub(super) type Names = &'static [(&'static str, &'static str)];

/// Where the values of flags come from, if the first operation with such a flag in its path does not tell it: flags, and
/// operations that list them.
pub(super) type Sources = &'static [(&'static str, &'static str)];

/// What has to be given: of each of these, one flag.
pub(super) type Needs = &'static [&'static [&'static str]];

/// What a flow asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) names: Names,
    pub(super) needs: Needs,
    pub(super) sources: Sources,
}
