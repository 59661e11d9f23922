//! A signing key that serves for one day.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use secrecy::zeroize::Zeroizing;

/// Thirty-two secret bytes, which are erased when they are dropped.
pub(super) type Key = Zeroizing<[u8; 32]>;

/// The key of the last day for which one was derived: deriving it costs as much as four signatures.
#[derive(Default)]
pub(super) struct DayKey(Mutex<Option<(String, Key)>>);

impl DayKey {
    /// The key of `day`. Calls `derive` only if the last key was of another day.
    pub(super) fn of(&self, day: &str, derive: impl FnOnce() -> Key) -> Key {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((same, key)) if same == day => key.clone(),
            _ => {
                let key = derive();
                *last = Some((day.to_owned(), key.clone()));
                key
            }
        }
    }
}

impl Clone for DayKey {
    /// Empty: a copy derives its own.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for DayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DayKey([secret])")
    }
}

#[cfg(test)]
mod tests {
    use super::{DayKey, Key};

    #[test]
    fn a_key_is_derived_once_a_day_and_never_shown() {
        let kept = DayKey::default();
        let mut derived = Vec::new();
        for (day, byte) in [
            ("20240229", 1),
            ("20240229", 2),
            ("20240301", 3),
            ("20240229", 4),
        ] {
            let key = kept.of(day, || {
                derived.push(byte);
                Key::new([byte; 32])
            });
            assert_eq!(key[0], *derived.last().unwrap(), "{day}");
        }
        assert_eq!(derived, [1, 3, 4], "only for another day than the last one");
        assert_eq!(format!("{kept:?}"), "DayKey([secret])");
    }
}
