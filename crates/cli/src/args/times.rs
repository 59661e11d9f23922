//! Times: `2026-05-04T22:00:00Z`, `2026-05-04`.

use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Timestamp};

use super::spans::span;

/// Reads a date and time with its zone, whose seconds may be left out, or a date: that is its beginning in UTC.
///
/// # Errors
/// If it is neither, in words.
pub fn time(text: &str) -> Result<SystemTime, String> {
    read(text).ok_or_else(|| instead(text, Clock::default().now()))
}

/// Reads a date.
///
/// # Errors
/// If it is none, in words.
pub(super) fn date(text: &str) -> Result<String, String> {
    match read(text) {
        Some(_) if text.len() == "2026-05-04".len() => Ok(text.to_owned()),
        Some(time) => Err(format!("it takes a date alone: write {}", day(time))),
        None => Err(instead(text, Clock::default().now())),
    }
}

fn read(text: &str) -> Option<SystemTime> {
    let read = |text: String| Timestamp::from(text).to_system_time();
    let Some((date, rest)) = text.split_once(['T', 't', ' ']) else {
        return read(format!("{text}T00:00:00Z"));
    };
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-'])?);
    let seconds = if time.matches(':').count() == 1 {
        ":00"
    } else {
        ""
    };
    read(format!("{date}T{time}{seconds}{zone}"))
}

const DAY: Duration = Duration::from_secs(86_400);

/// What to write in place of `text`. It is not done without asking, because a day begins at another time in each zone,
/// and logs of the wrong hours look like those of the right ones.
fn instead(text: &str, now: SystemTime) -> String {
    let second = |time| Timestamp::try_from(time).map_or_else(|_| String::new(), in_seconds);
    let of_day = |time: SystemTime| {
        format!(
            "a day begins at another time in each zone: write {}, which is its beginning in UTC",
            day(time)
        )
    };
    let with_zone = |text: &str| {
        format!("a time needs its zone: write {text}Z if it is UTC, or {text}+02:00 with your own")
    };
    let text = text.trim();
    if let Ok(before) = span(text) {
        let then = now.checked_sub(before).map(second).unwrap_or_default();
        return format!("it takes a time, not a span: write {then}");
    }
    match text.to_ascii_lowercase().as_str() {
        "now" => return format!("write {}", second(now)),
        "today" => return of_day(now),
        "yesterday" => return of_day(now - DAY),
        _ => {}
    }
    let one_word = text.replacen(' ', "T", 1);
    if read(&format!("{one_word}Z")).is_some() {
        return with_zone(&one_word);
    }
    let of_today = format!("{}T{text}", day(now));
    if read(&format!("{of_today}Z")).is_some() {
        return with_zone(&of_today);
    }
    if let Some(told) = named_zone(text) {
        return told;
    }
    let unix = text.parse::<u64>().ok().filter(|_| text.len() >= 10);
    let unix = unix.map(|number| match text.len() {
        10 => Duration::from_secs(number),
        _ => Duration::from_millis(number),
    });
    match unix.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)) {
        Some(time) => format!("it takes no number: write {}", second(time)),
        None => {
            "write a date, or a date and a time with its zone: 2026-05-04 or 2026-05-04T22:00:00Z"
                .to_owned()
        }
    }
}

/// What to write in place of a time that ends in the name of a zone. Which hours a name stands for depends on who says
/// it, and for some on the day.
fn named_zone(text: &str) -> Option<String> {
    let is_letter = |one: char| one.is_ascii_alphabetic() || "/_".contains(one);
    let time = text.trim_end_matches(is_letter);
    let zone = &text[time.len()..];
    let time = time.trim().replacen(' ', "T", 1);
    read(&format!("{time}Z"))?;
    Some(match zone.to_ascii_uppercase().as_str() {
        "UTC" | "GMT" => format!("the zone is a letter or hours: write {time}Z"),
        _ => format!(
            "names of zones are not known: write {time}+01:00, with the hours of {zone}, or {time}Z if it is UTC"
        ),
    })
}

/// Without what is less than a second.
fn in_seconds(time: Timestamp) -> String {
    let text = time.to_string();
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}

/// The date in UTC.
fn day(time: SystemTime) -> String {
    let text = Timestamp::try_from(time).map(|time| time.to_string());
    text.unwrap_or_default().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{date, instead, read, time};

    #[test]
    fn times_have_zones_and_mistakes_a_hint() {
        assert!(time("2026-05-04T22:00:00Z").is_ok());
        assert!(time("2026-05-04T22:00:00+02:00").is_ok());
        assert_eq!(time("2026-05-04T22:00Z"), time("2026-05-04T22:00:00Z"));
        assert_eq!(time("2026-05-04 22:00+02:00"), time("2026-05-04T20:00Z"));
        assert_eq!(time("2026-05-04"), time("2026-05-04T00:00Z"));
        for wrong in ["", "monday", "2026-05", "2026-05-04T22Z", "12"] {
            assert!(
                time(wrong).unwrap_err().contains("2026-05-04T22:00:00Z"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_no_time_has_one_to_write_in_its_place() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_777_932_000_500);
        for (wrong, right) in [
            ("yesterday", "2026-05-03"),
            ("Today", "2026-05-04"),
            ("now", "2026-05-04T22:00:00Z"),
            ("24h", "2026-05-03T22:00:00Z"),
            ("2026-05-01T08:00:00", "2026-05-01T08:00:00Z"),
            ("2026-05-01 08:00", "2026-05-01T08:00Z"),
            ("08:00", "2026-05-04T08:00Z"),
            ("2026-05-01T08:00CET", "2026-05-01T08:00+01:00"),
            ("2026-05-01 08:00:00 CEST", "2026-05-01T08:00:00+01:00"),
            ("2026-05-01T08:00 Europe/Berlin", "2026-05-01T08:00+01:00"),
            ("2026-05-01T08:00:00 utc", "2026-05-01T08:00:00Z"),
            ("1777932000", "2026-05-04T22:00:00Z"),
            ("1777932000123", "2026-05-04T22:00:00Z"),
        ] {
            let told = instead(wrong, now);
            let said = format!("write {right}");
            assert!(told.contains(&said), "{wrong}: {told}");
            assert!(read(wrong).is_none() && read(right).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_date_has_no_time() {
        assert_eq!(date("2026-05-04").unwrap(), "2026-05-04");
        let told = date("2026-05-04T22:00:00Z").unwrap_err();
        assert_eq!(told, "it takes a date alone: write 2026-05-04");
        assert!(date("yesterday").is_err());
    }
}
