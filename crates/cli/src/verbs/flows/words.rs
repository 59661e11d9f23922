//! What was begun at the provider, and how to go on.

use backhaul_flows::{Event, Work};
use backhaul_runtime::OneLine;

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
    /// What is said when the flow ends before what it has begun.
    pub(super) fn words(&self, started: &Started) -> Words {
        let Some((last, id)) = started.0.last() else {
            return Words {
                what: "it is unknown whether anything was begun at the provider".to_owned(),
                next: Some(format!("Look first: {}", self.look)),
            };
        };
        let same: Vec<&str> = started
            .0
            .iter()
            .filter(|(work, _)| work == last)
            .filter_map(|(_, id)| id.as_deref())
            .collect();
        let name = last.name();
        let what = match (same.as_slice(), id) {
            (_, None) => format!("the {name} goes on at the provider"),
            ([id], _) => format!("{name} {} goes on at the provider", OneLine::new(id)),
            (ids, _) => format!(
                "{} {name}s go on at the provider: {}",
                ids.len(),
                OneLine::new(&ids.join(", ")).at_most(usize::MAX)
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
        Words {
            what,
            next: Some(format!("Go on: {}", next.join("\n  then: "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use backhaul_flows::{Event, Work};

    use super::{Guide, Started};

    #[test]
    fn what_was_begun_last_goes_on() {
        let guide = Guide {
            goes_on: Box::new(|work, id| vec![format!("backhaul wait {} {id}", work.name())]),
            look: "backhaul list".to_owned(),
        };
        let mut started = Started::default();
        let words = guide.words(&started);
        assert!(words.what.starts_with("it is unknown"), "{words:?}");
        let begun = |work, id: &str| Event::Begun {
            work,
            id: Some(id.to_owned()),
        };
        started.hear(&begun(Work::Snapshot, "a"));
        started.hear(&begun(Work::Export, "b"));
        let words = guide.words(&started);
        assert_eq!(words.what, "export b goes on at the provider");
        assert_eq!(words.next.as_deref(), Some("Go on: backhaul wait export b"));
        started.hear(&Event::Begun {
            work: Work::RunLogs,
            id: None,
        });
        let words = guide.words(&started);
        assert_eq!(
            words.what,
            "the collection of run logs goes on at the provider"
        );
        assert_eq!(words.next.as_deref(), Some("Go on: backhaul list"));
    }
}
