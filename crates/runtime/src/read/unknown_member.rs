//! A member of a union that nobody knows, kept as it came.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::shown::OneLine;

/// A member of a union that the document does not list, or that is not what it says, as it came.
///
/// `Debug` shows only what says which member it is: nobody knows which of its other properties are
/// secret.
#[derive(Clone, PartialEq)]
pub struct UnknownMember {
    tag: &'static str,
    content: Value,
}

impl UnknownMember {
    pub(crate) fn new(tag: &'static str, content: Value) -> Self {
        Self { tag, content }
    }

    /// What the provider calls this kind of member; nothing if it does not say.
    pub fn tag(&self) -> Option<&str> {
        self.content.get(self.tag)?.as_str()
    }

    /// All of it. It may hold links or tokens: keep it out of logs.
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
