//! What a flow says while it works.

use std::fmt;

use backhaul_runtime::{DownloadProgress, JobState, OneLine};

/// What a flow works with at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Work {
    /// A log collection job of Cloud Manager.
    LogCollection,
    /// The collection of run logs at DCS. It has no id.
    RunLogs,
    /// A shipper task of SLS.
    ShipperTask,
    /// A download job of SLS.
    DownloadJob,
    /// A snapshot of Atlas, of a replica set.
    Snapshot,
    /// A snapshot of Atlas, of a sharded cluster, which other operations read.
    ShardedSnapshot,
    /// An export of a snapshot of Atlas.
    Export,
    /// A restore job of Atlas or of Cloud Manager.
    Restore,
    /// A backup of DCS.
    Backup,
    /// A restoration of DCS.
    Restoration,
    /// The import of a backup into an instance of DCS.
    Import,
    /// A log integration of Atlas.
    LogIntegration,
    /// A report of an invoice of Atlas.
    Report,
}

impl Work {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::LogCollection,
        Self::RunLogs,
        Self::ShipperTask,
        Self::DownloadJob,
        Self::Snapshot,
        Self::ShardedSnapshot,
        Self::Export,
        Self::Restore,
        Self::Backup,
        Self::Restoration,
        Self::Import,
        Self::LogIntegration,
        Self::Report,
    ];

    /// Its word in a line: `job`, `snapshot`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LogCollection => "job",
            Self::RunLogs => "collection of run logs",
            Self::ShipperTask => "task",
            Self::DownloadJob => "download job",
            Self::Snapshot | Self::ShardedSnapshot => "snapshot",
            Self::Export => "export",
            Self::Restore => "restore",
            Self::Backup => "backup",
            Self::Restoration => "restoration",
            Self::Import => "import",
            Self::LogIntegration => "log integration",
            Self::Report => "report",
        }
    }

    /// The word for several: `jobs`, `snapshots`.
    pub const fn names(self) -> &'static str {
        match self {
            Self::LogCollection => "jobs",
            Self::RunLogs => "collections of run logs",
            Self::ShipperTask => "tasks",
            Self::DownloadJob => "download jobs",
            Self::Snapshot | Self::ShardedSnapshot => "snapshots",
            Self::Export => "exports",
            Self::Restore => "restores",
            Self::Backup => "backups",
            Self::Restoration => "restorations",
            Self::Import => "imports",
            Self::LogIntegration => "log integrations",
            Self::Report => "reports",
        }
    }
}

/// So many of it, in words.
fn counted(number: usize, work: Work) -> String {
    let name = if number == 1 {
        work.name()
    } else {
        work.names()
    };
    format!("{number} {name}")
}

/// What a flow says while it works. `Display` is one line, and safe to log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Something was begun at the provider. It goes on there, whatever becomes of the flow.
    Begun {
        /// What.
        work: Work,
        /// Its id, if it has one.
        id: Option<String>,
    },
    /// What had failed was started again. It goes on at the provider, whatever becomes of the flow.
    StartedAgain {
        /// What.
        work: Work,
        /// Its id.
        id: String,
    },
    /// Several that had failed were started again, in one request. They go on at the provider, whatever becomes of the
    /// flow.
    SeveralStartedAgain {
        /// What.
        work: Work,
        /// Their ids.
        ids: Vec<String>,
    },
    /// So many have failed, and are started again next.
    Failed {
        /// What.
        work: Work,
        /// How many.
        number: usize,
    },
    /// It was looked at.
    Seen {
        /// What.
        work: Work,
        /// Its state.
        state: JobState,
        /// How far it is: `14 of 42 collections`.
        progress: Option<String>,
    },
    /// So many logs are collected.
    Logs {
        /// The job, if there are several.
        id: Option<String>,
        /// The state of the job, if there is one.
        state: Option<JobState>,
        /// How many of its logs have ended, well or not.
        over: usize,
        /// How many it has.
        all: usize,
    },
    /// So many tasks have shipped their data.
    Shipped {
        /// How many.
        number: usize,
        /// Of how many.
        all: usize,
    },
    /// A piece of a file has arrived.
    Received {
        /// What the provider calls the file, if there are several with names.
        name: Option<String>,
        /// How far the download is.
        progress: DownloadProgress,
    },
    /// It was deleted at the provider.
    Deleted {
        /// What.
        work: Work,
        /// Its id.
        id: String,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begun { work, id } => {
                let verb = match work {
                    Work::LogCollection | Work::LogIntegration | Work::DownloadJob => "created",
                    _ => "requested",
                };
                match id {
                    Some(id) => write!(f, "{} {} was {verb}", work.name(), OneLine::new(id)),
                    None => write!(f, "the {} was {verb}", work.name()),
                }
            }
            Self::StartedAgain { work, id } => {
                write!(f, "{} {} was started again", work.name(), OneLine::new(id))
            }
            Self::SeveralStartedAgain { work, ids } => {
                let (number, verb) = (ids.len(), if ids.len() == 1 { " was" } else { "s were" });
                write!(f, "{number} {}{verb} started again", work.name())
            }
            Self::Failed { work, number } => {
                write!(f, "{} failed", counted(*number, *work))
            }
            Self::Seen {
                work,
                state,
                progress,
            } => {
                write!(f, "{}: {state}", work.name())?;
                match progress {
                    Some(progress) => write!(f, ", {}", OneLine::new(progress)),
                    None => Ok(()),
                }
            }
            Self::Logs {
                id,
                state,
                over,
                all,
            } => {
                if let Some(id) = id {
                    write!(f, "job {}: ", OneLine::new(id))?;
                }
                if let Some(state) = state {
                    write!(f, "{state}: ")?;
                }
                write!(f, "{over} of {all} logs collected")
            }
            Self::Shipped { number, all } => write!(f, "{number} of {all} shipped"),
            Self::Received { name, progress } => {
                if let Some(name) = name {
                    write!(f, "{}: ", OneLine::new(name))?;
                }
                match progress.total {
                    Some(total) => write!(f, "{} of {total} bytes", progress.received),
                    None => write!(f, "{} bytes", progress.received),
                }
            }
            Self::Deleted { work, id } => {
                write!(f, "{} {} was deleted", work.name(), OneLine::new(id))
            }
        }
    }
}

/// What hears of events; every flow passes it on to its steps.
pub(crate) type Listener<'a> = &'a (dyn Fn(Event) + Send + Sync);

#[cfg(test)]
mod tests {
    use backhaul_runtime::JobState;

    use super::{Event, Work};

    #[test]
    fn a_line_has_no_control_characters_of_the_provider() {
        let begun = Event::Begun {
            work: Work::Backup,
            id: Some("a\u{1b}[2J\nb".to_owned()),
        };
        let line = begun.to_string();
        assert!(
            line.starts_with("backup a") && line.ends_with("was requested"),
            "{line}"
        );
        assert!(!line.contains(['\u{1b}', '\n']), "{line:?}");
    }

    #[test]
    fn one_of_several_jobs_is_named() {
        let mut event = Event::Logs {
            id: Some("5f".to_owned()),
            state: Some(JobState::Running),
            over: 1,
            all: 2,
        };
        assert_eq!(event.to_string(), "job 5f: running: 1 of 2 logs collected");
        if let Event::Logs { id, state, .. } = &mut event {
            (*id, *state) = (None, None);
        }
        assert_eq!(event.to_string(), "1 of 2 logs collected");
        let failed = |number| Event::Failed {
            work: Work::ShipperTask,
            number,
        };
        assert_eq!(failed(1).to_string(), "1 task failed");
        assert_eq!(failed(0).to_string(), "0 tasks failed");
    }
}
