//! The settings for a client's addresses.

use std::fmt::DebugStruct;

use backhaul_runtime::for_client_crates::Given;

/// The place of the service and of its IAM.
#[derive(Clone, Default)]
pub(crate) struct Place {
    pub(crate) region: Option<Given>,
    /// Overrides the region's.
    pub(crate) base_url: Option<Given>,
    /// Overrides the region's.
    pub(crate) iam_url: Option<Given>,
}

impl Place {
    /// Adds its fields to the `Debug` of a builder.
    pub(crate) fn show(&self, shown: &mut DebugStruct<'_, '_>) {
        for (name, text) in [
            ("base_url", &self.base_url),
            ("iam_url", &self.iam_url),
            ("region", &self.region),
        ] {
            shown.field(name, text);
        }
    }
}
