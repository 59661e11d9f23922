//! What a client's address and its signatures are made of.

use std::fmt::DebugStruct;

use backhaul_runtime::OneLine;

/// Where a client finds its project.
#[derive(Clone, Default)]
pub(crate) struct Place {
    pub(crate) endpoint: Option<String>,
    pub(crate) project: Option<String>,
    /// The region that signature v4 names.
    pub(crate) region: Option<String>,
}

impl Place {
    /// Shows it among the other settings of a builder.
    pub(crate) fn show(&self, shown: &mut DebugStruct<'_, '_>) {
        for (name, text) in [
            ("endpoint", &self.endpoint),
            ("project", &self.project),
            ("region", &self.region),
        ] {
            shown.field(name, &text.as_deref().map(OneLine::address));
        }
    }
}
