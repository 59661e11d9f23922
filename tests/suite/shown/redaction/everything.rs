//! Everything that users could print.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use backhaul_runtime::Error;

/// A secret that no provider accepts.
pub(super) const WRONG: &str = "marker-wrong-secret";

/// Everything that users could print, with the number of paths that led to it.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) paths: usize,
}

impl Shown {
    pub(super) fn value(&mut self, value: &impl Debug) {
        let _ = write!(self.text, "{value:?} {value:#?}");
        self.paths += 1;
    }

    /// The outcome of one call: printed, with every cause, and as the message of a panic.
    pub(super) fn outcome<T: Debug>(&mut self, outcome: Result<T, Error>) {
        self.value(&outcome);
        if let Err(error) = &outcome {
            let _ = write!(self.text, " {error} {error:#}");
            let mut cause = error.source();
            while let Some(source) = cause {
                let _ = write!(self.text, " {source} {source:?}");
                cause = source.source();
            }
        }
        let panic = catch_unwind(AssertUnwindSafe(|| match outcome {
            Ok(value) => panic!("{value:?}"),
            Err(error) => panic!("{error:?}"),
        }));
        let message = panic.unwrap_err().downcast::<String>().unwrap();
        let _ = write!(self.text, " {message}");
    }
}
