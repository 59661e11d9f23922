//! Members of unions: a member that does not fit is kept unchanged.

use std::fmt;

use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::member_text::TEXT_OF_MEMBER;
use super::raw::Raw;
use super::reader::Reader;
use crate::read::any::Any;
use crate::read::unknown_member::UnknownMember;

/// A member of a union before its type is known.
///
/// Only for the code that [`tagged_union!`](crate::tagged_union) expands to.
#[allow(missing_debug_implementations)] // Its contents may be secret.
pub struct Member<'de> {
    content: UnknownMember,
    /// The text of the member, if it is read leniently.
    text: Option<&'de str>,
}

impl<'de> Member<'de> {
    /// Reads any JSON, whose property `tag` names its type.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn read<D: Deserializer<'de>>(
        deserializer: D,
        tag: &'static str,
    ) -> Result<Self, D::Error> {
        let (content, text) =
            deserializer.deserialize_newtype_struct(TEXT_OF_MEMBER, ContentVisitor)?;
        let content = UnknownMember::new(tag, content);
        Ok(Self { content, text })
    }

    /// The provider's name for this kind of member; `None` if the member has no tag.
    pub fn tag(&self) -> Option<&str> {
        self.content.tag()
    }

    /// Decodes the member as a documented type `T`. A member that does not fit is unknown.
    ///
    /// # Errors
    /// If it does not fit and is read strictly: then the whole body is read again, leniently.
    pub fn decode<T: DeserializeOwned, U, E: Error>(
        self,
        known: impl FnOnce(T) -> U,
        unknown: impl FnOnce(UnknownMember) -> U,
    ) -> Result<U, E> {
        let Some(text) = self.text else {
            let member = T::deserialize(self.content.as_json());
            return member.map(known).map_err(E::custom);
        };
        let member = Raw::parse(text).map(|raw| T::deserialize(Reader::new(raw)));
        Ok(match member {
            Ok(Ok(member)) => known(member),
            _ => unknown(self.content),
        })
    }

    /// The unchanged member.
    pub fn into_unknown(self) -> UnknownMember {
        self.content
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = (Value, Option<&'de str>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        Ok((Any::deserialize(deserializer)?.0, None))
    }

    /// The text from a [`Reader`], or an object from a deserializer that ignores newtypes.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == TEXT_OF_MEMBER {
                let text: &'de str = map.next_value()?;
                let raw = Raw::parse(text).map_err(A::Error::custom)?;
                let content = Any::deserialize(Reader::new(raw)).map_err(A::Error::custom)?;
                return Ok((content.0, Some(text)));
            }
            object.insert(key, map.next_value()?);
        }
        Ok((Value::Object(object), None))
    }
}
