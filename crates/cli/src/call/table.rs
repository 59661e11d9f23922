//! Providers, operations, flags, bodies and answers, as generated tables.

use backhaul_runtime::for_client_crates::PageStyle;
use backhaul_runtime::{JobState, from_json};
use serde_json::Value;

use super::rules::JobRules;
use super::times::Time;

/// A provider, as `generated/` describes it.
#[derive(Debug)]
pub struct Provider {
    /// The word of the command line: `cloud-manager`.
    pub name: &'static str,
    /// What the document calls the API.
    pub title: &'static str,
    /// JSON pointers into an error to its code.
    pub code: &'static [&'static str],
    /// JSON pointers into an error to its message.
    pub message: &'static [&'static str],
    /// In the order of their names.
    pub operations: &'static [Operation],
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// The word of the command line: `get-backup-export`.
    pub name: &'static str,
    /// The provider's own spelling: `getBackupExport`.
    pub id: &'static str,
    /// The group that help lists it in.
    pub tag: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Several paragraphs.
    pub description: &'static str,
    /// The provider's page.
    pub source: &'static str,
    /// In capitals.
    pub method: &'static str,
    /// The path template.
    pub path: &'static str,
    /// Parameters of path, query and headers.
    pub flags: &'static [Flag],
    /// What the body may hold, if there is one.
    pub body: Option<&'static Shape>,
    /// What success brings.
    pub answer: Answer,
    /// Whether a second call does no harm.
    pub idempotent: bool,
    /// The security schemes of the document.
    pub security: &'static [&'static str],
    /// What is asked before the call is sent.
    pub confirm: Option<&'static str>,
    /// The flag whose value a person types instead of "yes", because nobody can undo the call.
    pub confirm_with: Option<&'static str>,
    /// The flags of the beginning and the end of a range of time, if it takes one.
    pub range: Option<(&'static str, &'static str)>,
}

/// A parameter of path, query or headers.
#[derive(Debug)]
pub struct Flag {
    /// Without hyphens before it: `group-id`.
    pub name: &'static str,
    /// The name on the wire.
    pub wire: &'static str,
    /// Where it goes.
    pub place: Place,
    /// What it takes.
    pub kind: Kind,
    /// Whether the provider wants it.
    pub required: bool,
    /// Meaning and limits.
    pub help: &'static str,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// In the body, as a text or a file.
    Body,
}

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text; the client checks it.
    Text,
    /// A whole number.
    Integer,
    /// A number, maybe with a fraction.
    Number,
    /// `true` or `false`; the flag alone means `true`.
    Boolean,
    /// A time.
    Time(Time),
    /// JSON.
    Json,
    /// A file, whose content is sent.
    File,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// Several of these: the flag is repeated.
    List(&'static Kind),
}

/// What a part of a body may hold.
#[derive(Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// A text that is secret: no flag takes it.
    Secret,
    /// A time, or a day of the calendar.
    Time(Time),
    /// A whole number.
    Integer,
    /// A number, maybe with a fraction.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// Any JSON.
    Any,
    /// An array.
    List(&'static Shape),
    /// An object whose members have any name.
    Map(&'static Shape),
    /// An object.
    Object(&'static [Member]),
    /// One of several objects: the property that tells them apart, and for each the values that mean it.
    Choice(&'static str, &'static [(&'static [&'static str], Shape)]),
    /// The same as another table.
    Named(&'static Shape),
}

/// A property of an object in a body.
#[derive(Debug)]
pub struct Member {
    /// The name on the wire.
    pub wire: &'static str,
    /// The name of its flag; empty below the top of a body.
    pub flag: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether the provider wants it.
    pub required: bool,
    /// Meaning and limits.
    pub help: &'static str,
}

/// How a list is read page by page.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The flag that says where a page begins.
    pub position: &'static str,
    /// What a position is.
    pub style: PageStyle,
    /// The property with the items.
    pub items: &'static str,
    /// The path of the number of items of all pages, if there is one.
    pub total: Option<&'static str>,
}

/// What success brings.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Whether it has a JSON body.
    pub is_json: bool,
    /// Whether it is a file.
    pub is_file: bool,
    /// How the name of the file ends, if the document says it.
    pub suffix: Option<&'static str>,
    /// Properties of the answer, or of each item, the most telling first.
    pub columns: &'static [&'static str],
    /// How many of them a narrow table has.
    pub narrow: usize,
    /// Every property that the answer as a whole may have, unless it is an array.
    pub known: &'static [&'static str],
    /// The columns that are times by numbers, and how they are written.
    pub times: &'static [(&'static str, Time)],
    /// JSON pointers to what is sensitive; `*` is any item of an array or member of a map, `**` any number of steps.
    pub sensitive: &'static [&'static str],
    /// The JSON pointer to the items, if it is a list.
    pub items: Option<&'static str>,
    /// How the list is read, if it has pages.
    pub paging: Option<Paging>,
    /// The property whose words alone give the state of the job, or of each item, if there is one.
    pub status: Option<&'static str>,
    /// How the state of the job in an answer is read, or those of the items.
    pub job: Option<&'static JobRules>,
    /// Whether a wait reads it.
    pub is_job: bool,
    /// Whether its items are jobs.
    pub has_jobs: bool,
}

impl Answer {
    /// Success has no body.
    pub const NOTHING: Self = Self {
        is_json: false,
        is_file: false,
        suffix: None,
        columns: &[],
        narrow: 0,
        known: &[],
        times: &[],
        sensitive: &[],
        items: None,
        paging: None,
        status: None,
        job: None,
        is_job: false,
        has_jobs: false,
    };
    /// A file.
    pub const FILE: Self = Self {
        is_file: true,
        ..Self::NOTHING
    };
    /// JSON.
    pub const JSON: Self = Self {
        is_json: true,
        ..Self::NOTHING
    };
}

impl Shape {
    /// What it is, after every name.
    pub fn resolved(&self) -> &Self {
        match self {
            Self::Named(shape) => shape.resolved(),
            other => other,
        }
    }

    /// Whether it is neither an object nor an array.
    pub fn is_scalar(&self) -> bool {
        !matches!(
            self.resolved(),
            Self::List(_) | Self::Object(_) | Self::Choice(..) | Self::Secret
        )
    }

    /// The properties, if it is an object of nothing but scalars.
    pub fn flat(&self) -> Option<&'static [Member]> {
        let Self::Object(members) = self.resolved() else {
            return None;
        };
        let is_flat = members.iter().all(|member| member.shape.is_scalar());
        is_flat.then_some(*members)
    }

    /// Whether a flag can hold it: a scalar, a flat object, or an array of one of these.
    pub fn fits_a_flag(&self) -> bool {
        match self.resolved() {
            Self::List(item) => item.is_scalar() || item.flat().is_some(),
            other => other.is_scalar() || other.flat().is_some(),
        }
    }
}

impl Answer {
    /// Whether it is a list whose items are jobs.
    pub fn lists_jobs(&self) -> bool {
        self.has_jobs || self.items.is_some() && self.job.is_some()
    }

    /// How the column `name` writes times, if it has times that people cannot read.
    pub fn time(&self, name: &str) -> Option<Time> {
        let mut times = self.times.iter();
        times
            .find(|(known, _)| *known == name)
            .map(|(_, time)| *time)
    }

    /// The state of the job in `json`, an answer, or the states of its items; none if it has no jobs.
    pub fn states(&self, json: &str) -> Vec<JobState> {
        let Some(rules) = self.job else {
            return Vec::new();
        };
        let Ok(answer) = from_json::<Value>(json.as_bytes()) else {
            return Vec::new();
        };
        let Some(items) = self.items else {
            return vec![rules.state(&answer)];
        };
        let items = answer.pointer(items).and_then(Value::as_array);
        let states = items.into_iter().flatten().map(|item| rules.state(item));
        states.collect()
    }
}

impl Operation {
    /// The properties of the body, if that is an object.
    pub fn members(&self) -> &'static [Member] {
        match self.body.map(Shape::resolved) {
            Some(Shape::Object(members)) => members,
            _ => &[],
        }
    }

    /// The properties of the body that are flags.
    pub fn body_flags(&self) -> impl Iterator<Item = &'static Member> {
        let members = self.members().iter();
        members.filter(|member| !member.flag.is_empty() && member.shape.fits_a_flag())
    }
}

impl Provider {
    /// The operation of a name, or of the provider's own spelling.
    pub fn operation(&self, name: &str) -> Option<(usize, &'static Operation)> {
        let mut all = self.operations.iter().enumerate();
        all.find(|(_, operation)| operation.name == name || operation.id == name)
    }
}
