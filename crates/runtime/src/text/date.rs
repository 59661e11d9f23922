//! Days of the calendar, in requests.

use std::fmt;
use std::time::SystemTime;

use serde::{Serialize, Serializer};

use crate::error::invalid_value::{InvalidValue, excerpt};
use crate::text::utc;

/// A day of the calendar in a request, such as `2026-11-22`. It is checked, and sent unchanged.
///
/// ```
/// use std::time::SystemTime;
/// # use backhaul_runtime::Date;
///
/// assert_eq!(Date::try_from("2026-11-22")?.as_str(), "2026-11-22");
/// assert_eq!(Date::try_from(SystemTime::UNIX_EPOCH)?.as_str(), "1970-01-01"); // the day in UTC
/// assert!(Date::try_from("2026-02-30").is_err());
/// # Ok::<(), backhaul_runtime::InvalidValue>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Date {
    /// The text as on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl TryFrom<String> for Date {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if utc::is_day(&text) {
            Ok(Self(text))
        } else {
            let rule = "must be a day of the calendar in ISO 8601, such as 2026-11-22";
            Err(InvalidValue::new("Date", &excerpt(&text), rule))
        }
    }
}

impl TryFrom<&str> for Date {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<&String> for Date {
    type Error = InvalidValue;

    fn try_from(text: &String) -> Result<Self, Self::Error> {
        Self::try_from(text.clone())
    }
}

impl From<&Date> for Date {
    fn from(date: &Date) -> Self {
        date.clone()
    }
}

impl TryFrom<SystemTime> for Date {
    type Error = InvalidValue;

    /// The day in UTC.
    ///
    /// # Errors
    /// If the year is before 0 or after 9999.
    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        match utc::date_of(time) {
            Some(date) => Ok(Self(utc::day(date))),
            None => Err(InvalidValue::new(
                "Date",
                &format!("{time:?}"),
                "must be between the years 0 and 9999",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Date;

    #[test]
    fn only_a_day_is_taken() {
        for text in ["2026-11-22", "2024-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(Date::try_from(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "soon",
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "20261122",
            "2026-11-22T00:00:00Z",
            " 2026-11-22",
            "2026-11-22 ",
            "+2026-11-22",
            "-026-11-22",
            "12026-11-22",
            "2026/11/22",
            "２０２６-11-22",
        ] {
            let error = Date::try_from(text).unwrap_err().to_string();
            assert!(error.contains("day of the calendar"), "{text}: {error}");
        }
    }

    #[test]
    fn the_day_of_a_time_is_that_of_utc() {
        let epoch = SystemTime::UNIX_EPOCH;
        let day = |time| Date::try_from(time).map(|date| date.to_string());
        assert_eq!(day(epoch - Duration::from_secs(1)).unwrap(), "1969-12-31");
        assert_eq!(
            day(epoch + Duration::from_secs(86_399)).unwrap(),
            "1970-01-01"
        );
        let late = Duration::from_secs(253_402_300_800);
        assert!(day(epoch + late).is_err());
    }
}
