//! Exit statuses.

/// What the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything was done.
    Done,
    /// The provider refused.
    Refused,
    /// The command line is wrong, or an argument.
    Usage,
    /// Credentials are missing or refused, or a right is missing.
    Credentials,
    /// The resource does not exist.
    NotFound,
    /// Throttled or unreachable, after all retries.
    Unreachable,
    /// A change was sent, and nobody knows whether it was applied.
    FateUnknown,
    /// The answer was not understood.
    NotUnderstood,
    /// A file of this machine.
    File,
    /// A question was not answered with yes, or nobody could be asked.
    Declined,
    /// The job failed, was cancelled or has expired.
    JobFailed,
    /// Some of several failed.
    SomeFailed,
    /// The time was over first; the job goes on.
    TimeOver,
    /// Interrupted by the user.
    Interrupted,
    /// Ended by another program, by SIGTERM.
    Terminated,
}

impl Status {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Credentials => 3,
            Self::NotFound => 4,
            Self::Unreachable => 5,
            Self::FateUnknown => 6,
            Self::NotUnderstood => 7,
            Self::File => 8,
            Self::Declined => 9,
            Self::JobFailed => 10,
            Self::SomeFailed => 11,
            Self::TimeOver => 124,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// The word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::Credentials => "credentials",
            Self::NotFound => "not-found",
            Self::Unreachable => "unreachable",
            Self::FateUnknown => "fate-unknown",
            Self::NotUnderstood => "not-understood",
            Self::File => "file",
            Self::Declined => "declined",
            Self::JobFailed => "job-failed",
            Self::SomeFailed => "some-failed",
            Self::TimeOver => "time-over",
            Self::Interrupted => "interrupted",
            Self::Terminated => "terminated",
        }
    }
}

/// Every status with its meaning, for help and for the manual.
pub const EXIT_CODES: &[(Status, &str)] = &[
    (Status::Done, "everything was done"),
    (Status::Refused, "the provider refused the call"),
    (
        Status::Usage,
        "the command line or an argument is wrong; nothing was sent",
    ),
    (
        Status::Credentials,
        "credentials are missing or were refused (401), or a right is missing (403)",
    ),
    (Status::NotFound, "the resource does not exist (404)"),
    (
        Status::Unreachable,
        "throttled, or unreachable, after all retries; try again later",
    ),
    (
        Status::FateUnknown,
        "a change was sent, and it is unknown whether it was applied; look before you repeat it",
    ),
    (
        Status::NotUnderstood,
        "the provider's answer was not understood, or has nothing at what --get asks for",
    ),
    (
        Status::File,
        "a file or a stream of this machine could not be read or written",
    ),
    (
        Status::Declined,
        "a question was not answered with yes, or there was no terminal to ask on and no --yes; nothing was sent",
    ),
    (
        Status::JobFailed,
        "the job failed, was cancelled or has expired",
    ),
    (Status::SomeFailed, "some of several failed"),
    (
        Status::TimeOver,
        "the time was over; the job goes on at the provider",
    ),
    (
        Status::Interrupted,
        "interrupted with Ctrl-C; what was begun is said, and how to go on",
    ),
    (
        Status::Terminated,
        "ended by SIGTERM, as a service or a time limit ends it; what was begun is said too",
    ),
];

#[cfg(test)]
mod tests {
    use super::EXIT_CODES;

    #[test]
    fn each_status_is_documented_once() {
        let mut codes: Vec<u8> = EXIT_CODES.iter().map(|(status, _)| status.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 124, 130, 143]);
        codes.dedup();
        assert_eq!(codes.len(), 15);
    }

    #[test]
    fn the_readme_has_every_status() {
        let readme = include_str!("../../README.md");
        let (_, table) = readme.split_once("## Exit statuses").unwrap();
        let (table, _) = table.split_once("\n## ").unwrap();
        let rows = table.lines().filter_map(|line| line.strip_prefix("| "));
        let numbers: Vec<u8> = rows
            .filter_map(|row| row.split(' ').next()?.parse().ok())
            .collect();
        let codes: Vec<u8> = EXIT_CODES.iter().map(|(status, _)| status.code()).collect();
        assert_eq!(numbers, codes);
    }
}
