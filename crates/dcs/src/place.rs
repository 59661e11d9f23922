//! What a client's addresses are made of.

use std::fmt::DebugStruct;

use backhaul_runtime::OneLine;

/// Where a client finds the service and its IAM.
#[derive(Clone, Default)]
pub(crate) struct Place {
    pub(crate) region: Option<String>,
    /// In place of the region's.
    pub(crate) base_url: Option<String>,
    /// In place of the region's.
    pub(crate) iam_url: Option<String>,
}

impl Place {
    /// Shows it among the other settings of a builder.
    pub(crate) fn show(&self, shown: &mut DebugStruct<'_, '_>) {
        for (name, text) in [
            ("base_url", &self.base_url),
            ("iam_url", &self.iam_url),
            ("region", &self.region),
        ] {
            shown.field(name, &text.as_deref().map(OneLine::address));
        }
    }
}
