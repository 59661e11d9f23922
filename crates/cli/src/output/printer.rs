//! One result, or a list item by item, in the form that the user chose.

use std::io::{self, Write};

use backhaul_runtime::JobState;

use super::cells::bare;
use super::table;
use crate::args::{Common, Output};
use crate::call::Answer;
use crate::failure::{Failure, Status};
use crate::json::{Json, compact, get, hide, pretty};

/// Prints the results of one command.
pub struct Printer<'a> {
    out: &'a mut dyn Write,
    form: Output,
    get: Option<String>,
    reveal: bool,
    /// The width of the terminal, if it is one.
    width: Option<u16>,
    answer: Answer,
    /// Items that a table still has to show, since its widths depend on all of them.
    kept: Vec<(Json, Option<JobState>)>,
    printed: u64,
}

impl<'a> Printer<'a> {
    /// Prints answers like `answer` to `out`, which is a terminal if it has a `width`.
    pub fn new(
        out: &'a mut dyn Write,
        common: &Common,
        answer: Answer,
        width: Option<u16>,
    ) -> Self {
        let usual = if width.is_some() {
            Output::Table
        } else {
            Output::Json
        };
        Self {
            out,
            form: common.output.unwrap_or(usual),
            get: common.get.clone(),
            reveal: common.reveal,
            width,
            answer,
            kept: Vec::new(),
            printed: 0,
        }
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
            let value = get(&json, &pointer).ok_or_else(|| nothing_at(&pointer))?;
            return self.write(&format!("{}\n", bare(value)));
        }
        let is_wide = self.form == Output::Wide;
        let text = match self.form {
            Output::Table | Output::Wide => {
                table::of_one(&json, &states, &self.answer, is_wide, self.width)
            }
            Output::Json => pretty(&json, 0) + "\n",
            Output::JsonLines => compact(&json) + "\n",
            Output::Yaml => yaml(&json)?,
        };
        self.write(&text)
    }

    /// Prints one item of a list. Its sensitive values are hidden. `state` is that of a job.
    ///
    /// # Errors
    /// If it cannot be written, or `--get` leads to nothing.
    pub fn item(&mut self, json: Json, state: Option<JobState>) -> Result<(), Failure> {
        if let Some(pointer) = self.get.clone() {
            let value = get(&json, &pointer).ok_or_else(|| nothing_at(&pointer))?;
            self.printed += 1;
            return self.write(&format!("{}\n", bare(value)));
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

    /// Ends a list that was read to its end. A list that broke off is not ended, so that what was printed of it
    /// is not valid JSON.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self) -> Result<(), Failure> {
        if self.get.is_none() && self.form == Output::Json {
            let text = if self.printed == 0 { "[]\n" } else { "\n]\n" };
            self.write(text)?;
        }
        if self.get.is_none() && self.form == Output::Yaml && self.printed == 0 {
            self.write("[]\n")?;
        }
        self.flush()
    }

    /// Passes on what was printed so far, so that a reader need not wait for the next page. A table waits.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn pass_on(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| unwritten(&error))
    }

    /// Prints what is kept, also of a list that broke off.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let kept = std::mem::take(&mut self.kept);
        if !kept.is_empty() {
            let is_wide = self.form == Output::Wide;
            let text = table::of_items(&kept, &self.answer, is_wide, self.width);
            self.write(&text)?;
        }
        self.out.flush().map_err(|error| unwritten(&error))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_bytes());
        written.map_err(|error| unwritten(&error))
    }
}

fn nothing_at(pointer: &str) -> Failure {
    Failure::new(
        Status::NotUnderstood,
        format!(
            "--get: the answer has nothing at {}",
            backhaul_runtime::OneLine::new(pointer)
        ),
    )
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
