//! What all jobs have in common, whatever their provider.

use std::fmt;

use crate::shown::OneLine;

/// Where a job stands, in the same words for all providers.
///
/// Generated code finds the state by the rules (`x-job`) of the document.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    /// Accepted, not begun.
    Queued,
    /// Begun, not over.
    Running,
    /// Over, and what was asked for is done.
    Succeeded,
    /// Over; it went wrong.
    Failed,
    /// Over; somebody stopped it.
    Cancelled,
    /// Over; what it made, or the job itself, is too old to be used.
    Expired,
    /// A state that the document does not know, in the provider's own text. `Display` and `Debug` show
    /// it on one line and no longer than 100 characters.
    Unknown(String),
}

impl JobState {
    /// Whether the job is over, so that its state does not change any more.
    ///
    /// `Unknown` is not final: a new word of the provider is more likely a step on the way than an
    /// end, and whoever waits has a time limit.
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

/// How far a job has come, in the provider's unit: collections, bytes, log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobProgress {
    done: u64,
    total: Option<u64>,
}

impl JobProgress {
    /// `done` units out of `total`; `None` if the provider does not say how many there are.
    pub const fn new(done: u64, total: Option<u64>) -> Self {
        Self { done, total }
    }

    /// Units that are done.
    pub const fn done(&self) -> u64 {
        self.done
    }

    /// All units; `None` if the provider does not say.
    pub const fn total(&self) -> Option<u64> {
        self.total
    }

    /// The part that is done, from 0 to 1; `None` without a total, or with a total of 0.
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

/// An answer that tells where a job stands. Generated code implements it.
pub trait Job {
    /// The state, by the rules of the document.
    fn state(&self) -> JobState;

    /// The provider's words for why the job is in this state, if it sent any.
    fn reason(&self) -> Option<String> {
        None
    }

    /// How far the job has come, if the provider says.
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
