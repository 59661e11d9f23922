//! How long credentials are valid, by the date and by the monotonic clock.

use std::time::{Duration, SystemTime};

use crate::clock::Moment;

/// Credentials are renewed this long before they end, or a tenth of their lifetime if that is shorter.
pub(super) const LONGEST_LEAD: Duration = Duration::from_secs(300);

/// How long credentials are valid. They end as soon as the date or the monotonic clock says so. The date
/// alone would give them an extra hour when it is set back by one, and the monotonic clock stops while a
/// laptop sleeps. A date that is set forward costs one unnecessary renewal, which does no harm.
pub(super) struct Life(Option<End>);

struct End {
    end: Moment,
    /// How long before the end they are renewed.
    lead: Duration,
}

impl Life {
    /// Without a known end.
    pub(super) const fn endless() -> Self {
        Self(None)
    }

    /// Until `expires_at`, if that is known, from `now` on.
    pub(super) fn until(expires_at: Option<SystemTime>, now: Moment) -> Self {
        Self(expires_at.map(|expires_at| {
            let life = expires_at.duration_since(now.wall).unwrap_or_default();
            End {
                end: Moment {
                    wall: expires_at,
                    monotonic: now.monotonic.saturating_add(life),
                },
                lead: LONGEST_LEAD.min(life / 10),
            }
        }))
    }

    /// Whether it is too early to renew them.
    pub(super) fn is_fresh(&self, now: Moment) -> bool {
        self.has_more_than(now, |end| end.lead)
    }

    /// Whether they have not ended yet.
    pub(super) fn is_valid(&self, now: Moment) -> bool {
        self.has_more_than(now, |_| Duration::ZERO)
    }

    fn has_more_than(&self, now: Moment, lead: impl Fn(&End) -> Duration) -> bool {
        self.0.as_ref().is_none_or(|life| {
            let (end, lead) = (life.end, lead(life));
            let wall = end.wall.duration_since(now.wall).unwrap_or_default();
            wall.min(end.monotonic.saturating_sub(now.monotonic)) > lead
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Life;
    use crate::clock::Moment;

    const HOUR: i64 = 3600;

    fn at(wall: i64, monotonic: i64) -> Moment {
        let seconds = |seconds: i64| Duration::from_secs(seconds.unsigned_abs());
        Moment {
            wall: SystemTime::UNIX_EPOCH + seconds(1_700_000_000 + wall),
            monotonic: seconds(monotonic),
        }
    }

    #[test]
    fn the_date_and_the_monotonic_clock_both_end_a_life() {
        let life = Life::until(Some(at(HOUR, 0).wall), at(0, 7));
        for (wall, monotonic, is_fresh, is_valid) in [
            (0, 7, true, true),
            (HOUR - 301, 7, true, true),
            (HOUR - 300, 7, false, true),
            (HOUR - 1, 7, false, true),
            (HOUR, 7, false, false),
            // The machine slept: only the date advanced.
            (8 * HOUR, 8, false, false),
            // The date was set back by an hour: only the monotonic clock advanced.
            (-1, HOUR - 294, true, true),
            (-1, HOUR - 293, false, true),
            (0, HOUR + 6, false, true),
            (0, HOUR + 7, false, false),
        ] {
            let now = at(wall, monotonic);
            let found = (life.is_fresh(now), life.is_valid(now));
            assert_eq!(found, (is_fresh, is_valid), "{wall}, {monotonic}");
        }
    }

    #[test]
    fn a_life_may_be_endless_or_over_or_longer_than_time() {
        let far = at(1_000_000_000, 1_000_000_000);
        assert!(Life::endless().is_fresh(far) && Life::until(None, at(0, 0)).is_valid(far));
        let over = Life::until(Some(at(-1, 0).wall), at(0, 0));
        assert!(!over.is_fresh(at(0, 0)) && !over.is_valid(at(-HOUR, 0)));
        // The last second that a machine can hold, wherever that is.
        let reaches = |bit: &u32| {
            far.wall
                .checked_add(Duration::from_secs(1 << bit))
                .is_some()
        };
        let last = (0..64).rev().find(reaches).unwrap();
        let last = far.wall + Duration::from_secs(1 << last);
        for now in [
            at(0, 0),
            Moment {
                monotonic: Duration::MAX,
                ..at(0, 0)
            },
        ] {
            let life = Life::until(Some(last), now);
            assert!(life.is_valid(Moment {
                monotonic: Duration::ZERO,
                ..far
            }));
        }
        let first = SystemTime::UNIX_EPOCH - Duration::from_secs(1 << 40);
        assert!(!Life::until(Some(first), at(0, 0)).is_valid(at(0, 0)));
        let before = Moment {
            wall: first,
            monotonic: Duration::ZERO,
        };
        assert!(Life::until(Some(last), before).is_fresh(before));
    }
}
