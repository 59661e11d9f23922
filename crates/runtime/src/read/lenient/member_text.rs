//! Passes the text of a union member instead of its value.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, MapAccess};

use super::failure::Failure;
use super::raw::Raw;

/// For a newtype of this name, a lenient reader returns the text of a value instead of the value.
pub(super) const TEXT_OF_MEMBER: &str = "$backhaul_runtime::text_of_member";

/// A map that contains only the text of a value, under [`TEXT_OF_MEMBER`].
pub(super) struct TextOfMember<'de>(pub(super) Option<Raw<'de>>);

impl<'de> MapAccess<'de> for TextOfMember<'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        if self.0.is_none() {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(TEXT_OF_MEMBER))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Self::Error> {
        let text = self.0.take().map(Raw::as_str).unwrap_or_default();
        seed.deserialize(BorrowedStrDeserializer::new(text))
    }
}
