//! Times as the providers write them.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

/// `2025-05-04T09:42:00Z`.
pub(crate) fn iso(time: SystemTime) -> String {
    utc(time).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2025-05-04T09:42:00.527363Z`, as IAM writes it.
pub(crate) fn iso_micros(time: SystemTime) -> String {
    utc(time).format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// `2025-05-04`, the day in UTC.
pub(crate) fn day(time: SystemTime) -> String {
    utc(time).format("%Y-%m-%d").to_string()
}

/// `20250504094200`, in UTC.
pub(crate) fn compact(time: SystemTime) -> String {
    utc(time).format("%Y%m%d%H%M%S").to_string()
}

/// `2025/05/04 09:42:00`, in UTC.
pub(crate) fn with_slashes(time: SystemTime) -> String {
    utc(time).format("%Y/%m/%d %H:%M:%S").to_string()
}

/// Seconds since 1970.
pub(crate) fn unix(time: SystemTime) -> i64 {
    utc(time).timestamp()
}

/// The time that is `by` later than `time`, or the last that has a date.
pub(crate) fn later(time: SystemTime, by: Duration) -> SystemTime {
    let last = SystemTime::UNIX_EPOCH + FROM_1970;
    time.checked_add(by).unwrap_or(time.max(last))
}

/// The time that is `by` earlier than `time`, or 1970 if it is beyond any clock.
pub(crate) fn earlier(time: SystemTime, by: Duration) -> SystemTime {
    let first = time.min(SystemTime::UNIX_EPOCH);
    time.checked_sub(by).unwrap_or(first)
}

/// From the first second of the year 0 to 1970, and from there to the last second of the year 9999.
const BEFORE_1970: Duration = Duration::from_secs(62_167_219_200);
pub(crate) const FROM_1970: Duration = Duration::from_secs(253_402_300_799);

/// The date in UTC. A time outside the years of four digits counts as the first or last of them.
pub(crate) fn utc(time: SystemTime) -> DateTime<Utc> {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => DateTime::UNIX_EPOCH + after.min(FROM_1970),
        Err(before) => DateTime::UNIX_EPOCH - before.duration().min(BEFORE_1970),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{compact, day, earlier, iso, iso_micros, later, unix};

    #[test]
    fn times_are_written_in_utc() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_746_351_720_500);
        assert_eq!(iso(time), "2025-05-04T09:42:00Z");
        assert_eq!(day(time), "2025-05-04");
        assert_eq!(compact(time), "20250504094200");
        assert_eq!(unix(time), 1_746_351_720);
    }

    #[test]
    fn a_time_of_iam_has_six_digits_after_the_second() {
        let time = |micros| iso_micros(SystemTime::UNIX_EPOCH + Duration::from_micros(micros));
        assert_eq!(time(1_447_033_377_527_363), "2015-11-09T01:42:57.527363Z");
        assert_eq!(time(1_447_033_377_000_000), "2015-11-09T01:42:57.000000Z");
    }

    #[test]
    fn times_before_1970_and_far_away_are_written_too() {
        let epoch = SystemTime::UNIX_EPOCH;
        let far = Duration::from_secs(1 << 40);
        assert_eq!(
            iso(epoch - Duration::from_millis(500)),
            "1969-12-31T23:59:59Z"
        );
        assert_eq!(unix(epoch - Duration::from_secs(2)), -2);
        assert_eq!(iso(epoch + far), "9999-12-31T23:59:59Z");
        assert_eq!(iso(epoch - far), "0000-01-01T00:00:00Z");
    }

    #[test]
    fn a_time_beyond_any_clock_still_has_a_date() {
        let epoch = SystemTime::UNIX_EPOCH;
        let minute = Duration::from_secs(60);
        assert_eq!(later(epoch, minute), epoch + minute);
        assert_eq!(earlier(epoch, minute), epoch - minute);
        assert_eq!(iso(later(epoch, Duration::MAX)), "9999-12-31T23:59:59Z");
        assert_eq!(earlier(epoch + minute, Duration::MAX), epoch);
        let far = epoch + Duration::from_secs(1 << 40);
        assert_eq!(later(far, Duration::MAX), far);
    }
}
