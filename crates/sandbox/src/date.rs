//! Times as the providers write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::SystemTime;

/// `2025-05-04T09:42:00Z`.
pub(crate) fn iso(time: SystemTime) -> String {
    timestamp(time).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2025-05-04`, the day in UTC.
pub(crate) fn day(time: SystemTime) -> String {
    let utc = timestamp(time).to_zoned(TimeZone::UTC);
    utc.strftime("%Y-%m-%d").to_string()
}

/// `20250504094200`, in UTC.
pub(crate) fn compact(time: SystemTime) -> String {
    let utc = timestamp(time).to_zoned(TimeZone::UTC);
    utc.strftime("%Y%m%d%H%M%S").to_string()
}

/// Seconds since 1970.
pub(crate) fn unix(time: SystemTime) -> i64 {
    timestamp(time).as_second()
}

fn timestamp(time: SystemTime) -> Timestamp {
    // A time that jiff cannot hold is thousands of years away.
    Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::{compact, day, iso, unix};
    use std::time::{Duration, SystemTime};

    #[test]
    fn times_are_written_in_utc() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_746_351_720_500);
        assert_eq!(iso(time), "2025-05-04T09:42:00Z");
        assert_eq!(day(time), "2025-05-04");
        assert_eq!(compact(time), "20250504094200");
        assert_eq!(unix(time), 1_746_351_720);
    }
}
