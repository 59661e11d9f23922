//! The program at a terminal, within the test.

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use backhaul_cli::output::Streams;
use backhaul_cli::program;
use backhaul_runtime::auth::env::Environment;

/// Who sits at a terminal.
pub(crate) struct Person {
    variables: Vec<(String, String)>,
    /// Of the terminal; `None` if results go to a pipe.
    pub(crate) width: Option<u16>,
}

/// What a person saw.
#[derive(Debug)]
pub(crate) struct Saw {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Person {
    /// At a terminal of 80 columns, with these variables.
    pub(crate) fn new(variables: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let variables = variables.into_iter();
        Self {
            variables: variables
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            width: Some(80),
        }
    }

    /// Runs the program. Nobody answers questions.
    pub(crate) async fn run(&self, words: &[&str]) -> Saw {
        let (out, err) = (Kept::default(), Kept::default());
        let streams = Streams {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            width: self.width,
            has_reader: true,
            is_quiet: false,
            can_ask: false,
            has_color: false,
            can_redraw: false,
        };
        let variables = self.variables.clone();
        let environment = Environment::of_variables(move |name| {
            let found = variables.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        });
        let words = ["backhaul"].iter().chain(words).map(OsString::from);
        let status = program::run(words.collect(), environment, streams).await;
        Saw {
            status,
            out: out.text(),
            err: err.text(),
        }
    }
}
