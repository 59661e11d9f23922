//! Points in time in answers.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// A point in time as the provider wrote it, normally ISO 8601 in UTC.
///
/// The text is kept unchanged, so an answer with a date that follows no standard still decodes
/// and is written back as it came. [`to_system_time`](Self::to_system_time) reads it.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// # use backhaul_runtime::Timestamp;
///
/// let at = Timestamp::from("1970-01-01T00:01:00Z");
/// assert_eq!(at.to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(60)));
/// assert_eq!(Timestamp::from("soon").to_system_time(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment it names, or `None` if the text is not an ISO 8601 date and time.
    ///
    /// A text without a zone is read as UTC, as MongoDB documents for its APIs.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let instant = match self.0.parse::<jiff::Timestamp>() {
            Ok(instant) => instant,
            Err(_) => self
                .0
                .parse::<jiff::civil::DateTime>()
                .ok()?
                .to_zoned(jiff::tz::TimeZone::UTC)
                .ok()?
                .timestamp(),
        };
        Some(SystemTime::from(instant))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Timestamp;

    #[test]
    fn reads_utc_offset_and_zoneless_forms_alike() {
        let expected = SystemTime::UNIX_EPOCH + Duration::from_secs(1_746_351_720);
        for text in [
            "2025-05-04T09:42:00Z",
            "2025-05-04T11:42:00+02:00",
            "2025-05-04T09:42:00",
            "2025-05-04 09:42:00",
        ] {
            assert_eq!(
                Timestamp::from(text).to_system_time(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn keeps_a_text_that_is_no_date() {
        let kept: Timestamp = serde_json::from_str("\"not yet\"").unwrap();
        assert_eq!(kept.to_system_time(), None);
        assert_eq!(serde_json::to_string(&kept).unwrap(), "\"not yet\"");
    }
}
