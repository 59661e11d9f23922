//! The arrows upward that we live with. At most two, so that the list never becomes a habit.

/// An arrow from a lower room to a higher one.
pub(super) struct Allowed {
    /// The room that uses the other, as a path from the root of the workspace, without `.rs`.
    pub(super) from: &'static str,
    /// The room that is used.
    pub(super) to: &'static str,
    /// Why both stay where they are.
    pub(super) reason: &'static str,
}

/// How many arrows may be listed.
pub(super) const MOST: usize = 2;

pub(super) const ALLOWED: &[Allowed] = &[];
