//! Spans of time.

use std::time::Duration;

/// Reads `6h`, `90s`, `15m`, `2d`, `500ms`, and several together: `1h30m`.
///
/// # Errors
/// If it is not a span, in words.
pub fn span(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is not a span of time; write it as 6h, 15m, 90s, 2d or 1h30m");
    let mut milliseconds: u64 = 0;
    let mut number = String::new();
    let mut characters = text.trim().chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_ascii_digit() {
            number.push(character);
            continue;
        }
        let unit: u64 = match character {
            'm' if characters.next_if_eq(&'s').is_some() => 1,
            's' => 1000,
            'm' => 60_000,
            'h' => 3_600_000,
            'd' => 86_400_000,
            _ => return Err(wrong()),
        };
        let count: u64 = number.parse().map_err(|_| wrong())?;
        number.clear();
        let more = count.checked_mul(unit).ok_or_else(wrong)?;
        milliseconds = milliseconds.checked_add(more).ok_or_else(wrong)?;
    }
    if milliseconds == 0 || !number.is_empty() {
        return Err(wrong());
    }
    Ok(Duration::from_millis(milliseconds))
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
        assert_eq!(span("1s500ms"), Ok(std::time::Duration::from_millis(1500)));
        for wrong in [
            "",
            "6",
            "h",
            "6x",
            "-1h",
            "0s",
            "0ms",
            "5sm",
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
