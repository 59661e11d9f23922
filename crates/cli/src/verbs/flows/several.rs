//! The outcomes of several jobs or tasks.

use crate::failure::{Failure, Status};

/// What became of several jobs or tasks, of which some may have failed.
#[derive(Debug, Default)]
pub(super) struct Several {
    all: usize,
    failed: Vec<(String, Failure)>,
}

impl Several {
    /// One went well.
    pub(super) fn good(&mut self) {
        self.all += 1;
    }

    /// One did not.
    pub(super) fn bad(&mut self, id: &str, failure: Failure) {
        self.all += 1;
        self.failed.push((id.to_owned(), failure));
    }

    /// The failure of the whole: its own status if all failed alike, else that some did. If all that is missing
    /// is time, that is said. `word` names one of them: `job`.
    ///
    /// # Errors
    /// If not all went well.
    pub(super) fn judged(self, word: &str) -> Result<(), Failure> {
        let Some((_, first)) = self.failed.first() else {
            return Ok(());
        };
        let status = first.status;
        let is_alike = self.failed.iter().all(|(_, one)| one.status == status);
        let (all, number) = (self.all, self.failed.len());
        let ids: Vec<&str> = self.failed.iter().map(|(id, _)| id.as_str()).collect();
        let ids = ids.join(", ");
        let shown = backhaul_runtime::OneLine::new(&ids).at_most(usize::MAX);
        let because = &first.message;
        let status = match status {
            Status::TimeOver if is_alike => Status::TimeOver,
            _ if number == all && is_alike => status,
            _ => Status::SomeFailed,
        };
        let hint = first.hint.clone();
        let message = match (number, all) {
            (1, 1) if because.contains(&format!("{word} {ids}: ")) => because.clone(),
            (1, 1) => format!("{word} {shown}: {because}"),
            _ if status == Status::TimeOver => {
                format!("{number} of {all} {word}s have not ended: {shown}\n{because}")
            }
            _ => format!("{number} of {all} {word}s failed: {shown}\nthe first: {because}"),
        };
        let failure = Failure::new(status, message);
        Err(match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Several;
    use crate::failure::{Failure, Status};

    fn of(good: usize, bad: &[Status]) -> Option<Status> {
        let mut several = Several::default();
        for _ in 0..good {
            several.good();
        }
        for (number, status) in bad.iter().enumerate() {
            several.bad(&format!("id-{number}"), Failure::new(*status, "why"));
        }
        let failure = several.judged("task").err()?;
        let last = bad.len().saturating_sub(1);
        assert!(
            failure.message.contains(&format!("id-{last}")),
            "{failure:?}"
        );
        assert!(failure.message.contains("why"), "{failure:?}");
        Some(failure.status)
    }

    #[test]
    fn some_is_less_than_all() {
        use Status::{Credentials, JobFailed, Refused, SomeFailed, TimeOver};
        assert_eq!(of(3, &[]), None);
        assert_eq!(of(0, &[]), None);
        assert_eq!(of(2, &[Refused]), Some(SomeFailed));
        assert_eq!(of(0, &[Credentials]), Some(Credentials));
        assert_eq!(of(0, &[JobFailed, JobFailed]), Some(JobFailed));
        assert_eq!(of(0, &[JobFailed, Refused]), Some(SomeFailed));
        assert_eq!(of(2, &[TimeOver, TimeOver]), Some(TimeOver));
        assert_eq!(of(2, &[TimeOver, JobFailed]), Some(SomeFailed));
    }
}
