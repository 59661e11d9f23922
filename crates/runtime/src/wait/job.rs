//! The trait and the states of jobs, common to all providers.

use std::fmt;

use crate::shown::OneLine;

/// The state of a job, with the same names for all providers.
///
/// Generated code determines the state by the rules (`x-job`) of the document.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    /// Accepted, but not started.
    Queued,
    /// Started, but not ended.
    Running,
    /// Ended successfully.
    Succeeded,
    /// Ended with a failure.
    Failed,
    /// Ended because somebody stopped it.
    Cancelled,
    /// Ended, and its result, or the job itself, is too old to be used.
    Expired,
    /// A state that the document does not know, as the provider wrote it. `Display` and `Debug` show it on
    /// one line, with at most 100 characters.
    Unknown(String),
}

impl JobState {
    /// Whether the job has ended, so that its state does not change any more.
    ///
    /// `Unknown` is not final: a new state of the provider is more likely an intermediate one than an end,
    /// and every wait has a time limit.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Succeeded | Self::Failed | Self::Cancelled | Self::Expired => true,
            Self::Queued | Self::Running | Self::Unknown(_) => false,
        }
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queued => f.pad("queued"),
            Self::Running => f.pad("running"),
            Self::Succeeded => f.pad("succeeded"),
            Self::Failed => f.pad("failed"),
            Self::Cancelled => f.pad("cancelled"),
            Self::Expired => f.pad("expired"),
            Self::Unknown(text) => f.pad(&format!("unknown ({})", OneLine::name(text))),
        }
    }
}

impl fmt::Debug for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queued => f.write_str("Queued"),
            Self::Running => f.write_str("Running"),
            Self::Succeeded => f.write_str("Succeeded"),
            Self::Failed => f.write_str("Failed"),
            Self::Cancelled => f.write_str("Cancelled"),
            Self::Expired => f.write_str("Expired"),
            Self::Unknown(text) => write!(f, "Unknown({:?})", OneLine::name(text)),
        }
    }
}

/// The progress of a job, in the provider's unit: collections, bytes, log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobProgress {
    done: u64,
    total: Option<u64>,
}

impl JobProgress {
    /// `done` units out of `total`; `None` if the provider does not state the total.
    pub const fn new(done: u64, total: Option<u64>) -> Self {
        Self { done, total }
    }

    /// Completed units.
    pub const fn done(&self) -> u64 {
        self.done
    }

    /// All units; `None` if the provider does not state the total.
    pub const fn total(&self) -> Option<u64> {
        self.total
    }

    /// The completed part, from 0 to 1; `None` without a total, or with a total of 0.
    pub fn fraction(&self) -> Option<f64> {
        let total = self.total.filter(|total| *total > 0)?;
        #[expect(clippy::cast_precision_loss, reason = "it is for a progress bar")]
        Some((self.done as f64 / total as f64).min(1.0))
    }
}

impl fmt::Display for JobProgress {
    /// `3 of 10`, or `3` without a total.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total {
            Some(total) => write!(f, "{} of {total}", self.done),
            None => write!(f, "{}", self.done),
        }
    }
}

/// An answer that contains the state of a job. Generated code implements it.
pub trait Job {
    /// The state, by the rules of the document.
    fn state(&self) -> JobState;

    /// The provider's reason for the state, if it sent one.
    fn reason(&self) -> Option<String> {
        None
    }

    /// The progress of the job, if the provider reports it.
    fn progress(&self) -> Option<JobProgress> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{JobProgress, JobState};

    #[test]
    fn only_the_four_known_ends_are_final() {
        use JobState::{Cancelled, Expired, Failed, Queued, Running, Succeeded, Unknown};
        for end in [Succeeded, Failed, Cancelled, Expired] {
            assert!(end.is_final(), "{end}");
        }
        for other in [Queued, Running, Unknown("FAILED".to_owned())] {
            assert!(!other.is_final(), "{other}");
        }
    }

    #[test]
    fn states_read_as_words_and_fill_columns() {
        assert_eq!(JobState::Cancelled.to_string(), "cancelled");
        assert_eq!(
            JobState::Unknown("Paused".to_owned()).to_string(),
            "unknown (Paused)"
        );
        assert_eq!(format!("{:<10}|", JobState::Queued), "queued    |");
    }

    #[test]
    fn a_fraction_needs_a_total_and_stays_within_one() {
        assert_eq!(JobProgress::new(3, Some(4)).fraction(), Some(0.75));
        assert_eq!(JobProgress::new(5, Some(4)).fraction(), Some(1.0));
        assert_eq!(JobProgress::new(0, Some(0)).fraction(), None);
        assert_eq!(JobProgress::new(3, None).fraction(), None);
        assert_eq!(JobProgress::new(3, Some(4)).to_string(), "3 of 4");
        assert_eq!(JobProgress::new(3, None).to_string(), "3");
    }
}
