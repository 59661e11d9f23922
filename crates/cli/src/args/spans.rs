//! Spans of time.

use std::time::Duration;

/// Reads `6h`, `90s`, `15m`, `2d`, and several together: `1h30m`.
///
/// # Errors
/// If it is not a span, in words.
pub fn span(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is not a span of time; write it as 6h, 15m, 90s or 1h30m");
    let mut seconds: u64 = 0;
    let mut number = String::new();
    for character in text.trim().chars() {
        if character.is_ascii_digit() {
            number.push(character);
            continue;
        }
        let unit: u64 = match character {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return Err(wrong()),
        };
        let count: u64 = number.parse().map_err(|_| wrong())?;
        number.clear();
        let more = count.checked_mul(unit).ok_or_else(wrong)?;
        seconds = seconds.checked_add(more).ok_or_else(wrong)?;
    }
    if seconds == 0 || !number.is_empty() {
        return Err(wrong());
    }
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_have_units() {
        let seconds = |text: &str| span(text).map(|span| span.as_secs());
        assert_eq!(seconds("6h"), Ok(21_600));
        assert_eq!(seconds("1h30m"), Ok(5_400));
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("2d"), Ok(172_800));
        for wrong in [
            "",
            "6",
            "h",
            "6x",
            "-1h",
            "0s",
            "1.5h",
            "99999999999999999999s",
            "999999999999999999d",
        ] {
            assert!(
                seconds(wrong).unwrap_err().contains("write it as 6h"),
                "{wrong}"
            );
        }
    }
}
