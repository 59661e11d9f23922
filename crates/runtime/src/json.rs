//! Lenient reading: what providers send although their documents do not say so.

use serde::{Deserialize, Deserializer};

/// Reads an array in which the provider may have written `null` for "none".
///
/// # Errors
/// If the value is neither `null` nor an array of `T`.
pub fn null_as_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
