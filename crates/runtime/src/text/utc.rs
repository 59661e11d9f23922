//! Dates of the calendar, read from text and written in UTC.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, TimeDelta, Utc};

/// The time in an RFC 3339 text, or in one of a similar form. Without a zone it is read as UTC.
pub(crate) fn read(text: &str) -> Option<SystemTime> {
    let date: DateTime<FixedOffset> = text.parse().or_else(|_| format!("{text}Z").parse()).ok()?;
    let seconds = date.timestamp();
    let distance = Duration::from_secs(seconds.unsigned_abs());
    // On some systems, `SystemTime` has a smaller range than dates.
    let second = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    second?.checked_add(Duration::from_nanos(date.timestamp_subsec_nanos().into()))
}

/// Whether `text` is an RFC 3339 date and time with a zone, with a `T` between date and time.
pub(crate) fn is_rfc_3339(text: &str) -> bool {
    text.as_bytes().get(10) == Some(&b'T') && DateTime::parse_from_rfc3339(text).is_ok()
}

/// Whether `text` is a day of the calendar with four digits of year: `2024-02-29`.
pub(crate) fn is_day(text: &str) -> bool {
    let has_form = text.len() == 10
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    has_form
        && text
            .parse::<NaiveDate>()
            .is_ok_and(|date| date.to_string() == text)
}

/// `2024-02-29`.
pub(crate) fn day(date: DateTime<Utc>) -> String {
    date.date_naive().to_string()
}

/// The date to write for `time`, rounded down. `None` outside the years 0 to 9999, because dates on the wire
/// have four-digit years.
pub(crate) fn date_of(time: SystemTime) -> Option<DateTime<Utc>> {
    let date = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => {
            let seconds = i64::try_from(after.as_secs()).ok()?;
            DateTime::from_timestamp(seconds, after.subsec_nanos())
        }
        Err(before) => {
            let before = TimeDelta::from_std(before.duration()).ok()?;
            DateTime::UNIX_EPOCH.checked_sub_signed(before)
        }
    };
    date.filter(|date| (0..=9999).contains(&date.year()))
}

/// `2024-02-29T23:59:58Z`.
pub(crate) fn extended(date: DateTime<Utc>) -> String {
    date.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{date_of, extended, is_rfc_3339, read};

    /// 2025-05-04T09:42:00Z
    const SECONDS: f64 = 1_746_351_720.0;

    /// Seconds since 1970, exact enough for the fractions below.
    fn seconds(text: &str) -> Option<f64> {
        let time = read(text)?;
        Some(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => after.as_secs_f64(),
            Err(before) => -before.duration().as_secs_f64(),
        })
    }

    #[test]
    fn all_forms_of_one_moment_are_read() {
        for (text, is_sent) in [
            ("2025-05-04T09:42:00Z", true),
            ("2025-05-04T09:42:00.000Z", true),
            ("2025-05-04T11:42:00+02:00", true),
            ("2025-05-04T07:12:00-02:30", true),
            ("2025-05-04T09:42:00-00:00", true),
            ("2025-05-04T09:42:00z", true),
            ("2025-05-04t09:42:00z", false),
            ("2025-05-04 09:42:00Z", false),
            ("2025-05-04T11:42:00+0200", false),
            ("2025-05-04T09:42:00 UTC", false),
            ("2025-05-04T09:42:00", false),
            ("2025-05-04 09:42:00", false),
            ("2025-05-04 09:42:00.000", false),
        ] {
            assert_eq!(seconds(text), Some(SECONDS), "{text}");
            assert_eq!(is_rfc_3339(text), is_sent, "{text}");
        }
    }

    #[test]
    fn rarer_dates_are_read_correctly() {
        for (text, expected) in [
            ("2025-05-04T09:42:00.5", SECONDS + 0.5),
            ("2025-05-04T09:42:00.25+0200", SECONDS - 7200.0 + 0.25),
            ("1970-01-01T00:00:00Z", 0.0),
            ("1969-12-31T23:59:59Z", -1.0),
            ("1969-12-31T23:59:59.5Z", -0.5),
            ("1960-02-29T00:00:00.25", -310_521_599.75),
            ("0001-01-01T00:00:00Z", -62_135_596_800.0),
            ("9999-12-31T23:59:59Z", 253_402_300_799.0),
            // A leap second counts as the first second of the next day.
            ("2016-12-31T23:59:60Z", 1_483_228_800.0),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        let nanoseconds = read("2025-05-04T09:42:00.123456789Z").unwrap();
        let expected = Duration::new(1_746_351_720, 123_456_789);
        assert_eq!(nanoseconds, SystemTime::UNIX_EPOCH + expected);
    }

    #[test]
    fn an_invalid_date_is_neither_read_nor_sent() {
        for text in [
            "",
            "soon",
            "1746351720",
            "20250504094200",
            "Sun, 04 May 2025 09:42:00 GMT",
            "2025-05-04T",
            "T09:42:00Z",
            "2025-05-04T09:42:00+02:60",
            "2025-05-04T09:42:00+26:00",
            "2025-05-04T09:42:00ZZ",
            "2025-02-29T09:42:00Z",
            "2025-13-04T09:42:00Z",
            "2025-05-04T24:00:00Z",
            "2025-05-04T09:60:00Z",
            "2025-05-04T09:42:61Z",
            "２０２５-05-04T09:42:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
            assert!(!is_rfc_3339(text), "{text}");
        }
    }

    #[test]
    fn a_date_to_write_has_four_digits_of_year_and_is_never_later() {
        let epoch = SystemTime::UNIX_EPOCH;
        let text = |time| date_of(time).map(extended);
        let before = |millis| text(epoch - Duration::from_millis(millis)).unwrap();
        assert_eq!(before(0), "1970-01-01T00:00:00Z");
        assert_eq!(before(500), "1969-12-31T23:59:59Z");
        assert_eq!(before(1000), "1969-12-31T23:59:59Z");
        assert_eq!(before(1001), "1969-12-31T23:59:58Z");
        let first = epoch - Duration::from_secs(62_167_219_200);
        assert_eq!(text(first).as_deref(), Some("0000-01-01T00:00:00Z"));
        assert_eq!(text(first - Duration::from_nanos(1)), None);
        let end = epoch + Duration::from_secs(253_402_300_800);
        let last = end - Duration::from_nanos(1);
        assert_eq!(text(last).as_deref(), Some("9999-12-31T23:59:59Z"));
        assert_eq!(text(end), None);
    }

    #[test]
    fn a_time_outside_the_calendar_has_no_date() {
        let epoch = SystemTime::UNIX_EPOCH;
        for exponent in 38..64 {
            let distance = Duration::from_secs(1 << exponent);
            for time in [epoch.checked_add(distance), epoch.checked_sub(distance)] {
                assert_eq!(time.and_then(date_of), None, "2^{exponent} s");
            }
        }
    }
}
