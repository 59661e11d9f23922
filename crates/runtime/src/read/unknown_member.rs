//! An unknown member of a union, kept unchanged.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::shown::OneLine;

/// An unchanged member of a union that the document does not list, or that does not match the document.
///
/// `Debug` shows only the tag, because other properties may be secret.
#[derive(Clone, PartialEq)]
pub struct UnknownMember {
    tag: &'static str,
    content: Value,
}

impl UnknownMember {
    pub(crate) fn new(tag: &'static str, content: Value) -> Self {
        Self { tag, content }
    }

    /// The provider's name for this kind of member; `None` if the member has no tag.
    pub fn tag(&self) -> Option<&str> {
        self.content.get(self.tag)?.as_str()
    }

    /// The whole member. It may contain links or tokens: keep it out of logs.
    pub fn as_json(&self) -> &Value {
        &self.content
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember")
            .field(self.tag, &self.tag().map(OneLine::name))
            .finish_non_exhaustive()
    }
}

impl Serialize for UnknownMember {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.content.serialize(serializer)
    }
}
