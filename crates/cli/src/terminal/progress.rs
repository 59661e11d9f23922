//! How far a job or a download is.

use std::io::Write;
use std::time::{Duration, SystemTime};

use backhaul_runtime::{DownloadProgress, JobState, Timestamp};
use indicatif::{ProgressBar, ProgressStyle};

use super::screen::screen;
use crate::call::Seen;

/// How often the line is drawn again, for the time in it.
const TICK: Duration = Duration::from_millis(200);

/// A line that is drawn again and again, and goes away at the end.
#[derive(Debug)]
struct Line(ProgressBar);

impl Line {
    fn new(template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, screen());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(TICK);
        Self(bar)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How far jobs are: a line that is drawn again, or a line per change.
#[derive(Debug)]
pub struct Progress {
    line: Option<Line>,
    last: String,
    is_silent: bool,
}

impl Progress {
    /// Begins. `can_redraw` says whether there is a terminal to draw on.
    pub fn new(can_redraw: bool) -> Self {
        Self {
            line: can_redraw.then(|| Line::new("{spinner} {elapsed_precise} {wide_msg}")),
            last: String::new(),
            is_silent: false,
        }
    }

    /// Shows nothing.
    pub fn silent() -> Self {
        Self {
            is_silent: true,
            ..Self::new(false)
        }
    }

    /// A job was seen. Where nothing can be drawn, a change of its state is a line of `err`, with the time.
    pub fn job(&mut self, seen: &Seen, now: SystemTime, err: &mut dyn Write) {
        let state = seen.state.to_string();
        let text = match &seen.progress {
            Some(progress) => format!("{state}, {progress}"),
            None => state.clone(),
        };
        self.show(state, text, now, err);
    }

    /// The jobs of a list were seen.
    pub fn jobs(&mut self, seen: &[Seen], now: SystemTime, err: &mut dyn Write) {
        let counts = counts(seen);
        self.show(counts.clone(), counts, now, err);
    }

    /// Shows `text`. Where nothing can be drawn, it is a line of `err` if `state` is another one than before.
    pub fn show(&mut self, state: String, text: String, now: SystemTime, err: &mut dyn Write) {
        match &self.line {
            Some(line) => line.0.set_message(text),
            None if state != self.last && !self.is_silent => {
                let time = Timestamp::try_from(now).ok();
                let time = time.map(|time| format!("{time} ")).unwrap_or_default();
                // Nobody has to read it.
                let _ = writeln!(err, "{time}{text}");
            }
            None => {}
        }
        self.last = state;
    }
}

/// `5 jobs: 3 running, 1 succeeded, 1 failed`.
fn counts(seen: &[Seen]) -> String {
    let mut states: Vec<(&JobState, usize)> = Vec::new();
    for job in seen {
        match states.iter_mut().find(|(state, _)| **state == job.state) {
            Some((_, count)) => *count += 1,
            None => states.push((&job.state, 1)),
        }
    }
    states.sort_by_key(|(state, _)| (state.is_final(), state.to_string()));
    let parts = states
        .iter()
        .map(|(state, count)| format!("{count} {state}"));
    let parts: Vec<String> = parts.collect();
    match seen.len() {
        0 => "no jobs yet".to_owned(),
        1 => format!("1 job: {}", parts.join(", ")),
        number => format!("{number} jobs: {}", parts.join(", ")),
    }
}

/// How many bytes of a download there are.
#[derive(Debug)]
pub struct Bytes(Line);

/// While the size is not known.
const SOME: &str = "{spinner} {elapsed_precise} {bytes} {bytes_per_sec}";
/// When it is.
const OF_ALL: &str = "{elapsed_precise} [{wide_bar}] {bytes} of {total_bytes}, {bytes_per_sec}";

impl Bytes {
    /// Begins.
    #[expect(clippy::new_without_default, reason = "it draws")]
    pub fn new() -> Self {
        Self(Line::new(SOME))
    }

    /// What a download calls after each piece.
    pub fn watch(&self) -> impl FnMut(DownloadProgress) + Send + 'static + use<> {
        let bar = self.0.0.clone();
        let mut is_first = true;
        move |progress| {
            if bar.length().is_none()
                && let Some(total) = progress.total
            {
                bar.set_length(total);
                if let Ok(style) = ProgressStyle::with_template(OF_ALL) {
                    bar.set_style(style.progress_chars("=> "));
                }
            }
            bar.set_position(progress.received);
            if std::mem::take(&mut is_first) {
                // Bytes of an earlier run say nothing about the speed of this one.
                bar.reset_eta();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use backhaul_runtime::{JobProgress, JobState};

    use super::{Progress, Seen, counts};

    fn seen(state: JobState, progress: Option<JobProgress>) -> Seen {
        Seen {
            id: None,
            state,
            reason: None,
            progress,
        }
    }

    #[test]
    fn a_change_of_state_is_a_line_and_progress_alone_is_none() {
        let mut progress = Progress::new(false);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let mut err = Vec::new();
        for (state, done) in [
            (JobState::Queued, None),
            (JobState::Running, Some(0)),
            (JobState::Running, Some(7)),
            (JobState::Succeeded, Some(9)),
        ] {
            let done = done.map(|done| JobProgress::new(done, Some(9)));
            progress.job(&seen(state, done), now, &mut err);
        }
        assert_eq!(
            String::from_utf8(err).unwrap(),
            "2023-11-14T22:13:20Z queued\n\
             2023-11-14T22:13:20Z running, 0 of 9\n\
             2023-11-14T22:13:20Z succeeded, 9 of 9\n"
        );
    }

    #[test]
    fn jobs_are_counted_and_what_has_not_ended_comes_first() {
        let jobs: Vec<Seen> = [
            JobState::Succeeded,
            JobState::Failed,
            JobState::Running,
            JobState::Succeeded,
        ]
        .map(|state| seen(state, None))
        .into();
        assert_eq!(counts(&jobs), "4 jobs: 1 running, 1 failed, 2 succeeded");
        assert_eq!(counts(&jobs[..1]), "1 job: 1 succeeded");
        assert_eq!(counts(&[]), "no jobs yet");
    }
}
