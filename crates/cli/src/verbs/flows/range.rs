//! Which time is meant, told before anything is sent.

use std::time::{Duration, SystemTime};

use super::super::context::Context;
use super::flags;

/// Says which time is taken, in UTC and with its length.
pub(super) fn tell(context: &mut Context, (from, to): (SystemTime, SystemTime)) {
    let length = to.duration_since(from).unwrap_or_default();
    let span = flags::span_in_words(from, to);
    let text = format!("Time: {span} ({}, in UTC)", in_words(length));
    context.streams.say(&text);
}

/// Says which time is taken if no flag says it.
pub(super) fn tell_default(context: &mut Context, text: &str) {
    context.streams.say(&format!("Time: {text}"));
}

/// `24h`, `1h30m`, `2d`: as a flag takes it.
fn in_words(length: Duration) -> String {
    let mut left = length.as_secs();
    let mut text = String::new();
    // A day and more is told in hours, unless it is a number of days.
    let units: &[(u64, &str)] = match left % 86_400 {
        0 if left > 86_400 => &[(86_400, "d")],
        _ => &[(3600, "h"), (60, "m"), (1, "s")],
    };
    for (seconds, unit) in units {
        let count = left / seconds;
        left %= seconds;
        if count > 0 {
            text.push_str(&format!("{count}{unit}"));
        }
    }
    if text.is_empty() {
        text.push_str("0s");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::in_words;

    #[test]
    fn a_length_is_told_as_a_flag_takes_it() {
        for (seconds, told) in [
            (86_400, "24h"),
            (172_800, "2d"),
            (5400, "1h30m"),
            (90_061, "25h1m1s"),
            (0, "0s"),
        ] {
            assert_eq!(in_words(Duration::from_secs(seconds)), told);
        }
    }
}
