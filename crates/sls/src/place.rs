//! The settings for a client's address and signatures.

use std::fmt::DebugStruct;

use backhaul_runtime::for_client_crates::Given;

/// The place of a client's project.
#[derive(Clone, Default)]
pub(crate) struct Place {
    pub(crate) endpoint: Option<Given>,
    pub(crate) project: Option<Given>,
    /// The region for signature v4.
    pub(crate) region: Option<Given>,
}

impl Place {
    /// Adds its fields to the `Debug` of a builder.
    pub(crate) fn show(&self, shown: &mut DebugStruct<'_, '_>) {
        for (name, text) in [
            ("endpoint", &self.endpoint),
            ("project", &self.project),
            ("region", &self.region),
        ] {
            shown.field(name, text);
        }
    }
}
