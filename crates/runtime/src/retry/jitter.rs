//! Random parts of a duration.

use std::time::Duration;

/// `part` of `whole`, where `part` is between 0 and 1. Never more than `whole`, even for the longest durations.
pub(crate) fn share(whole: Duration, part: f64) -> Duration {
    let seconds = whole.as_secs_f64() * part.clamp(0.0, 1.0);
    // A float cannot hold the longest durations exactly, so even a part of one may be too large.
    Duration::try_from_secs_f64(seconds).map_or(whole, |share| share.min(whole))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::share;

    #[test]
    fn a_share_is_never_more_than_the_whole() {
        let second = Duration::from_secs(1);
        assert_eq!(share(second, 0.25), Duration::from_millis(250));
        assert_eq!(
            (share(second, 7.0), share(second, -1.0)),
            (second, Duration::ZERO)
        );
        assert_eq!(share(Duration::MAX, 1.0), Duration::MAX);
        assert!(share(Duration::MAX, 0.5) < Duration::MAX);
        assert_eq!(share(Duration::MAX, 0.0), Duration::ZERO);
        assert_eq!(share(Duration::ZERO, 1.0), Duration::ZERO);
    }
}
