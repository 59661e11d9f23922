//! How providers write times.

use std::time::SystemTime;

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
            Self::Seconds => "time in Unix seconds",
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
            Self::Seconds => since.as_secs().to_string(),
            Self::Milliseconds | Self::MillisecondsText => since.as_millis().to_string(),
            Self::Timestamp => text().unwrap_or_default(),
            Self::Date => text().unwrap_or_default().chars().take(10).collect(),
            Self::Compact => {
                let text = text().unwrap_or_default();
                text.chars().filter(char::is_ascii_digit).take(14).collect()
            }
        }
    }

    /// Whether `text` is what goes on the wire, unless that is a text whose rule the client checks.
    pub fn is_written(self, text: &str) -> bool {
        match self {
            Self::Seconds | Self::Milliseconds => text.parse::<i64>().is_ok(),
            Self::MillisecondsText => {
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
        assert!(!Time::Seconds.is_written("2026-05-04") && !Time::Compact.is_written("2026"));
    }
}
