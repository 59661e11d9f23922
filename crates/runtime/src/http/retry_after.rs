//! How long a server asks to wait.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::clock::Clock;

/// `Retry-After` in either of its forms: seconds, or a date. Accepts a fraction of a second, and reads a number
/// that is too large as the longest duration.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = seconds(text) {
        return Some(seconds);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(clock.now()).unwrap_or_default())
}

/// Digits with or without a fraction: `parse` alone would also accept a sign and an exponent.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let seconds = whole.parse().map_or(Duration::MAX, Duration::from_secs);
    let fraction = format!("0.{fraction}").parse().unwrap_or_default();
    Some(seconds.saturating_add(Duration::try_from_secs_f64(fraction).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::retry_after;
    use crate::clock::Clock;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let clock = Clock::new(move || now);
        for (text, expected) in [
            ("55", Some(55)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:40:37 GMT", Some(0)),
            ("soon", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            (".", None),
            ("1.", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("Mon, 01 Jan 0001 00:00:00 GMT", None),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            (
                "Fri, 31 Dec 9999 23:59:59 GMT",
                Some(253_402_300_799 - 784_111_777),
            ),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(
                retry_after(&headers, &clock),
                expected.map(Duration::from_secs),
                "{text}"
            );
        }
    }

    #[test]
    fn retry_after_may_be_huge_or_have_a_fraction() {
        let clock = Clock::new(|| SystemTime::UNIX_EPOCH);
        for (text, expected) in [
            ("1.5", Duration::from_millis(1500)),
            ("0.0", Duration::ZERO),
            ("18446744073709551616", Duration::MAX),
            ("99999999999999999999999999.9999999999999999", Duration::MAX),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            assert_eq!(retry_after(&headers, &clock), Some(expected), "{text}");
        }
    }
}
