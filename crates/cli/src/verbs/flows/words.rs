//! What was begun at the provider, and how to go on.

use backhaul_flows::{Event, Work};
use backhaul_runtime::OneLine;

use crate::providers::Sent;
use crate::terminal::{Words, again};

/// A command line, to copy and paste.
pub(super) fn line(words: &[&str]) -> String {
    let words = std::iter::once(&"backhaul").chain(words);
    again(&words.map(ToString::to_string).collect::<Vec<_>>())
}

/// The commands that go on with something, by what it is and its id.
type GoesOn = dyn Fn(Work, &str) -> Vec<String> + Send;

/// The command lines that go on with what a flow has begun.
pub(super) struct Guide {
    /// Which commands go on with something that was begun, by its id.
    pub(super) goes_on: Box<GoesOn>,
    /// Which command shows what is there, if nothing is known of what was begun.
    pub(super) look: String,
}

/// What a flow has begun so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Started(Vec<(Work, Option<String>)>);

impl Started {
    /// Takes note of what was begun, and forgets what was deleted.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Begun { work, id } => self.0.push((*work, id.clone())),
            Event::StartedAgain { work, id } => {
                self.0.retain(|known| known.1.as_ref() != Some(id));
                self.0.push((*work, Some(id.clone())));
            }
            Event::SeveralStartedAgain { work, ids } => {
                let ids = ids.iter().map(|id| (*work, Some(id.clone())));
                self.0.extend(ids);
            }
            // What it waits for now was begun last, so a snapshot that is complete is not said to go on.
            Event::Deleted { id, .. } => self.0.retain(|known| known.1.as_ref() != Some(id)),
            _ => {}
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Guide {
    /// What is said when the flow ends before what it has begun. `sent` knows of changes that have no answer yet.
    pub(super) fn words(&self, started: &Started, sent: &Sent) -> Words {
        let open = sent.open();
        let Some((last, id)) = started.0.last() else {
            return self.nothing_started(open, sent);
        };
        let same: Vec<&str> = started
            .0
            .iter()
            .filter(|(work, _)| work == last)
            .filter_map(|(_, id)| id.as_deref())
            .collect();
        let name = last.name();
        let mut what = match (same.as_slice(), id) {
            (_, None) => format!("the {name} goes on at the provider"),
            ([id], _) => format!("{name} {} goes on at the provider", OneLine::new(id)),
            (ids, _) => format!(
                "{} {} go on at the provider: {}",
                ids.len(),
                last.names(),
                listed(ids)
            ),
        };
        let mut next: Vec<String> = Vec::new();
        for id in &same {
            next.extend((self.goes_on)(*last, id));
        }
        if next.is_empty() {
            next.push(self.look.clone());
        }
        next.dedup();
        let mut next = format!("Go on: {}", next.join("\n  then: "));
        if let Some(open) = open {
            what.push_str(&format!(
                "; of the last {open} it is unknown whether it was applied"
            ));
            next.push_str(&format!("\nLook: {}", self.look));
        }
        Words {
            what,
            next: Some(next),
        }
    }

    /// What is said when nobody heard of anything that was begun.
    fn nothing_started(&self, open: Option<String>, sent: &Sent) -> Words {
        if sent.is_nothing() {
            return Words {
                what: "nothing was begun at the provider".to_owned(),
                next: None,
            };
        }
        let what = match open {
            Some(open) => format!("{open} was sent, and it is unknown whether it was applied"),
            None => "it is unknown whether anything was begun at the provider".to_owned(),
        };
        Words {
            what,
            next: Some(format!("Look first: {}", self.look)),
        }
    }
}

/// More ids than this say no more.
const MOST: usize = 20;

fn listed(ids: &[&str]) -> String {
    let shown = ids
        .iter()
        .take(MOST)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let shown = OneLine::new(&shown).at_most(usize::MAX).to_string();
    match ids.len().checked_sub(MOST) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use backhaul_flows::{Event, Work};

    use super::{Guide, Started};
    use crate::providers::Sent;

    #[test]
    fn what_was_begun_last_goes_on() {
        let guide = Guide {
            goes_on: Box::new(|work, id| vec![format!("backhaul wait {} {id}", work.name())]),
            look: "backhaul list".to_owned(),
        };
        let mut started = Started::default();
        let sent = Sent::default();
        let words = guide.words(&started, &sent);
        assert_eq!(words.what, "nothing was begun at the provider");
        assert_eq!(words.next, None);
        let begun = |work, id: &str| Event::Begun {
            work,
            id: Some(id.to_owned()),
        };
        started.hear(&begun(Work::Snapshot, "a"));
        started.hear(&begun(Work::Export, "b"));
        let words = guide.words(&started, &sent);
        assert_eq!(words.what, "export b goes on at the provider");
        assert_eq!(words.next.as_deref(), Some("Go on: backhaul wait export b"));
        started.hear(&Event::Begun {
            work: Work::RunLogs,
            id: None,
        });
        let words = guide.words(&started, &sent);
        assert_eq!(
            words.what,
            "the collection of run logs goes on at the provider"
        );
        assert_eq!(words.next.as_deref(), Some("Go on: backhaul list"));
    }

    #[test]
    fn many_ids_are_counted() {
        let guide = Guide {
            goes_on: Box::new(|_, _| Vec::new()),
            look: "backhaul list".to_owned(),
        };
        let mut started = Started::default();
        for number in 0..3 {
            started.hear(&Event::SeveralStartedAgain {
                work: Work::ShipperTask,
                ids: (0..10).map(|id| format!("t{number}{id}")).collect(),
            });
        }
        let words = guide.words(&started, &Sent::default());
        assert!(
            words
                .what
                .starts_with("30 tasks go on at the provider: t00, t01, "),
            "{words:?}"
        );
        assert!(words.what.ends_with("t19 and 10 more"), "{words:?}");
        assert_eq!(words.next.as_deref(), Some("Go on: backhaul list"));
    }
}
