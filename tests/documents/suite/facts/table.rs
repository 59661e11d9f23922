//! Reading a table of facts.

use std::collections::BTreeMap;

use super::calls::Calls;
use super::jobs::Job;
use super::service::Service;

/// Kinds that no schema may be named after.
const KINDS: [&str; 13] = [
    "?",
    "absent",
    "any",
    "boolean",
    "bytes",
    "date-time",
    "int32",
    "int64",
    "integer",
    "nothing",
    "number",
    "text",
    "time",
];

/// Marks that compare as a yes or no.
const FLAGS: [&str; 9] = [
    "allowEmptyValue",
    "maybe",
    "nullable",
    "omit",
    "optional",
    "readOnly",
    "required",
    "sensitive",
    "writeOnly",
];

/// Marks with a value.
const VALUES: [&str; 10] = [
    "default",
    "enum",
    "is",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
];

/// The marks that a document must agree with.
pub(super) fn compared_marks() -> impl Iterator<Item = &'static str> {
    let flags = [
        "required",
        "nullable",
        "allowEmptyValue",
        "omit",
        "sensitive",
    ];
    let values = VALUES.into_iter().filter(|mark| *mark != "is");
    flags.into_iter().chain(values)
}

/// All that a table says.
#[derive(Default)]
pub(super) struct Table {
    pub(super) operations: Vec<Operation>,
    pub(super) schemas: BTreeMap<String, Vec<Row>>,
    pub(super) unions: BTreeMap<String, Union>,
    pub(super) service: Service,
    /// What tells where a job stands, by schema.
    pub(super) jobs: BTreeMap<String, Job>,
    /// Schemas whose required fields may be missing in answers.
    pub(super) optional_in_answers: Vec<String>,
    /// The kind of every error.
    pub(super) error: Option<String>,
    /// Marks that the sources tell of no field of an answer.
    pub(super) unknown: Vec<String>,
    /// Marks that the table tells of nothing.
    pub(super) untold: Vec<String>,
    /// Operations that the sources do not have.
    pub(super) beyond: Vec<String>,
    /// The reasons of the rows that deviate, by line.
    pub(super) deviations: BTreeMap<usize, String>,
}

/// An operation.
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) also: Option<String>,
    /// What else the description must say.
    pub(super) says: Vec<String>,
    /// Parameters; `place` says where each travels.
    pub(super) parameters: Vec<Row>,
    pub(super) request: Option<Row>,
    /// Successes; `place` is the status.
    pub(super) answers: Vec<Row>,
    /// Error statuses, and whether there may be more.
    pub(super) errors: Option<(Vec<String>, bool)>,
    pub(super) calls: Calls,
}

/// A union: the property that tells its members apart, and what each value goes with.
pub(super) struct Union {
    pub(super) tag: String,
    pub(super) members: Vec<(String, String)>,
}

/// A field, a parameter, a request or an answer.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) line: usize,
    /// The name; of a request or an answer the media type.
    pub(super) name: String,
    /// Of a parameter `path` or `query`, of an answer the status; else empty.
    pub(super) place: String,
    pub(super) kind: String,
    /// Marks with their values; those of flags are empty, and `?` is unknown.
    pub(super) marks: BTreeMap<String, String>,
    /// Whether it says something that no source says, and we chose.
    pub(super) is_chosen: bool,
}

impl Row {
    pub(super) fn has(&self, mark: &str) -> bool {
        self.marks.contains_key(mark)
    }
}

/// What the indented lines belong to.
enum Open {
    Nothing,
    Operation,
    Schema(String),
    Union(String),
    Job(String),
}

impl Table {
    /// Reads a table, or says which line makes no sense.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut table = Self::default();
        let mut open = Open::Nothing;
        for (number, line) in (1..).zip(text.lines()) {
            let failed = |what: String| format!("line {number}: {what}");
            let (line, deviation) = parts(line);
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            if words.is_empty() {
                continue;
            }
            if let Some(reason) = deviation {
                table.deviations.insert(number, reason.to_owned());
            }
            if line.starts_with(' ') {
                table.inner(&open, number, &words).map_err(failed)?;
            } else {
                open = table.outer(&words).map_err(failed)?;
            }
        }
        table.check_names()?;
        Ok(table)
    }

    fn outer(&mut self, words: &[&str]) -> Result<Open, String> {
        if self.service.read(words) {
            return Ok(Open::Nothing);
        }
        match *words {
            ["operation", id, method, path] => {
                self.operations.push(Operation {
                    id: id.to_owned(),
                    method: method.to_owned(),
                    path: path.to_owned(),
                    also: None,
                    says: Vec::new(),
                    parameters: Vec::new(),
                    request: None,
                    answers: Vec::new(),
                    errors: None,
                    calls: Calls::default(),
                });
                Ok(Open::Operation)
            }
            ["operation", ..] => Err("an operation is a name, a method and a path".to_owned()),
            ["schema", name, "optional-in-answers"] => {
                self.optional_in_answers.push(name.to_owned());
                self.outer(&["schema", name])
            }
            ["job", name] => {
                let before = self.jobs.insert(name.to_owned(), Job::default());
                once(name, before.is_none())?;
                Ok(Open::Job(name.to_owned()))
            }
            ["schema", name] => {
                let before = self.schemas.insert(name.to_owned(), Vec::new());
                once(name, before.is_none())?;
                Ok(Open::Schema(name.to_owned()))
            }
            ["union", name, "by", tag] => {
                let union = Union {
                    tag: tag.to_owned(),
                    members: Vec::new(),
                };
                once(name, self.unions.insert(name.to_owned(), union).is_none())?;
                Ok(Open::Union(name.to_owned()))
            }
            ["error", name] => {
                self.error = Some(name.to_owned());
                Ok(Open::Nothing)
            }
            ["unknown", mark, "in", "answers"] => {
                self.unknown.push(mark.to_owned());
                Ok(Open::Nothing)
            }
            ["unknown", mark] => {
                self.untold.push(mark.to_owned());
                Ok(Open::Nothing)
            }
            ["beyond", operation, _, ..] if operation.ends_with(':') => {
                self.beyond.push(operation.trim_end_matches(':').to_owned());
                Ok(Open::Nothing)
            }
            _ => Err(format!("cannot read {:?}", words.join(" "))),
        }
    }

    fn inner(&mut self, open: &Open, line: usize, words: &[&str]) -> Result<(), String> {
        match open {
            Open::Nothing => Err(format!("{:?} belongs to nothing", words.join(" "))),
            Open::Operation => match self.operations.last_mut() {
                Some(operation) => operation.add(line, words),
                None => Ok(()),
            },
            Open::Schema(name) => {
                let row = row(line, words[0], "", &words[1..])?;
                self.schemas.entry(name.clone()).or_default().push(row);
                Ok(())
            }
            Open::Job(name) => {
                self.jobs.entry(name.clone()).or_default().read(words);
                Ok(())
            }
            Open::Union(name) => {
                let [value, kind] = *words else {
                    return Err("a member is a value and a schema".to_owned());
                };
                if let Some(union) = self.unions.get_mut(name) {
                    union.members.push((value.to_owned(), kind.to_owned()));
                }
                Ok(())
            }
        }
    }

    /// Sees to it that every kind is known.
    fn check_names(&self) -> Result<(), String> {
        let operations = self.operations.iter().flat_map(|operation| {
            let Operation {
                parameters,
                request,
                answers,
                ..
            } = operation;
            parameters.iter().chain(request).chain(answers)
        });
        for row in operations.chain(self.schemas.values().flatten()) {
            let kind = row.kind.trim_matches(['[', ']']);
            if !self.knows(kind) {
                return Err(format!("line {}: no schema {kind}", row.line));
            }
        }
        let members = self.unions.values().flat_map(|union| &union.members);
        let names = members.map(|(_, kind)| kind).chain(&self.error);
        let names = names.chain(self.jobs.keys());
        match names.into_iter().find(|name| !self.knows(name)) {
            Some(name) => Err(format!("no schema {name}")),
            None => Ok(()),
        }
    }

    fn knows(&self, kind: &str) -> bool {
        KINDS.contains(&kind) || self.schemas.contains_key(kind) || self.unions.contains_key(kind)
    }
}

impl Operation {
    fn add(&mut self, line: usize, words: &[&str]) -> Result<(), String> {
        if self.calls.read(words) {
            return Ok(());
        }
        match *words {
            ["also", name] => self.also = Some(name.to_owned()),
            ["says", _, ..] => self.says.push(words[1..].join(" ")),
            ["parameter", name, place, ref rest @ ..] => {
                self.parameters.push(row(line, name, place, rest)?);
            }
            ["request", media_type, ref rest @ ..] => {
                self.request = Some(row(line, media_type, "", rest)?);
            }
            ["answer", status, nothing, ref marks @ ..] if chosen(nothing) == "nothing" => {
                let rest = [&["nothing"], marks].concat();
                self.answers.push(row(line, "", chosen(status), &rest)?);
            }
            ["answer", status, media_type, ref rest @ ..] => {
                let (media_type, status) = (chosen(media_type), chosen(status));
                self.answers.push(row(line, media_type, status, rest)?);
            }
            ["errors", ref statuses @ ..] => {
                let statuses = statuses.iter().map(|status| chosen(status));
                let (more, statuses): (Vec<&str>, Vec<&str>) =
                    statuses.partition(|status| *status == "?");
                if let Some(wrong) = statuses.iter().find(|one| one.parse::<u16>().is_err()) {
                    return Err(format!("{wrong} is no status"));
                }
                let statuses = statuses.into_iter().map(str::to_owned).collect();
                self.errors = Some((statuses, !more.is_empty()));
            }
            _ => return Err(format!("cannot read {:?}", words.join(" "))),
        }
        Ok(())
    }
}

/// A line without its comment, and the reason why the document deviates from it.
fn parts(line: &str) -> (&str, Option<&str>) {
    let line = match line.strip_prefix('#') {
        Some(_) => "",
        None => line.split(" #").next().unwrap_or_default(),
    };
    match line.split_once(" deviation: ") {
        Some((line, reason)) => (line, Some(reason.trim())),
        None => (line, None),
    }
}

fn once(name: &str, is_new: bool) -> Result<(), String> {
    if is_new {
        Ok(())
    } else {
        Err(format!("{name} stands there twice"))
    }
}

/// A word without the `~` of what no source says and we chose.
fn chosen(word: &str) -> &str {
    word.strip_prefix('~').unwrap_or(word)
}

fn row(line: usize, name: &str, place: &str, rest: &[&str]) -> Result<Row, String> {
    let (kind, words) = rest
        .split_first()
        .ok_or_else(|| format!("{name} has no kind"))?;
    let mut marks = BTreeMap::new();
    // What we chose to have stands there with a lone `~`.
    for word in words.iter().filter(|word| **word != "~") {
        let word = chosen(word);
        let (mark, value) = match (word.split_once('='), word.strip_suffix('?')) {
            (Some((mark, value)), _) => (mark, chosen(value)),
            (None, Some(mark)) => (mark, "?"),
            (None, None) => (word, ""),
        };
        let known = if value.is_empty() {
            FLAGS.contains(&mark)
        } else if value == "?" {
            FLAGS.contains(&mark) || VALUES.contains(&mark)
        } else {
            VALUES.contains(&mark)
        };
        if !known {
            return Err(format!("unknown mark {word}"));
        }
        // Words have no blanks.
        marks.insert(mark.to_owned(), value.replace('␣', " "));
    }
    Ok(Row {
        is_chosen: rest.iter().any(|word| word.contains('~')),
        line,
        name: name.to_owned(),
        place: place.to_owned(),
        kind: chosen(kind).to_owned(),
        marks,
    })
}
