//! Lenient reading: what providers send although their documents do not say so.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::charset;
use crate::error::Error;
use crate::lenient::{self, Unreadable};

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

/// Reads JSON as the answers of calls are read, which forgives more than `serde_json` alone. It is for
/// answers that were stored, or that another tool has fetched.
///
/// - A scalar of another JSON type is converted if nothing of it is lost: `"8"` and `8.0` to an integer,
///   `".125"` to a number, a number or a boolean to a text (spelled as it was written), `"true"` to a
///   boolean. 8.5 is no integer, nor is what needs more than 64 bits; 0 and 1 are no booleans.
/// - A member of a union that does not fit is kept as it came, as `Unknown`.
/// - Of a key that comes twice the last one counts.
/// - A byte order mark is skipped, and UTF-16 is read if it has one. What is no Unicode, half a pair of
///   surrogates or a byte that is no UTF-8, becomes U+FFFD.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Instance {
///     port: i64,
/// }
///
/// let instance: Instance = backhaul_runtime::from_json(br#"{"port": "6379"}"#)?;
/// assert_eq!(instance.port, 6379);
/// # Ok::<(), backhaul_runtime::Error>(())
/// ```
///
/// # Errors
/// Of the kind [`Decode`](crate::ErrorKind::Decode), if it is no JSON, or no `T` even so.
/// [`decode_path`](Error::decode_path) names the place.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    let utf8 = charset::to_utf8(json, None);
    read(utf8.as_deref().unwrap_or(json)).map_err(Error::unreadable)
}

/// Reads `body`, which is UTF-8: strictly, and only if that fails leniently, which takes longer.
///
/// # Errors
/// If it is no JSON, or no `T` even so.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(body).or_else(|_| lenient::read(body))
}
