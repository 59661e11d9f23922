//! Points in time, in answers and in requests.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::error::invalid_value::InvalidValue;
use crate::text::utc;

/// A point in time as the provider wrote it, normally ISO 8601 in UTC.
///
/// The text is kept unchanged, so an answer with a nonstandard date can still be decoded and is written back
/// unchanged. [`to_system_time`](Self::to_system_time) parses it.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// # use backhaul_runtime::Timestamp;
///
/// let at = Timestamp::from("1970-01-01T00:01:00Z");
/// assert_eq!(at.to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(60)));
/// assert_eq!(Timestamp::from("soon").to_system_time(), None);
/// ```
///
/// In requests it must be a date and time with a time zone: a call with another text is refused. The text is
/// sent unchanged; a `SystemTime` is written in whole seconds, rounded down.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// # use backhaul_runtime::Timestamp;
/// let at = Timestamp::try_from(SystemTime::UNIX_EPOCH + Duration::from_secs(60))?;
/// assert_eq!(at.as_str(), "1970-01-01T00:01:00Z");
/// # Ok::<(), backhaul_runtime::InvalidValue>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text as on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The time, or `None` if the text is not an ISO 8601 date and time in its usual form, that of RFC 3339. A
    /// blank may replace the `T`.
    ///
    /// A text without a zone is read as UTC, as MongoDB documents for its APIs.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        utc::read(&self.0)
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

impl From<&String> for Timestamp {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&Timestamp> for Timestamp {
    fn from(timestamp: &Timestamp) -> Self {
        timestamp.clone()
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidValue;

    /// # Errors
    /// If the year is before 0 or after 9999.
    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        match utc::date_of(time) {
            Some(date) => Ok(Self(utc::extended(date))),
            None => Err(InvalidValue::new(
                "Timestamp",
                &format!("{time:?}"),
                "must be between the years 0 and 9999",
            )),
        }
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
    use crate::sent::argument::Argument;

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
    fn only_a_date_is_sent_and_it_is_sent_unchanged() {
        for given in [
            "2025-05-04T11:42:00+02:00",
            "2025-05-04T09:42:00.527363Z",
            "2016-12-31T23:59:60Z",
        ] {
            let argument: Argument<Timestamp> = Argument::from_value(given);
            let kept = argument.is_date_time();
            assert_eq!(kept.given().map(Timestamp::as_str), Some(given));
        }
        for text in [
            "soon",
            "",
            "2025-05-04",
            "2025-05-04T09:42:00",
            "2025-05-04 09:42:00Z",
            "2025-05-04T09:42:00Z[UTC]",
            "2025-13-04T09:42:00Z",
            "2025-05-04T9:42:00Z",
            "2025-05-04T09:42:00.Z",
            "2025-05-04T11:42:00+0200",
            "2025-05-04T09:42:00+2:00",
            "2025-05-04T09:42:61Z",
            "20250504T094200Z",
            "1746351720",
        ] {
            let argument: Argument<Timestamp> = Argument::from_value(text);
            let Argument::Invalid(reason) = argument.is_date_time() else {
                panic!("{text} was taken");
            };
            assert!(reason.contains(&format!("{text:?}")), "{reason}");
            assert!(reason.contains("ISO 8601"), "{reason}");
        }
        let missing = Argument::<Timestamp>::Missing.is_date_time();
        assert!(matches!(missing, Argument::Missing));
    }

    #[test]
    fn a_system_time_is_written_in_whole_seconds() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_746_351_720_900);
        assert_eq!(
            Timestamp::try_from(time).unwrap().as_str(),
            "2025-05-04T09:42:00Z"
        );
        let time = SystemTime::UNIX_EPOCH - Duration::from_millis(500);
        assert_eq!(
            Timestamp::try_from(time).unwrap().as_str(),
            "1969-12-31T23:59:59Z"
        );
    }

    #[test]
    fn a_system_time_too_far_away_is_refused() {
        let epoch = SystemTime::UNIX_EPOCH;
        let thousand_years = Duration::from_secs(31_556_952_000);
        for time in [epoch - 3 * thousand_years, epoch + 9 * thousand_years] {
            let error = Timestamp::try_from(time).unwrap_err().to_string();
            assert!(error.contains("between the years 0 and 9999"), "{error}");
        }
    }

    #[test]
    fn keeps_a_text_that_is_not_a_date() {
        let kept: Timestamp = serde_json::from_str("\"not yet\"").unwrap();
        assert_eq!(kept.to_system_time(), None);
        assert_eq!(serde_json::to_string(&kept).unwrap(), "\"not yet\"");
    }
}
