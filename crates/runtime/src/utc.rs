//! Dates of the calendar, read from text and written in UTC.
//!
//! Of chrono only the calendar is used: its `format` and `parse_from_str` are generic, so that they would be compiled
//! here once more, at a cost of more than a second in every user's release build.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

/// Forms of a part of a date in ISO 8601, with `0` for any digit.
const DATE: &[&str] = &["0000-00-00", "00000000"];
const TIME: &[&str] = &["00:00:00", "000000", "00:00", "0000", "00"];
const OFFSET: &[&str] = &["00:00", "0000", "00"];

/// What a text in ISO 8601 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The moment. A leap second counts as the second before it.
    pub(crate) time: SystemTime,
    /// Whether the text names its zone; otherwise it is read as UTC.
    pub(crate) has_zone: bool,
}

/// Reads a date and time in ISO 8601, or a date alone as its midnight. A suffix in brackets, as RFC 9557 has it, says
/// nothing about the moment and is left out.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let text = text.split_once('[').map_or(text, |(text, _)| text);
    let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00"));
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    let (time, fraction) = match time.split_once(['.', ',']) {
        // Only behind a second.
        Some((time, fraction)) => (digits(time, &TIME[..2])?, nine_digits(fraction)?),
        None => (digits(time, TIME)?, 0),
    };
    let date = digits(date, DATE)?;
    let day = NaiveDate::from_ymd_opt(
        date[..4].parse().ok()?,
        date[4..6].parse().ok()?,
        date[6..].parse().ok()?,
    )?;
    let [hour, minute, second] = pairs(&time)?;
    let second = if second == 60 { 59 } else { second };
    let local = day.and_hms_opt(hour, minute, second)?.and_utc();
    let seconds = local.timestamp() - offset(zone)?;
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let second = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    Some(Reading {
        time: second?.checked_add(Duration::from_nanos(fraction))?,
        has_zone: !zone.is_empty(),
    })
}

/// How many seconds a zone's clocks are ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, offset) = zone.split_at(1);
    let [hours, minutes, _] = pairs(&digits(offset, OFFSET)?)?;
    let seconds = i64::from(hours * 3600 + minutes * 60);
    let is_possible = hours < 24 && minutes < 60;
    is_possible.then_some(if sign == "-" { -seconds } else { seconds })
}

/// Up to six digits as three numbers; those that are missing are 0.
fn pairs(digits: &str) -> Option<[u32; 3]> {
    let all: u32 = format!("{digits:0<6}").parse().ok()?;
    Some([all / 10_000, all / 100 % 100, all % 100])
}

/// The digits of `part`, if it has one of `forms`.
fn digits(part: &str, forms: &[&str]) -> Option<String> {
    let form = part.replace(|char: char| char.is_ascii_digit(), "0");
    let is_known = forms.contains(&form.as_str());
    is_known.then(|| part.replace(['-', ':'], ""))
}

/// A fraction of a second in nanoseconds.
fn nine_digits(fraction: &str) -> Option<u64> {
    let is_number = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let has_room = (1..=9).contains(&fraction.len());
    if is_number && has_room {
        format!("{fraction:0<9}").parse().ok()
    } else {
        None
    }
}

/// The date to write for `time`: never later than it. `None` outside the years 0 to 9999, because only these have the
/// four digits that dates on the wire have.
pub(crate) fn date_of(time: SystemTime) -> Option<DateTime<Utc>> {
    let date = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => DateTime::UNIX_EPOCH.checked_add_signed(TimeDelta::from_std(after).ok()?),
        Err(before) => {
            let before = TimeDelta::from_std(before.duration()).ok()?;
            DateTime::UNIX_EPOCH.checked_sub_signed(before)
        }
    };
    date.filter(|date| (0..=9999).contains(&date.year()))
}

/// `2024-02-29T23:59:58Z`.
pub(crate) fn extended(date: DateTime<Utc>) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let (hour, minute, second) = (date.hour(), date.minute(), date.second());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `20240229T235958Z`.
pub(crate) fn basic(date: DateTime<Utc>) -> String {
    extended(date).replace(['-', ':'], "")
}

/// `Thu, 29 Feb 2024 23:59:58 GMT`, as HTTP has it.
pub(crate) fn http(date: DateTime<Utc>) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (weekday, day, year) = (date.weekday(), date.day(), date.year());
    let month = MONTHS.get(date.month0() as usize).unwrap_or(&"");
    let (hour, minute, second) = (date.hour(), date.minute(), date.second());
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{basic, date_of, extended, http, read};

    /// 2025-05-04T09:42:00Z
    const SECONDS: f64 = 1_746_351_720.0;

    /// Seconds since 1970, exact enough for the fractions below.
    fn seconds(text: &str) -> Option<f64> {
        let time = read(text)?.time;
        Some(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => after.as_secs_f64(),
            Err(before) => -before.duration().as_secs_f64(),
        })
    }

    #[test]
    fn all_forms_of_one_moment_are_read() {
        for text in [
            "2025-05-04T09:42:00Z",
            "2025-05-04T09:42:00z",
            "2025-05-04t09:42:00z",
            "2025-05-04 09:42:00Z",
            "2025-05-04T09:42:00.000Z",
            "2025-05-04T09:42Z",
            "2025-05-04T0942Z",
            "2025-05-04T094200Z",
            "20250504T094200Z",
            "20250504t094200z",
            "20250504T09:42:00Z",
            "2025-05-04T11:42:00+02:00",
            "2025-05-04T11:42:00+0200",
            "2025-05-04T11:42:00+02",
            "2025-05-04T07:12:00-02:30",
            "2025-05-05T09:41:00+23:59",
            "2025-05-04T09:42:00-00:00",
            "20250504T114200+0200",
            "2025-05-04T09:42:00Z[UTC]",
            "2025-05-04T11:42:00+02:00[Europe/Berlin]",
            "2025-05-04T09:42:00Z[UTC][u-ca=iso8601]",
        ] {
            assert_eq!(seconds(text), Some(SECONDS), "{text}");
            assert!(read(text).unwrap().has_zone, "{text}");
        }
    }

    #[test]
    fn without_a_zone_it_is_utc() {
        for text in [
            "2025-05-04T09:42:00",
            "2025-05-04 09:42:00",
            "2025-05-04T09:42",
            "20250504T094200",
            "20250504 094200",
            "2025-05-04T09:42:00[UTC]",
        ] {
            assert_eq!(seconds(text), Some(SECONDS), "{text}");
            assert!(!read(text).unwrap().has_zone, "{text}");
        }
    }

    #[test]
    fn rarer_dates_are_read_as_what_they_say() {
        for (text, expected) in [
            ("2025-05-04", 1_746_316_800.0),
            ("20250504", 1_746_316_800.0),
            ("2025-05-04T09Z", 1_746_349_200.0),
            ("2025-05-04T09:42:00.5", SECONDS + 0.5),
            ("2025-05-04T09:42:00,5Z", SECONDS + 0.5),
            ("2025-05-04T09:42:00.25+0200", SECONDS - 7200.0 + 0.25),
            ("20250504T094200.5Z", SECONDS + 0.5),
            ("1970-01-01T00:00:00Z", 0.0),
            ("1969-12-31T23:59:59Z", -1.0),
            ("1969-12-31T23:59:59.5Z", -0.5),
            ("1960-02-29T00:00:00.25", -310_521_599.75),
            ("0001-01-01T00:00:00Z", -62_135_596_800.0),
            ("0000-05-04T09:42:00Z", -62_156_470_680.0),
            ("9999-12-31T23:59:59Z", 253_402_300_799.0),
            // Leap seconds.
            ("2016-12-31T23:59:60Z", 1_483_228_799.0),
            ("2016-12-31T23:59:60.5", 1_483_228_799.5),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        let nanoseconds = read("2025-05-04T09:42:00.123456789Z").unwrap().time;
        let expected = Duration::new(1_746_351_720, 123_456_789);
        assert_eq!(nanoseconds, SystemTime::UNIX_EPOCH + expected);
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "",
            "soon",
            "1746351720",
            "20250504094200",
            "Sun, 04 May 2025 09:42:00 GMT",
            "2025-W18-7T09:42:00Z",
            "2025-124T09:42:00Z",
            "25-05-04T09:42:00Z",
            "2025-5-4T09:42:00Z",
            "2025-0504T09:42:00Z",
            "2025-05-04T",
            "2025-05-04Z",
            "2025-05-04TZ",
            "T09:42:00Z",
            "2025-05-04T9:42:00Z",
            "2025-05-04T09:4:00Z",
            "2025-05-04T0942:00Z",
            "2025-05-04T09:42.5Z",
            "2025-05-04T09:42:00.Z",
            "2025-05-04T09:42:00.5.5Z",
            "2025-05-04T09:42:00.1234567891Z",
            "2025-05-04T09:42:00+",
            "2025-05-04T09:42:00+2:00",
            "2025-05-04T09:42:00+02:60",
            "2025-05-04T09:42:00+26:00",
            "2025-05-04T09:42:00−02:00",
            "2025-05-04T09:42:00+02:00Z",
            "2025-05-04T09:42:00ZZ",
            "2025-05-04T09:42:00 Z",
            " 2025-05-04T09:42:00Z",
            "2025-05-04T09:42:00Z ",
            "2025-05-04T 9:42:00Z",
            "2025-02-29T09:42:00Z",
            "2025-13-04T09:42:00Z",
            "2025-05-04T24:00:00Z",
            "2025-05-04T09:60:00Z",
            "2025-05-04T09:42:61Z",
            "２０２５-05-04T09:42:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
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
    fn a_time_beyond_all_calendars_has_no_date() {
        let epoch = SystemTime::UNIX_EPOCH;
        for exponent in 38..64 {
            let distance = Duration::from_secs(1 << exponent);
            for time in [epoch.checked_add(distance), epoch.checked_sub(distance)] {
                assert_eq!(time.and_then(date_of), None, "2^{exponent} s");
            }
        }
    }

    #[test]
    fn a_date_is_written_in_each_form() {
        for (seconds, in_extended, in_basic, in_http) in [
            (
                1_709_251_198,
                "2024-02-29T23:59:58Z",
                "20240229T235958Z",
                "Thu, 29 Feb 2024 23:59:58 GMT",
            ),
            (
                1_746_351_720,
                "2025-05-04T09:42:00Z",
                "20250504T094200Z",
                "Sun, 04 May 2025 09:42:00 GMT",
            ),
        ] {
            let date = date_of(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
            assert_eq!(extended(date), in_extended);
            assert_eq!(basic(date), in_basic);
            assert_eq!(http(date), in_http);
        }
    }
}
