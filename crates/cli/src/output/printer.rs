//! One result, or a list item by item, in the form that the user chose.

use std::io;

use backhaul_runtime::{JobState, OneLine};

use super::cells::bare;
use super::found::{Found, nothing_at};
use super::layout::Shown;
use super::streams::Streams;
use super::table;
use crate::args::{Common, Output};
use crate::call::Answer;
use crate::failure::{Failure, Status};
use crate::json::{Json, compact, get, hide, pretty};

/// What is said to a person about a list with nothing in it.
pub const NOTHING: &str = "Nothing found.";

/// Prints the results of one command.
pub struct Printer<'a> {
    streams: &'a mut Streams,
    form: Output,
    get: Option<String>,
    reveal: bool,
    answer: Answer,
    /// Items that a table still has to show, since its widths depend on all of them.
    kept: Vec<(Json, Option<JobState>)>,
    printed: u64,
    /// What `--get` found in the items of a list.
    found: Found,
    /// What is said to a person if a list has nothing.
    nothing: Option<String>,
}

impl<'a> Printer<'a> {
    /// Prints answers like `answer`.
    pub fn new(streams: &'a mut Streams, common: &Common, answer: Answer) -> Self {
        let usual = if streams.width.is_some() {
            Output::Table
        } else {
            Output::Json
        };
        Self {
            streams,
            form: common.output.unwrap_or(usual),
            get: common.get.clone(),
            reveal: common.reveal,
            answer,
            kept: Vec::new(),
            printed: 0,
            found: Found::default(),
            nothing: Some(NOTHING.to_owned()),
        }
    }

    /// Prints a table also to a pipe, unless another form was chosen: what is for people is for their pager, too.
    #[must_use]
    pub fn for_people(mut self, common: &Common) -> Self {
        self.form = common.output.unwrap_or(Output::Table);
        self
    }

    /// Says this if a list has nothing, or leaves that to the caller.
    #[must_use]
    pub fn nothing(mut self, text: Option<String>) -> Self {
        self.nothing = text;
        self
    }

    /// Prints a result that is not a list.
    ///
    /// # Errors
    /// If it cannot be written, or `--get` leads to nothing.
    pub fn one(&mut self, mut json: Json) -> Result<(), Failure> {
        let is_table = matches!(self.form, Output::Table | Output::Wide) && self.get.is_none();
        // The provider's values say it, also those that are hidden.
        let states = match is_table && self.answer.job.is_some() {
            true => self.answer.states(&compact(&json)),
            false => Vec::new(),
        };
        if !self.reveal {
            hide(&mut json, self.answer.sensitive);
        }
        if let Some(pointer) = self.get.clone() {
            let value =
                get(&json, &pointer).ok_or_else(|| nothing_at(&pointer, &json, "the answer"))?;
            return self.write(&format!("{}\n", bare(value)));
        }
        let is_wide = self.form == Output::Wide;
        let text = match self.form {
            Output::Table | Output::Wide => {
                let width = self.streams.width;
                let shown = table::of_one(&json, &states, &self.answer, is_wide, width);
                return self.table(&shown);
            }
            Output::Json => pretty(&json, 0) + "\n",
            Output::JsonLines => compact(&json) + "\n",
            Output::Yaml => yaml(&json)?,
        };
        self.write(&text)
    }

    /// Prints one item of a list. Its sensitive values are hidden. `state` is that of a job. Of an item where `--get`
    /// leads to nothing, the line is empty.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn item(&mut self, json: Json, state: Option<JobState>) -> Result<(), Failure> {
        if let Some(pointer) = self.get.clone() {
            self.printed += 1;
            let lines = self.found.lines(json, &pointer);
            return self.write(&lines);
        }
        let text = match self.form {
            Output::Table | Output::Wide => {
                self.kept.push((json, state));
                return Ok(());
            }
            Output::Json => {
                let before = if self.printed == 0 { "[\n  " } else { ",\n  " };
                format!("{before}{}", pretty(&json, 1))
            }
            Output::JsonLines => compact(&json) + "\n",
            Output::Yaml => yaml(&Json::Array(vec![json]))?,
        };
        self.printed += 1;
        self.write(&text)
    }

    /// Says what `--get` did not find in a list that was read to its end.
    fn told(&mut self) -> Result<(), Failure> {
        let Some(pointer) = self.get.clone() else {
            return Ok(());
        };
        let shown = OneLine::new(&pointer);
        // An item may lack what the document knows, and all of them may.
        let name = pointer.trim_start_matches('/');
        if self.answer.columns.contains(&name) {
            let lines = self.found.empty_lines();
            self.write(&lines)?;
        } else if let Some(failure) = self.found.nothing(&pointer) {
            return Err(failure);
        }
        let (without, all) = (self.found.without, self.printed);
        if without > 0 {
            let text = format!(
                "--get: {without} of {all} items have nothing at {shown}, and their lines are empty"
            );
            self.pass_on()?;
            self.streams.warn(&text);
        }
        Ok(())
    }

    /// Ends a list that was read to its end. A list that broke off is not ended, so that what was printed of it
    /// is not valid JSON.
    ///
    /// # Errors
    /// If it cannot be written, or `--get` leads to nothing in every item.
    pub fn end(mut self) -> Result<(), Failure> {
        if self.get.is_none() && self.form == Output::Json {
            let text = if self.printed == 0 { "[]\n" } else { "\n]\n" };
            self.write(text)?;
        }
        if self.get.is_none() && self.form == Output::Yaml && self.printed == 0 {
            self.write("[]\n")?;
        }
        let is_empty = self.printed == 0 && self.kept.is_empty();
        self.flush()?;
        self.told()?;
        if let Some(text) = self.nothing.filter(|_| is_empty) {
            self.streams.note(&text);
        }
        Ok(())
    }

    /// Passes on what was printed so far, so that a reader need not wait for the next page. A table waits.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn pass_on(&mut self) -> Result<(), Failure> {
        self.streams.out.flush().map_err(|error| unwritten(&error))
    }

    /// Prints what is kept, also of a list that broke off.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let kept = std::mem::take(&mut self.kept);
        if !kept.is_empty() {
            let is_wide = self.form == Output::Wide;
            let shown = table::of_items(&kept, &self.answer, is_wide, self.streams.width);
            self.table(&shown)?;
        }
        self.streams.out.flush().map_err(|error| unwritten(&error))
    }

    /// Prints a table, and tells a person what it had no room for.
    fn table(&mut self, shown: &Shown) -> Result<(), Failure> {
        self.write(&shown.text)?;
        if let Some(text) = left_out(&shown.left_out) {
            // First the table, then the words about it.
            self.pass_on()?;
            self.streams.note(&text);
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.streams.out.write_all(text.as_bytes());
        written.map_err(|error| unwritten(&error))
    }
}

/// Of more, only the number is told.
const MOST_NAMES: usize = 4;

/// What a table had no room for, on one line.
fn left_out(names: &[String]) -> Option<String> {
    let shown = names.get(..MOST_NAMES).unwrap_or(names).join(", ");
    let more = match names.len().saturating_sub(MOST_NAMES) {
        0 => String::new(),
        number => format!(" and {number} more"),
    };
    (!names.is_empty()).then(|| format!("Not shown: {shown}{more}. -o wide shows all."))
}

fn unwritten(error: &io::Error) -> Failure {
    Failure::file("standard output", error)
}

fn yaml(json: &Json) -> Result<String, Failure> {
    let text = serde_saphyr::to_string(json);
    text.map_err(|error| {
        Failure::new(
            Status::NotUnderstood,
            format!("the answer cannot be written as YAML: {error}"),
        )
    })
}
