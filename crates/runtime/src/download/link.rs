//! Downloads of pre-signed links.

use std::sync::Arc;

use super::source::{Download, Source};
use crate::core::Core;
use crate::fetch::link::OPERATION;
use crate::text::sensitive::SensitiveString;

impl Core {
    /// A download of a pre-signed link. See `download_link` of a provider's client.
    pub fn download_link(&self, link: &SensitiveString) -> Download<'static> {
        Download::named(
            self.clone(),
            OPERATION,
            Source::Link(Arc::new(link.clone())),
        )
    }
}
