//! Times: `2026-05-04T22:00:00Z`, `2026-05-04`.

use std::time::SystemTime;

use backhaul_runtime::Timestamp;

/// Reads a date and time with its zone, whose seconds may be left out, or a date: that is its beginning in UTC.
///
/// # Errors
/// If it is neither, in words.
pub fn time(text: &str) -> Result<SystemTime, String> {
    let wrong =
        "write a date, or a date and a time with its zone: 2026-05-04 or 2026-05-04T22:00:00Z";
    let read = |text: String| Timestamp::from(text).to_system_time();
    let parts = || {
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
    };
    parts().ok_or_else(|| wrong.to_owned())
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_have_zones_and_mistakes_a_hint() {
        assert!(time("2026-05-04T22:00:00Z").is_ok());
        assert!(time("2026-05-04T22:00:00+02:00").is_ok());
        assert_eq!(time("2026-05-04T22:00Z"), time("2026-05-04T22:00:00Z"));
        assert_eq!(time("2026-05-04 22:00+02:00"), time("2026-05-04T20:00Z"));
        assert_eq!(time("2026-05-04"), time("2026-05-04T00:00Z"));
        for wrong in [
            "",
            "yesterday",
            "22:00",
            "2026-05",
            "2026-05-04T22:00:00",
            "2026-05-04T22Z",
            "1777932000",
        ] {
            assert!(
                time(wrong).unwrap_err().contains("2026-05-04T22:00:00Z"),
                "{wrong}"
            );
        }
    }
}
