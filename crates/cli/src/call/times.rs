//! How providers write times.

use std::time::{Duration, SystemTime};

use backhaul_runtime::Timestamp;

/// How a time is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// A text of RFC 3339.
    Timestamp,
    /// A day of the calendar.
    Date,
    /// A number of seconds since 1970.
    Seconds,
    /// The same as a text.
    SecondsText,
    /// A number of milliseconds since 1970.
    Milliseconds,
    /// The same as a text.
    MillisecondsText,
    /// `yyyyMMddHHmmss` in UTC.
    Compact,
}

impl Time {
    /// Whether it is a JSON number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Seconds | Self::Milliseconds)
    }

    /// What it is called in a help text.
    pub fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "date and time",
            Self::Date => "date",
            Self::Seconds | Self::SecondsText => "time in Unix seconds",
            Self::Milliseconds | Self::MillisecondsText => "time in Unix milliseconds",
            Self::Compact => "time as yyyyMMddHHmmss in UTC",
        }
    }

    /// `time` on the wire.
    pub fn written(self, time: SystemTime) -> String {
        let since = time.duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_default();
        let text = || Timestamp::try_from(time).map(|time| time.to_string());
        match self {
            Self::Seconds | Self::SecondsText => since.as_secs().to_string(),
            Self::Milliseconds | Self::MillisecondsText => since.as_millis().to_string(),
            Self::Timestamp => text().unwrap_or_default(),
            Self::Date => text().unwrap_or_default().chars().take(10).collect(),
            Self::Compact => {
                let text = text().unwrap_or_default();
                text.chars().filter(char::is_ascii_digit).take(14).collect()
            }
        }
    }

    /// The time that an answer has as `text`, as a date and a time in UTC. `None` if it is no time, or already one
    /// that people can read; nor do they need to see 1970 where a provider means none.
    pub fn read(self, text: &str) -> Option<String> {
        let number: u64 = text.parse().ok().filter(|number| *number > 0)?;
        let since = match self {
            Self::Seconds | Self::SecondsText => Duration::from_secs(number),
            Self::Milliseconds | Self::MillisecondsText => Duration::from_millis(number),
            Self::Timestamp | Self::Date | Self::Compact => return None,
        };
        let time = SystemTime::UNIX_EPOCH.checked_add(since)?;
        Some(Timestamp::try_from(time).ok()?.to_string())
    }

    /// Whether `text` is what goes on the wire, unless that is a text whose rule the client checks.
    pub fn is_written(self, text: &str) -> bool {
        match self {
            Self::Seconds | Self::Milliseconds => text.parse::<i64>().is_ok(),
            Self::SecondsText | Self::MillisecondsText => {
                !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit())
            }
            Self::Compact => text.len() == 14 && text.bytes().all(|one| one.is_ascii_digit()),
            Self::Date => true,
            Self::Timestamp => Timestamp::from(text.to_owned()).to_system_time().is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Time;

    #[test]
    fn each_provider_gets_its_own_form() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_777_932_000_123);
        for (form, text) in [
            (Time::Seconds, "1777932000"),
            (Time::SecondsText, "1777932000"),
            (Time::Milliseconds, "1777932000123"),
            (Time::MillisecondsText, "1777932000123"),
            (Time::Date, "2026-05-04"),
            (Time::Compact, "20260504220000"),
        ] {
            assert_eq!(form.written(time), text, "{form:?}");
            assert!(form.is_written(text), "{form:?}");
        }
        let text = Time::Timestamp.written(time);
        assert!(text.starts_with("2026-05-04T22:00:00"), "{text}");
        assert!(Time::Timestamp.is_written(&text));
        for (form, sent, read) in [
            (Time::Seconds, "1777932000", Some("2026-05-04T22:00:00Z")),
            (
                Time::SecondsText,
                "1777932000",
                Some("2026-05-04T22:00:00Z"),
            ),
            (
                Time::Milliseconds,
                "1777932000000",
                Some("2026-05-04T22:00:00Z"),
            ),
            (Time::Seconds, "0", None),
            (Time::Seconds, "-1", None),
            (Time::Seconds, "99999999999999999999", None),
            (Time::Milliseconds, "18446744073709551615", None),
            (Time::SecondsText, "2026-05-04", None),
        ] {
            assert_eq!(form.read(sent).as_deref(), read, "{form:?} {sent}");
        }
        assert!(!Time::Seconds.is_written("2026-05-04") && !Time::Compact.is_written("2026"));
    }
}
